// Finds the row of headings in a table, with notes above it or not, and says which column is where.
import { type Column, COLUMNS, headingOf, REQUIRED } from '../columns';
import { type FileFault, FileRefused } from './cell';

/** Notes above the headings are at most so many lines. */
export const HEADING_WITHIN = 50;

/** `at`: the column of each cell, undefined where it is not used. `foreign`: headings that nobody knows. */
export interface Headings<C = Column> {
  at: (C | undefined)[];
  foreign: string[];
  /** As they stand in the file. */
  names: string[];
}

/** Why a row is no heading row; `known`: how many of its cells are headings. */
export type Read<C = Column> =
  | { ok: true; known: number; headings: Headings<C> }
  | { ok: false; known: number; fault: FileFault };
/** Reads a row as the headings of some kind of table. */
export type ReadHeadings<C = Column> = (names: readonly string[]) => Read<C>;

export function readHeadings(names: readonly string[]): Read {
  const found = names.map((name) => headingOf(name));
  const at = found.map((heading) => (heading && heading.column !== 'ignored' ? heading.column : undefined));
  const known = found.filter(Boolean).length;
  const missing = REQUIRED.filter((column) => !at.includes(column));
  if (missing.length) return { ok: false, known, fault: { code: 'missingColumns', columns: missing } };
  const twice = COLUMNS.filter((column) => at.filter((each) => each === column).length > 1);
  if (twice.length) {
    // As they stand there, so that they are found: 订单编号 and order_no are one column.
    const columns = names.filter((_, i) => twice.some((column) => column === at[i]));
    return { ok: false, known, fault: { code: 'columnTwice', columns } };
  }
  const unit = found.findIndex((heading) => heading?.unit !== undefined);
  if (unit >= 0) return { ok: false, known, fault: { code: 'columnUnit', heading: names[unit]?.trim() ?? '' } };
  const foreign = names.filter((name, i) => !found[i] && name.trim() !== '').map((name) => name.trim().slice(0, 100));
  return { ok: true, known, headings: { at, foreign, names: [...names] } };
}

export interface Found<C> {
  /** Its place among the rows that were given. */
  index: number;
  headings: Headings<C>;
}

/**
 * The first of these rows that has the needed headings. Throws FileRefused: why the row that is most like one is none.
 * `lineOf`: the line of a row as an editor counts it.
 */
export function findHeadings<C>(
  rows: readonly (readonly string[])[],
  lineOf: (index: number) => number,
  reads: ReadHeadings<C>,
): Found<C> {
  let nearest: { known: number; fault: FileFault } = { known: 0, fault: { code: 'missingColumns', columns: REQUIRED } };
  for (const [index, names] of rows.entries()) {
    const read = reads(names);
    if (read.ok) return { index, headings: read.headings };
    const all = read.fault.code !== 'missingColumns';
    if (read.known > nearest.known || all)
      nearest = { known: read.known, fault: { ...read.fault, line: lineOf(index) } as FileFault };
    if (all) break;
  }
  throw new FileRefused(nearest.fault);
}

/** Whether a row is a row of headings again, as where files were put one behind the other: of the same columns, or of others. */
export function headingsAgain(names: readonly string[], headings: Headings): 'same' | 'other' | undefined {
  const read = readHeadings(names);
  if (!read.ok) return read.fault.code === 'missingColumns' ? undefined : 'other';
  return read.headings.at.join() === headings.at.join() ? 'same' : 'other';
}
