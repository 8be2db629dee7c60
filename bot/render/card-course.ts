// The tracker of a card: the steps of a course with their days, and a table of what came of it.
import { formatValue, type Locale, translate } from '../../locales';
import type { Step, Table } from '../../dialogs/reply';
import { block, type Json } from './card-actions';
import { markdown } from './escape';

const MARKS: Record<Step['state'], string> = { past: '✓', now: '●', next: '○' };

/** `look` is ours, as in card-facts.ts. */
export const stepBlocks = (steps: readonly Step[], locale: Locale): Json[] =>
  steps.length ? [{ type: 'Container', look: 'steps', items: steps.map((step) => stepOf(step, locale)) }] : [];

function stepOf({ title, at, note, state }: Step, locale: Locale): Json {
  const words = translate(locale, title, markdown);
  const name = block(words, {
    ...(state === 'now' ? { weight: 'Bolder' } : {}),
    ...(state === 'next' ? { isSubtle: true } : {}),
  });
  const below = note ? [block(markdown(note), { size: 'Small', isSubtle: true, spacing: 'None' })] : [];
  const when = at ? [block(translate(locale, at, markdown), { size: 'Small', isSubtle: true, spacing: 'None' })] : [];
  return {
    type: 'ColumnSet',
    look: state,
    spacing: 'Small',
    columns: [
      { type: 'Column', width: 'auto', items: [block(MARKS[state], { color: state === 'past' ? 'Good' : 'Accent' })] },
      { type: 'Column', width: 'stretch', items: [name, ...when, ...below] },
    ],
  };
}

/** A row for each, its files as links. */
export function tableBlocks(table: Table | undefined, locale: Locale): Json[] {
  if (!table?.rows.length) return [];
  const cell = (...items: Json[]): Json => ({ type: 'TableCell', items });
  const head = table.columns.map((column) => cell(block(translate(locale, column, markdown), { size: 'Small' })));
  const rows = table.rows.map(({ name, amount, value, links }) => {
    const files = links.map(({ title, url }) => `[${translate(locale, title, markdown)}](${url})`).join(' · ');
    return {
      type: 'TableRow',
      cells: [
        cell(
          block(formatValue(locale, name, markdown)),
          block(formatValue(locale, amount, markdown), { size: 'Small', isSubtle: true, spacing: 'None' }),
        ),
        cell(block(formatValue(locale, value, markdown)), ...(files ? [block(files, { spacing: 'None' })] : [])),
      ],
    };
  });
  return [
    {
      type: 'Table',
      firstRowAsHeader: true,
      showGridLines: false,
      columns: [{ width: 2 }, { width: 3 }],
      rows: [{ type: 'TableRow', cells: head }, ...rows],
    },
  ];
}
