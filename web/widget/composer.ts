// Where a message is written: grows with the text, Enter sends, nothing typed is lost on reload.
import { el, freeId, icon } from './dom';
import { keep } from './keep';
import type { T } from './text';

/** The server refuses longer texts. */
const LIMIT = 10_000;

export interface Composer {
  element: HTMLElement;
  /** Puts a text at the cursor, for the person to look at and send. */
  insert(text: string): void;
  focus(): void;
  clear(): void;
  text(): string;
  relabel(): void;
}

interface ComposerOptions {
  t: T;
  send: (text: string) => void;
  /** There is something unsent now, or nothing any more. */
  changed: () => void;
}

export function createComposer({ t, send, changed: told }: ComposerOptions): Composer {
  const id = freeId('message');
  const label = el('label', { for: id, class: 'sr' });
  const field = el('textarea', { id, rows: 1, enterkeyhint: 'send', autocomplete: 'off' });
  const button = el('button', { type: 'submit', class: 'send' }, icon('M5 12h14M13 6l6 6-6 6'));
  const warning = el('p', { class: 'error', role: 'alert', id: freeId('limit'), hidden: true });
  const element = el('form', { class: 'composer' }, label, warning, el('div', { class: 'write' }, field, button));
  field.value = keep.draft();
  let had = field.value !== '';

  function changed(): void {
    keep.saveDraft(field.value);
    if (had !== (field.value !== '')) {
      had = !had;
      told();
    }
    const tooLong = field.value.length > LIMIT;
    const message = tooLong
      ? t('tooLong', { max: LIMIT.toLocaleString(document.documentElement.lang), now: field.value.length })
      : '';
    if (warning.textContent !== message) warning.textContent = message;
    warning.hidden = !tooLong;
    field.setAttribute('aria-invalid', String(tooLong));
    if (tooLong) field.setAttribute('aria-describedby', warning.id);
    else field.removeAttribute('aria-describedby');
    button.disabled = tooLong;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  function submit(): void {
    const text = field.value.trim();
    if (!text || text.length > LIMIT) return field.focus();
    field.value = '';
    changed();
    send(text);
    field.focus();
  }

  field.addEventListener('input', changed);
  field.addEventListener('keydown', (event) => {
    // While an input method composes Chinese, Enter picks the word: 229 is what older browsers report then.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  return {
    element,
    insert(text) {
      const { selectionStart, selectionEnd, value } = field;
      const before = value.slice(0, selectionStart);
      field.setRangeText(`${before && !/\s$/.test(before) ? ' ' : ''}${text} `, selectionStart, selectionEnd, 'end');
      changed();
      field.focus();
    },
    focus: () => field.focus(),
    text: () => field.value,
    clear() {
      field.value = '';
      changed();
    },
    relabel() {
      label.textContent = t('message');
      field.placeholder = t('message');
      button.ariaLabel = t('send');
      button.title = t('send');
      changed();
    },
  };
}
