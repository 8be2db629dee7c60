// Answers a delivery: in the HTTP answer, or by a message of its own before it.
import type { ServerResponse } from 'node:http';
import { answer } from '../../http/json';
import { nameOf } from '../../process/log';
import type { RenderedActivity } from '../../render';
import type { Inbound, TurnResult } from '../../turn/inbound';
import type { Incoming } from './activity';
import { referenceOf } from './inbound';
import { addressed, markSent, post, rendered } from './send';
import type { ConnectorState } from './state';

export async function respond(
  state: ConnectorState,
  res: ServerResponse,
  { activity, inbound, result }: { activity: Incoming; inbound: Inbound; result: TurnResult },
): Promise<void> {
  const { turns, sending, log } = state;
  const body = rendered(state, result, activity.channelId);
  if (activity.type === 'invoke') return answer(res, 200, invokeBody(body));
  if (activity.deliveryMode === 'expectReplies') {
    return answer(res, 200, { activities: body ? [addressed(referenceOf(activity), body)] : [] });
  }
  const key = `${inbound.conversation} ${result.row}`;
  // The same delivery while its answer is on its way here: what becomes of that is what becomes of this.
  if (result.repeated && (await sending.get(key))) return answer(res, 200, {});
  const unsent = result.delivered ? rendered(state, { ...result, items: [] }, activity.channelId) : body;
  if (unsent) {
    try {
      const sent = post(state, referenceOf(activity), unsent);
      const ended = sent.then(
        () => true,
        () => false,
      );
      sending.set(key, ended);
      void ended.then(() => sending.get(key) === ended && sending.delete(key));
      await sent;
      markSent(state, inbound, result);
      // The channel gave up waiting and will deliver again, perhaps to another process: it must know. Else the next turn's
      // commit says it, which costs nothing.
      if (res.destroyed) await turns.keepDelivered(inbound.conversation);
    } catch (error) {
      // Redelivery sends the stored row again.
      log.warn({ code: nameOf(error), row: result.row }, 'messages: the answer could not be sent');
      return answer(res, 502, {
        error: { code: 'NotSent', message: 'The answer is kept but could not be sent. Deliver again.' },
      });
    }
  }
  answer(res, 200, {});
}

/** The answer to a card's Action.Execute: the card that replaces it, or a message. */
function invokeBody(body: RenderedActivity | undefined): object {
  const card = body?.attachments?.at(-1);
  if (card) return { statusCode: 200, type: card.contentType, value: card.content };
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: body?.text ?? '' };
}
