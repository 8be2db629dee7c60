// What a channel's activity is to the turn, and how its conversation is reached again.
import type { ConversationReference } from 'botbuilder';
import type { Inbound } from '../../turn/inbound';
import { conversationOf, type Incoming } from './activity';

export const referenceOf = (activity: Incoming): Partial<ConversationReference> =>
  ({
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
    conversation: activity.conversation,
    bot: activity.recipient,
    user: activity.from,
    activityId: activity.id,
  }) as unknown as Partial<ConversationReference>;

export function inboundOf(
  activity: Incoming,
  input: Inbound['input'],
  { now, newId }: { now: () => string; newId: () => string },
): Inbound {
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
