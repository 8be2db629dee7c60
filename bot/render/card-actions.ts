// The buttons of a card: they submit a form's card, or say something as if it were typed.
import { type Locale, translate } from '../../locales';
import type { Choice } from '../../dialogs/reply';
import type { Shows } from './channels';

export type Json = Record<string, unknown>;
export interface CardOptions {
  locale: Locale;
  shows: Shows;
  /** The entry of the log that is drawn; only where a pressed card is replaced. */
  seq?: number;
}

export const block = (text: string, more: Json = {}): Json => ({ type: 'TextBlock', text, wrap: true, ...more });

/** A row of buttons where the channel has no number of its own. */
const IN_A_ROW = 5;

/** Buttons in the card's body. */
export function buttonRows(buttons: readonly Json[], { shows }: Pick<CardOptions, 'shows'>): Json[] {
  const row = shows.buttonsInARow || IN_A_ROW;
  const sets: Json[] = [];
  for (let at = 0; at < buttons.length; at += row)
    sets.push({ type: 'ActionSet', actions: buttons.slice(at, at + row) });
  return sets;
}

/** Sends the card's inputs together with what the button is for, and with the answers that it gives itself. */
export function submit(
  title: string,
  fapiao: Json,
  { shows, seq }: CardOptions,
  answers: Record<string, string> = {},
): Json {
  const data = { ...answers, fapiao: seq === undefined ? fapiao : { ...fapiao, seq } };
  const plain = { type: 'Action.Submit', title, data };
  if (!shows.execute) return plain;
  // Clients that know no Action.Execute submit; of that Teams would say "Your response was sent to the app".
  const fallback = { ...plain, msTeams: { feedback: { hide: true } } };
  return { type: 'Action.Execute', title, verb: 'fapiao', data, fallback };
}

/** A button that says something, as if it were typed; of a card's own form, one that answers. */
export function sayAction(choice: Choice, options: CardOptions, form?: string): Json {
  const { title, text } = choiceWords(choice, options);
  if (choice.set && form !== undefined)
    return { ...submit(title, { form, action: 'answer' }, options, choice.set), associatedInputs: 'none' };
  return sayButton(title, text, options);
}

/** What a choice is called, and what it says. */
export function choiceWords(choice: Choice, { locale }: CardOptions): { title: string; text: string } {
  const text = typeof choice.say === 'string' ? choice.say : translate(locale, choice.say);
  return { title: translate(locale, choice.title), text };
}

/** A button that says something, as if it were typed. */
export function sayButton(title: string, text: string, { shows }: CardOptions): Json {
  const data = { say: text, ...(shows.execute ? { msteams: { type: 'imBack', value: text } } : {}) };
  return { type: 'Action.Submit', title, data, associatedInputs: 'none' };
}

/** Opens and closes parts of the card. `tooltip` says the whole where the title is short. */
export const toggle = (title: string, ids: readonly string[], tooltip?: string): Json => ({
  type: 'Action.ToggleVisibility',
  title,
  targetElements: ids,
  ...(tooltip === undefined ? {} : { tooltip }),
});
