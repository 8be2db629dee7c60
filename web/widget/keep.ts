// What the browser keeps between page loads: the session and what was not sent yet. Works without storage, too.
import type { Session } from './api';
import type { Outgoing } from './protocol';

const SESSION = 'fapiao.session';
const OUTBOX = 'fapiao.outbox';
const DRAFT = 'fapiao.draft';

function read<T>(name: string): T | undefined {
  try {
    return (JSON.parse(localStorage.getItem(name) ?? 'null') as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A browser that stores nothing: the conversation lasts as long as the page.
  }
}

export const keep = {
  session: () => read<Session>(SESSION),
  saveSession: (session: Session | undefined) => write(SESSION, session),
  outbox: () => read<Outgoing[]>(OUTBOX) ?? [],
  saveOutbox: (messages: readonly Outgoing[]) => write(OUTBOX, messages.length ? messages : undefined),
  draft: () => read<string>(DRAFT) ?? '',
  saveDraft: (text: string) => write(DRAFT, text || undefined),
};
