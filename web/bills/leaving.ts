// The end of a session: signed out, expired, or ended in another tab.
import { keepChosen } from './chosen';
import { confirm } from '../widget/dialog';
import type { PageState } from './page-state';

export async function signOut(page: PageState): Promise<void> {
  const { t } = page.words;
  // Nothing typed is dropped without a word; what is left of a person after it is nothing.
  if (page.chat.unsent() && !(await confirm(t, 'leave'))) return;
  page.session.signOut();
  page.chat.signOut();
  leaveAll(page);
}

export function leaveAll(page: PageState): void {
  leave(page);
  page.selected.clear();
  keepChosen(page);
  page.panel.show('signIn');
}

/** The chat ends with the page's session, unless another tab has one. */
export async function endChat(page: PageState): Promise<void> {
  if (await page.session.nobody()) page.chat.user(undefined);
}

/** The selection is kept for whoever signs in again. */
export function expire(page: PageState): void {
  keepChosen(page);
  leave(page);
  void endChat(page);
  page.panel.show('expired');
}

function leave(page: PageState): void {
  const { frame } = page;
  page.live?.stop();
  page.detail.close();
  page.session.end();
  page.list = undefined;
  frame.body.hidden = true;
  frame.waits.replaceChildren();
  frame.stale.textContent = '';
  page.actions.tell('');
  page.top.signedIn(undefined);
}
