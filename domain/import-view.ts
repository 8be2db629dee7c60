// Wire types of importing orders: at the desk (`/desk/api/import/orders`) and by the API (`/api/import/orders`). No words, no rules.
import type { DeskRefusal } from './desk-view';
import type { Fen } from './money';
import type { Instant } from './result';

/** How a file was understood. `columns`: which heading stands for which column; `ignored`: lines of totals and notes. */
export interface ImportFound {
  format: 'csv' | 'json' | 'xlsx';
  encoding?: string;
  delimiter?: string;
  sheet?: string;
  /** Sheets that were not read. */
  otherSheets: string[];
  headingLine?: number;
  columns: { column: string; heading: string }[];
  /** Headings that are not used. */
  foreign: string[];
  rows: number;
  ignored: number[];
  dayOrder?: 'dayFirst' | 'monthFirst';
  /** The file says another number of rows, or another sum, than it has. */
  differs?: { rows?: number; total?: { said: Fen; found: Fen } };
}

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
}

/** A row that was not imported, with a sentence. `cells`: at the desk, as they stand in the file, by column. */
export interface ImportRefused {
  line: number;
  column?: string;
  code: string;
  message: string;
  cells?: Record<string, string>;
}

/** A row as it was read. */
export interface ImportRead {
  line: number;
  result: 'created' | 'updated' | 'unchanged';
  order: string;
  payer: string;
  tenant?: string;
  contact?: string;
  paidAt?: Instant;
  bill?: { bill: string; period: string; amount: Fen };
}

/**
 * `POST /desk/api/import/orders/preview` and `POST /desk/api/import/orders` answer lines of JSON as the work goes on: how the
 * file was understood, the first rows as read (preview), every refused row, how far it is, and at last what it came to.
 */
export type ImportLine =
  | { found: ImportFound }
  | { read: ImportRead }
  | { refused: ImportRefused }
  | { progress: { rows: number } }
  | { done: { counts: ImportCounts; sha256: string; again?: boolean } }
  | { error: DeskRefusal };
