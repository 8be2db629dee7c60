// The foot of a checkout, and of a long choice: its button stays in view beside the sum, and what it could hide is named under it.
import { el, icon } from './dom';
import type { T } from './text';

const WARNING = 'M12 4 21 20H3zM12 10v4M12 17v.1';

/** Turns the last buttons of such a card into its foot. Answers how to word it anew. */
export function foot(body: HTMLElement, t: T): () => void {
  const buttons = body.lastElementChild;
  if (!body.querySelector('.look-total, .picker') || !buttons?.classList.contains('action-set')) return () => undefined;
  buttons.classList.add('foot');
  const sum = body.querySelector('.pick-sum');
  if (sum) buttons.prepend(sum);
  const notes = [...body.querySelectorAll<HTMLElement>('.look-note')];
  const [first] = notes;
  if (!first) return () => undefined;
  const words = el('span');
  const jump = el('button', { type: 'button', class: 'jump' }, icon(WARNING), words);
  jump.addEventListener('click', () => {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: 'center' });
  });
  buttons.append(jump);
  const relabel = () => (words.textContent = t('check', { what: [...new Set(notes.map(labelOf))].join(', ') }));
  relabel();
  return relabel;
}

/** The label of the line that a warning stands below. */
function labelOf(note: HTMLElement): string {
  let at: Element | null = note;
  while (at && !at.matches('.look-line, .look-total')) at = at.previousElementSibling;
  return at?.querySelector('.subtle')?.textContent ?? '';
}
