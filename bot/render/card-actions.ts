// The buttons of a card: they submit a form's card, or say something as if it were typed.
import { type Locale, translate } from '../../locales';
import type { Choice } from '../../dialogs/reply';

export type Json = Record<string, unknown>;
export interface CardOptions {
  locale: Locale;
  /** Teams sends Action.Execute as an invoke and replaces the card; elsewhere only Action.Submit works. */
  teams: boolean;
}

export const block = (text: string, more: Json = {}): Json => ({ type: 'TextBlock', text, wrap: true, ...more });

/** Sends the card's inputs together with what the button is for, and with the answers that it gives itself. */
export function submit(
  title: string,
  fapiao: Json,
  { teams }: CardOptions,
  answers: Record<string, string> = {},
): Json {
  const data = { ...answers, fapiao };
  const plain = { type: 'Action.Submit', title, data };
  return teams ? { type: 'Action.Execute', title, verb: 'fapiao', data, fallback: plain } : plain;
}

/** A button that says something, as if it were typed; of a card's own form, one that answers. */
export function sayAction(choice: Choice, options: CardOptions, form?: string): Json {
  const { locale, teams } = options;
  const title = translate(locale, choice.title);
  if (choice.set && form !== undefined)
    return { ...submit(title, { form, action: 'answer' }, options, choice.set), associatedInputs: 'none' };
  const text = typeof choice.say === 'string' ? choice.say : translate(locale, choice.say);
  const data = { say: text, ...(teams ? { msteams: { type: 'imBack', value: text } } : {}) };
  return { type: 'Action.Submit', title, data, associatedInputs: 'none' };
}

/** Opens and closes parts of the card. `tooltip` says the whole where the title is short. */
export const toggle = (title: string, ids: readonly string[], tooltip?: string): Json => ({
  type: 'Action.ToggleVisibility',
  title,
  targetElements: ids,
  ...(tooltip === undefined ? {} : { tooltip }),
});
