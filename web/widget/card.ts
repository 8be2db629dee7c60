// Adaptive Cards 1.5, as far as the bot's cards go; what is unknown shows its fallback.
import { actionsOf, type ActionHost, inputsOf, type Part, renderActions } from './card-actions';
import { renderInput } from './card-inputs';
import { type CardNode, flag, isNode, nodes, str, word } from './card-node';
import { el } from './dom';
import { markdown } from './markdown';
import type { T } from './text';

export interface CardHost {
  t: T;
  /** Sends the card's values. */
  submit(value: CardNode): void;
  say(text: string): void;
}

export interface CardView {
  element: HTMLElement;
  /** The form that the card belongs to, if its buttons name one. */
  form?: string;
  /** It was answered: shows the values, takes no more. */
  finish(status: string, values?: CardNode): void;
  /** It could not be sent: takes answers again. */
  reopen(status: string): void;
  done(): boolean;
}

const SPACING = ['none', 'small', 'medium', 'large', 'extralarge', 'padding'];

/** Draws a card. `submit` gets the button's data together with the inputs' values. */
export function renderCard(card: CardNode, host: CardHost): CardView {
  const body = el('fieldset', { class: 'card-body' });
  const status = el('p', { class: 'card-status', role: 'status', hidden: true });
  const element = el('section', { class: 'card', 'aria-label': host.t('card') }, body, status);
  const root: Part = { inputs: [], inner: [] };
  const all: Part[] = [root];
  let pressed = '';

  const actions: ActionHost = {
    say: host.say,
    toggle(ids) {
      for (const id of ids) {
        const target = body.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
        if (target) target.hidden = !target.hidden;
      }
    },
    inside(inner, parent) {
      const part: Part = { inputs: [], inner: [], parent };
      all.push(part);
      return { element: el('div', { class: 'inside' }, ...contents(inner, part)), part };
    },
    submit(data, part, title, checked) {
      const inputs = checked ? inputsOf(part) : [];
      const wrong = inputs.filter((input) => !input.check());
      if (wrong[0]) return wrong[0].focus();
      pressed = title;
      host.submit({ ...Object.fromEntries(inputs.map((input) => [input.id, input.value()])), ...data });
    },
  };

  function contents(node: CardNode, part: Part): Node[] {
    const parts = nodes(node.body).map((child) => elementOf(child, part));
    const buttons = actionsOf(node);
    if (buttons.length) parts.push(renderActions(buttons, part, actions));
    return parts;
  }

  function elementOf(node: CardNode, part: Part): HTMLElement {
    const drawn = drawElement(node, part) ?? fallback(node, part);
    const spacing = word(node, 'spacing', SPACING);
    if (spacing) drawn.classList.add(`space-${spacing}`);
    if (flag(node, 'separator')) drawn.classList.add('separated');
    const id = str(node, 'id');
    if (id) drawn.dataset.id = id;
    if (node.isVisible === false) drawn.hidden = true;
    return drawn;
  }

  function drawElement(node: CardNode, part: Part): HTMLElement | undefined {
    switch (node.type) {
      case 'TextBlock':
        return textBlock(node);
      case 'FactSet':
        return facts(node);
      case 'Container':
        return container(node, part);
      case 'ColumnSet':
        return el('div', { class: 'columns' }, ...nodes(node.columns).map((column) => columnOf(column, part)));
      case 'ActionSet':
        return renderActions(actionsOf(node), part, actions);
      default: {
        const input = renderInput(node, host.t);
        if (input) part.inputs.push(input);
        return input?.element;
      }
    }
  }

  function container(node: CardNode, part: Part): HTMLElement {
    const style = word(node, 'style', ['emphasis', 'good', 'attention', 'warning', 'accent']);
    return el('div', { class: `container ${style ?? ''}` }, ...nodes(node.items).map((item) => elementOf(item, part)));
  }

  function columnOf(node: CardNode, part: Part): HTMLElement {
    const column = container(node, part);
    const width = node.width;
    column.style.flex =
      width === 'auto'
        ? '0 1 auto'
        : /^\d+px$/.test(String(width))
          ? `0 0 ${String(width)}`
          : `${Number(width) || 1} 1 0`;
    return column;
  }

  /** Parts of newer versions: what they name as their stand-in, or a word that something is missing. */
  function fallback(node: CardNode, part: Part): HTMLElement {
    if (isNode(node.fallback)) return elementOf(node.fallback, part);
    if (node.fallback === 'drop') return el('div', { hidden: true });
    return el('div', { class: 'text subtle' }, str(node, 'altText') ?? str(node, 'text') ?? host.t('notShown'));
  }

  body.append(...contents(card, root));
  return {
    element,
    form: formOf(card),
    finish(text, values) {
      if (values) for (const part of all) for (const input of part.inputs) setFrom(values, input);
      body.disabled = true;
      element.dataset.done = '';
      status.textContent = pressed ? `${text} · ${pressed}` : text;
      status.hidden = false;
    },
    reopen(text) {
      body.disabled = false;
      delete element.dataset.done;
      status.textContent = text;
    },
    done: () => body.disabled,
  };
}

function setFrom(values: CardNode, input: { id: string; set(value: string): void }): void {
  const value = str(values, input.id);
  if (value !== undefined) input.set(value);
}

function textBlock(node: CardNode): HTMLElement {
  const size = word(node, 'size', ['small', 'medium', 'large', 'extralarge']);
  const weight = word(node, 'weight', ['bolder', 'lighter']);
  const color = word(node, 'color', ['accent', 'good', 'warning', 'attention']);
  const align = word(node, 'horizontalAlignment', ['center', 'right']);
  const classes = ['text', size && `size-${size}`, weight, color && `color-${color}`, align && `align-${align}`];
  const heading = word(node, 'style', ['heading']) ? { role: 'heading', 'aria-level': 3 } : {};
  const element = el('div', { class: classes.filter(Boolean).join(' '), ...heading });
  if (flag(node, 'isSubtle')) element.classList.add('subtle');
  element.append(markdown(str(node, 'text') ?? ''));
  return element;
}

function facts(node: CardNode): HTMLElement {
  const list = el('dl', { class: 'facts' });
  for (const fact of nodes(node.facts)) {
    const value = el('dd');
    value.append(markdown(str(fact, 'value') ?? ''));
    list.append(el('dt', {}, str(fact, 'title') ?? ''), value);
  }
  return list;
}

/** The form that any of a card's submits names. */
function formOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = formOf(item);
      if (found) return found;
    }
    return undefined;
  }
  if (!isNode(value)) return undefined;
  if (isNode(value.fapiao)) return str(value.fapiao, 'form');
  return formOf(Object.values(value));
}
