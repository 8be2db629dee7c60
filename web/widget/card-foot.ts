// The foot of a checkout: Confirm stays in view, and under it stands what it could hide, with a way there.
import { el, icon } from './dom';
import type { T } from './text';

const WARNING = 'M12 4 21 20H3zM12 10v4M12 17v.1';

/** Turns the last buttons of a checkout into its foot. Answers how to word it anew. */
export function foot(body: HTMLElement, t: T): () => void {
  const buttons = body.lastElementChild;
  if (!body.querySelector('.look-total') || !buttons?.classList.contains('action-set')) return () => undefined;
  buttons.classList.add('foot');
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
