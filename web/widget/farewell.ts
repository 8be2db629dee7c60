// What stands in the chat after signing out: that nothing is left here, and the way to begin again.
import { el, icon } from './dom';
import type { T } from './text';

export interface Farewell {
  element: HTMLElement;
  /** `focus`: where somebody looks at it. */
  show(options: { focus: boolean }): void;
  hide(): void;
  /** Whether the server knows it already. */
  told(reached: boolean): void;
  relabel(): void;
}

export function createFarewell({ t, begin }: { t: T; begin: () => void }): Farewell {
  const title = el('h2', { tabindex: -1 });
  const text = el('p');
  const button = el('button', { type: 'button', class: 'button positive' });
  const element = el(
    'section',
    { class: 'farewell', hidden: true },
    icon('M5 12.5l4.5 4.5L19 7.5'),
    title,
    text,
    button,
  );
  let reached = true;
  button.addEventListener('click', begin);

  const relabel = () => {
    title.textContent = t('signedOut.title');
    text.textContent = t(reached ? 'signedOut.text' : 'signedOut.unreached');
    button.textContent = t('signedOut.begin');
  };

  return {
    element,
    show({ focus }) {
      reached = true;
      relabel();
      element.hidden = false;
      if (focus) title.focus();
    },
    hide() {
      element.hidden = true;
    },
    told(answer) {
      reached = answer;
      relabel();
    },
    relabel,
  };
}
