// What a person says: in words, by a card, from the menu, or by the page around the chat.
import { use } from './chat-language';
import type { ChatState } from './chat-state';
import { expectAnswer, TYPING_AFTER_MS } from './chat-typing';
import { isTouch } from './dom';
import { keep } from './keep';
import type { Content } from './protocol';

const BILLS = 'fapiao/bills';

export function say(chat: ChatState, text: string): void {
  send(chat, { text });
}

/** The pressed button is switched off with its card: the focus goes on, without opening a phone's keyboard. */
export function answer(chat: ChatState, value: Record<string, unknown>) {
  const sent = send(chat, { value });
  if (isTouch()) chat.log.focus();
  else chat.composer.focus();
  return sent;
}

export function send(chat: ChatState, content: Content) {
  chat.chips.show();
  chat.log.expect();
  if (!chat.person) expectAnswer(chat, TYPING_AFTER_MS);
  return chat.transport.send(content);
}

/** From the menu: the bot is told in words, as a person would say it. */
export async function choose(chat: ChatState, locale: string): Promise<void> {
  chat.spoken = locale;
  await use(chat, locale);
  if (keep.session()?.started) say(chat, chat.config.names[locale] ?? locale);
}

/** Bills that the page names are a wish: the server decides whose they are. Two presses before it is sent are one. */
export function wish(chat: ChatState, bills: readonly string[]): void {
  const value = { bills: [...bills] };
  const waits = keep
    .messages()
    .some((one) => one.event === BILLS && JSON.stringify(one.value) === JSON.stringify(value));
  if (!waits) send(chat, { event: BILLS, value });
}
