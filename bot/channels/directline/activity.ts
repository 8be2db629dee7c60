// Activities of the embedded Direct Line: what a client posts becomes an Input, what the log holds becomes an activity.
import { z } from 'zod';
import type { Input } from '../../../dialogs/flows/flow';
import type { Reply } from '../../../dialogs/reply';
import type { Locale } from '../../../locales/list';
import { type Shows, WEB } from '../../render/channels';
import type { LogItem } from '../../turn/inbound';
import type { Read, Refusal } from '../../http/json';
import { type Attachment, isOnlyTags, textIn, unread } from '../unread';

/** Longer texts are refused: nobody types them, and no slot takes them. */
const TEXT_LIMIT = 10_000;
/** No card of ours has as many inputs: what is more is not stored. */
const INPUTS_LIMIT = 50;

const tooLong: Refusal = {
  status: 413,
  code: 'MessageSizeTooBig',
  message: `The text is longer than ${TEXT_LIMIT} characters. Send a shorter one.`,
};

/** The refusal of a message that says too much, however it says it; undefined = it may go on. */
const lengthRefusal = (input: Input): Refusal | undefined =>
  input.kind === 'text' && input.text.length > TEXT_LIMIT ? tooLong : undefined;

/** The same where a refusal reaches nobody: its beginning, which the conversation answers with how much it takes. */
export const shortened = (input: Input): Input =>
  input.kind === 'text' ? { ...input, text: input.text.slice(0, TEXT_LIMIT) } : input;

/** Activities that mean nothing to a conversation: answered 200, nothing is stored. */
const IGNORED = new Set([
  'event',
  'typing',
  'messageReaction',
  'messageUpdate',
  'messageDelete',
  'conversationUpdate',
  'endOfConversation',
  'trace',
]);

export const attachment = z.looseObject({ contentType: z.string().nullish(), content: z.unknown().optional() });

const posted = z.object({
  type: z.string().max(64),
  name: z.string().max(200).nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z.array(attachment).max(50).nullish(),
  locale: z.string().max(35).nullish(),
  channelData: z.object({ clientActivityID: z.string().min(1).max(200).nullish() }).nullish(),
});

/** The contract of our cards' submits: `{ fapiao: { form, action, slot?, rev? }, ...inputs }`. */
const cardValue = z.looseObject({
  fapiao: z.object({
    form: z.string().max(100),
    action: z.string().max(50),
    rev: z.number().int().optional(),
    slot: z
      .string()
      .max(50)
      .refine((name) => !(name in Object.prototype))
      .optional(),
  }),
});
const sayValue = z.object({ say: z.string().min(1) });

export type Posted = { kind: 'ignored' } | { kind: 'input'; input: Input; locale?: string; clientActivityId?: string };

const bad = (message: string): Read<never> => ({ ok: false, refusal: { status: 400, code: 'BadArgument', message } });

/** Checks the shape of a posted activity. */
export function readActivity(body: unknown): Read<Posted> {
  const result = posted.safeParse(body);
  if (!result.success) {
    const issue = result.error.issues[0];
    const where = issue?.path.join('.') || 'body';
    return bad(`The activity is not understood: ${where}: ${issue?.message ?? 'wrong shape'}.`);
  }
  const { type, name, text, value, attachments, locale, channelData } = result.data;
  const bills = type === 'event' ? billsFrom(name, value) : undefined;
  if (!bills && IGNORED.has(type)) return { ok: true, value: { kind: 'ignored' } };
  if (!bills && type !== 'message') return bad(`Activities of type "${type}" are not taken here; send a message.`);
  const input = bills ?? messageFrom(text ?? '', value, attachments ?? []);
  if (!input) return bad('The value is not one of our cards.');
  const refusal = lengthRefusal(input);
  if (refusal) return { ok: false, refusal };
  const clientActivityId = channelData?.clientActivityID ?? undefined;
  return {
    ok: true,
    value: { kind: 'input', input, ...(locale ? { locale } : {}), ...(clientActivityId ? { clientActivityId } : {}) },
  };
}

/** The event by which the page around the chat names bills. */
const BILLS_EVENT = 'fapiao/bills';
const billsValue = z.object({ bills: z.array(z.string().max(64)).min(1).max(50) });

/** An event as an input, if it names bills; all other events mean nothing. */
export function billsFrom(name: string | null | undefined, value: unknown): Input | undefined {
  const named = name === BILLS_EVENT ? billsValue.safeParse(value) : undefined;
  return named?.success ? { kind: 'bills', bills: named.data.bills } : undefined;
}

/** A message with what is attached to it: what can be read of it, else what it holds. Undefined: a foreign card, alone. */
export function messageFrom(text: string, value: unknown, attachments: readonly Attachment[]): Input | undefined {
  const words = isOnlyTags(text) ? '' : text;
  const input = inputFrom(words.trim() ? words : textIn(attachments), value);
  const foreign = value !== undefined && value !== null && !text.trim() && !attachments.length;
  return input ?? (foreign ? undefined : unread(attachments));
}

/** A message as an input: one of our cards' submits, a button that says something, or a text. */
export function inputFrom(text: string, value: unknown): Input | undefined {
  const card = cardValue.safeParse(value);
  if (card.success) {
    const { fapiao, ...inputs } = card.data;
    return { kind: 'card', ...fapiao, values: textsOf(inputs) };
  }
  const say = sayValue.safeParse(value);
  const said = text.trim() ? text : say.success ? say.data.say : typeof value === 'string' ? value : '';
  return said.trim() ? { kind: 'text', text: said } : undefined;
}

function textsOf(inputs: Record<string, unknown>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(inputs).slice(0, INPUTS_LIMIT)) {
    // `constructor` and its like are names of JavaScript, not of slots.
    if (!/^[a-zA-Z][\w.-]{0,63}$/.test(name) || name in Object.prototype) continue;
    const text = Array.isArray(value) ? value.filter((part) => typeof part === 'string').join(',') : value;
    if (typeof text === 'string') values[name] = text.slice(0, TEXT_LIMIT);
    else if (typeof text === 'number' || typeof text === 'boolean') values[name] = String(text);
  }
  return values;
}

/** Turns a stored reply into the body of a message activity: bot/render's `renderActivity`. */
export type Render = (reply: Reply, options: { locale: Locale; shows: Shows }) => object;

export const activityId = (conversationId: string, seq: number): string =>
  `${conversationId}|${String(seq).padStart(7, '0')}`;

/** One entry of the log as Direct Line clients want it; undefined for what they never see. */
export function activityOf(conversationId: string, item: LogItem, render: Render): object | undefined {
  const frame = {
    id: activityId(conversationId, item.seq),
    timestamp: item.at,
    channelId: 'directline',
    conversation: { id: conversationId },
  };
  if (item.author === 'user') {
    return {
      type: 'message',
      ...frame,
      from: { id: item.from, role: 'user' },
      ...(item.text === undefined ? {} : { text: item.text, textFormat: 'plain' }),
      ...(item.value === undefined ? {} : { value: item.value }),
      // Web Chat's "sending" becomes "sent" by this id.
      channelData: item.clientActivityId ? { clientActivityID: item.clientActivityId } : {},
    };
  }
  const assistants = ({ reply, locale }: { reply: Reply; locale: Locale }, channelData?: object): object => ({
    ...render(reply, { locale, shows: WEB }),
    ...frame,
    locale,
    from: { id: 'fapiao-assistant', role: 'bot' },
    ...(channelData ? { channelData } : {}),
  });
  if (item.author === 'bot') return assistants(item, item.form === undefined ? undefined : { openForm: item.form });
  // Who wrote it is a person: as it was typed, nothing of it is markup.
  if (item.author === 'agent') {
    const from = { id: `agent:${item.by.id}`, name: item.by.name, role: 'bot' };
    return { type: 'message', ...frame, text: item.text, textFormat: 'plain', from };
  }
  if (item.revoked !== undefined) return undefined;
  return assistants(item, { line: item.line, ...(item.by ? { agent: item.by.name } : {}) });
}
