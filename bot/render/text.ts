// A reply as complete text: everything that the card shows and asks, for channels and people without cards.
import { formatValue, type Locale, say, type Text, type Value, translate } from '../../locales';
import type { Field, Reply, Step } from '../../dialogs/reply';
import { CHOICES_A_PAGE } from '../../dialogs/form/context';
import { plainText } from './escape';

const words = (locale: Locale, text: Text): string => plainText.sentence(translate(locale, text, plainText.value));

/** Of what can't be chosen so much is said. */
const CLOSED_SHOWN = 4;

/** Numbered choices, a page at a time. */
function choiceLines(field: Field, locale: Locale): string[] {
  const choices = field.choices?.filter(({ disabled }) => !disabled) ?? [];
  const closed = field.choices?.filter(({ disabled }) => disabled) ?? [];
  const title = (choice: { title: Value }) => plainText.sentence(formatValue(locale, choice.title, plainText.value));
  const from = Math.min(
    field.offset ?? 0,
    Math.max(0, Math.ceil(choices.length / CHOICES_A_PAGE) - 1) * CHOICES_A_PAGE,
  );
  const page = choices.slice(from, from + CHOICES_A_PAGE);
  const lines = page.map((choice, index) => `${from + index + 1} ${title(choice)}`);
  if (choices.length > CHOICES_A_PAGE) {
    const shown = { from: from + 1, to: from + page.length, all: choices.length };
    lines.push(words(locale, say('common:choices.more', shown)));
  }
  // No number: none of these can be chosen.
  if (from + page.length === choices.length && closed.length && field.closed)
    lines.push(words(locale, field.closed), ...closed.slice(0, CLOSED_SHOWN).map((choice) => `· ${title(choice)}`));
  return lines;
}

const MARKS: Record<Step['state'], string> = { past: '✓', now: '●', next: '○' };
/** A message stays one: the card has all of them. */
const ROWS_SHOWN = 6;

/** The steps, each with its mark and its day, and the numbers of what was issued. */
function courseLines({ steps = [], table }: Reply, locale: Locale): string[] {
  const rows = (table?.rows ?? []).filter(({ value }) => typeof value === 'string');
  return [
    ...steps.map(({ state, title, at, note }) => {
      const more = [at && words(locale, at), note].filter(Boolean).join('; ');
      return `${MARKS[state]} ${words(locale, title)}${more ? ` (${more})` : ''}`;
    }),
    ...rows
      .slice(0, ROWS_SHOWN)
      .map(({ name, amount, value }) =>
        words(locale, say('progress:table.line', { bill: name, amount, number: value })),
      ),
    ...(rows.length > ROWS_SHOWN ? ['…'] : []),
  ];
}

export function renderText(reply: Reply, locale: Locale): string {
  const paragraphs = reply.text.map((text) => words(locale, text));
  const facts = (reply.facts ?? [])
    .filter(({ offer }) => !offer)
    .map((fact) => {
      const { total, notes = [] } = fact;
      const shown: Value = total
        ? { text: say('common:total', { amount: total.amount, which: fact.value }) }
        : fact.value;
      const value = plainText.sentence(formatValue(locale, shown, plainText.value));
      const label = words(locale, say('common:fact', { label: { text: fact.label }, value: '' }));
      const warnings = notes.map(({ text, choices = [] }) =>
        [`⚠ ${words(locale, text)}`, choices.map(({ title }) => words(locale, title)).join(' / ')]
          .filter(Boolean)
          .join(' – '),
      );
      return [`${fact.n ? `${fact.n} ` : ''}${label}${value}`, ...warnings].join('\n');
    });
  const asked = (reply.fields ?? []).filter((field) => field.choices?.length && !field.aside);
  const blocks = [
    ...paragraphs,
    facts.join('\n'),
    (reply.after ?? []).map((text) => words(locale, text)).join('\n'),
    courseLines(reply, locale).join('\n'),
    ...asked.map((field) => choiceLines(field, locale).join('\n')),
    [reply.hint, reply.form?.submit?.action === 'confirm' ? say('common:text.confirm') : undefined]
      .filter((text) => text !== undefined)
      .map((text) => words(locale, text))
      .join(' '),
    reply.quote ? words(locale, reply.quote) : '',
    ...(reply.links ?? [])
      .filter((link) => !paragraphs.some((text) => text.includes(link.url)))
      .map((link) => `${words(locale, say('common:fact', { label: { text: link.title }, value: '' }))}${link.url}`),
    (reply.choices ?? []).map((choice) => `– ${words(locale, choice.title)}`).join('\n'),
  ];
  return blocks.filter(Boolean).join('\n\n');
}
