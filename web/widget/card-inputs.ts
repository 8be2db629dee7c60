// The inputs of cards: native controls with label, hint and error, read and checked when the card is submitted.
import { type CardNode, flag, nodes, str } from './card-node';
import { el, freeId } from './dom';
import type { T } from './text';

export interface CardInput {
  id: string;
  element: HTMLElement;
  value(): string;
  /** Shows what was sent, after a reload. */
  set(value: string): void;
  /** Shows the error and answers false when the value can't be sent. */
  check(): boolean;
  focus(): void;
}

interface Control {
  /** What the label belongs to; undefined: the control is a group with a legend of its own. */
  labelled?: HTMLElement;
  body: HTMLElement;
  focusable: () => HTMLElement | null;
  value(): string;
  set(value: string): void;
}

/** A longer placeholder would be cut off: it stands above the field instead, and stays there while one types. */
const PLACEHOLDER_LIMIT = 36;

const TYPES: Record<string, string> = { email: 'email', tel: 'tel', url: 'url', password: 'password' };

/** An input of any kind that we know, else undefined. */
export function renderInput(node: CardNode, t: T): CardInput | undefined {
  const control = controlOf(node, t);
  const id = str(node, 'id');
  if (!control || !id) return undefined;
  const error = el('p', { class: 'error', id: freeId('error'), hidden: true });
  const required = flag(node, 'isRequired');
  const long = str(node, 'placeholder') ?? '';
  const hint =
    control.labelled && node.type !== 'Input.ChoiceSet' && long.length > PLACEHOLDER_LIMIT
      ? el('p', { class: 'hint', id: freeId('hint') }, long)
      : undefined;
  const label = str(node, 'label');
  const grouped = !control.labelled;
  const title = label ? [label, required ? el('span', { class: 'required', 'aria-hidden': 'true' }, ' *') : ''] : [];
  const element = grouped
    ? el('fieldset', { class: 'input' }, label ? el('legend', {}, ...title) : undefined, control.body, error)
    : el(
        'div',
        { class: 'input' },
        label ? el('label', { for: control.labelled?.id }, ...title) : undefined,
        hint,
        control.body,
        error,
      );

  const marked = control.labelled ?? element;
  const wrong = (): string | undefined => {
    const value = control.value().trim();
    const message = str(node, 'errorMessage');
    if (!value) return required ? t('required') : undefined;
    const pattern = str(node, 'regex');
    return pattern && !matches(pattern, value) ? (message ?? t('invalid')) : undefined;
  };
  const describe = (id?: string) => {
    const ids = [hint?.id, id].filter(Boolean).join(' ');
    if (ids) marked.setAttribute('aria-describedby', ids);
    else marked.removeAttribute('aria-describedby');
  };
  describe();
  const show = (message: string | undefined) => {
    error.textContent = message ?? '';
    error.hidden = !message;
    describe(message ? error.id : undefined);
    marked.toggleAttribute('data-wrong', Boolean(message));
    if (!grouped) marked.setAttribute('aria-invalid', String(Boolean(message)));
  };
  // Once complained about, the message goes as soon as it is right.
  element.addEventListener('input', () => {
    if (!error.hidden) show(wrong());
  });
  if (required && !grouped) marked.setAttribute('aria-required', 'true');

  return {
    id,
    element,
    value: control.value,
    set: control.set,
    check() {
      const message = wrong();
      show(message);
      return !message;
    },
    focus: () => control.focusable()?.focus(),
  };
}

/** A pattern that is broken refuses nobody: the server checks again. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern).test(value);
  } catch {
    return true;
  }
}

function controlOf(node: CardNode, t: T): Control | undefined {
  switch (node.type) {
    case 'Input.Text':
      return flag(node, 'isMultiline') ? fieldOf(node, el('textarea', { rows: 4 })) : fieldOf(node, textField(node));
    case 'Input.Number':
      return fieldOf(node, el('input', { type: 'text', inputmode: 'decimal' }));
    case 'Input.Date':
      return fieldOf(node, el('input', { type: 'date' }));
    case 'Input.Time':
      return fieldOf(node, el('input', { type: 'time' }));
    case 'Input.Toggle':
      return toggle(node);
    case 'Input.ChoiceSet':
      if (flag(node, 'isMultiSelect') || str(node, 'style') === 'expanded') return options(node);
      return menu(node, t);
    default:
      return undefined;
  }
}

const textField = (node: CardNode) => el('input', { type: TYPES[str(node, 'style')?.toLowerCase() ?? ''] ?? 'text' });

function fieldOf(node: CardNode, field: HTMLInputElement | HTMLTextAreaElement): Control {
  field.id = freeId('input');
  const hint = str(node, 'placeholder') ?? '';
  if (hint.length <= PLACEHOLDER_LIMIT) field.placeholder = hint;
  field.value = str(node, 'value') ?? '';
  field.autocomplete = 'off';
  const max = Number(node.maxLength);
  if (max > 0) field.maxLength = max;
  return {
    labelled: field,
    body: field,
    focusable: () => field,
    value: () => field.value,
    set: (value) => {
      field.value = value;
    },
  };
}

function toggle(node: CardNode): Control {
  const box = el('input', { type: 'checkbox', id: freeId('input') });
  const on = str(node, 'valueOn') ?? 'true';
  const off = str(node, 'valueOff') ?? 'false';
  box.checked = str(node, 'value') === on;
  return {
    body: el('label', { class: 'option' }, box, el('span', {}, str(node, 'title') ?? '')),
    focusable: () => box,
    value: () => (box.checked ? on : off),
    set: (value) => {
      box.checked = value === on;
    },
  };
}

function menu(node: CardNode, t: T): Control {
  const select = el('select', { id: freeId('input') });
  const chosen = str(node, 'value') ?? '';
  if (!chosen) select.append(el('option', { value: '' }, str(node, 'placeholder') ?? t('choose')));
  for (const choice of nodes(node.choices)) {
    const value = str(choice, 'value') ?? '';
    select.append(el('option', { value, selected: value === chosen }, str(choice, 'title') ?? value));
  }
  return {
    labelled: select,
    body: select,
    focusable: () => select,
    value: () => select.value,
    set: (value) => {
      select.value = value;
    },
  };
}

function options(node: CardNode): Control {
  const many = flag(node, 'isMultiSelect');
  const name = freeId('choice');
  const chosen = (str(node, 'value') ?? '').split(',');
  const boxes = nodes(node.choices).map((choice) => {
    const value = str(choice, 'value') ?? '';
    const box = el('input', { type: many ? 'checkbox' : 'radio', name, value });
    box.checked = many ? chosen.includes(value) : str(node, 'value') === value;
    return { box, row: el('label', { class: 'option' }, box, el('span', {}, str(choice, 'title') ?? value)) };
  });
  return {
    body: el('div', { class: 'options' }, ...boxes.map(({ row }) => row)),
    focusable: () => boxes[0]?.box ?? null,
    value: () => boxes.flatMap(({ box }) => (box.checked ? [box.value] : [])).join(','),
    set: (value) => {
      const wanted = value.split(',');
      for (const { box } of boxes) box.checked = many ? wanted.includes(box.value) : box.value === value;
    },
  };
}
