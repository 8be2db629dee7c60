// The inputs of a card: a field becomes an Adaptive Card input with its label, hint, choices and error.
import { formatValue, say, type Text, type Value, translate } from '../../locales';
import type { Field } from '../../dialogs/reply';
import { block, type CardOptions, type Json } from './card-actions';
import { markdown } from './escape';

const EXPANDED_CHOICES = 4;

/** `optional`: nothing is demanded here, because a box takes everything at once. */
export function input(field: Field, { locale }: CardOptions, optional: boolean): Json[] {
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
  const open = field.choices?.filter((choice) => !choice.disabled) ?? [];
  const closed = field.choices?.filter((choice) => choice.disabled) ?? [];
  const title = (value: Value) => formatValue(locale, value).replaceAll('**', '');
  const main: Json =
    field.kind === 'one' || field.kind === 'many'
      ? {
          type: 'Input.ChoiceSet',
          ...common,
          style: field.kind === 'many' || open.length <= EXPANDED_CHOICES ? 'expanded' : 'compact',
          isMultiSelect: field.kind === 'many',
          wrap: true,
          choices: open.map((choice) => ({ title: title(choice.title), value: choice.value })),
        }
      : {
          type: 'Input.Text',
          ...common,
          isMultiline: field.kind === 'multiline',
          ...(field.maxLength ? { maxLength: field.maxLength } : {}),
          ...(field.hint ? { placeholder: words(field.hint) } : {}),
          ...(field.pattern && !optional
            ? {
                regex: field.pattern,
                errorMessage: words(say('common:field.format', { label: { text: field.label } })),
              }
            : {}),
        };
  return [
    main,
    ...(field.error
      ? [block(translate(locale, field.error, markdown), { color: 'Attention', size: 'Small', spacing: 'None' })]
      : []),
    ...closed.map((choice) =>
      block(formatValue(locale, choice.title, markdown), { isSubtle: true, size: 'Small', spacing: 'None' }),
    ),
  ];
}
