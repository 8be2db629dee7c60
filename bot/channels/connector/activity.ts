// Activities of Bot Framework channels: their shape, what they mean to a conversation, which conversation it is.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Input } from '../../../dialogs/flows/flow';
import { attachment, billsFrom, inputFrom, messageFrom, shortened } from '../directline/activity';
import type { Read } from '../../http/json';
import { unread } from '../unread';

const party = z.looseObject({ id: z.string().min(1).max(500), name: z.string().nullish(), role: z.string().nullish() });

const shape = z.looseObject({
  type: z.string().min(1).max(64),
  id: z
    .string()
    .max(500)
    .nullish()
    .transform((id) => id ?? undefined),
  channelId: z.string().min(1).max(100),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(2000),
  from: party,
  recipient: party.nullish(),
  conversation: z.looseObject({
    id: z.string().min(1).max(500),
    tenantId: z.string().max(100).nullish(),
    isGroup: z.boolean().nullish(),
    conversationType: z.string().max(50).nullish(),
  }),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z.array(attachment).max(50).nullish(),
  name: z.string().max(200).nullish(),
  action: z.string().max(50).nullish(),
  replyToId: z.string().max(500).nullish(),
  locale: z.string().max(35).nullish(),
  deliveryMode: z.string().max(50).nullish(),
  membersAdded: z.array(party).nullish(),
  channelData: z.looseObject({ clientActivityID: z.string().min(1).max(200).nullish() }).nullish(),
});

export type Incoming = z.infer<typeof shape>;

/** Checks an activity's shape. */
export function incoming(body: unknown): Read<Incoming> {
  const result = shape.safeParse(body);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  const message = `The activity is not understood: ${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'wrong shape'}.`;
  return { ok: false, refusal: { status: 400, code: 'BadArgument', message } };
}

/** What the activity asks of the conversation; undefined = nothing. A message always asks something: a person waits. */
export function inputOf(activity: Incoming): Input | 'unknownInvoke' | undefined {
  const { type, recipient, membersAdded, action } = activity;
  if (type === 'message')
    return shortened(
      messageFrom(withoutMentions(activity.text ?? ''), activity.value, activity.attachments ?? []) ?? unread([]),
    );
  if (type === 'invoke') {
    if (activity.name !== 'adaptiveCard/action') return 'unknownInvoke';
    const data = executeShape.safeParse(activity.value);
    const input = data.success ? inputFrom('', data.data.action.data) : undefined;
    return input ? shortened(input) : 'unknownInvoke';
  }
  if (type === 'event') return billsFrom(activity.name, activity.value);
  if (type === 'conversationUpdate') {
    return membersAdded?.some((member) => member.id !== recipient?.id) ? { kind: 'joined' } : undefined;
  }
  return type === 'installationUpdate' && action?.startsWith('add') ? { kind: 'joined' } : undefined;
}

/** The value of an Action.Execute's invoke. */
export const executeShape = z.looseObject({ action: z.looseObject({ data: z.unknown() }) });

/** "<at>Fapiao assistant</at> help" is said to us; the name is no part of it. */
const withoutMentions = (text: string): string => text.replace(/<at>[^<]{0,200}<\/at>/g, ' ').trim();

/** The store's keys take 512 characters; a longer name is known by its hash. */
const KEY_LIMIT = 400;

/** Channel + tenant + conversation, plus the person in group chats. */
export function conversationOf({ channelId, conversation, from, channelData }: Incoming): {
  key: string;
  group: boolean;
} {
  const group = conversation.isGroup === true || ['groupChat', 'channel'].includes(conversation.conversationType ?? '');
  const tenant = conversation.tenantId ?? tenantShape.safeParse(channelData).data?.tenant.id ?? '';
  const key = [channelId, tenant, conversation.id, ...(group ? [from.id] : [])].join('|');
  if (key.length <= KEY_LIMIT) return { key, group };
  return { key: `${channelId}|#${createHash('sha256').update(key).digest('base64url')}`, group };
}

/** The conversation of a Direct Line channel of Azure's: it has no tenant and no group. */
export const azureConversation = (conversationId: string): string => ['directline', '', conversationId].join('|');

const tenantShape = z.looseObject({ tenant: z.looseObject({ id: z.string().max(100) }) });
