// Replies that a channel did not take: their rows wait in the header, in order, and one row of the outbox sees to them.
import { later, SECOND } from '../../domain/time';
import { jobRow } from '../../services/shared/outbox';
import { duePlace } from '../../storage/dues';
import { bodyOf, type Header, keys } from '../../storage/records';
import type { Committed, Stored, Write } from '../../storage/store';
import type { Inbound, LogItem } from './inbound';
import { stateOf } from './parts';
import { storedItems } from './stored';
import type { TurnState } from './state';

/** The same for all replies of a conversation: they are sent one after the other. */
const JOB = 'outbox:replies';
/** Soon, but not while the connector has the trouble that it has just told of. */
const FIRST_MS = 2 * SECOND;
/** A leased row is due within so many milliseconds: somebody has it in hand. */
const LEASED_MS = 10 * SECOND;
/** Of a conversation that nothing reaches, the newest. */
const KEPT = 50;
const DELIVERED_KEPT = 8;
const TRIES = 20;

/** A row whose replies are not all out; `sent`: so many of its messages are. */
export type Unsent = NonNullable<Header['unsent']>[number];

/** The next replies to send, and where. */
export interface Owed extends Unsent {
  inbound: Inbound;
  items: LogItem[];
}

type Waiting = Pick<Header, 'unsent' | 'unreachable'>;
/** Whether the outbox has something to do. */
const waits = ({ unsent = [], unreachable }: Waiting): boolean => unsent.length > 0 && unreachable === undefined;

const jobOf = ({ deps }: TurnState, conversation: string, header: Header, waitMs: number): Write & { op: 'create' } =>
  jobRow(deps, {
    pk: keys.header(conversation).pk,
    id: JOB,
    name: 'replies',
    locale: stateOf(header)?.locale ?? 'en-US',
    params: { conversation },
    at: later(deps.now(), waitMs),
  }) as Write & { op: 'create' };

/** Writes the header, and its row of the outbox as it needs one. False: it is gone, or others write it all the time. */
async function change(
  turns: TurnState,
  conversation: string,
  to: (header: Header) => Header | undefined,
  waitMs = 0,
): Promise<boolean> {
  const { store } = turns.deps;
  const key = keys.header(conversation);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const stored = await store.get(key);
    if (!stored) return false;
    const { etag, ...doc } = stored;
    const before = bodyOf('header', stored);
    const body = to(before);
    if (!body) return true;
    const replace: Write = { op: 'replace', doc: { ...doc, body }, etag };
    const job: Write[] = waits(body)
      ? [jobOf(turns, conversation, body, Math.max(FIRST_MS, waitMs))]
      : waits(before)
        ? [{ op: 'delete', id: JOB }]
        : [];
    let done: Committed = await store.commit(key.pk, [replace, ...job]);
    // The row is there already, or was there no more.
    if (!done.ok && done.at === 1) done = await store.commit(key.pk, [replace]);
    if (done.ok) return true;
  }
  return false;
}

/** The row's replies were not taken, all but the first `sent`: the outbox sends them, at the soonest after `waitMs`. */
export async function owe(turns: TurnState, conversation: string, one: Unsent, waitMs: number): Promise<void> {
  const heldUntil = waitMs ? later(turns.deps.now(), waitMs) : undefined;
  await change(
    turns,
    conversation,
    (header) => {
      const unsent = header.unsent ?? [];
      const known = unsent.some(({ row }) => row === one.row);
      const next = known ? unsent.map((other) => (other.row === one.row ? one : other)) : [...unsent, one];
      return { ...header, unsent: next.slice(-KEPT), heldUntil };
    },
    waitMs,
  );
}

/** Nothing reaches the conversation until somebody writes there; what is owed, this row too, is kept until then. */
export async function lose(turns: TurnState, conversation: string, why: string, one?: Unsent): Promise<void> {
  await change(turns, conversation, (header) => {
    const others = (header.unsent ?? []).filter(({ row }) => row !== one?.row);
    const nowhere = { reference: undefined, heldUntil: undefined };
    return { ...header, ...nowhere, unreachable: why, unsent: [...others, ...(one ? [one] : [])].slice(-KEPT) };
  });
}

/** The bot is there again: what is owed is sent. */
export async function regain(turns: TurnState, { conversation, reference }: Inbound): Promise<void> {
  await change(turns, conversation, ({ unreachable, ...header }) =>
    unreachable === undefined ? undefined : { ...header, reference },
  );
}

/** The row's replies are out, or will never be; `all`: nothing is owed any more. */
export async function settle(turns: TurnState, conversation: string, row: string, all = false): Promise<void> {
  await change(turns, conversation, (header) => {
    const unsent = all ? [] : (header.unsent ?? []).filter((one) => one.row !== row);
    return { ...header, unsent, delivered: [...header.delivered, row].slice(-DELIVERED_KEPT) };
  });
}

/** What is to be sent next; `busy`: a turn is not at its end yet; undefined: nothing. */
export async function nextOwed(
  { deps }: Pick<TurnState, 'deps'>,
  conversation: string,
): Promise<Owed | 'busy' | undefined> {
  const { store, now } = deps;
  const stored = await store.get(keys.header(conversation));
  const header = stored && bodyOf('header', stored);
  const [first] = header?.unsent ?? [];
  if (!header || !first || header.unreachable !== undefined) return undefined;
  if (header.pendingRow === first.row) return 'busy';
  const { channel, person = '', reference } = header;
  const inbound: Inbound = {
    conversation,
    dedupe: '',
    input: { kind: 'joined' },
    channel,
    person,
    reference,
    receivedAt: now(),
  };
  return { ...first, inbound, items: await storedItems(store, conversation, first.row) };
}

/** What a turn adds to what is owed: with something before it, it waits its turn. `due`: the outbox begins with it. */
export function owedWith(
  turns: TurnState,
  { header, inbound, row, delivered }: { header: Header; inbound: Inbound; row: string; delivered: readonly string[] },
): { change: Waiting & Pick<Header, 'heldUntil'>; due: Write[] } {
  const { conversation, input, reference, inAnswer } = inbound;
  const { unreachable, heldUntil } = header;
  const before = (header.unsent ?? []).filter((one) => !delivered.includes(one.row));
  const back = unreachable !== undefined && reference !== undefined;
  const lost = unreachable !== undefined && !back;
  // An outcome is said with the turn that decided it.
  const waiting = input.kind !== 'outcome' && !inAnswer && (before.length > 0 || lost);
  const unsent = [...before, ...(waiting ? [{ row, sent: 0 }] : [])].slice(-KEPT);
  const change = {
    unsent: unsent.length ? unsent : undefined,
    unreachable: back ? undefined : unreachable,
    heldUntil: unsent.length ? heldUntil : undefined,
  };
  const due: Write[] = back && unsent.length ? [{ ...jobOf(turns, conversation, header, 0), op: 'put' }] : [];
  return { change, due };
}

/** Somebody waits: what only waits for its next try is tried now, unless the channel has said how long it must wait. */
export async function hurry(turns: TurnState, conversation: string): Promise<void> {
  const { deps } = turns;
  const { store, now } = deps;
  const { pk } = keys.header(conversation);
  const [row, header] = await Promise.all([store.get({ pk, id: JOB }), store.get(keys.header(conversation))]);
  const heldUntil = header && bodyOf('header', header).heldUntil;
  const place = row?.lists?.due;
  if (header && !place && waits(bodyOf('header', header))) return revive(turns, conversation, row);
  if (!row || !place || (heldUntil !== undefined && heldUntil > now())) return;
  if (place <= duePlace(later(now(), LEASED_MS), JOB)) return deps.wake();
  const { etag, ...doc } = row;
  const lists = { ...doc.lists, due: duePlace(now(), JOB) };
  await store.commit(pk, [{ op: 'replace', doc: { ...doc, lists }, etag }]);
  deps.wake();
}

/**
 * Something is owed and nothing sees to it. A row that was set aside ended the process twice: the answer that it had in
 * hand is not tried again, those behind it are.
 */
async function revive(turns: TurnState, conversation: string, aside: Stored | undefined): Promise<void> {
  const { store, wake } = turns.deps;
  if (aside) await store.commit(aside.pk, [{ op: 'delete', id: aside.id, etag: aside.etag }]);
  await change(turns, conversation, (header) => {
    const [first, ...others] = header.unsent ?? [];
    if (!first || !waits(header)) return undefined;
    if (!aside) return { ...header };
    return { ...header, unsent: others, delivered: [...header.delivered, first.row].slice(-DELIVERED_KEPT) };
  });
  wake();
}
