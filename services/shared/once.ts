// Exactly one effect per command: what it came to is stored in the same batch as what it does.
import { createHash } from 'node:crypto';
import type { Instant, Reason } from '../../domain/result';
import { bodyOf, keys, record } from '../../storage/records';
import { StoreBusy, type Write } from '../../storage/store';
import type { Command, Outcome } from '../commands';
import type { Deps } from './deps';
import { DAY, later } from '../../domain/time';

/** What a page's use-case answers. */
export type Answer<T = object> = ({ ok: true } & T) | { ok: false; reason: Reason; slot?: string };

export const no = (
  code: string,
  params?: Reason['params'],
  slot?: string,
): { ok: false; reason: Reason; slot?: string } => ({
  ok: false,
  reason: params ? { code, params } : { code },
  ...(slot ? { slot } : {}),
});

/** How long the outcome of a command is remembered: longer than any channel redelivers. */
const REMEMBERED_MS = 7 * DAY;
/** Writers of one partition hinder each other rarely; this many times in a row only when the store is overrun. */
const TRIES = 40;

type Decision<T> = { writes: Write[]; answer: T };

/**
 * Decides and commits, and decides again from fresh reads when another writer was faster. No writes: nothing is
 * committed. Rings for the dispatcher when there is something in the outbox. Throws StoreBusy after many lost races.
 */
export async function settle<T>(deps: Deps, pk: string, decide: () => Promise<Decision<T>>): Promise<T> {
  for (let i = 0; i < TRIES; i += 1) {
    const { writes, answer } = await decide();
    if (!writes.length) return answer;
    const committed = await deps.store.commit(pk, writes);
    if (committed.ok) {
      if (writes.some((write) => write.op === 'create' && write.doc.kind === 'outbox')) deps.wake();
      return answer;
    }
  }
  throw new StoreBusy(`too many writers in one partition`);
}

/**
 * Runs a command once. `decide` reads and says what to write in `pk`, and the outcome, which is stored with it; the same
 * command again answers the stored outcome. Another content under the same id is refused.
 */
export function once(
  deps: Deps,
  pk: string,
  command: Command,
  decide: () => Promise<{ writes: Write[]; outcome: Outcome }>,
): Promise<Outcome> {
  const asked = { id: command.id, hash: contentHash(command) };
  return remembered<Outcome>(deps, pk, asked, async () => ({ ...(await decide()), keep: true }));
}

/** What a command's content is told apart by. */
export const hashOf = (content: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(content)))
    .digest('base64url');

/** The same for what is no Command: `keep`: its outcome is what the same id answers from now on. */
export function remembered<T>(
  deps: Deps,
  pk: string,
  { id, hash }: { id: string; hash: string },
  decide: () => Promise<{ writes: Write[]; outcome: T; keep: boolean }>,
): Promise<T | ReturnType<typeof no>> {
  const key = keys.done(pk, id);
  return settle<T | ReturnType<typeof no>>(deps, pk, async () => {
    const before = await deps.store.get(key);
    if (before) {
      const done = bodyOf('done', before);
      return { writes: [], answer: done.hash === hash ? (done.outcome as T) : no('commandReused') };
    }
    const { writes, outcome, keep } = await decide();
    const done: Write[] = keep ? [{ op: 'create', doc: doneDoc(key, hash, outcome, deps.now()) }] : [];
    return { writes: [...writes, ...done], answer: outcome };
  });
}

/**
 * For commands whose partition depends on their content: notes the content in the command's home first, so that the same
 * id with other content is refused wherever it would lead. Answers whether the command may go on.
 */
export async function noted(deps: Deps, command: Command): Promise<boolean> {
  const hash = contentHash(command);
  const pk = homeOf(command);
  const key = { pk, id: `noted:${command.id}` };
  const made = await deps.store.commit(pk, [{ op: 'create', doc: doneDoc(key, hash, null, deps.now()) }]);
  if (made.ok) return true;
  const before = await deps.store.get(key);
  return before !== undefined && bodyOf('done', before).hash === hash;
}

/** The partition of who gave the command: used where the effect has no partition of its own. */
export function homeOf({ id, by }: Command): string {
  if ('conversation' in by && by.conversation) return `conversation:${by.conversation}`;
  return by.role === 'customer' ? keys.customer(by.link.customer) : `command:${id}`;
}

const doneDoc = (key: { pk: string; id: string }, hash: string, outcome: unknown, now: Instant) =>
  record('done', key, { hash, outcome }, { expiresAt: later(now, REMEMBERED_MS) });

/** The content of a command without its id and without what may differ between two deliveries (the IP address). */
function contentHash(command: Command): string {
  const { by } = command;
  const content = { ...command, id: undefined, by: undefined };
  const who = by.role === 'customer' ? [by.role, by.link.customer, by.link.account] : [by.role];
  return hashOf([who, content]);
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, canonical(part)]),
  );
}
