// /api/messages: Teams, Azure Direct Line, Emulator. The SDK proves who calls; the turn and the answers are ours.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConversationReference } from 'botbuilder';
import { type Locale, nearestLocale, say, type Text } from '../../../locales';
import type { Inbound, LogItem, TurnResult } from '../../turn/inbound';
import { nameOf } from '../../process/log';
import type { RenderedActivity } from '../../render';
import type { TurnRunner } from '../../turn/turn';
import { createConnectorClient } from './client';
import type { Identity } from './identity';
import { conversationOf, type Incoming, incoming, inputOf, withoutCards } from './activity';
import type { Floods } from '../../http/floods';
import { answer, readJson, type Refusal, refuse } from '../../http/json';
import { createLimiter } from '../../http/limiter';
import type { Routes } from '../../http/routes';
import { mayAnswer } from './local-service';
import { refusalOf } from '../refusals';

export interface ConnectorOptions {
  floods: Floods;
  turns: TurnRunner;
  /** The Bot Framework settings by their official names. Without MicrosoftAppId only this machine's programs are (local-service.ts). */
  settings: Record<string, string>;
  render: (
    items: readonly LogItem[],
    options: { locale?: Locale; cards: boolean; teams: boolean },
  ) => RenderedActivity | undefined;
  now: () => string;
  newId: () => string;
  log: { warn(fields: object, message: string): void };
}

export interface Connector {
  /** Gets a token as answers need one; undefined without an app id. Throws what the identity provider says. */
  tryIdentity?: () => Promise<unknown>;
  mount(routes: Routes): void;
  /** Sends a turn's replies into a conversation that did not just write. */
  send(inbound: Inbound, result: TurnResult): Promise<void>;
}

/** The SDK and the Azure packages under it take half a second and 60 MB: loaded only where there is an app id. */
const loadIdentity = (settings: Record<string, string>): Identity =>
  (require('./identity') as typeof import('./identity')).createIdentity(settings);

const unauthorized: Refusal = { status: 401, code: 'Unauthorized', message: 'The caller could not be proven.' };
const foreignService: Refusal = {
  status: 403,
  code: 'ServiceUrlNotAllowed',
  message: 'Without an app id only local clients are served. Set MicrosoftAppId to serve channels.',
};

export function createConnector({ floods, turns, settings, render, now, newId, log }: ConnectorOptions): Connector {
  const identity = settings.MicrosoftAppId ? loadIdentity(settings) : undefined;
  /** Answers on their way, by conversation and row: whether they arrived. Other processes can't know of them. */
  const sending = new Map<string, Promise<boolean>>();
  const client = createConnectorClient(async () => identity?.token(), { localOnly: !identity });

  const post = (reference: Partial<ConversationReference>, body: RenderedActivity): Promise<void> =>
    client.send(
      {
        serviceUrl: reference.serviceUrl ?? '',
        conversation: reference.conversation?.id ?? '',
        ...(reference.activityId ? { replyTo: reference.activityId } : {}),
      },
      addressed(reference, body),
    );

  /** What is still to be said, in one message. */
  const rendered = ({ items, cutOff = [] }: TurnResult, channelId: string): RenderedActivity | undefined =>
    render([...cutOff.flatMap((one) => one.items), ...items], {
      cards: !withoutCards(channelId),
      teams: channelId === 'msteams',
    });

  const markSent = ({ conversation }: Inbound, { row, cutOff = [] }: TurnResult): void =>
    turns.markDelivered(conversation, [...cutOff.map((one) => one.row), row]);

  async function receive(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const read = await readJson(req);
    if (!read.ok) return refuse(res, read.refusal);
    const parsed = incoming(read.value);
    if (!parsed.ok) return refuse(res, parsed.refusal);
    const activity = parsed.value;
    if (identity) {
      try {
        await identity.prove(activity, req.headers.authorization ?? '');
      } catch (error) {
        log.warn({ code: nameOf(error) }, 'messages: a caller could not be proven');
        return refuse(res, unauthorized);
      }
    } else if (!(await mayAnswer(req, activity.serviceUrl))) {
      // ASVS 5.0 1.3.6: without a proven caller the service URL is free text; answering it would be request forgery.
      return refuse(res, foreignService);
    }
    const input = inputOf(activity);
    if (input === 'unknownInvoke')
      return answer(res, 501, { error: { code: 'NotImplemented', message: 'This invoke is not known.' } });
    if (input === undefined) return answer(res, 200, {});
    const inbound = inboundOf(activity, input);
    const { conversation, channel, person } = inbound;
    const wait =
      input.kind === 'joined'
        ? floods.join()
        : await floods.message({ conversation, person: `${channel}|${person}` }, activity.text?.length ?? 0);
    if (wait) return flooded(res, activity, conversation, wait);
    const result = await turns.deliver(inbound);
    await respond(res, activity, inbound, result);
  }

  /**
   * Too much at once is answered as taken: a channel would deliver it again, and again. So that nobody waits for an
   * answer, the person is told that it was not read, once in that time.
   */
  async function flooded(res: ServerResponse, activity: Incoming, conversation: string, wait: number): Promise<void> {
    const body = plain(say('common:tooManyMessages'), nearestLocale(activity.locale ?? undefined) ?? 'en-US');
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
      await post(referenceOf(activity), said).catch((error: unknown) => notSent(error));
    }
    answer(res, 200, {});
  }

  const told = createLimiter({ count: 1, seconds: 10, nowMs: () => Date.parse(now()) });
  const notSent = (error: unknown) => log.warn({ code: nameOf(error) }, 'messages: "too many" could not be sent');
  const plain = (text: Text, locale: Locale) =>
    render([{ seq: 0, author: 'bot', at: now(), locale, reply: { text: [text] } }], { cards: false, teams: false });

  function inboundOf(activity: Incoming, input: Inbound['input']): Inbound {
    const { key, group } = conversationOf(activity);
    const clientId = activity.channelData?.clientActivityID ?? undefined;
    const dedupe = input.kind === 'joined' ? 'joined' : `${activity.type}:${clientId ?? activity.id ?? newId()}`;
    return {
      conversation: key,
      dedupe,
      input,
      channel: activity.channelId,
      person: activity.from.id,
      reference: { ...referenceOf(activity), activityId: undefined },
      receivedAt: now(),
      ...(group ? { group } : {}),
      ...(activity.locale ? { locale: activity.locale } : {}),
      ...(activity.id ? { activityId: activity.id } : {}),
      ...(clientId ? { clientActivityId: clientId } : {}),
    };
  }

  async function respond(res: ServerResponse, activity: Incoming, inbound: Inbound, result: TurnResult): Promise<void> {
    const body = rendered(result, activity.channelId);
    if (activity.type === 'invoke') return answer(res, 200, invokeBody(body));
    if (activity.deliveryMode === 'expectReplies') {
      return answer(res, 200, { activities: body ? [addressed(referenceOf(activity), body)] : [] });
    }
    const key = `${inbound.conversation} ${result.row}`;
    // The same delivery while its answer is on its way here: what becomes of that is what becomes of this.
    if (result.repeated && (await sending.get(key))) return answer(res, 200, {});
    const unsent = result.delivered ? rendered({ ...result, items: [] }, activity.channelId) : body;
    if (unsent) {
      try {
        const sent = post(referenceOf(activity), unsent);
        const ended = sent.then(
          () => true,
          () => false,
        );
        sending.set(key, ended);
        void ended.then(() => sending.get(key) === ended && sending.delete(key));
        await sent;
        markSent(inbound, result);
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

  return {
    ...(identity ? { tryIdentity: () => identity.token() } : {}),
    mount(routes) {
      routes.route('POST', '/api/messages', async (req, res) => {
        try {
          await receive(req, res);
        } catch (error) {
          log.warn({ code: nameOf(error) }, 'messages: a turn failed');
          refuse(res, refusalOf(error));
        }
      });
    },
    async send(inbound, result) {
      const body = rendered(result.delivered ? { ...result, items: [] } : result, inbound.channel);
      if (!body) return;
      await post(inbound.reference as Partial<ConversationReference>, body);
      markSent(inbound, result);
    },
  };
}

const referenceOf = (activity: Incoming): Partial<ConversationReference> =>
  ({
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
    conversation: activity.conversation,
    bot: activity.recipient,
    user: activity.from,
    activityId: activity.id,
  }) as unknown as Partial<ConversationReference>;

const addressed = (reference: Partial<ConversationReference>, body: RenderedActivity): object => ({
  ...body,
  channelId: reference.channelId,
  serviceUrl: reference.serviceUrl,
  conversation: reference.conversation,
  from: reference.bot,
  recipient: reference.user,
  ...(reference.activityId ? { replyToId: reference.activityId } : {}),
});

/** The answer to a card's Action.Execute: the card that replaces it, or a message. */
function invokeBody(body: RenderedActivity | undefined): object {
  const card = body?.attachments?.at(-1);
  if (card) return { statusCode: 200, type: card.contentType, value: card.content };
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: body?.text ?? '' };
}
