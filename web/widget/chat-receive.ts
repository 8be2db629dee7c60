// What comes, and what became of what was sent, is put where it is seen.
import { use } from './chat-language';
import type { ChatState } from './chat-state';
import { expectAnswer, stopTyping } from './chat-typing';
import { type Entry, entryOf, talksAfter } from './entries';
import { type Activity, byBot, type Outgoing, type SendState } from './protocol';

export function receive(chat: ChatState, activities: readonly Activity[]): void {
  const entries: Entry[] = [];
  for (const activity of activities) {
    if (activity.type === 'typing' && byBot(activity) && chat.caughtUp) expectAnswer(chat, 0);
    if (activity.type !== 'message') continue;
    chat.last = activity;
    chat.log.settled(activity.channelData?.clientActivityID ?? '');
    if (!byBot(activity) && activity.value !== undefined && !activity.text) chat.cards.answered(activity.value);
    else entries.push(entryOf(activity));
    chat.cards.note(activity);
    talks(chat, talksAfter(activity));
    if (!byBot(activity)) continue;
    chat.unread.note(activity);
    // The conversation's language is the bot's: it changes by request in the chat, too.
    chat.spoken = activity.locale ?? chat.spoken;
  }
  chat.log.add(entries);
  if (chat.caughtUp)
    settle(
      chat,
      entries.some(({ side }) => side !== 'user'),
    );
}

/** Whoever talks here is named above, and is not waited for as the assistant is. */
function talks(chat: ChatState, name: string | undefined): void {
  if (name === undefined) return;
  chat.person = name || undefined;
  chat.header.person(chat.person);
}

/** What hangs on the newest message only. */
function settle(chat: ChatState, answered: boolean): void {
  chat.chips.show(chat.last && byBot(chat.last) ? chat.last : undefined);
  if (answered) stopTyping(chat);
  if (chat.spoken) void use(chat, chat.spoken);
}

export function complete(chat: ChatState): void {
  chat.caughtUp = true;
  chat.log.live();
  chat.unread.look();
  settle(chat, true);
  chat.panel?.changed();
}

export function sending(chat: ChatState, message: Outgoing, state: SendState): void {
  chat.log.pending(message, state);
  if (!message.event) chat.cards.sent(message, state);
}
