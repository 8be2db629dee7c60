// The dots that say that the bot is thinking.
import type { ChatState } from './chat-state';

/** An answer after this long is no typing any more. */
const TYPING_MS = 15_000;
export const TYPING_AFTER_MS = 500;

/** The bot answers at once or is thinking: dots, but not for ever. */
export function expectAnswer(chat: ChatState, after: number): void {
  clearTimeout(chat.typing);
  chat.typing = setTimeout(() => {
    // Nobody can be writing where nothing arrives.
    if (!chat.online) return;
    chat.log.typing(true);
    chat.typing = setTimeout(() => chat.log.typing(false), TYPING_MS);
  }, after);
}

export function stopTyping(chat: ChatState): void {
  clearTimeout(chat.typing);
  chat.log.typing(false);
}
