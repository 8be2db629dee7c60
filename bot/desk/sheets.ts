// Work that goes out over HTTP: any list as CSV or XLSX, and courier labels as a PDF. Shapes in domain/worklist.ts.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { DeskFilter } from '../../domain/desk-view';
import { chinaDay } from '../../domain/time';
import {
  EXPORT_NUMBERS,
  LABELS_MAX,
  SHEET_BYTES,
  SHEET_FORMATS,
  type SheetAnswer,
  type SheetFormat,
} from '../../domain/worklist';
import { postable } from '../../services/desk/labels';
import { csvOf } from '../../services/desk/sheet/csv';
import { exportSheet } from '../../services/desk/sheet/export';
import { previewSheet } from '../../services/desk/sheet/preview';
import { readSheet } from '../../services/desk/sheet/read';
import { xlsxOf } from '../../services/desk/sheet/xlsx';
import type { Deps } from '../../services/shared/deps';
import { ThreadBusy } from '../../services/shared/thread';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import { spooled } from '../import/spool';
import { fileMessage } from '../import/words';
import { disposition } from '../pdf/file-names';
import { LABEL_SIZES, labelSheet } from '../pdf/labels';
import type { Printer } from '../pdf/printer';
import { filter } from './applications';
import { bodyIn } from './call';
import type { DeskCall, DeskGuard } from './guard';
import { refusalOf, statusOf } from './refusal';
import { sheetHeadings, sheetWords } from './sheet-words';
import type { ApplicationBoard } from '../../services/desk/rows';

const number = z.string().max(40);
const exporting = z.object({
  format: z.enum(SHEET_FORMATS),
  filter: filter.extend({ mine: z.boolean().optional(), late: z.boolean().optional() }).default({}),
  numbers: z.array(number).min(1).max(EXPORT_NUMBERS).optional(),
});
const printing = z.object({
  numbers: z
    .string()
    .max(LABELS_MAX * 20)
    .transform((text) => [...new Set(text.split(',').filter(Boolean))])
    .pipe(z.array(number).min(1).max(LABELS_MAX)),
  size: z.enum(LABEL_SIZES).default('label'),
});

const TYPES: Record<SheetFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
/** ASVS 5.0 14.3.2: customers' particulars stay in no cache. */
const PRIVATE = { 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' };
const RETRY_SECONDS = 3;

export interface SheetsOptions {
  deps: Deps;
  board: Pick<ApplicationBoard, 'read'>;
  guard: DeskGuard;
  printer: Pick<Printer, 'labels'>;
}

export function sheetRoutes({ deps, board, guard, printer }: SheetsOptions): { mount(routes: Routes): void } {
  async function out(call: DeskCall): Promise<void> {
    const asked = bodyIn(call, exporting);
    if (!asked) return;
    const { staff, strong, locale, res } = call;
    const words = sheetWords(locale);
    const made = await exportSheet(deps, board, { ...asked, filter: asked.filter as DeskFilter, staff, strong, words });
    if (!made.ok) return call.refuse(statusOf(made.reason), made.reason);
    const name = `${words.name}-${chinaDay(deps.now())}.${asked.format}`;
    res.writeHead(200, { 'Content-Type': TYPES[asked.format], 'Content-Disposition': disposition(name), ...PRIVATE });
    const pieces = asked.format === 'csv' ? csvOf(made.batches, words) : xlsxOf(made.batches, words);
    // Half a sheet breaks off, so that nobody takes it for all.
    await pipeline(Readable.from(pieces), res);
  }

  async function labels(call: DeskCall): Promise<void> {
    const asked = printing.safeParse(Object.fromEntries(call.query));
    if (!asked.success) return call.refuse(400, { code: 'labelsChoose', params: { max: LABELS_MAX } });
    const posted = await postable(deps, call.staff, asked.data.numbers);
    if (!posted.ok) return call.refuse(statusOf(posted.reason), posted.reason);
    try {
      const pdf = await printer.labels(labelSheet(deps.business, posted.applications, asked.data.size));
      const head = { 'Content-Type': 'application/pdf', 'Content-Length': pdf.length, ...PRIVATE };
      call.res.writeHead(200, { ...head, 'Content-Disposition': disposition('labels.pdf', true) });
      call.res.end(pdf);
    } catch (error) {
      if (!(error instanceof ThreadBusy)) throw error;
      call.refuse(503, { code: 'serviceBusy' }, { retryAfter: RETRY_SECONDS });
    }
  }

  async function back({ req, res, staff, locale, refuse }: DeskCall): Promise<void> {
    const got = await spooled(req, SHEET_BYTES, (path) => readSheet(path, sheetHeadings()));
    if (!got.ok && got.why === 'tooLarge')
      return refuse(413, { code: 'importTooLarge', params: { mb: SHEET_BYTES / 2 ** 20 } });
    if (!got.ok) return refuse(400, { code: 'fileHalf' });
    if (!got.value.ok) {
      const { fault } = got.value;
      if (fault.code === 'missingColumns' || fault.code === 'columnTwice') return refuse(422, { code: 'sheetColumns' });
      return refuse(422, { code: 'importFile', params: { why: fileMessage(locale, fault) } });
    }
    const planned = await previewSheet(deps, staff, got.value.lines);
    const items = planned.map(({ reason, ...item }) => ({
      ...item,
      ...(reason ? { error: refusalOf(locale, reason) } : {}),
    }));
    answer(res, 200, { items } satisfies SheetAnswer);
  }

  return {
    mount(routes) {
      guard.upload(routes, '/desk/api/sheet', 'applications.act', back);
      guard.post(routes, '/desk/api/export', 'export.pile', out);
      guard.get(routes, '/desk/api/labels.pdf', 'applications.act', labels);
    },
  };
}
