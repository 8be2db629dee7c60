// Wire types of work that goes out and comes back in as a sheet (`/desk/api/export`, `/desk/api/sheet`), and its columns. No words, no rules.
import type { DeskFilter, DeskRefusal } from './desk-view';

/** In their order; one row for each fapiao. `fapiao`, `waybill` are what comes back. */
export const SHEET_COLUMNS = [
  'number',
  'nth',
  'fapiao',
  'waybill',
  'state',
  'kind',
  'title',
  'taxId',
  'address',
  'phone',
  'bank',
  'account',
  'bills',
  'amounts',
  'total',
  'item',
  'remark',
  'certificate',
  'method',
  'emails',
  'recipient',
  'mobile',
  'shipTo',
  'due',
  'submitted',
] as const;
export type SheetColumn = (typeof SHEET_COLUMNS)[number];

export const SHEET_FORMATS = ['xlsx', 'csv'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

/** More needs a fresh code. */
export const EXPORT_FREELY = 1_000;
/** Of ticked ones, at most. */
export const EXPORT_NUMBERS = 10_000;
/** Of a print. */
export const LABELS_MAX = 200;

/**
 * `POST /desk/api/export`: open work that the filter leaves, or those numbers, open or done; answered as a file. Clerks get
 * what they have claimed; 403 `codeNeeded` above EXPORT_FREELY.
 */
export interface ExportRequest {
  format: SheetFormat;
  filter?: DeskFilter;
  numbers?: string[];
}

/** Of a sheet that comes back. */
export const SHEET_BYTES = 10 * 1024 * 1024;
export const SHEET_ROWS = 5_000;

/**
 * What an application of the sheet would come to. `acts`: in their order, with what each is given; none where all of it is
 * done already. `etag`: of the application that was looked at.
 */
export interface SheetItem {
  number: string;
  /** Of the file. */
  lines: number[];
  title?: string;
  etag?: string;
  acts: ('issue' | 'mail')[];
  fapiaos?: { number: string }[];
  waybill?: string;
  error?: DeskRefusal;
}

/** `POST /desk/api/sheet`, its body the file: what would come of it. Nothing is changed; the acts are sent as BulkRequest. */
export interface SheetAnswer {
  items: SheetItem[];
}
