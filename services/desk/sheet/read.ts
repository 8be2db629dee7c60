// Reads a sheet that comes back, CSV or XLSX, as text by columns; headings are those of the export, in any language of the desk.
import { SHEET_COLUMNS, SHEET_ROWS, type SheetColumn } from '../../../domain/worklist';
import { type Cell, type FileFault, FileRefused, type Line, shown } from '../../import/file/cell';
import { csvLines, findCsv } from '../../import/file/csv';
import { encodingOf } from '../../import/file/encoding';
import type { Headings, Read } from '../../import/file/headings';
import { kindOf } from '../../import/file/kind';
import { findXlsx, xlsxLines } from '../../import/file/xlsx';
import type { BadRow } from '../../import/faults';
import { asItWas } from './csv';

export interface SheetLine {
  line: number;
  cells: Partial<Record<SheetColumn, string>>;
  /** Why the line can't be read, or one of its numbers was rounded by a spreadsheet. */
  broken?: boolean;
}

export type SheetRead = { ok: true; lines: SheetLine[] } | { ok: false; fault: FileFault };

/** What a heading stands for. */
export type ColumnOf = (heading: string) => SheetColumn | undefined;

const headingsBy =
  (columnOf: ColumnOf) =>
  (names: readonly string[]): Read<SheetColumn> => {
    const at = names.map((name) => columnOf(name.trim()));
    const known = at.filter(Boolean).length;
    const filled = at.includes('fapiao') || at.includes('waybill');
    const missing = at.includes('number') ? (filled ? [] : ['fapiao']) : ['number'];
    if (missing.length) return { ok: false, known, fault: { code: 'missingColumns', columns: missing } };
    const twice = SHEET_COLUMNS.some((column) => at.filter((one) => one === column).length > 1);
    if (twice) return { ok: false, known, fault: { code: 'columnTwice', columns: [...names] } };
    return { ok: true, known, headings: { at, foreign: [], names: [...names] } };
  };

/** A spreadsheet keeps 15 digits of a number: what it shows of a longer one is another number. */
const ROUNDED = /^\d+(?:\.\d+)?E\+?\d+$/i;
const isRounded = (cell: Cell): boolean =>
  ROUNDED.test(shown(cell)) || (typeof cell === 'object' && 'n' in cell && cell.n.replace(/\D/g, '').length > 15);

function lineOf({ line, cells, open }: Line, { at }: Headings<SheetColumn>): SheetLine {
  const read: SheetLine = { line, cells: {} };
  for (const [i, column] of at.entries()) {
    const cell = cells[i];
    if (!column || cell === undefined) continue;
    if ((typeof cell === 'object' && 'bad' in cell) || isRounded(cell)) read.broken = true;
    read.cells[column] = asItWas(shown(cell).trim());
  }
  // A file that was cut off may end within a number.
  return open ? { ...read, broken: true } : read;
}

async function linesIn(path: string, columnOf: ColumnOf): Promise<SheetLine[]> {
  const reads = headingsBy(columnOf);
  let found: { headings: Headings<SheetColumn> };
  let source: AsyncIterable<Line | BadRow>;
  if ((await kindOf(path)) === 'xlsx') {
    const xlsx = await findXlsx(path, reads);
    [found, source] = [xlsx, xlsxLines(path, xlsx)];
  } else {
    const csv = await findCsv(path, await encodingOf(path), reads);
    [found, source] = [csv, csvLines(path, csv)];
  }
  const lines: SheetLine[] = [];
  for await (const one of source) {
    if (lines.length >= SHEET_ROWS) throw new FileRefused({ code: 'tooManyRows', max: SHEET_ROWS });
    const read = 'fault' in one ? { line: one.line, cells: {}, broken: true } : lineOf(one, found.headings);
    if (read.broken || Object.values(read.cells).some(Boolean)) lines.push(read);
  }
  return lines;
}

export async function readSheet(path: string, columnOf: ColumnOf): Promise<SheetRead> {
  try {
    return { ok: true, lines: await linesIn(path, columnOf) };
  } catch (error) {
    if (error instanceof FileRefused) return { ok: false, fault: error.fault };
    throw error;
  }
}
