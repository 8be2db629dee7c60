// What the browser keeps between page loads: the session and what was not sent yet. Works without storage, too.
import type { Session } from './api';
import type { Outgoing } from './protocol';

const SESSION = 'fapiao.session';
/** A key for each message: tabs that write at the same time don't overwrite each other. */
const MESSAGE = 'fapiao.out.';
const DRAFT = 'fapiao.draft';
const READ = 'fapiao.read';

/** Where the browser takes nothing (no storage for frames, no space left), the page itself remembers. */
const memory = new Map<string, string>();

function read<T>(name: string): T | undefined {
  try {
    return (JSON.parse(memory.get(name) ?? localStorage.getItem(name) ?? 'null') as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, value: unknown): void {
  const text = value === undefined ? undefined : JSON.stringify(value);
  memory.delete(name);
  try {
    if (text === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    if (text !== undefined) memory.set(name, text);
  }
}

/** The names of all that is kept. */
function names(): string[] {
  try {
    return [...memory.keys(), ...Object.keys(localStorage)];
  } catch {
    return [...memory.keys()];
  }
}

/** Tabs can only share what they can store. */
function lasts(): boolean {
  try {
    localStorage.setItem('fapiao.test', '1');
    localStorage.removeItem('fapiao.test');
    return true;
  } catch {
    return false;
  }
}

/** A tab's own draft before that of another one. */
function tabDraft(text?: string): string | null {
  try {
    if (text !== undefined) sessionStorage.setItem(DRAFT, text);
    return sessionStorage.getItem(DRAFT);
  } catch {
    return null;
  }
}

export const keep = {
  lasts,
  session: () => read<Session>(SESSION),
  saveSession: (session: Session | undefined) => write(SESSION, session),
  /** What was written and has not arrived, oldest first: ids sort by time. */
  messages: () =>
    names()
      .filter((name) => name.startsWith(MESSAGE))
      .sort()
      .flatMap((name) => read<Outgoing>(name) ?? []),
  putMessage: (message: Outgoing) => write(MESSAGE + message.id, message),
  dropMessage: (id: string) => write(MESSAGE + id, undefined),
  draft: () => tabDraft() ?? read<string>(DRAFT) ?? '',
  saveDraft(text: string) {
    tabDraft(text);
    write(DRAFT, text || undefined);
  },
  /** The newest activity that was on show. */
  read: () => read<string>(READ) ?? '',
  saveRead: (id: string) => write(READ, id || undefined),
  /** ASVS 5 14.3.1: nothing of a person stays on a shared computer. */
  clear() {
    for (const name of names()) if (name.startsWith('fapiao.')) write(name, undefined);
    tabDraft('');
  },
};
