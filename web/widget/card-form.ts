// Which form a card belongs to, and which of its buttons was pressed: by the data that its buttons carry.
import { type CardNode, isNode, str } from './card-node';

/** No card is deeper; a hostile one must not exhaust the stack. */
const DEPTH = 24;

/** The form that a card's buttons, or a press, name. */
export function formOf(value: unknown, depth = 0): string | undefined {
  if (depth > DEPTH) return undefined;
  if (isNode(value) && isNode(value.fapiao)) return str(value.fapiao, 'form');
  if (!isNode(value) && !Array.isArray(value)) return undefined;
  for (const part of Object.values(value)) {
    const found = formOf(part, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The title of the button whose data a press carries. */
export function pressedTitle(card: unknown, press: CardNode, depth = 0): string | undefined {
  if (depth > DEPTH || (!isNode(card) && !Array.isArray(card))) return undefined;
  if (isNode(card) && isNode(card.data) && same(card.data.fapiao, press.fapiao)) return str(card, 'title');
  for (const part of Object.values(card)) {
    const found = pressedTitle(part, press, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The log keeps the form and the action of a press. */
const same = (data: unknown, press: unknown): boolean =>
  isNode(data) && isNode(press) && data.action === press.action && (!press.slot || data.slot === press.slot);
