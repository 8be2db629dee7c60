// Orders from JSON: entries by the headings that their fields have, numbers with all their digits.
import { type Column, COLUMNS, headingOf, REQUIRED } from '../columns';
import type { BadRow } from '../faults';
import { type Cell, type CellRow, FileRefused } from './cell';
import { type Encoding, textOf } from './encoding';
import { type JsonEntry, jsonEntries, JsonFault, type JsonValue } from './json-entries';

export interface JsonFound {
  encoding: Encoding;
  /** Fields that nobody knows. */
  foreign: string[];
  columns: Column[];
}

const FOREIGN_MAX = 100;

const cellOf = (value: JsonValue): Cell | undefined => (value === 'nested' ? { bad: 'characters' } : value);

/** The entry by columns; `line` counts entries from 1. */
function rowOf({ fields, twice }: JsonEntry, line: number): CellRow | BadRow {
  if (!fields) return { line, fault: 'noObject' };
  const column = twice === undefined ? undefined : headingOf(twice)?.column;
  if (twice !== undefined && column !== undefined)
    return { line, ...(column === 'ignored' ? {} : { column }), fault: 'keyTwice' };
  const cells: CellRow['cells'] = {};
  for (const [name, value] of fields) {
    const found = headingOf(name);
    if (!found || found.column === 'ignored') continue;
    // order_no and order_id in one entry: which one counts is nothing to guess.
    if (found.column in cells) return { line, column: found.column, fault: 'keyTwice' };
    cells[found.column] = cellOf(value) ?? { text: '' };
  }
  return { line, cells };
}

async function* entriesOf(path: string, encoding: Encoding): AsyncGenerator<JsonEntry> {
  try {
    yield* jsonEntries(textOf(path, encoding));
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new FileRefused(
      error.code === 'jsonShape' ? { code: 'jsonShape' } : { code: 'jsonSyntax', line: error.line },
    );
  }
}

/** Reads all of it once, so that half a file is refused before anything is imported. Throws FileRefused. */
export async function findJson(path: string, encoding: Encoding): Promise<JsonFound> {
  const foreign = new Set<string>();
  const columns = new Set<Column>();
  const names = new Set<string>();
  let entries = 0;
  for await (const { fields } of entriesOf(path, encoding)) {
    entries += 1;
    for (const name of fields?.keys() ?? []) {
      if (names.has(name)) continue;
      if (names.size < 1_000) names.add(name);
      const found = headingOf(name);
      if (found?.unit !== undefined) throw new FileRefused({ code: 'columnUnit', heading: name.slice(0, 100) });
      if (!found && foreign.size < FOREIGN_MAX) foreign.add(name.slice(0, 100));
      if (found && found.column !== 'ignored') columns.add(found.column);
    }
  }
  const missing = REQUIRED.filter((column) => !columns.has(column));
  if (entries && missing.length) throw new FileRefused({ code: 'missingColumns', columns: missing });
  return { encoding, foreign: [...foreign], columns: COLUMNS.filter((column) => columns.has(column)) };
}

export async function* jsonRows(path: string, { encoding }: JsonFound): AsyncGenerator<CellRow | BadRow> {
  let line = 0;
  for await (const entry of entriesOf(path, encoding)) yield rowOf(entry, (line += 1));
}
