// Sends a turn's replies to the channel, one after the other; what is not taken goes to the outbox or waits for the person.
import type { ConversationReference } from 'botbuilder';
import type { RenderedActivity } from '../../render';
import { showsOf, TEXT_ONLY } from '../../render/channels';
import type { Inbound, LogItem, TurnResult } from '../../turn/inbound';
import { doneCard } from './done-card';
import { type Fault, faultOf, NotSent } from './fault';
import type { ConnectorState, Sending } from './state';

/** A row's replies and where they go. `replyTo`: the activity that they answer. */
export interface Going {
  inbound: Inbound;
  row: string;
  items: readonly LogItem[];
  replyTo?: string;
}

type Reference = Partial<ConversationReference>;

export const post = (
  { client }: Pick<ConnectorState, 'client'>,
  reference: Reference,
  body: RenderedActivity,
): Promise<string | undefined> => client.send(placeOf(reference), addressed(reference, body));

const placeOf = ({ serviceUrl = '', conversation, activityId }: Reference) => ({
  serviceUrl,
  conversation: conversation?.id ?? '',
  ...(activityId ? { replyTo: activityId } : {}),
});

export const addressed = (reference: Reference, body: RenderedActivity): object => ({
  ...body,
  channelId: reference.channelId,
  serviceUrl: reference.serviceUrl,
  conversation: reference.conversation,
  from: reference.bot,
  recipient: reference.user,
  ...(reference.activityId ? { replyToId: reference.activityId } : {}),
});

/** What a result still has to say: of what was sent before, only what a crash cut off. */
export const unsaid = ({
  items,
  cutOff = [],
  delivered,
  queued,
}: Pick<TurnResult, 'items' | 'cutOff' | 'delivered' | 'queued'>): LogItem[] => [
  ...cutOff.flatMap((one) => one.items),
  ...(delivered || queued ? [] : items),
];

/**
 * Sends what a turn said, and what a crash cut off before it. Marks what is out. The same delivery while its answer is on
 * its way here: what becomes of that is what becomes of this. Throws only what the store throws.
 */
export async function sendResult(
  state: ConnectorState,
  inbound: Inbound,
  result: TurnResult,
  replyTo?: string,
): Promise<Sending> {
  const { sending } = state;
  const key = `${inbound.conversation} ${result.row}`;
  const before = result.repeated ? await sending.get(key) : undefined;
  if (before && before.how !== 'refused') return before;
  const mine = sendAndMark(state, inbound, result, replyTo);
  const settled = mine.catch((error: unknown): Sending => ({ how: 'refused', error }));
  sending.set(key, settled);
  void settled.then(() => sending.get(key) === settled && sending.delete(key));
  return mine;
}

async function sendAndMark(
  state: ConnectorState,
  inbound: Inbound,
  result: TurnResult,
  replyTo?: string,
): Promise<Sending> {
  const { row, cutOff = [], queued } = result;
  // Somebody waits, and what was not taken before may be taken now.
  if (queued && !result.repeated) await state.turns.owed.hurry(inbound.conversation);
  const sending = await sendRow(state, { inbound, row, items: unsaid(result), ...(replyTo ? { replyTo } : {}) });
  if (sending.how === 'sent') {
    const rows = [...cutOff.map((one) => one.row), ...(queued ? [] : [row])];
    state.turns.markDelivered(inbound.conversation, rows);
  }
  return sending;
}

/** Sends what a row says, all but the first `from` messages, and at last updates the card that was pressed. */
export async function sendRow(state: ConnectorState, going: Going, from = 0): Promise<Sending> {
  const { inbound, row, items, replyTo } = going;
  const { client, renderer, turns, log } = state;
  const reference = { ...(inbound.reference as Reference), ...(replyTo ? { activityId: replyTo } : {}) };
  const bodies = renderer.turn(items, showsOf(inbound.channel));
  let sent = from;
  try {
    for (; sent < bodies.length; sent += 1) await postOr(state, reference, bodies[sent] as RenderedActivity, items);
    if (sent === bodies.length) {
      const done = await doneCard(state, inbound, items);
      const { serviceUrl, conversation } = placeOf(reference);
      if (done)
        await client.update({ serviceUrl, conversation, activity: done.activity }, addressed(reference, done.body));
    }
    if (bodies.length) state.credential = undefined;
    return { how: 'sent' };
  } catch (error) {
    const fault = faultOf(error);
    log[fault.kind === 'credential' ? 'error' : 'warn']({ code: fault.why, row }, SAID[fault.kind]);
    const whole = sent >= bodies.length;
    if (fault.kind === 'again' || fault.kind === 'credential') {
      if (fault.kind === 'credential') state.credential = fault.why;
      await turns.owed.owe(inbound.conversation, { row, sent }, fault.waitMs);
      return { how: 'waits', why: fault.why, waitMs: fault.waitMs };
    }
    // The card keeps its buttons; what came of the press is said.
    if (whole) return { how: 'sent' };
    if (fault.kind === 'refused') return { how: 'refused', error };
    await turns.owed.lose(inbound.conversation, fault.why, { row, sent });
    return { how: 'unreachable' };
  }
}

const SAID: Record<Fault['kind'], string> = {
  again: 'messages: not sent; the outbox sends it later',
  credential:
    'messages: the bot’s credential is not taken (MicrosoftAppId, MicrosoftAppPassword); the outbox tries again',
  unreachable: 'messages: nothing reaches this conversation until somebody writes there',
  refused: 'messages: the channel does not take it',
};

/** Without the message that it answers when that is gone, and as plain text when the channel can't read what it shows. */
async function postOr(
  state: ConnectorState,
  reference: Reference,
  body: RenderedActivity,
  items: readonly LogItem[],
): Promise<void> {
  try {
    await post(state, reference, body);
  } catch (error) {
    if (!(error instanceof NotSent) || faultOf(error).kind !== 'refused') throw error;
    const { activityId, ...others } = reference;
    if (error.status === 404 && activityId) return void (await post(state, others, body));
    const [plain] = [400, 413].includes(error.status) && body.attachments ? state.renderer.turn(items, TEXT_ONLY) : [];
    if (!plain) throw error;
    await post(state, others, plain);
  }
}
