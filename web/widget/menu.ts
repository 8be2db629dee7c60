// A button with a list of things to do under it. Escape and leaving it close it; the focus returns to the button.
import { el, freeId, icon } from './dom';
import type { T } from './text';

export interface MenuItem {
  /** Key of its words. */
  word: string;
  /** Path of its drawing. */
  drawing: string;
  act(): void;
}

export function createMenu({ t, items }: { t: T; items: MenuItem[] }): { elements: HTMLElement[]; relabel(): void } {
  const list = el('ul', { class: 'menu', id: freeId('menu'), hidden: true });
  const button = el(
    'button',
    { type: 'button', class: 'tool', 'aria-controls': list.id },
    icon('M12 5.5v.01M12 12v.01M12 18.5v.01'),
  );
  button.classList.add('dots-icon');

  const set = (open: boolean) => {
    list.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  };
  const entries = items.map(({ word, drawing, act }) => {
    const label = el('span');
    const entry = el('button', { type: 'button' }, icon(drawing), label);
    entry.addEventListener('click', () => {
      set(false);
      button.focus();
      act();
    });
    list.append(el('li', {}, entry));
    return { word, label };
  });

  set(false);
  button.addEventListener('click', () => {
    set(list.hidden === true);
    if (!list.hidden) list.querySelector('button')?.focus();
  });
  const left = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !list.contains(relatedTarget) && relatedTarget !== button) set(false);
  };
  list.addEventListener('focusout', left);
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    set(false);
    button.focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!list.contains(target as Node) && !button.contains(target as Node)) set(false);
  });

  return {
    elements: [button, list],
    relabel() {
      button.ariaLabel = t('menu');
      button.title = t('menu');
      for (const { word, label } of entries) label.textContent = t(word);
    },
  };
}
