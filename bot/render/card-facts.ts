// The lines of a card: label and value, with their own edit beside them that opens in place, and warnings below.
import { formatValue, say, translate } from '../../locales';
import type { Fact, Note } from '../../dialogs/reply';
import { block, type CardOptions, type Json, sayAction, submit, toggle } from './card-actions';
import { input } from './card-fields';
import { markdown } from './escape';

/**
 * `look` is ours: the widget draws such a part in its own way, every other client ignores the name and shows what the part is
 * made of.
 */
type Look = 'total' | 'line' | 'edit' | 'note';
const container = (look: Look, items: Json[], more: Json = {}): Json => ({ type: 'Container', look, items, ...more });

const small = (text: string): Json => block(text, { isSubtle: true, size: 'Small' });

/** A line, the inputs that open in its place, and what must be looked at. `aside`: said beside the sum. */
export function factBlocks(fact: Fact, form: string | undefined, options: CardOptions, aside?: string): Json[] {
  const { locale } = options;
  const label = translate(locale, fact.label, markdown);
  const value = formatValue(locale, fact.value, markdown);
  const amount = fact.total ? formatValue(locale, fact.total.amount, markdown) : undefined;
  const name = fact.n ? `${fact.n} ${label}` : label;
  const line = [
    small(name),
    ...(amount === undefined ? [] : [block(amount, { spacing: 'None', size: 'ExtraLarge', weight: 'Bolder' })]),
    block(value, { spacing: 'None', ...(fact.strong ? { size: 'Large', weight: 'Bolder' } : {}) }),
    ...(amount !== undefined && aside ? [small(aside)] : []),
  ];
  const button = editButton(fact, form, options);
  const columns = [
    { type: 'Column', width: 'stretch', items: line },
    ...(button ? [{ type: 'Column', width: 'auto', items: [{ type: 'ActionSet', actions: [button] }] }] : []),
  ];
  return [
    container(
      fact.total ? 'total' : 'line',
      [...(button ? [{ type: 'ColumnSet', columns }] : line), ...listBlocks(fact, options)],
      { ...(keyOf(fact) ? { id: `line-${keyOf(fact)}` } : {}), spacing: 'Small' },
    ),
    ...editBlocks(fact, form, options),
    ...(fact.notes ?? []).map((note) => noteBlock(note, form, options)),
  ];
}

/** A line by its number, or by what it shows. */
const keyOf = ({ n, slot }: Fact): string | number | undefined => n ?? slot;
const ids = (fact: Fact): string[] => [`line-${keyOf(fact)}`, `edit-${keyOf(fact)}`];

function editButton(fact: Fact, form: string | undefined, options: CardOptions): Json | undefined {
  if (!form || !keyOf(fact) || (!fact.change?.length && !fact.slot)) return undefined;
  const { locale } = options;
  const title = translate(locale, say('common:button.change'));
  const tooltip = translate(locale, say('common:button.changeOf', { label: { text: fact.label } }));
  return fact.change?.length
    ? toggle(title, ids(fact), tooltip)
    : { ...submit(title, { form, action: 'ask', slot: fact.slot }, options), tooltip, associatedInputs: 'none' };
}

function editBlocks(fact: Fact, form: string | undefined, options: CardOptions): Json[] {
  if (!form || !keyOf(fact) || !fact.change?.length) return [];
  const { locale } = options;
  const save = submit(translate(locale, say('common:button.save')), { form, action: 'answer' }, options);
  const leave = toggle(translate(locale, say('common:button.leave')), ids(fact));
  const items = [
    ...fact.change.flatMap((field) => input(field, options, false)),
    { type: 'ActionSet', actions: [save, leave] },
  ];
  return [container('edit', items, { id: `edit-${keyOf(fact)}`, style: 'emphasis', isVisible: false })];
}

/** What a line only counts, one by one, on demand. */
function listBlocks({ n, total }: Fact, { locale }: CardOptions): Json[] {
  if (!total?.list) return [];
  const id = `list-${n ?? ''}`;
  const { title, lines } = total.list;
  const text = lines.map((line) => `- ${translate(locale, line, markdown)}`).join('\n');
  return [
    { type: 'ActionSet', spacing: 'Small', actions: [toggle(translate(locale, title), [id])] },
    block(text, { id, isVisible: false, size: 'Small' }),
  ];
}

const noteBlock = ({ text, choices = [] }: Note, form: string | undefined, options: CardOptions): Json =>
  container(
    'note',
    [
      block(translate(options.locale, text, markdown), { size: 'Small' }),
      ...(choices.length
        ? [{ type: 'ActionSet', actions: choices.map((choice) => sayAction(choice, options, form)) }]
        : []),
    ],
    { style: 'warning', spacing: 'Small' },
  );
