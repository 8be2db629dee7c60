// What stands in a file of orders before anything is made of it: cells, lines, and why a file can't be read.
import type { Column } from '../columns';
import type { RowFault } from '../faults';

/**
 * A cell as its file has it. A string is text of a CSV, where a spreadsheet may have written a number its own way; `text` is
 * text for sure; `n` are the digits of a number, never a rounded one.
 */
export type Cell = string | { text: string } | NumberCell | { bad: RowFault };

export interface NumberCell {
  n: string;
  /** A spreadsheet keeps 15 digits of a number, and shows it by a format. */
  sheet?: 'plain' | 'date' | 'other';
  /** Its format shows so many digits, with zeros in front. */
  digits?: number;
}

/** A record of a table. `line`: as an editor or a spreadsheet counts it. */
export interface Line {
  line: number;
  cells: Cell[];
  /** The file ends in the middle of its last cell, or so it may be. */
  open?: boolean;
}

/** A row by columns. `last`: the column of the last cell, where the file ends without a line break. */
export interface CellRow {
  line: number;
  cells: Partial<Record<Column, Cell>>;
  last?: Column;
}

export type FileFault =
  | { code: 'notFound' | 'unreadable' | 'emptyFile' | 'halfFile' | 'jsonShape' | 'oldExcel' | 'bomb' | 'sheetBroken' }
  | { code: 'encodingUnknown'; byte: number }
  | { code: 'jsonSyntax'; line: number }
  | { code: 'otherKind'; kind: string }
  /** `line`: the row that is most like a heading row, if any is. */
  | { code: 'missingColumns'; columns: readonly string[]; line?: number }
  | { code: 'columnTwice'; columns: readonly string[]; line?: number }
  | { code: 'columnUnit'; heading: string; line?: number }
  | { code: 'fileTooLarge'; mb: number }
  | { code: 'tooManyRows'; max: number };

/** Why reading ended; nothing of the file was imported. */
export class FileRefused extends Error {
  override name = 'FileRefused';
  constructor(readonly fault: FileFault) {
    super(fault.code);
  }
}

export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;
export const MAX_IMPORT_ROWS = 300_000;

/** What a cell shows, for headings, notes and previews. */
export const shown = (cell: Cell | undefined): string =>
  cell === undefined ? '' : typeof cell === 'string' ? cell : 'text' in cell ? cell.text : 'n' in cell ? cell.n : '';

export const isBlank = (cell: Cell | undefined): boolean =>
  cell === undefined || (!(typeof cell === 'object' && 'bad' in cell) && shown(cell).trim() === '');
