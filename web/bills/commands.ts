// What can be done with the selected bills: get their fapiaos, take their files along; and what a press came to.
import { el } from '../widget/dom';
import type { Words } from './words';

export interface Commands {
  element: HTMLElement;
  /** How many are selected. */
  selected(count: number): void;
  relabel(): void;
  status: HTMLElement;
}

export function createCommands({ t, n }: Words, actions: { getFapiaos(): void; zip(): void; clear(): void }): Commands {
  const get = el('button', { type: 'button', class: 'button primary' });
  const zip = el('button', { type: 'button', class: 'button' });
  const clear = el('button', { type: 'button', class: 'link' });
  const chosen = el('span', { class: 'chosen' });
  const status = el('p', { class: 'status', role: 'status' });
  const part = el('span', { class: 'chosen-part' }, chosen, clear);
  const element = el('div', { class: 'commands' }, el('div', { class: 'buttons' }, get, zip, part), status);
  let now = 0;

  get.addEventListener('click', actions.getFapiaos);
  zip.addEventListener('click', actions.zip);
  clear.addEventListener('click', () => {
    actions.clear();
    get.focus();
  });

  function draw(): void {
    get.textContent = t('getFapiaos');
    zip.textContent = t('zip');
    zip.title = t('zipHint');
    clear.textContent = t('clear');
    chosen.textContent = now ? n('selected', now) : '';
    part.hidden = !now;
  }

  return {
    element,
    status,
    selected(count) {
      now = count;
      draw();
    },
    relabel: draw,
  };
}
