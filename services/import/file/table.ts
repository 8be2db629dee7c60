// From the lines of a table to rows by columns: closing rows and repeated headings are left out, and counted.
import { parseAmount } from '../../../domain/money';
import type { BadRow } from '../faults';
import { type CellRow, isBlank, type Line, shown } from './cell';
import { closingOf } from './closing';
import { type Headings, headingsAgain } from './headings';

/** What a table has besides its rows. */
export interface Aside {
  /** Lines that were left out. */
  ignored: number[];
  /** How many rows it says it has, and their sum in fen, where it says so once. */
  counts: number[];
  totals: number[];
  /** The sum of all amounts that could be read. */
  sum: number;
}

export const nothingAside = (): Aside => ({ ignored: [], counts: [], totals: [], sum: 0 });

const IGNORED_MAX = 1_000;

/** `strict`: a row has as many cells as the headings (a spreadsheet leaves empty ones out). */
export async function* tableRows(
  lines: AsyncIterable<Line | BadRow>,
  { headings, strict, aside }: { headings: Headings; strict: boolean; aside: Aside },
): AsyncGenerator<CellRow | BadRow> {
  const { at } = headings;
  const orderAt = at.indexOf('order_number');
  const amountAt = at.indexOf('amount');
  let other = false;
  for await (const each of lines) {
    if ('fault' in each) {
      yield each;
      continue;
    }
    const { line, cells } = each;
    if (cells.every((cell) => isBlank(cell))) continue;
    const closing = closingOf(cells, cells[orderAt], cells[amountAt]);
    const again = closing ? undefined : headingsAgain(cells.slice(0, at.length + 1).map(shown), headings);
    if (closing || again === 'same') {
      if (aside.ignored.length < IGNORED_MAX) aside.ignored.push(line);
      if (closing?.count !== undefined) aside.counts.push(closing.count);
      if (closing?.total !== undefined) aside.totals.push(closing.total);
      continue;
    }
    // Below other headings everything means something else: nothing there is read.
    other ||= again === 'other';
    if (other) yield { line, fault: 'otherHeading' };
    else if (strict && cells.length !== at.length) yield { line, fault: 'columnCount' };
    else yield rowOf(each, headings, aside);
  }
}

function rowOf({ line, cells, open }: Line, { at }: Headings, aside: Aside): CellRow {
  const row: CellRow = { line, cells: {} };
  for (const [i, column] of at.entries()) {
    const cell = cells[i];
    if (column && cell !== undefined) row.cells[column] = cell;
  }
  const amount = parseAmount(shown(row.cells.amount));
  if (amount.ok) aside.sum += amount.value;
  const last = open ? at[cells.length - 1] : undefined;
  return last ? { ...row, last } : row;
}
