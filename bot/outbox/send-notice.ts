// Plays a notice of the outbox as a turn of its conversation.
import type { Input } from '../../dialogs/flows/flow';
import type { Deps } from '../../services/shared/deps';
import { eventIn, type RowOf } from '../../services/shared/outbox';
import { bodyOf, keys } from '../../storage/records';
import type { Stored } from '../../storage/store';
import type { Inbound } from '../turn/inbound';
import { afterEarlier } from './notice-order';
import type { DispatchLog, Result } from './result';

export interface NoticeSending {
  deps: Pick<Deps, 'store' | 'now'>;
  turns: { deliver(inbound: Inbound): Promise<unknown> };
  log: DispatchLog;
}

export async function sendNotice({ deps, turns, log }: NoticeSending, row: Stored<RowOf<'chat'>>): Promise<Result> {
  const { store, now } = deps;
  const { target: conversation, name } = row.body;
  await afterEarlier(store, row);
  const found = await store.get(keys.header(conversation));
  if (!found) {
    log.info({ row: row.id, notice: name }, 'a notice found no conversation any more');
    return { done: 'over' };
  }
  const { channel, person = '', reference, group } = bodyOf('header', found);
  const input: Input = { kind: 'notice', ...eventIn(row.body) };
  // The row's id as dedupe: delivered twice, it is still one turn.
  const dedupe = `outbox:${row.id}`;
  const inbound = { conversation, dedupe, input, channel, person, reference, receivedAt: now() };
  await turns.deliver({ ...inbound, ...(group ? { group } : {}) });
  return { done: 'over' };
}
