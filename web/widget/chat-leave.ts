// Beginning, ending and leaving a conversation, and what is left on screen then.
import type { ChatState } from './chat-state';
import { stopTyping } from './chat-typing';
import { confirm } from './dialog';
import { isTouch } from './dom';
import { keep } from './keep';
import type { Ending } from './protocol';
import { save, transcript } from './transcript';

const PATIENCE_MS = 2_000;

export async function renew(chat: ChatState): Promise<void> {
  if (await confirm(chat.t, 'renew')) chat.transport.renew();
}

export async function signOut(chat: ChatState): Promise<void> {
  if (await confirm(chat.t, 'signOut', unsent(chat) ? ['unsent'] : [])) await left(chat, chat.transport.signOut());
}

/** The server may be away: nobody waits for it longer than a moment. */
export async function left(chat: ChatState, told: Promise<boolean> | undefined): Promise<void> {
  // Nobody had begun, so there is nothing to say of it.
  if (!told) return back(chat);
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false));
  chat.farewell.told(await Promise.race([told, late]));
  void told.then(chat.farewell.told);
}

/** From "you are signed out" to the chat. */
export function back(chat: ChatState): void {
  delete chat.root.dataset.out;
  chat.farewell.hide();
}

/** Something was typed and has not been sent. */
export const unsent = (chat: ChatState) =>
  chat.composer.text() !== '' || keep.messages().length > 0 || chat.cards.begun();

export function download(chat: ChatState): void {
  const day = new Date().toISOString().slice(0, 10);
  save(transcript(chat.log.entries(), { t: chat.t, locale: chat.words.locale() }), `${chat.t('file')}-${day}.txt`);
}

export function ended(chat: ChatState, why: Ending): void {
  chat.caughtUp = false;
  stopTyping(chat);
  chat.chips.show();
  chat.unread.clear();
  chat.cards.clear();
  chat.log.clear(why === 'ended');
  if (why === 'ended') chat.log.add([{ at: Date.now(), side: 'note', text: chat.t('restarted') }]);
  if (why === 'other') chat.composer.clear();
  if (why === 'out') leave(chat);
  chat.panel?.changed();
}

/** Nothing of the person is left on screen. */
function leave(chat: ChatState): void {
  chat.composer.clear();
  chat.root.dataset.out = '';
  chat.farewell.show({ focus: chat.shown });
}

export function start(chat: ChatState): void {
  back(chat);
  chat.transport.start();
  if (isTouch()) chat.log.focus();
  else chat.composer.focus();
}
