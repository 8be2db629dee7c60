// Asks before something that cannot be taken back.
import { el, freeId } from './dom';
import type { T } from './text';

/**
 * `word` names the texts: `<word>.title`, `<word>.text`, `<word>.ok`, and `<word>.<name>` for each of `more`. Resolves with
 * what was chosen.
 */
export function confirm(t: T, word: string, more: readonly string[] = []): Promise<boolean> {
  const title = el('h2', { id: freeId('title') }, t(`${word}.title`));
  const text = el('p', { id: freeId('text') }, ['text', ...more].map((name) => t(`${word}.${name}`)).join(' '));
  const ok = el('button', { type: 'button', class: 'button positive' }, t(`${word}.ok`));
  const cancel = el('button', { type: 'button', class: 'button' }, t('cancel'));
  const dialog = el(
    'dialog',
    { class: 'dialog', 'aria-labelledby': title.id, 'aria-describedby': text.id },
    title,
    text,
    el('div', { class: 'actions' }, ok, cancel),
  );
  document.body.append(dialog);
  dialog.showModal();
  cancel.focus();
  return new Promise((resolve) => {
    let answer = false;
    ok.addEventListener('click', () => {
      answer = true;
      dialog.close();
    });
    cancel.addEventListener('click', () => dialog.close());
    // Escape closes it, too.
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
  });
}
