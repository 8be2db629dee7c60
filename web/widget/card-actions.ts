// The buttons of cards: submit, open a link, open a part of the card in place.
import { type CardNode, isNode, nodes, str, word } from './card-node';
import type { CardInput } from './card-inputs';
import { el, freeId, icon, safeUrl } from './dom';

/** The inputs of one card or of a part that opens inside it. A submit sends its own part's and those of all around it. */
export interface Part {
  inputs: CardInput[];
  parent?: Part;
  /** Parts that open inside this one. */
  inner: { part: Part; before: Map<string, string> }[];
}

export interface ActionHost {
  submit(data: CardNode, part: Part, from: HTMLElement, checked: boolean): void;
  say(text: string): void;
  /** Draws a card inside the card. */
  inside(card: CardNode, parent: Part): { element: HTMLElement; part: Part };
  /** Shows or hides elements by their ids; a button that opens one says so. */
  toggle(ids: readonly string[], button: HTMLElement): void;
}

/** A row of buttons with the place where parts open under it. */
export function renderActions(actions: CardNode[], part: Part, host: ActionHost): HTMLElement {
  const row = el('div', { class: 'actions' });
  const panels = el('div');
  const opened: (() => void)[] = [];
  for (const action of actions) {
    const button = renderAction(action, part, host, {
      panels,
      closeOthers: () => opened.forEach((close) => close()),
      opened,
    });
    if (button) row.append(button);
  }
  return el('div', { class: 'action-set' }, row, panels);
}

const PENCIL = 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4';

interface Panels {
  panels: HTMLElement;
  closeOthers: () => void;
  opened: (() => void)[];
}

function renderAction(action: CardNode, part: Part, host: ActionHost, place: Panels): HTMLElement | undefined {
  const title = str(action, 'title') ?? '';
  const style = word(action, 'style', ['positive', 'destructive']) ?? '';
  if (action.type === 'Action.OpenUrl') {
    const url = safeUrl(action.url);
    if (!url) return undefined;
    const out = icon('M14 4h6v6M20 4l-9 9M11 5H5v14h14v-6');
    return el('a', { class: `button ${style}`, href: url, target: '_blank', rel: 'noopener noreferrer' }, title, out);
  }
  const tooltip = str(action, 'tooltip');
  // A short title with the whole in its tooltip: a pencil beside what it changes.
  const button = tooltip
    ? el('button', { type: 'button', class: 'pencil', 'aria-label': tooltip, title: tooltip }, icon(PENCIL))
    : el('button', { type: 'button', class: `button ${style}` }, title);
  switch (action.type) {
    case 'Action.Submit':
    case 'Action.Execute':
      button.addEventListener('click', () => press(action, part, button, host));
      return button;
    case 'Action.ToggleVisibility':
      button.dataset.toggles = '';
      button.addEventListener('click', () => host.toggle(targets(action), button));
      return button;
    case 'Action.ShowCard':
      return isNode(action.card) ? showCard(action.card, button, part, host, place) : undefined;
    default:
      return isNode(action.fallback) ? renderAction(action.fallback, part, host, place) : undefined;
  }
}

function press(action: CardNode, part: Part, from: HTMLElement, host: ActionHost): void {
  const data = action.data;
  if (typeof data === 'string') return host.say(data);
  const node = isNode(data) ? data : {};
  const said = str(node, 'say');
  if (said !== undefined && !isNode(node.fapiao)) return host.say(said);
  host.submit(node, part, from, str(action, 'associatedInputs')?.toLowerCase() !== 'none');
}

const targets = (action: CardNode): string[] =>
  (Array.isArray(action.targetElements) ? action.targetElements : []).flatMap((target) =>
    typeof target === 'string' ? [target] : isNode(target) ? [str(target, 'elementId') ?? ''] : [],
  );

/** A button that opens a part of the card in place, one at a time. */
function showCard(card: CardNode, button: HTMLButtonElement, part: Part, host: ActionHost, place: Panels): HTMLElement {
  const inner = host.inside(card, part);
  inner.element.id = freeId('part');
  inner.element.hidden = true;
  place.panels.append(inner.element);
  button.setAttribute('aria-controls', inner.element.id);
  button.append(icon('M6 9l6 6 6-6'));
  const set = (open: boolean) => {
    inner.element.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  };
  set(false);
  place.opened.push(() => set(false));
  const before = new Map(inner.part.inputs.map((input) => [input.id, input.value()]));
  part.inner.push({ part: inner.part, before });
  button.addEventListener('click', () => {
    const open = Boolean(inner.element.hidden);
    place.closeOthers();
    set(open);
    if (open) inner.part.inputs[0]?.focus();
  });
  return button;
}

/** The inputs that a submit of this part sends: its own, those around it, and what was changed in parts inside it. */
export function inputsOf(part: Part): CardInput[] {
  const changed = part.inner.flatMap(({ part: inner, before }) =>
    inner.inputs.filter((input) => input.value() !== (before.get(input.id) ?? '')),
  );
  const around: CardInput[] = [];
  for (let at = part.parent; at; at = at.parent) around.push(...at.inputs);
  return [...part.inputs, ...around, ...changed];
}

export const actionsOf = (node: CardNode): CardNode[] => nodes(node.actions);
