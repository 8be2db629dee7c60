// Sends a turn's replies to the channel, as one message.
import type { ConversationReference } from 'botbuilder';
import type { RenderedActivity } from '../../render';
import type { Inbound, TurnResult } from '../../turn/inbound';
import { withoutCards } from './activity';
import type { ConnectorState } from './state';

export const post = (
  { client }: Pick<ConnectorState, 'client'>,
  reference: Partial<ConversationReference>,
  body: RenderedActivity,
): Promise<void> =>
  client.send(
    {
      serviceUrl: reference.serviceUrl ?? '',
      conversation: reference.conversation?.id ?? '',
      ...(reference.activityId ? { replyTo: reference.activityId } : {}),
    },
    addressed(reference, body),
  );

/** What is still to be said, in one message. */
export const rendered = (
  { render }: Pick<ConnectorState, 'render'>,
  { items, cutOff = [] }: TurnResult,
  channelId: string,
): RenderedActivity | undefined =>
  render([...cutOff.flatMap((one) => one.items), ...items], {
    cards: !withoutCards(channelId),
    teams: channelId === 'msteams',
  });

export const markSent = (
  { turns }: Pick<ConnectorState, 'turns'>,
  { conversation }: Inbound,
  { row, cutOff = [] }: TurnResult,
): void => turns.markDelivered(conversation, [...cutOff.map((one) => one.row), row]);

/** Into a conversation that did not just write. */
export async function send(state: ConnectorState, inbound: Inbound, result: TurnResult): Promise<void> {
  const body = rendered(state, result.delivered ? { ...result, items: [] } : result, inbound.channel);
  if (!body) return;
  await post(state, inbound.reference as Partial<ConversationReference>, body);
  markSent(state, inbound, result);
}

export const addressed = (reference: Partial<ConversationReference>, body: RenderedActivity): object => ({
  ...body,
  channelId: reference.channelId,
  serviceUrl: reference.serviceUrl,
  conversation: reference.conversation,
  from: reference.bot,
  recipient: reference.user,
  ...(reference.activityId ? { replyToId: reference.activityId } : {}),
});
