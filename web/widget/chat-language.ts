// The language of the whole chat.
import type { ChatState } from './chat-state';

export async function use(chat: ChatState, locale: string): Promise<void> {
  if (locale !== chat.words.locale() && (await chat.words.use(locale))) relabel(chat);
}

export function relabel(chat: ChatState): void {
  document.documentElement.lang = chat.words.locale();
  document.title = chat.t('title');
  // The page around the panel has a main part of its own.
  chat.root.ariaLabel = chat.t('title');
  chat.chips.element.ariaLabel = chat.t('suggestions');
  for (const part of [chat.header, chat.log, chat.composer, chat.cards, chat.farewell]) part.relabel();
  for (const each of chat.relabels) each();
  chat.panel?.changed();
}
