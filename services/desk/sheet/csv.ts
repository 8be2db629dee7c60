// Writes a sheet as CSV: with the mark by which Excel knows UTF-8, and no cell that a spreadsheet would take for a formula.
import { yuan } from '../../../domain/money';
import { SHEET_COLUMNS } from '../../../domain/worklist';
import type { SheetCell, SheetRow, SheetWords } from './rows';

/** OWASP, CSV injection; the wide forms are folded to the narrow ones by Chinese and Japanese editions. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A cell that begins like a formula gets an apostrophe in front, as one types it in a spreadsheet to say "text". */
export const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** What `harmless` put in front is taken away again. */
export const asItWas = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;

const textOf = (cell: SheetCell): string => (typeof cell === 'string' ? cell : yuan(cell.fen));
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
// ASVS 5.0 1.2.10: customers write what stands in these cells, and clerks open them.
const line = (cells: readonly SheetCell[]): string =>
  `${cells.map((cell) => quoted(harmless(textOf(cell)))).join(',')}\r\n`;

/** In pieces, as rows come. */
export async function* csvOf(batches: AsyncIterable<readonly SheetRow[]>, words: SheetWords): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${line(SHEET_COLUMNS.map(words.column))}`);
  for await (const rows of batches) {
    yield Buffer.from(rows.map((row) => line(SHEET_COLUMNS.map((name) => row[name]))).join(''));
  }
}
