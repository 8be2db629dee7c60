// The inputs of a card: a field becomes an Adaptive Card input with its label, hint, choices and error.
import { formatValue, type Locale, say, type Text, type Value, translate } from '../../locales';
import type { Field, Row } from '../../dialogs/reply';
import { block, type CardOptions, type Json, toggle } from './card-actions';
import { markdown } from './escape';

const EXPANDED_CHOICES = 4;

/** `optional`: nothing is demanded here, because a box takes everything at once. */
export function input(field: Field, { locale, shows }: CardOptions, optional: boolean): Json[] {
  const words = (text: Text) => translate(locale, text);
  const label = words(field.label);
  const common: Json = {
    id: field.slot,
    label,
    ...(field.value === undefined ? {} : { value: field.value }),
    ...(field.required && !optional
      ? { isRequired: true, errorMessage: words(say('common:field.required', { label: { text: field.label } })) }
      : {}),
  };
  const cut = field.hint && words(field.hint).length > shows.placeholder ? field.hint : undefined;
  const main: Json =
    field.kind === 'one' || field.kind === 'many'
      ? { ...common, ...choiceSet(field, locale) }
      : {
          type: 'Input.Text',
          ...common,
          isMultiline: field.kind === 'multiline',
          ...(field.maxLength ? { maxLength: field.maxLength } : {}),
          ...(field.hint && !cut ? { placeholder: words(field.hint) } : {}),
          ...(field.pattern && !optional
            ? {
                regex: field.pattern,
                errorMessage: words(say('common:field.format', { label: { text: field.label } })),
              }
            : {}),
        };
  return [
    // Above it: below it would be read only after it was filled in.
    ...(cut && main.type === 'Input.Text'
      ? [block(translate(locale, cut, markdown), { isSubtle: true, size: 'Small' })]
      : []),
    main,
    ...(field.error
      ? [block(translate(locale, field.error, markdown), { color: 'Attention', size: 'Small', spacing: 'None' })]
      : []),
    ...closedBlocks(field, locale),
  ];
}

function choiceSet({ kind, choices = [], most }: Field, locale: Locale): Json {
  const open = choices.filter((choice) => !choice.disabled);
  const many = kind === 'many';
  const title = (value: Value) => formatValue(locale, value).replaceAll('**', '');
  return {
    type: 'Input.ChoiceSet',
    style: many || open.length <= EXPANDED_CHOICES ? 'expanded' : 'compact',
    isMultiSelect: many,
    wrap: true,
    ...(many && most ? { most } : {}),
    choices: open.map((choice, index) => ({
      // The number that can be typed instead.
      title: many ? `${index + 1}. ${title(choice.title)}` : title(choice.title),
      value: choice.value,
      ...(choice.row ? { row: rowOf(choice.row, index + 1, locale) } : {}),
    })),
  };
}

/** Ours, as `look` is: the widget draws a row, other clients show the title. `fen`: what a sum is made of. */
const rowOf = ({ group, name, detail, amount }: Row, n: number, locale: Locale): Json => ({
  group,
  name: `${n}. ${formatValue(locale, name)}`,
  amount: formatValue(locale, { money: amount }),
  fen: amount,
  ...(detail ? { detail: formatValue(locale, detail) } : {}),
});

/** What can't be chosen, and why: on demand. */
function closedBlocks({ slot, closed, choices = [] }: Field, locale: Locale): Json[] {
  const lines = choices
    .filter(({ disabled }) => disabled)
    .map(({ title }) => `- ${formatValue(locale, title, markdown)}`);
  if (!closed || !lines.length) return [];
  const id = `closed-${slot}`;
  return [
    { type: 'ActionSet', look: 'more', actions: [toggle(translate(locale, closed), [id])] },
    block(lines.join('\n'), { id, isVisible: false, isSubtle: true, size: 'Small' }),
  ];
}
