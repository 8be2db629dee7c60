// What a channel's activity is to the turn, and how its conversation is reached again.
import type { ConversationReference } from 'botbuilder';
import { z } from 'zod';
import { showsOf } from '../../render/channels';
import type { Inbound, Pressed } from '../../turn/inbound';
import { conversationOf, executeShape, type Incoming } from './activity';
import { localeOf } from './words';

export const referenceOf = (activity: Incoming): Partial<ConversationReference> =>
  ({
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
    conversation: activity.conversation,
    bot: activity.recipient,
    user: activity.from,
    activityId: activity.id,
  }) as unknown as Partial<ConversationReference>;

const pressShape = z.looseObject({ fapiao: z.looseObject({ seq: z.number().int().nonnegative() }) });

/** The card that was pressed, where it can be replaced. */
function pressedOf({ channelId, replyToId, type, value }: Incoming): Pressed | undefined {
  if (!replyToId || !showsOf(channelId).updates) return undefined;
  const data = type === 'invoke' ? executeShape.safeParse(value).data?.action.data : value;
  const press = pressShape.safeParse(data);
  return press.success ? { activity: replyToId, seq: press.data.fapiao.seq } : undefined;
}

export function inboundOf(
  activity: Incoming,
  input: Inbound['input'],
  { now, newId }: { now: () => string; newId: () => string },
): Inbound {
  const { key, group } = conversationOf(activity);
  const locale = localeOf(activity);
  const clientId = activity.channelData?.clientActivityID ?? undefined;
  const dedupe = input.kind === 'joined' ? 'joined' : `${activity.type}:${clientId ?? activity.id ?? newId()}`;
  const pressed = input.kind === 'card' ? pressedOf(activity) : undefined;
  return {
    conversation: key,
    dedupe,
    input,
    channel: activity.channelId,
    person: activity.from.id,
    reference: { ...referenceOf(activity), activityId: undefined },
    receivedAt: now(),
    ...(group ? { group } : {}),
    ...(locale ? { locale } : {}),
    ...(activity.id ? { activityId: activity.id } : {}),
    ...(clientId ? { clientActivityId: clientId } : {}),
    ...(pressed ? { pressed } : {}),
    ...(activity.deliveryMode === 'expectReplies' ? { inAnswer: true } : {}),
  };
}
