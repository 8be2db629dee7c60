// Wire types of the desk's audit (`/desk/api/audit`), and what it names. No words, no rules.
import type { Instant } from './result';
import { DESK_ACTS } from './desk-view';
import { STAFF_ACTS } from './staff-view';

/** What the audit says was done: `what` of its entries. The desk's words name each (`audited`). */
export const AUDITED = [
  'signIn',
  'signInRefused',
  'codeTaken',
  'codeRefused',
  'recoveryUsed',
  'reveal',
  'conversation',
  'chat.claim',
  'chat.stepIn',
  'chat.transfer',
  'chat.release',
  'chat.back',
  'chat.end',
  'chat.note',
  'staff.add',
  'staff.enter',
  ...STAFF_ACTS.map((act) => `staff.${act}` as const),
  ...DESK_ACTS.map((act) => `application.${act}` as const),
  'application.undo',
  'application.addFile',
  'application.removeFile',
  'sheet.export',
  'sheet.import',
  'sheet.labels',
  'request.answer',
  'request.close',
  'orders.import',
  'settings.save',
  'settings.restore',
] as const;
export type Audited = (typeof AUDITED)[number];

/** `who`: a name, `staff` its id. `what`: Audited. `thing`: an application's number, an address. */
export interface AuditEntry {
  id: string;
  at: Instant;
  who: string;
  staff: string;
  what: string;
  thing: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** Why, in their words. */
  text?: string;
}

/** `GET /desk/api/audit?staff&from&to&after`: newest first, at most 100. `from` is inclusive, `to` exclusive; a page can be short. */
export interface AuditAnswer {
  entries: AuditEntry[];
  next?: string;
}
