// What the loader fetches after itself: the words for when no chat comes, and how a chat covers a phone's page.
import { watchAway } from './away';
import { coverPage } from './cover';

const chat = (window as unknown as { FapiaoChat: EventTarget & { close(): void } }).FapiaoChat;
const shadow = document.querySelector('fapiao-chat')?.shadowRoot;
const [box, panel] = [shadow?.querySelector('div'), shadow?.querySelector('section')];
if (box && panel) {
  watchAway(chat, panel);
  coverPage(chat, box, panel);
}
