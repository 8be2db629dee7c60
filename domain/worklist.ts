// Wire types of work that goes out and comes back in as a sheet (`/desk/api/export`, `/desk/api/sheet`), and its columns. No words, no rules.
import type { DeskFilter } from './desk-view';

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
