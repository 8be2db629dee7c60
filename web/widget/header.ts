// The chat's head: its name, the state of the connection, the language menu.
import { el } from './dom';
import type { Connection } from './protocol';
import type { T } from './text';

export interface Header {
  element: HTMLElement;
  connection(state: Connection): void;
  relabel(): void;
}

export interface HeaderOptions {
  t: T;
  locale: () => string;
  /** Each language's name in itself. */
  names: Record<string, string>;
  choose: (locale: string) => void;
}

export function createHeader({ t, locale, names, choose }: HeaderOptions): Header {
  const title = el('h1');
  const state = el('p', { class: 'connection', role: 'status' });
  const select = el('select', { class: 'language' });
  for (const [value, name] of Object.entries(names)) select.append(el('option', { value, lang: value }, name));
  select.addEventListener('change', () => choose(select.value));
  let current: Connection = 'connecting';

  const show = () => {
    state.textContent = current === 'online' ? '' : t(current);
    state.dataset.state = current;
  };

  return {
    element: el('header', { class: 'head' }, title, select, state),
    connection(next) {
      current = next;
      show();
    },
    relabel() {
      title.textContent = t('title');
      select.ariaLabel = t('language');
      select.value = locale();
      show();
    },
  };
}
