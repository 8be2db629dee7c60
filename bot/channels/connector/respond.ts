// Answers a delivery: in the HTTP answer, or by messages of its own before it.
import type { ServerResponse } from 'node:http';
import { answer } from '../../http/json';
import { showsOf, TEXT_ONLY } from '../../render/channels';
import type { Inbound, TurnResult } from '../../turn/inbound';
import type { Incoming } from './activity';
import { doneCard } from './done-card';
import { referenceOf } from './inbound';
import { addressed, sendResult, unsaid } from './send';
import type { ConnectorState, Sending } from './state';

export async function respond(
  state: ConnectorState,
  res: ServerResponse,
  { activity, inbound, result }: { activity: Incoming; inbound: Inbound; result: TurnResult },
): Promise<void> {
  const { turns, renderer } = state;
  if (activity.deliveryMode === 'expectReplies' && activity.type !== 'invoke') {
    const items = unsaid({ items: result.items, cutOff: result.cutOff ?? [], delivered: false });
    const bodies = renderer.turn(items, showsOf(activity.channelId));
    return answer(res, 200, { activities: bodies.map((body) => addressed(referenceOf(activity), body)) });
  }
  // The answer to a press is a message of its own.
  const sending = await sendResult(state, inbound, result, activity.type === 'invoke' ? undefined : activity.id);
  if (activity.type === 'invoke') return answer(res, 200, await invokeBody(state, inbound, result, sending));
  if (sending.how === 'refused')
    return answer(res, 502, {
      error: { code: 'NotSent', message: 'The answer is kept but could not be sent. Deliver again.' },
    });
  // The channel gave up waiting and will deliver again, perhaps to another process: it must know. Else the next turn's
  // commit says it, which costs nothing.
  if (res.destroyed) await turns.keepDelivered(inbound.conversation);
  answer(res, 200, {});
}

/** The answer to a card's Action.Execute: the same card, done; or what was said, where the card is not ours to change. */
async function invokeBody(
  state: ConnectorState,
  inbound: Inbound,
  { items }: TurnResult,
  { how }: Sending,
): Promise<object> {
  const done = how === 'refused' ? undefined : await doneCard(state, inbound, items);
  const card = done?.body.attachments?.at(-1);
  if (card) return { statusCode: 200, type: card.contentType, value: card.content };
  const [said] = state.renderer.turn(items, TEXT_ONLY);
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: said?.text ?? '' };
}
