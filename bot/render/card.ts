// A reply as an Adaptive Card 1.5: facts, inputs and buttons; what a person changes opens in place.
import { type Text, type TextKey, translate } from '../../locales';
import type { Reply } from '../../dialogs/reply';
import { block, type CardOptions, type Json, sayAction, submit } from './card-actions';
import { factBlocks } from './card-facts';
import { input } from './card-fields';
import { markdown, plainText } from './escape';

/** Teams shows at most six actions in a row. */
const ACTIONS_IN_A_ROW = 5;

/** Buttons of text channels for what opens inside a checkout's card. */
const IN_PLACE: ReadonlySet<TextKey> = new Set(['apply:bills.show', 'apply:remark.add']);

/** Of a checkout the sum comes first: what leads to it is said above the card. */
export const isCheckout = (reply: Reply): boolean => reply.facts?.some(({ total }) => total) ?? false;

export function renderCard(reply: Reply, options: CardOptions): Json {
  const { locale } = options;
  const words = (text: Text) => translate(locale, text, markdown);
  const form = reply.form?.id;
  const { main, others } = actionsOf(reply, options);
  const checkout = isCheckout(reply);
  // The button of a checkout, or of a long choice, stands alone at the foot; whatever else can be done stands above it.
  const apart = checkout || (reply.fields?.some(({ kind }) => kind === 'many') ?? false);
  const foot = apart ? main : [...main, ...others];
  const facts = reply.facts ?? [];
  // What an input says under its label need not stand above it too.
  const hints = new Set((reply.fields ?? []).map((field) => field.hint?.key));
  const body: Json[] = [
    ...(checkout ? [] : reply.text.filter((text) => !hints.has(text.key)).map((text) => block(words(text)))),
    ...facts.flatMap((fact) => factBlocks(fact, form, options, reply.hint && words(reply.hint))),
    ...(reply.after ?? []).map((text) => block(words(text), { spacing: 'Small' })),
    ...(reply.fields ?? []).flatMap((field) => input(field, options, hasPaste(reply))),
    ...(reply.quote ? [{ type: 'Container', style: 'emphasis', items: [block(words(reply.quote))] }] : []),
    ...(reply.hint && !checkout ? [block(words(reply.hint), { isSubtle: true, size: 'Small' })] : []),
    ...(apart ? rowsOf(others) : []),
  ];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: locale,
    fallbackText: reply.text.map((text) => plainText.sentence(translate(locale, text, plainText.value))).join(' '),
    body,
    ...(foot.length ? { actions: foot } : {}),
  };
}

/** What a card is for, and whatever else can be done on it. */
function actionsOf(reply: Reply, options: CardOptions): { main: Json[]; others: Json[] } {
  const words = (text: Text) => translate(options.locale, text, markdown);
  const form = reply.form?.id;
  const main: Json[] = [];
  if (form && reply.form?.submit) {
    const { title, action } = reply.form.submit;
    const rev = reply.form.rev === undefined ? {} : { rev: reply.form.rev };
    main.push({ ...submit(words(title), { form, action, ...rev }, options), style: 'positive' });
  }
  // What opens in its place needs no second button.
  const choices = isCheckout(reply)
    ? (reply.choices ?? []).filter(({ title }) => !IN_PLACE.has(title.key))
    : (reply.choices ?? []);
  const others: Json[] = [
    ...choices.map((choice) => sayAction(choice, options)),
    ...(reply.links ?? []).map((link) => ({ type: 'Action.OpenUrl', title: words(link.title), url: link.url })),
  ];
  if (form && reply.form?.cancel) {
    // Nothing needs to be filled in to leave.
    others.push({
      ...submit(words(reply.form.cancel), { form, action: 'cancel' }, options),
      associatedInputs: 'none',
    });
  }
  return { main, others };
}

function rowsOf(actions: readonly Json[]): Json[] {
  const rows: Json[] = [];
  for (let at = 0; at < actions.length; at += ACTIONS_IN_A_ROW)
    rows.push({ type: 'ActionSet', actions: actions.slice(at, at + ACTIONS_IN_A_ROW) });
  return rows;
}

const hasPaste = (reply: Reply): boolean => reply.fields?.some((field) => field.slot === 'paste') ?? false;
