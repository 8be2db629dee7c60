// A reply as an Adaptive Card 1.5: facts, inputs and buttons; what a person changes opens in place.
import { say, type Text, type TextKey, translate } from '../../locales';
import type { Field, Reply } from '../../dialogs/reply';
import { block, buttonRows, type CardOptions, type Json, sayAction, sayButton, submit, toggle } from './card-actions';
import { stepBlocks, tableBlocks } from './card-course';
import { factBlocks } from './card-facts';
import { input } from './card-fields';
import { markdown, plainText } from './escape';

/** Buttons of text channels for what opens inside a checkout's card. */
const IN_PLACE: ReadonlySet<TextKey> = new Set(['apply:bills.show', 'apply:remark.add']);

/** Of a checkout the sum comes first: what leads to it is said above the card. */
const isCheckout = (reply: Reply): boolean => reply.facts?.some(({ total }) => total) ?? false;

/** Whether its texts stand beside the card: where the two are sent apart, they stand on it. */
export const saidAbove = (reply: Reply, { shows }: Pick<CardOptions, 'shows'>): boolean =>
  isCheckout(reply) && !shows.apart;

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
    ...(saidAbove(reply, options)
      ? []
      : reply.text.filter((text) => !hints.has(text.key)).map((text) => block(words(text)))),
    ...stepBlocks(reply.steps ?? [], locale),
    ...tableBlocks(reply.table, locale),
    ...facts.flatMap((fact) => factBlocks(fact, form, options, reply.hint && words(reply.hint))),
    ...(reply.after ?? []).map((text) => block(words(text), { spacing: 'Small' })),
    ...inputsOf(reply, options),
    ...(reply.quote ? [{ type: 'Container', style: 'emphasis', items: [block(words(reply.quote))] }] : []),
    ...(reply.hint && !checkout ? [block(words(reply.hint), { isSubtle: true, size: 'Small' })] : []),
    ...(apart ? buttonRows(others, options) : []),
  ];
  const fallbackText = reply.text.map((text) => plainText.sentence(translate(locale, text, plainText.value))).join(' ');
  return cardOf(body, foot, { options, fallbackText, wide: facts.length > 0 });
}

/** A text with buttons that say something, where suggested actions can't be shown. */
export function choiceCard(text: string, choices: readonly { title: string; text: string }[], options: CardOptions) {
  const says = choices.map((choice) => sayButton(choice.title, choice.text, options));
  const paragraphs = text.split('\n\n').map((paragraph) => block(paragraph));
  return cardOf(paragraphs, says, { options, fallbackText: plainText.sentence(text), wide: false });
}

interface Frame {
  options: CardOptions;
  fallbackText: string;
  wide: boolean;
}

function cardOf(body: readonly Json[], foot: readonly Json[], { options, fallbackText, wide }: Frame): Json {
  const { locale, shows } = options;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: shows.notifies ? locale.slice(0, 2) : locale,
    fallbackText,
    ...(wide && shows.notifies ? { msteams: { width: 'Full' } } : {}),
    body: [...body, ...(shows.buttonsInARow ? buttonRows(foot, options) : [])],
    ...(foot.length && !shows.buttonsInARow ? { actions: foot } : {}),
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

/** The inputs. Where a box takes everything, it is the one way in: the fields behind it open on demand. */
function inputsOf({ fields = [] }: Reply, options: CardOptions): Json[] {
  const paste = fields.find(({ slot }) => slot === 'paste');
  const behind = paste ? fields.filter((field) => field !== paste && !field.aside) : [];
  const others = fields.filter((field) => !behind.includes(field));
  const drawn = (some: readonly Field[]) => some.flatMap((field) => input(field, options, paste !== undefined));
  // What was refused is in sight.
  if (!behind.length || behind.some(({ error, value }) => error || value)) return drawn(fields);
  const title = translate(options.locale, say('common:button.oneByOne'));
  return [
    ...drawn(others),
    { type: 'ActionSet', look: 'more', actions: [toggle(title, ['behind'])] },
    { type: 'Container', id: 'behind', isVisible: false, items: drawn(behind) },
  ];
}
