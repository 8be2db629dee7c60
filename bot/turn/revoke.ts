// Ending a conversation: its epoch rises, older tokens are void, nobody is linked any more, and its log says so to every process.
import { forget } from '../../dialogs/state';
import { moveHandoff } from '../../domain/handoff';
import { HANDOFF_RULES } from '../../domain/handoff-state';
import type { Instant } from '../../domain/result';
import { bodyOf, type Header, keys, record, seqPlace } from '../../storage/records';
import type { Store } from '../../storage/store';
import { handoffPlaces } from '../../services/desk/waiting';
import type { LogItem } from './inbound';
import { stateOf } from './parts';
import { rowId } from './row';

/** Whether a token of that epoch is void (ASVS 5.0 7.4.1). No header: nothing was revoked yet. */
export const isRevoked = (header: Pick<Header, 'tokenEpoch'> | undefined, epoch: number): boolean =>
  (header?.tokenEpoch ?? 0) > epoch;

/** A token of the conversation that was revoked meanwhile: the channel answers 403. */
export class TokenRevoked extends Error {
  override name = 'TokenRevoked';
}

/**
 * Voids all tokens up to `epoch` and unlinks whoever was signed in, in one write: no moment has one without the other. The mark
 * is a turn of the log, so that the sockets of every process come upon it. The same again changes nothing. Throws what the store throws.
 */
export async function revokeTokens(
  { store, now, newId }: { store: Store; now: () => Instant; newId: () => string },
  conversation: string,
  epoch: number,
): Promise<void> {
  const key = keys.header(conversation);
  for (;;) {
    const stored = await store.get(key);
    if (!stored) return;
    const header = bodyOf('header', stored);
    if (isRevoked(header, epoch)) return;
    const { nextSeq: seq } = header;
    const next = epoch + 1;
    const item: LogItem = { seq, author: 'system', at: now(), revoked: next };
    const row = keys.turn(conversation, rowId(`revoked:${next}`));
    const turn = { attempt: newId(), from: seq, to: seq, items: [item], commands: [] };
    const { etag, ...doc } = stored;
    // Without one its first message ended the process, and nobody is linked.
    const state = structuredClone(stateOf(header));
    if (state) forget(state);
    // Nobody comes back to it: no queue holds it, and whoever talked in it sees that it is over.
    const left = moveHandoff(state?.handoff, { name: 'leave' }, { role: 'customer' }, item.at, HANDOFF_RULES);
    if (state && left.ok && left.handoff) state.handoff = left.handoff;
    const { open: _, due, ended: __, ...others } = doc.lists ?? {};
    const lists = {
      ...others,
      ...(header.pending.length && due ? { due } : {}),
      ...handoffPlaces(state?.handoff, conversation),
    };
    const committed = await store.commit(key.pk, [
      { op: 'create', doc: record('turn', row, turn, { lists: { log: seqPlace(seq) } }) },
      { op: 'replace', doc: { ...doc, lists, body: { ...header, state, nextSeq: seq + 1, tokenEpoch: next } }, etag },
    ]);
    if (committed.ok) return;
  }
}
