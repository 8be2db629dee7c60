// Who is signed in with an account, and what they can do about it.
import { el } from '../widget/dom';
import type { Words } from './words';

export interface AccountMenu {
  element: HTMLElement;
  show(email: string): void;
  relabel(): void;
}

export function createAccountMenu({ t }: Words, accountUrl: string, signOut: () => void): AccountMenu {
  const name = el('span', { class: 'user' });
  const label = el('span', { class: 'sr' });
  const summary = el('summary', {}, label, name);
  const account = el('a', { href: accountUrl });
  const password = el('a', { href: `${accountUrl}/password` });
  const out = el('button', { type: 'button' });
  const list = el('div', { class: 'menu-list' }, account, password, out);
  const element = el('details', { class: 'account-menu' }, summary, list);
  const close = (focus: boolean): void => {
    if (!element.open) return;
    element.open = false;
    if (focus) summary.focus();
  };

  out.addEventListener('click', () => {
    close(false);
    signOut();
  });
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close(true);
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!element.contains(target as Node)) close(false);
  });
  return {
    element,
    show(email) {
      name.textContent = email;
    },
    relabel() {
      label.textContent = t('me.title');
      account.textContent = t('me.title');
      password.textContent = t('me.password');
      out.textContent = t('me.out');
    },
  };
}
