// Activities of Bot Framework channels: their shape, what they mean to a conversation, which conversation it is.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { attachment } from '../directline/activity';
import type { Read } from '../../http/json';

const party = z.looseObject({ id: z.string().min(1).max(500), name: z.string().nullish(), role: z.string().nullish() });

/** Mentions, and what a client says of itself; of others only the type counts. */
const entity = z.looseObject({
  type: z.string().max(100),
  text: z.string().max(500).nullish().catch(undefined),
  mentioned: z.looseObject({ id: z.string() }).nullish().catch(undefined),
  locale: z.string().max(35).nullish().catch(undefined),
});

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
  membersRemoved: z.array(party).nullish(),
  entities: z.array(entity).max(100).nullish().catch(undefined),
  channelData: z
    .looseObject({ clientActivityID: z.string().min(1).max(200).nullish(), eventType: z.string().max(50).nullish() })
    .nullish(),
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

/** The value of an Action.Execute's invoke. */
export const executeShape = z.looseObject({ action: z.looseObject({ data: z.unknown() }) });

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
