// A field's slot: its row of the table says when it is asked and which rule it passes, apply.json words it by its name.
import { needOf } from '../../../domain/application-draft';
import { type FieldName, LONGEST, may, ROWS } from '../../../domain/application-fields';
import { type Parsed, refuse, ok } from '../../../domain/result';
import { say, type Text } from '../../../locales/text';
import { type Ctx, type Slot, slot, type Values, WITHOUT } from '../flow';
import type { Field } from '../../reply';
import { isNo } from '../../understanding/answers';
import { apply, applies, type ApplyValues, caseIn, mustHave } from './values';
import { withoutWords } from './words';

type SlotOf<F extends FieldName> = Slot<NonNullable<ApplyValues[F]>>;

/** The input of a text; `hint` stands below it. */
export const textField =
  (name: FieldName, hint?: Text) =>
  (values: Values): Field => ({
    slot: name,
    kind: 'text',
    label: say(`apply:${name}.label`),
    required: mustHave(apply(values), name),
    maxLength: ROWS[name].max ?? LONGEST,
    hint,
  });

/** Nothing left in the input, "none", "no". */
const saysNone = (text: string): boolean => text === WITHOUT || isNo(text) || withoutWords(text);

export function fieldSlot<F extends FieldName>(field: F, more: Partial<SlotOf<F>> = {}): Slot {
  const name: FieldName = field;
  const { group, need, parse } = ROWS[name];
  return slot<NonNullable<ApplyValues[F]>>({
    group,
    ...(need === may ? { optional: true } : {}),
    when: (values) => applies(apply(values), name),
    ask: () => [say(`apply:${name}.ask`)],
    field: textField(name),
    parse: (text, values) => {
      const none = saysNone(text) && needOf(name, caseIn(apply(values))) === 'may';
      const parsed = none ? ok(WITHOUT) : parse ? parse(text) : refuse('invalidChoice');
      return parsed as Parsed<NonNullable<ApplyValues[F]>>;
    },
    ...more,
  });
}

/** One of a few, by its number on the list, by its own name, or in words. */
interface Choices<T extends string> {
  offered(ctx: Ctx): readonly T[];
  title(choice: T): Text;
  said?(text: string, ctx: Ctx): T | undefined;
}

export const choiceField = <T extends string>(
  slotName: FieldName,
  label: Text,
  choices: readonly [T, Text][],
): Field => ({
  slot: slotName,
  kind: 'one',
  label,
  required: ROWS[slotName].need !== may,
  choices: choices.map(([value, title]) => ({ value, title: { text: title } })),
});

export function choiceSlot<F extends FieldName, T extends string>(
  field: F,
  { offered, title, said }: Choices<T>,
  more: Partial<SlotOf<F>> = {},
): Slot {
  const name: FieldName = field;
  return fieldSlot(field, {
    field: (_: Values, ctx: Ctx) =>
      choiceField(
        name,
        say(`apply:${name}.label`),
        offered(ctx).map((one) => [one, title(one)]),
      ),
    parse: (text: string, _: Values, ctx: Ctx) => {
      const all = offered(ctx);
      const choice = all[Number(text) - 1] ?? all.find((one) => one === text) ?? said?.(text, ctx);
      return (choice === undefined ? refuse('invalidChoice') : ok(choice)) as Parsed<NonNullable<ApplyValues[F]>>;
    },
    ...more,
  });
}
