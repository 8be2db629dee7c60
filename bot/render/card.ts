// A reply as an Adaptive Card 1.5: facts, inputs and buttons; what a person changes opens in place.
import { formatValue, type Locale, say, type Text, type Value, translate } from '../../locales';
import type { Choice, Fact, Field, Reply } from '../../dialogs/reply';
import { markdown, plainText } from './escape';

type Json = Record<string, unknown>;
export interface CardOptions {
  locale: Locale;
  /** Teams sends Action.Execute as an invoke and replaces the card; elsewhere only Action.Submit works. */
  teams: boolean;
}

/** Teams shows at most six actions in a row. */
const ACTIONS_IN_A_ROW = 5;
const EXPANDED_CHOICES = 4;

export function renderCard(reply: Reply, options: CardOptions): Json {
  const { locale } = options;
  const words = (text: Text) => translate(locale, text, markdown);
  const form = reply.form?.id;
  const actions: Json[] = [];
  if (form && reply.form?.submit) {
    const { title, action } = reply.form.submit;
    const rev = reply.form.rev === undefined ? {} : { rev: reply.form.rev };
    actions.push({ ...submit(words(title), { form, action, ...rev }, options), style: 'positive' });
  }
  for (const choice of reply.choices ?? []) actions.push(sayAction(choice, options));
  for (const link of reply.links ?? [])
    actions.push({ type: 'Action.OpenUrl', title: words(link.title), url: link.url });
  if (form && reply.form?.cancel) {
    // Nothing needs to be filled in to leave.
    actions.push({
      ...submit(words(reply.form.cancel), { form, action: 'cancel' }, options),
      associatedInputs: 'none',
    });
  }
  const facts = reply.facts ?? [];
  // What an input says under its label need not stand above it too.
  const hints = new Set((reply.fields ?? []).map((field) => field.hint?.key));
  const body: Json[] = [
    ...reply.text.filter((text) => !hints.has(text.key)).map((text) => block(words(text))),
    ...facts.map((fact) => factBlock(fact, options)),
    ...(reply.after ?? []).map((text) => block(words(text), { spacing: 'Small' })),
    ...changeSets(facts, form, options),
    ...(reply.fields ?? []).flatMap((field) => input(field, options, hasPaste(reply))),
    ...(reply.quote ? [{ type: 'Container', style: 'emphasis', items: [block(words(reply.quote))] }] : []),
    ...(reply.hint ? [block(words(reply.hint), { isSubtle: true, size: 'Small' })] : []),
  ];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: locale,
    fallbackText: reply.text.map((text) => plainText.sentence(translate(locale, text, plainText.value))).join(' '),
    body,
    ...(actions.length ? { actions } : {}),
  };
}

const block = (text: string, more: Json = {}): Json => ({ type: 'TextBlock', text, wrap: true, ...more });

const hasPaste = (reply: Reply): boolean => reply.fields?.some((field) => field.slot === 'paste') ?? false;

function factBlock(fact: Fact, { locale }: CardOptions): Json {
  const label = translate(locale, fact.label, markdown);
  const value = formatValue(locale, fact.value, markdown);
  return {
    type: 'Container',
    spacing: 'Small',
    items: [
      block(fact.n ? `${fact.n} ${label}` : label, { isSubtle: true, size: 'Small' }),
      block(value, { spacing: 'None', ...(fact.strong ? { size: 'Large', weight: 'Bolder' } : {}) }),
    ],
  };
}

/** A "change" for each line, the input opening inside the card. */
function changeSets(facts: readonly Fact[], form: string | undefined, options: CardOptions): Json[] {
  const { locale } = options;
  const buttons = facts
    .filter((fact) => form && fact.n && (fact.change?.length || fact.slot))
    .map((fact): Json => {
      const title = `${fact.n} ${translate(locale, fact.label)}`;
      if (!fact.change?.length) {
        return { ...submit(title, { form, action: 'ask', slot: fact.slot }, options), associatedInputs: 'none' };
      }
      return {
        type: 'Action.ShowCard',
        title,
        card: {
          type: 'AdaptiveCard',
          body: fact.change.flatMap((field) => input(field, options, false)),
          actions: [submit(translate(locale, say('common:button.save')), { form, action: 'answer' }, options)],
        },
      };
    });
  if (!buttons.length) return [];
  const rows: Json[] = [
    block(translate(locale, say('common:button.change')), { isSubtle: true, size: 'Small', separator: true }),
  ];
  for (let at = 0; at < buttons.length; at += ACTIONS_IN_A_ROW) {
    rows.push({ type: 'ActionSet', spacing: 'Small', actions: buttons.slice(at, at + ACTIONS_IN_A_ROW) });
  }
  return rows;
}

function input(field: Field, { locale }: CardOptions, optional: boolean): Json[] {
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

function submit(title: string, fapiao: Json, { teams }: CardOptions): Json {
  const data = { fapiao };
  const plain = { type: 'Action.Submit', title, data };
  return teams ? { type: 'Action.Execute', title, verb: 'fapiao', data, fallback: plain } : plain;
}

/** A button that says something, as if it were typed. */
function sayAction(choice: Choice, { locale, teams }: CardOptions): Json {
  const title = translate(locale, choice.title);
  const text = typeof choice.say === 'string' ? choice.say : translate(locale, choice.say);
  const data = { say: text, ...(teams ? { msteams: { type: 'imBack', value: text } } : {}) };
  return { type: 'Action.Submit', title, data, associatedInputs: 'none' };
}
