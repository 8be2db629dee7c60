// What the browser keeps between page loads: the session and what was not sent yet. Works without storage, too.
import type { Session } from './api';
import type { Outgoing } from './protocol';

const SESSION = 'fapiao.session';
/** A key for each message: tabs that write at the same time don't overwrite each other. */
const MESSAGE = 'fapiao.out.';
const DRAFT = 'fapiao.draft';
const CARD = 'fapiao.card.';
/** Made up when somebody begins, gone when they leave: what another tab still holds under an older one is somebody else's. */
const PERSON = 'fapiao.person';
/** A conversation that was left and whose server does not know yet. */
const ENDING = 'fapiao.end.';
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

interface Draft {
  text: string;
  person?: string;
}

/** A tab's own draft before that of another one. */
function tabDraft(draft?: Draft): Draft | undefined {
  try {
    if (draft) sessionStorage.setItem(DRAFT, draft.text && JSON.stringify(draft));
    return JSON.parse(sessionStorage.getItem(DRAFT) || 'null') as Draft | undefined;
  } catch {
    return undefined;
  }
}

/** What was typed into a card's fields, by their ids; `start`: what the card came with. */
export type CardDraft = Record<string, { value: string; start: string }>;

/** By a conversation that was left: what may end it, and nothing else. */
export interface Left {
  conversationId: string;
  token: string;
}

const random = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join('');

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
  person: () => read<string>(PERSON),
  /** Somebody begins, unless somebody has. */
  begin() {
    if (!keep.person()) write(PERSON, random());
    return keep.person();
  },
  draft() {
    const draft = tabDraft() ?? read<Draft>(DRAFT);
    // A tab that slept through signing out comes back with what the former person wrote.
    return draft?.person === keep.person() ? (draft?.text ?? '') : '';
  },
  saveDraft(text: string) {
    const draft = { text, person: text ? keep.begin() : keep.person() };
    tabDraft(draft);
    write(DRAFT, text ? draft : undefined);
  },
  /** As the composer's draft: it survives a reload, shows in the other tab, and is nobody else's. */
  cardDraft(form: string): CardDraft {
    const draft = read<{ fields: CardDraft; person?: string }>(CARD + form);
    return draft && draft.person === keep.person() ? draft.fields : {};
  },
  saveCardDraft(form: string, fields: CardDraft) {
    write(CARD + form, Object.keys(fields).length ? { fields, person: keep.begin() } : undefined);
  },
  /** Another tab has written into a card of this form. */
  onCardDraft(heard: (form: string) => void) {
    addEventListener('storage', ({ key }) => {
      if (key?.startsWith(CARD)) heard(key.slice(CARD.length));
    });
  },
  left: () =>
    names()
      .filter((name) => name.startsWith(ENDING))
      .flatMap((name) => read<Left>(name) ?? []),
  putLeft: (left: Left) => write(ENDING + left.conversationId, left),
  dropLeft: ({ conversationId }: Left) => write(ENDING + conversationId, undefined),
  /** The newest activity that was on show. */
  read: () => read<string>(READ) ?? '',
  saveRead: (id: string) => write(READ, id || undefined),
  /** ASVS 5.0 14.3.1: nothing of a person stays on a shared computer; what tells the server so opens nothing. */
  clear() {
    for (const name of names()) if (name.startsWith('fapiao.') && !name.startsWith(ENDING)) write(name, undefined);
    tabDraft({ text: '' });
  },
};
