// Wire types of the desk's audit (`/desk/api/audit`), and what it names. No words, no rules.
import type { Instant } from './result';
import type { StaffAct } from './staff-view';

/** What the audit says was done: `what` of its entries. */
export type Audited =
  | 'signIn'
  | 'signInRefused'
  | 'codeTaken'
  | 'codeRefused'
  | 'recoveryUsed'
  | 'reveal'
  | `staff.${'add' | 'enter' | StaffAct}`
  | `application.${string}`
  | `request.${'answer' | 'close'}`;

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
