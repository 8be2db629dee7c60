// Choices by their words: what a button or a numbered line says is also what a person can type, in any language.
import { formatValue, LOCALES } from '../../locales';
import { say, type Text } from '../../locales/text';
import { type Ctx, type Flow, type Values, WITHOUT } from '../flows/flow';
import type { Field } from '../reply';
import { plain } from '../understanding/fold';

/** What stands in brackets or behind a comma explains a choice and need not be typed. */
const shortened = (title: string): string => title.replace(/[(（,，:：].*$/s, '');

const marks = /[*_]/g;

/** The value of the choice that a text names by its number on the list or by its words; undefined for any other text. */
export function chosen(field: Field, typed: string): string | undefined {
  if (field.kind !== 'one' || !field.choices || typed.length > 100) return undefined;
  const wanted = plain(typed);
  const named = (short: boolean) =>
    field.choices?.filter(({ title }) =>
      LOCALES.some((locale) => {
        const words = formatValue(locale, title).replace(marks, '');
        return plain(short ? shortened(words) : words) === wanted;
      }),
    ) ?? [];
  const whole = named(false);
  const found = whole.length ? whole : named(true);
  return wanted && found.length === 1 ? found[0]?.value : undefined;
}

/** Whether a person typed a button's words, in any language. */
export const sameWords = (typed: string, title: Text): boolean =>
  typed.length <= 100 && LOCALES.some((locale) => plain(formatValue(locale, { text: title })) === plain(typed));

/** A slot's value as people read it: the words of its choice, or as the slot shows it. */
export async function wordOf(flow: Flow, name: string, values: Values, ctx: Ctx) {
  const slot = flow.slots[name];
  const value = values[name];
  if (!slot || value === undefined) return undefined;
  const field = await slot.field(values, ctx);
  if (value === WITHOUT) return { label: field.label, value: { text: say('common:leftOut') } };
  const shown = slot.show?.(value) ?? String(value);
  const choice = field.kind === 'one' ? field.choices?.find((one) => one.value === shown) : undefined;
  return { label: field.label, value: choice?.title ?? slot.word?.(value) ?? shown };
}
