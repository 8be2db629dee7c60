// The native controls behind a card's inputs: fields, menus, ticks and choices.
import { type CardNode, flag, nodes, str } from './card-node';
import { el, freeId } from './dom';
import type { T } from './text';

export interface Control {
  /** What the label belongs to; undefined: the control is a group with a legend of its own. */
  labelled?: HTMLElement;
  body: HTMLElement;
  focusable: () => HTMLElement | null;
  value(): string;
  set(value: string): void;
}

/** A longer placeholder would be cut off: it stands above the field instead, and stays there while one types. */
export const PLACEHOLDER_LIMIT = 36;

const TYPES: Record<string, string> = { email: 'email', tel: 'tel', url: 'url', password: 'password' };

/** The control of an input element, else undefined. */
export function controlOf(node: CardNode, t: T): Control | undefined {
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
