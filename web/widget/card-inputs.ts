// The inputs of cards: native controls with label, hint and error, read and checked when the card is submitted.
import { doubtOf, grouped as groups } from './card-checks';
import { controlOf, PLACEHOLDER_LIMIT } from './card-controls';
import { type CardNode, flag, str } from './card-node';
import { pickerOf } from './card-picker';
import { el, freeId } from './dom';
import type { T } from './text';

export interface CardInput {
  id: string;
  element: HTMLElement;
  value(): string;
  /** Shows what was sent, after a reload. */
  set(value: string): void;
  /** What the card came with. */
  start: string;
  /** Shows the error and answers false when the value can't be sent. */
  check(): boolean;
  focus(): void;
}

/** An input of any kind that we know, else undefined. `lang`: the card's language. */
export function renderInput(node: CardNode, t: T, lang: string): CardInput | undefined {
  const control = pickerOf(node, t, lang) ?? controlOf(node, t);
  const id = str(node, 'id');
  if (!control || !id) return undefined;
  const error = el('div', { class: 'error', id: freeId('error'), hidden: true });
  const required = flag(node, 'isRequired');
  const long = str(node, 'placeholder') ?? '';
  const apart = control.labelled && node.type !== 'Input.ChoiceSet' && long.length > PLACEHOLDER_LIMIT;
  const hint = apart ? el('p', { class: 'hint', id: freeId('hint') }, long) : undefined;
  const grouped = !control.labelled;
  const name = nameOf(node, control.labelled?.id);
  const element = el(grouped ? 'fieldset' : 'div', { class: 'input' }, name, hint, control.body, error);
  const marked = control.labelled ?? element;
  /** A value that the person has looked at again and wants to send as it is. */
  let sure: string | undefined;

  const wrong = (): string | undefined => {
    const value = control.value().trim();
    const message = str(node, 'errorMessage');
    const pattern = str(node, 'regex');
    // With a pattern the message is about the pattern.
    if (!value) return required ? ((pattern ? undefined : message) ?? t('required')) : undefined;
    return pattern && !matches(pattern, value) ? (message ?? t('invalid')) : undefined;
  };
  const describe = (by?: string) => {
    const ids = [hint?.id, by].filter(Boolean).join(' ');
    if (ids) marked.setAttribute('aria-describedby', ids);
    else marked.removeAttribute('aria-describedby');
  };
  const show = (...content: (string | HTMLElement)[]) => {
    error.replaceChildren(...content);
    error.hidden = !content.length;
    describe(content.length ? error.id : undefined);
    marked.toggleAttribute('data-wrong', content.length > 0);
    if (!grouped) marked.setAttribute('aria-invalid', String(content.length > 0));
  };

  /** The number that was probably meant, at the press of a button; or a tick that this one is right. */
  function ask(suggest: readonly string[]): void {
    const takes = suggest.map((value) => {
      const take = el('button', { type: 'button', class: 'button small' }, groups(value));
      take.addEventListener('click', () => {
        control?.set(value);
        show();
        control?.focusable()?.focus();
      });
      return take;
    });
    const tick = el('input', { type: 'checkbox' });
    tick.addEventListener('change', () => (sure = tick.checked ? control?.value() : undefined));
    const keep = el('label', { class: 'option' }, tick, el('span', {}, t('doubt.sure')));
    show(el('p', {}, t(suggest.length ? 'doubt.meant' : 'doubt.look')), ...takes, keep);
  }

  function check(): boolean {
    const message = wrong();
    const value = control?.value() ?? '';
    const doubt = message || value === sure ? undefined : doubtOf(id ?? '', value);
    if (doubt) ask(doubt.suggest);
    else show(...(message ? [message] : []));
    return !message && !doubt;
  }

  describe();
  // Once complained about, the message goes as soon as it is right; what is doubtful is said when one leaves the field.
  element.addEventListener('input', ({ target }) => {
    if (!error.hidden && !error.contains(target as Node)) check();
  });
  control.labelled?.addEventListener('change', () => {
    if (doubtOf(id, control.value())) check();
  });
  if (required && !grouped) marked.setAttribute('aria-required', 'true');

  const start = control.value();
  return {
    id,
    element,
    value: control.value,
    set: control.set,
    start,
    check,
    focus: () => control.focusable()?.focus(),
  };
}

/** The label of a control, or the legend of a group of them. */
function nameOf(node: CardNode, labelled: string | undefined): HTMLElement | undefined {
  const label = str(node, 'label');
  if (!label) return undefined;
  const star = flag(node, 'isRequired') && el('span', { class: 'required', 'aria-hidden': 'true' }, ' *');
  return labelled === undefined ? el('legend', {}, label, star) : el('label', { for: labelled }, label, star);
}

/** Patterns that can run for ages on a short text: repeated groups that hold a repetition. */
const ENDLESS = /\([^()+*}]*[+*}][^()]*\)[+*{]/;

/** A pattern that is broken or dangerous refuses nobody: the server checks again. */
function matches(pattern: string, value: string): boolean {
  if (ENDLESS.test(pattern)) return true;
  try {
    return new RegExp(pattern).test(value);
  } catch {
    return true;
  }
}
