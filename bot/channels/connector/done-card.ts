// The card that was pressed, in its done state: it replaces the one with the buttons, and is the answer to the press.
import type { RenderedActivity } from '../../render';
import { showsOf } from '../../render/channels';
import type { Inbound, LogItem } from '../../turn/inbound';
import type { ConnectorState } from './state';

export interface DoneCard {
  /** The activity that shows it. */
  activity: string;
  body: RenderedActivity;
}

/** Undefined where nothing was pressed, or the card is not of this conversation (any more). */
export async function doneCard(
  { turns, renderer }: Pick<ConnectorState, 'turns' | 'renderer'>,
  { conversation, channel }: Inbound,
  items: readonly LogItem[],
): Promise<DoneCard | undefined> {
  const press = items.find((item) => item.author === 'user' && item.pressed);
  if (press?.author !== 'user' || !press.pressed) return undefined;
  const { activity, seq } = press.pressed;
  const item = await turns.said(conversation, seq);
  const { fapiao, ...values } = press.value ?? {};
  // What a client says about a card is proven by our own log: a foreign card is left alone.
  const form = (fapiao as { form?: string } | undefined)?.form;
  if (item?.author !== 'bot' || !form || item.reply.form?.id !== form) return undefined;
  const { locale, reply } = item;
  return { activity, body: renderer.done(reply, values, { locale, shows: showsOf(channel) }) };
}
