// What happens to a conversation besides messages: one of them is edited, the bot is taken away or is there again.
import { createHash } from 'node:crypto';
import type { Input } from '../../../dialogs/flows/flow';
import type { Inbound } from '../../turn/inbound';
import type { Incoming } from './activity';
import { inboundOf } from './inbound';
import type { ConnectorState } from './state';

/**
 * An edit counts while nothing was said after the message that it changes; of an older one what was made of it can't be
 * taken back, and the person is told. The same edit again is the same delivery.
 */
export async function edited(state: ConnectorState, activity: Incoming, input: Input): Promise<Inbound> {
  const inbound = inboundOf(activity, input, state);
  const newest = activity.id !== undefined && (await state.turns.newest(inbound.conversation)) === activity.id;
  const words = input.kind === 'text' ? input.text : '';
  const version = createHash('sha256').update(words).digest('base64url').slice(0, 16);
  const dedupe = `edit:${activity.id}:${version}`;
  return { ...inbound, dedupe, input: newest ? input : { kind: 'unread', what: 'edited' } };
}

/** Whether anything is sent to it from now on. */
export async function reach(state: ConnectorState, activity: Incoming, what: 'gone' | 'back'): Promise<void> {
  const inbound = inboundOf(activity, { kind: 'joined' }, state);
  if (what === 'gone') await state.turns.owed.lose(inbound.conversation, 'removed');
  else await state.turns.owed.regain(inbound);
}
