// Sends what the outbox has of a conversation's replies, in order, until all is out or the channel takes no more.
import type { Instant } from '../../../domain/result';
import type { NotYet } from '../../../services/shared/outbox';
import { GIVE_UP_MS } from '../../outbox/undelivered';
import { sendRow } from './send';
import type { ConnectorState } from './state';

/** Answers when to try again, if it must be. `since`: the oldest has waited since then. One at a time in this process. */
export function flush(state: ConnectorState, conversation: string, since: Instant): Promise<NotYet | undefined> {
  const { flushing } = state;
  const running = flushing.get(conversation);
  if (running) return running;
  const mine = flushAll(state, conversation, since).finally(() => flushing.delete(conversation));
  flushing.set(conversation, mine);
  return mine;
}

async function flushAll(state: ConnectorState, conversation: string, since: Instant): Promise<NotYet | undefined> {
  const { turns, now, log } = state;
  for (;;) {
    const owed = await turns.owed.next(conversation);
    if (owed === 'busy') return { why: 'theTurnRuns' };
    if (!owed) return undefined;
    const { row, inbound, items, sent } = owed;
    const sending = await sendRow(state, { inbound, row, items }, sent);
    if (sending.how === 'unreachable') return undefined;
    const late = Date.parse(now()) - Date.parse(since) > GIVE_UP_MS;
    if (sending.how === 'waits' && !late) return { why: sending.why, waitMs: sending.waitMs };
    if (sending.how !== 'sent') log.error({ row, late }, 'messages: an answer was not taken and is given up');
    await turns.owed.settle(conversation, row, sending.how === 'waits');
  }
}
