// A card that was used: what it said and what was answered, without inputs and buttons.
import { say, type Value } from '../../locales/text';
import type { Fact, Field, Reply } from '../../dialogs/reply';

/** A pasted block is longer; what was made of it is said below the card. */
const SHOWN = 200;

/** `values`: what was in its inputs, as the log holds it (passwords masked). Says nothing of what came of it: that stands below the card. */
export function doneReply(
  { text, facts = [], after = [], fields = [], quote }: Reply,
  values: Record<string, unknown>,
): Reply {
  const changed = facts.flatMap(({ change = [] }) => change);
  const given = [...fields, ...changed].flatMap((field): Fact[] => {
    const value = values[field.slot];
    return typeof value === 'string' && value ? [{ label: field.label, value: shown(field, value) }] : [];
  });
  return {
    text,
    facts: [...facts.filter(({ offer }) => !offer).map(lineOf), ...given],
    after: [...after, say('common:cardDone')],
    ...(quote ? { quote } : {}),
  };
}

/** Nothing of it opens, and nothing warns any more. */
const lineOf = ({ label, value, strong, total }: Fact): Fact => ({
  label,
  value,
  ...(strong ? { strong } : {}),
  ...(total ? { total: { amount: total.amount } } : {}),
});

function shown({ kind, choices = [] }: Field, value: string): Value {
  if (kind !== 'one' && kind !== 'many') return value.slice(0, SHOWN);
  const chosen = kind === 'many' ? value.split(',') : [value];
  const titles = choices.filter((choice) => chosen.includes(choice.value)).map(({ title }) => title);
  return titles.length ? { items: titles } : value.slice(0, SHOWN);
}
