// The chat's head: its name, the state of the connection, languages, what else can be done, and the way out.
import { el, icon } from './dom';
import { createMenu, type MenuItem } from './menu';
import type { Connection } from './protocol';
import type { T } from './text';

export interface Header {
  element: HTMLElement;
  connection(state: Connection): void;
  /** Who of the service talks here; undefined: the assistant does. */
  person(name: string | undefined): void;
  relabel(): void;
}

export interface HeaderOptions {
  t: T;
  locale: () => string;
  /** Each language's name in itself. */
  names: Record<string, string>;
  choose: (locale: string) => void;
  items: MenuItem[];
  /** Inside a panel: closes it. */
  close?: () => void;
}

export function createHeader({ t, locale, names, choose, items, close }: HeaderOptions): Header {
  const title = el('h1');
  const state = el('p', { class: 'connection', role: 'status' });
  const select = el('select');
  for (const [value, name] of Object.entries(names)) select.append(el('option', { value, lang: value }, name));
  select.addEventListener('change', () => choose(select.value));
  const globe =
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9';
  const language = el('span', { class: 'tool language' }, icon(globe), select);
  const menu = createMenu({ t, items });
  const cross = close && el('button', { type: 'button', class: 'tool' }, icon('M6 6l12 12M18 6L6 18'));
  cross?.addEventListener('click', () => close?.());
  let current: Connection = 'connecting';
  let talks: string | undefined;

  const show = () => {
    state.textContent = current !== 'online' ? t(current) : talks ? t('talks', { name: talks }) : '';
    state.dataset.state = current;
  };

  return {
    element: el(
      'header',
      { class: 'head' },
      el('span', { class: 'avatar', 'aria-hidden': 'true', lang: 'zh-CN' }, '票'),
      title,
      language,
      ...menu.elements,
      cross,
      state,
    ),
    connection(next) {
      current = next;
      show();
    },
    person(name) {
      talks = name;
      show();
    },
    relabel() {
      title.textContent = t('title');
      select.ariaLabel = t('language');
      select.value = locale();
      language.title = t('language');
      if (cross) cross.ariaLabel = cross.title = t('close');
      menu.relabel();
      show();
    },
  };
}
