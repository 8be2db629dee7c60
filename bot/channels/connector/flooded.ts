// What is answered to somebody who sends more than is read.
import type { ServerResponse } from 'node:http';
import { type Locale, nearestLocale, say, type Text } from '../../../locales';
import { answer } from '../../http/json';
import { nameOf } from '../../process/log';
import { TEXT_ONLY } from '../../render/channels';
import type { Incoming } from './activity';
import { referenceOf } from './inbound';
import { addressed, post } from './send';
import type { ConnectorState } from './state';
import { localeOf } from './words';

/**
 * Too much at once is answered as taken: a channel would deliver it again, and again. So that nobody waits for an
 * answer, the person is told that it was not read, once in that time.
 */
export async function flooded(
  state: ConnectorState,
  res: ServerResponse,
  { activity, conversation, wait }: { activity: Incoming; conversation: string; wait: number },
): Promise<void> {
  const { told, log } = state;
  const body = plain(state, say('common:tooManyMessages'), nearestLocale(localeOf(activity)) ?? 'en-US');
  if (activity.type === 'invoke') {
    const value = { code: 'TooManyRequests', message: body?.text ?? '' };
    return answer(res, 200, { statusCode: 429, type: 'application/vnd.microsoft.error', value });
  }
  const said =
    activity.type === 'message' && !told.wait(conversation) && told.hit(conversation) === 0 ? body : undefined;
  if (activity.deliveryMode === 'expectReplies')
    return answer(res, 200, { activities: body ? [addressed(referenceOf(activity), body)] : [] });
  if (said) {
    log.warn({ seconds: wait }, 'messages: too many at once');
    await post(state, referenceOf(activity), said).catch((error: unknown) =>
      log.warn({ code: nameOf(error) }, 'messages: "too many" could not be sent'),
    );
  }
  answer(res, 200, {});
}

const plain = ({ renderer, now }: ConnectorState, text: Text, locale: Locale) =>
  renderer.turn([{ seq: 0, author: 'bot', at: now(), locale, reply: { text: [text] } }], TEXT_ONLY)[0];
