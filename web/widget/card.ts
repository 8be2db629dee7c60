// Adaptive Cards 1.5, as far as the bot's cards go and a little more; what is unknown shows its fallback.
import { actionsOf, type ActionHost, inputsOf, type Part, renderActions } from './card-actions';
import { renderInput } from './card-inputs';
import { type CardNode, flag, isNode, nodes, str, word } from './card-node';
import { shown } from './card-text';
import { foot } from './card-foot';
import { isUnchanged, restoreInto, showLines, toggleParts, typedIn } from './card-lines';
import { el, icon } from './dom';
import type { CardDraft } from './keep';
import type { T } from './text';

export interface CardHost {
  t: T;
  /** Sends the card's values. */
  submit(value: CardNode): void;
  say(text: string): void;
}

export interface CardView {
  element: HTMLElement;
  /** It was answered: shows the values and which button it was, takes no more. */
  finish(status: string, values?: CardNode, how?: { done?: boolean; title?: string }): void;
  /** It could not be sent: takes answers again. */
  reopen(status: string): void;
  relabel(): void;
  /** What was typed and not sent. */
  typed(): CardDraft;
  /** Shows it again, in fields that came with the same. */
  restore(draft: CardDraft): void;
}

/** Parts that are drawn in a way of their own; other clients show what they are made of. */
const LOOKS = ['total', 'line', 'edit', 'note', 'steps', 'past', 'now', 'next', 'more'];
const SPACING = ['none', 'small', 'medium', 'large', 'extralarge', 'padding'];
/** A hostile card may be as deep and as long as it likes: this much of it is drawn. */
const DEPTH = 12;
const ELEMENTS = 1500;

/** A card that is being drawn: how much of it, how deep, and the inputs that were found. */
interface Drawing {
  host: CardHost;
  lang: string;
  actions: ActionHost;
  body: HTMLElement;
  all: Part[];
  drawn: number;
  depth: number;
}

/** Draws a card. `submit` gets the button's data together with the inputs' values. */
export function renderCard(card: CardNode, host: CardHost): CardView {
  const body = el('fieldset', { class: 'card-body' });
  const status = el('p', { class: 'card-status', role: 'status', hidden: true });
  const label = { role: 'group', 'aria-label': host.t('card'), lang: str(card, 'lang') };
  const element = el('div', { class: 'card', ...label }, body, status);
  const root: Part = { inputs: [], inner: [] };
  const all: Part[] = [root];
  const lang = str(card, 'lang') ?? document.documentElement.lang;
  const drawing: Drawing = { host, lang, actions: actionsOn(() => drawing), body, all, drawn: 0, depth: 0 };
  body.append(...contents(drawing, card, root));
  const relabelFoot = foot(body, host.t);
  return {
    element,
    finish(text, values, { done = false, title } = {}) {
      if (values) for (const part of all) for (const input of part.inputs) setFrom(values, input);
      body.disabled = true;
      showLines(body);
      element.dataset.done = '';
      // Which button it was says more than that it was sent.
      const words = done && title ? [el('span', { class: 'sr' }, text), ' ', el('b', {}, title)] : [text];
      status.replaceChildren(...(done ? [icon('M5 12.5l4.5 4.5L19 7.5')] : []), ...words);
      status.hidden = false;
    },
    reopen(text) {
      body.disabled = false;
      delete element.dataset.done;
      status.textContent = text;
      status.hidden = false;
    },
    typed: () => typedIn(inputsIn(drawing)),
    restore: (draft) => restoreInto(body, inputsIn(drawing), draft),
    relabel() {
      element.setAttribute('aria-label', host.t('card'));
      relabelFoot();
    },
  };
}

function setFrom(values: CardNode, input: { id: string; set(value: string): void }): void {
  const value = str(values, input.id);
  if (value !== undefined) input.set(value);
}

const actionsOn = (of: () => Drawing): ActionHost => ({
  say: (text) => of().host.say(text),
  toggle: (ids, button) => toggleParts(of().body, inputsIn(of()), ids, button),
  inside(inner, parent) {
    const part: Part = { inputs: [], inner: [], parent };
    of().all.push(part);
    return { element: el('div', { class: 'inside' }, ...contents(of(), inner, part)), part };
  },
  submit(data, part, from, checked) {
    const inputs = checked ? inputsOf(part) : [];
    // An open line that nobody changed is closed: nothing is to be saved.
    const edit = from.closest('.look-edit');
    if (edit && isUnchanged(edit, inputs)) return edit.querySelector<HTMLElement>('[data-toggles]')?.click();
    // What is not on show is as it came, and was looked at before.
    const wrong = inputs.filter((input) => !input.element.closest('[hidden]') && !input.check());
    if (wrong[0]) return wrong[0].focus();
    of().host.submit({ ...Object.fromEntries(inputs.map((input) => [input.id, input.value()])), ...data });
  },
});

const inputsIn = ({ all }: Drawing) => all.flatMap(({ inputs }) => inputs);

function contents(drawing: Drawing, node: CardNode, part: Part): Node[] {
  if (drawing.depth >= DEPTH)
    return [drawing.host.t('notShown')].map((text) => el('p', { class: 'text subtle' }, text));
  drawing.depth += 1;
  const parts = nodes(node.body).flatMap((child) => elementOf(drawing, child, part) ?? []);
  const buttons = actionsOf(node);
  if (buttons.length) parts.push(renderActions(buttons, part, drawing.actions));
  drawing.depth -= 1;
  return parts;
}

function elementOf(drawing: Drawing, node: CardNode, part: Part): HTMLElement | undefined {
  drawing.drawn += 1;
  if (drawing.drawn > ELEMENTS) return undefined;
  if (drawing.depth >= DEPTH) return missing(drawing, node);
  drawing.depth += 1;
  const found = drawElement(drawing, node, part) ?? fallback(drawing, node, part);
  drawing.depth -= 1;
  if (!found) return undefined;
  const spacing = word(node, 'spacing', SPACING);
  if (spacing) found.classList.add(`space-${spacing}`);
  if (flag(node, 'separator')) found.classList.add('separated');
  const look = word(node, 'look', LOOKS);
  if (look) found.classList.add(`look-${look}`);
  const id = str(node, 'id');
  if (id) found.dataset.id = id;
  if (node.isVisible === false) found.hidden = true;
  return found;
}

function drawElement(drawing: Drawing, node: CardNode, part: Part): HTMLElement | undefined {
  switch (node.type) {
    case 'Container':
      return container(drawing, node, part);
    case 'ColumnSet':
      return el('div', { class: 'columns' }, ...nodes(node.columns).map((column) => columnOf(drawing, column, part)));
    case 'ActionSet':
      return renderActions(actionsOf(node), part, drawing.actions);
    default: {
      const found = shown(node, (inner) => elementOf(drawing, inner, part) ?? el('span'));
      if (found) return found;
      const input = renderInput(node, drawing.host.t, drawing.lang);
      if (input) part.inputs.push(input);
      return input?.element;
    }
  }
}

function container(drawing: Drawing, node: CardNode, part: Part): HTMLElement {
  const style = word(node, 'style', ['emphasis', 'good', 'attention', 'warning', 'accent']);
  const items = nodes(node.items).flatMap((item) => elementOf(drawing, item, part) ?? []);
  return el('div', { class: `container ${node.look === undefined ? (style ?? '') : ''}` }, ...items);
}

function columnOf(drawing: Drawing, node: CardNode, part: Part): HTMLElement {
  const column = container(drawing, node, part);
  const width = String(node.width);
  const share = width === 'auto' ? '0 1 auto' : `${Number(width) || 1} 1 0`;
  column.style.flex = /^\d{1,4}px$/.test(width) ? `0 0 ${width}` : share;
  return column;
}

/** Parts of newer versions: what they name as their stand-in, or a word that something is missing. */
function fallback(drawing: Drawing, node: CardNode, part: Part): HTMLElement | undefined {
  if (node.fallback === 'drop') return undefined;
  return isNode(node.fallback) ? elementOf(drawing, node.fallback, part) : missing(drawing, node);
}

const missing = (drawing: Drawing, node: CardNode): HTMLElement =>
  el('div', { class: 'text subtle' }, str(node, 'altText') ?? str(node, 'text') ?? drawing.host.t('notShown'));
