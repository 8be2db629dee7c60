// Opens a file of orders, CSV, JSON or XLSX: all of it is looked at before the first row is given; nothing of a file in doubt.
import { stat } from 'node:fs/promises';
import type { Column } from '../columns';
import type { DayOrder } from '../dates';
import type { BadRow } from '../faults';
import type { RawRow } from '../rows';
import { type CellRow, type FileFault, FileRefused, MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from './cell';
import { csvLines, findCsv } from './csv';
import { type Encoding, encodingOf, textOf } from './encoding';
import { createEvidence } from './evidence';
import { readHeadings } from './headings';
import { findJson, jsonRows } from './json';
import { kindOf } from './kind';
import { settleRow } from './settle';
import { type Aside, nothingAside, tableRows } from './table';
import { findXlsx, xlsxLines } from './xlsx';

/** How a file was understood, so that people can see that it was understood right. */
export interface FileFound {
  format: 'csv' | 'json' | 'xlsx';
  encoding?: Encoding;
  delimiter?: string;
  sheet?: string;
  /** Sheets that were not read. */
  otherSheets: string[];
  /** Of the row with the headings. */
  headingLine?: number;
  columns: { column: Column; heading: string }[];
  foreign: string[];
  /** Rows with orders, good and bad. */
  rows: number;
  /** Lines of totals and repeated headings. */
  ignored: number[];
  /** How dates that end with the year were read. */
  dayOrder?: DayOrder;
  /** The file says another number of rows, or another sum in fen, than it has: part of it may be missing. */
  differs?: { rows?: number; total?: { said: number; found: number } };
}

export interface OpenFile {
  ok: true;
  found: FileFound;
  /** From the beginning, each time anew. `seen` is shown each row as it stands in the file. */
  rows(seen?: (row: CellRow) => void): AsyncIterable<RawRow | BadRow>;
}
export type Opened = OpenFile | { ok: false; fault: FileFault };

export interface OpenOptions {
  /** How the file has day and month, where it does not tell by itself. */
  dates?: DayOrder | undefined;
}

/** How rows of one format are read, as often as asked; what stands besides them goes to `aside`. */
interface Reader {
  found: Omit<FileFound, 'rows' | 'ignored' | 'foreign' | 'otherSheets'> & {
    foreign: string[];
    otherSheets?: string[];
  };
  rows(aside: Aside): AsyncIterable<CellRow | BadRow>;
}

const columnsOf = ({ at, names }: { at: (Column | undefined)[]; names: string[] }): FileFound['columns'] =>
  at.flatMap((column, i) => (column ? [{ column, heading: names[i]?.trim() ?? '' }] : []));

async function xlsxReader(path: string): Promise<Reader> {
  const found = await findXlsx(path, readHeadings);
  const { sheet, otherSheets, headingLine, headings } = found;
  return {
    found: { format: 'xlsx', sheet, otherSheets, headingLine, columns: columnsOf(headings), foreign: headings.foreign },
    rows: (aside) => tableRows(xlsxLines(path, found), { headings, strict: false, aside }),
  };
}

/** A list or an object, and not a note in square brackets above a table. */
const isJson = (start: string): boolean => /^[\uFEFF\s]*(?:\[\s*(?:[[{"\]]|$)|\{\s*(?:["}]|$))/.test(start);

async function textReader(path: string): Promise<Reader> {
  const encoding = await encodingOf(path);
  let start = '';
  for await (const text of textOf(path, encoding)) {
    start = text;
    break;
  }
  if (isJson(start)) {
    const found = await findJson(path, encoding);
    const columns = found.columns.map((column) => ({ column, heading: column }));
    return { found: { format: 'json', encoding, columns, foreign: found.foreign }, rows: () => jsonRows(path, found) };
  }
  const found = await findCsv(path, encoding, readHeadings);
  const { delimiter, headingLine, headings } = found;
  return {
    found: { format: 'csv', encoding, delimiter, headingLine, columns: columnsOf(headings), foreign: headings.foreign },
    rows: (aside) => tableRows(csvLines(path, found), { headings, strict: true, aside }),
  };
}

/** What the file says about itself and does not hold. */
function differenceOf({ counts, totals, sum }: Aside, rows: number): FileFound['differs'] {
  const [count] = counts.length === 1 ? counts : [];
  const [said] = totals.length === 1 ? totals : [];
  const differs = {
    ...(count !== undefined && count !== rows ? { rows: count } : {}),
    ...(said !== undefined && said !== sum ? { total: { said, found: sum } } : {}),
  };
  return Object.keys(differs).length ? differs : undefined;
}

async function opened(path: string, { dates }: OpenOptions): Promise<OpenFile> {
  const { size } = await stat(path);
  if (size > MAX_IMPORT_BYTES) throw new FileRefused({ code: 'fileTooLarge', mb: MAX_IMPORT_BYTES / 2 ** 20 });
  const reader = (await kindOf(path)) === 'xlsx' ? await xlsxReader(path) : await textReader(path);
  const collected = createEvidence(dates);
  const aside = nothingAside();
  let rows = 0;
  for await (const row of reader.rows(aside)) {
    rows += 1;
    if (rows > MAX_IMPORT_ROWS) throw new FileRefused({ code: 'tooManyRows', max: MAX_IMPORT_ROWS });
    if (!('fault' in row)) collected.take(row);
  }
  const evidence = collected.done();
  const { dayOrder } = evidence;
  const differs = differenceOf(aside, rows);
  return {
    ok: true,
    found: {
      otherSheets: [],
      ...reader.found,
      rows,
      ignored: aside.ignored,
      ...(dayOrder ? { dayOrder } : {}),
      ...(differs ? { differs } : {}),
    },
    async *rows(seen) {
      for await (const row of reader.rows(nothingAside())) {
        if ('fault' in row) yield row;
        else {
          seen?.(row);
          yield settleRow(row, evidence);
        }
      }
    },
  };
}

/** Opens a file by its content. Lines are counted as an editor or a spreadsheet does; JSON entries from 1. */
export async function openOrders(path: string, options: OpenOptions = {}): Promise<Opened> {
  try {
    return await opened(path, options);
  } catch (error) {
    if (error instanceof FileRefused) return { ok: false, fault: error.fault };
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { ok: false, fault: { code: 'notFound' } };
    if (code === 'EACCES' || code === 'EISDIR' || code === 'EPERM') return { ok: false, fault: { code: 'unreadable' } };
    throw error;
  }
}
