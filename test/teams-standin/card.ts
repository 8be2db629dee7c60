// What a Teams client makes of an Adaptive Card: its words, its inputs, and its buttons wherever they stand.
import type { Json } from './kept';

export interface Button {
  action: Json;
  title: string;
  /** Inputs that go with it, with what is in them. */
  inputs: Json[];
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const isInput = ({ type }: Json): boolean => String(type).startsWith('Input.');

/** Inputs of a card, those of cards inside it not. */
const inputsOf = (items: readonly Json[]): Json[] =>
  items.flatMap((item) => (isInput(item) ? [item] : inputsOf([...list(item.items), ...list(item.columns)])));

/** Buttons of sets, wherever they stand. */
const setsOf = (items: readonly Json[]): Json[] =>
  items.flatMap((item) =>
    item.type === 'ActionSet' ? list(item.actions) : setsOf([...list(item.items), ...list(item.columns)]),
  );

/** Every button that can be pressed. */
export function buttonsOf(card: Json, outer: readonly Json[] = []): Button[] {
  const body = list(card.body);
  const inputs = [...outer, ...inputsOf(body)];
  return [...setsOf(body), ...list(card.actions)].flatMap((action): Button[] =>
    action.type === 'Action.ShowCard'
      ? buttonsOf(action.card as Json, inputs)
      : [{ action, title: String(action.title), inputs: action.associatedInputs === 'none' ? [] : inputs }],
  );
}

/** Values as the client sends them: what is in the inputs, with what the person changed. Throws where one is required. */
export function valuesOf({ inputs, title }: Button, typed: Readonly<Record<string, string>>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { id, value, isRequired } of inputs) {
    const given = typed[String(id)] ?? value;
    if (typeof given === 'string' && given) values[String(id)] = given;
    else if (isRequired) throw new Error(`"${title}" can not be pressed: ${String(id)} is required`);
  }
  return values;
}

/** All texts of a card in the order in which they stand, inputs by their labels and what is in them. */
export function wordsOf(card: Json): string[] {
  const words = (item: Json): string[] => {
    if (item.type === 'TextBlock') return [String(item.text)];
    if (isInput(item)) return [`[${String(item.label)}${item.value ? `: ${String(item.value)}` : ''}]`];
    return [...list(item.items), ...list(item.columns)].flatMap(words);
  };
  return [...list(card.body).flatMap(words), ...buttonsOf(card).map(({ title }) => `(${title})`)];
}
