// Wire types of the desk's API besides applications: the audit, and requests for a person. No words, no rules.
import type { Instant } from './result';

/** `who`: a name, `staff` its id. `what`: domain/staff-view.ts, Audited. `thing`: an application's number, an address. */
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

/** A wish for a person that waits, with the conversation that it came from. */
export interface DeskRequest {
  id: string;
  at: Instant;
  locale: string;
  text: string;
  /** Where an answer can go; undefined: nobody knows. */
  email?: string;
  conversation: string;
  log: { at: Instant; author: 'user' | 'bot' | 'agent' | 'system'; text: string }[];
}

/** `POST /desk/api/requests/:id/answer` mails it in the customer's language, `…/close` only says what came of it. Both close. */
export interface RequestAct {
  text: string;
  /** Where the answer goes, if not to the account. */
  email?: string;
}

/** `GET /desk/api/requests`: the oldest first. */
export interface RequestsAnswer {
  requests: DeskRequest[];
}
