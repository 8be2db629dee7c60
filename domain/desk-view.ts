// Wire types of applications at the desk (`/desk/api/applications`, `find`, `live`): in piles, one with all that staff need, acts and refusals. No words, no rules.
import type { ApplicationEvent, ApplicationState, CourseEvent } from './application';
import type { ParticularField } from './application-draft';
import type { DeskNote } from './conversation-view';
import type { Claim, Pile } from './desk';
import type { DeliveryMethod, Fapiao, Kind } from './fapiao';
import type { FileDifference } from './file-difference';
import type { ConversationRow, ConversationsMessage } from './handoff-view';
import type { Fen } from './money';
import type { Instant } from './result';
import type { Carrier } from './shipping';

/** One line of the list: all that filters, counts and sorting need. */
export interface DeskRow {
  number: string;
  /** Of the application as it is now: every write brings the one that its screen showed. */
  etag: string;
  /** Undefined: nothing for a clerk to do. */
  pile?: Pile;
  until: Instant;
  late: boolean;
  state: ApplicationState;
  kind: Kind;
  method: DeliveryMethod;
  title: string;
  taxId?: string;
  amount: Fen;
  /** How many fapiao it needs. */
  needed: number;
  /** Of the courier address, where one is known. */
  city?: string;
  submittedAt: Instant;
  claim?: Claim;
}

export type PileCounts = Record<Pile, { all: number; late: number }>;

/** Narrows the open work; every one may be missing. */
export interface DeskFilter {
  pile?: Pile;
  kind?: Kind;
  method?: DeliveryMethod;
  city?: string;
  mine?: boolean;
  late?: boolean;
}

/** `GET /desk/api/applications`: open work by `until`, at most 100 a page. */
export interface DeskPage {
  rows: DeskRow[];
  /** Of the selection. */
  total: number;
  amount: Fen;
  /** Of all open work. */
  counts: PileCounts;
  /** The cities there are in this pile. */
  cities: string[];
  /** Of the next page, opaque. */
  next?: string;
  /**
   * How far the board had come. Of the socket's epoch: messages up to this `n` are in the page already. Of another one,
   * read with `live=` the socket's epoch: every message since the socket's first applies to it.
   */
  at: { epoch: string; n: number };
}

/** `GET /desk/api/done?after=`: those with nothing to be done any more, the newest first; a page can be short. */
export interface DonePage {
  rows: DeskRow[];
  next?: string;
}

/** `GET /desk/api/find?q=`: open and done ones. `prefix`: done work was looked through by beginnings only. */
export interface FoundAnswer {
  rows: DeskRow[];
  prefix: boolean;
}

/** What a clerk must see before issuing. */
export const WARNINGS = [
  'payerDiffers',
  'taxIdUnchecked',
  'withoutTaxId',
  'latinTitle',
  'certificate',
  'provisional',
  'closed',
] as const;
export type Warning = (typeof WARNINGS)[number];

/** A confirmed answer, as it was confirmed. `masked`: the value shows only its end until it is revealed. */
export interface DeskFact {
  field: ParticularField;
  value: string | readonly string[] | boolean;
  masked?: boolean;
}

export const FILE_TYPES = ['pdf', 'ofd', 'xml'] as const;
export type FileType = (typeof FILE_TYPES)[number];

export interface DeskFile {
  /** SHA-256 of its content, in hex. */
  id: string;
  type: FileType;
  name: string;
  bytes: number;
  at: Instant;
  by: string;
}

export type DeskFapiao = Fapiao & { files: DeskFile[] };

export interface DeskEvent {
  at: Instant;
  /** A name of staff, `customer`, or `system`. */
  by: string;
  event: CourseEvent | 'claim' | 'release' | 'undo' | 'resend';
  state?: ApplicationState;
  note?: string;
}

/** A mail or chat notice about it. `waiting`: not taken by the mail server yet; `refused` with the server's code. */
export interface DeskNotice {
  to: 'mail' | 'chat';
  target: string;
  event: string;
  at: Instant;
  state: 'waiting' | 'given' | 'refused';
  why?: string;
}

/** The events that the desk offers, in the order of its buttons. */
export const DESK_MOVES = [
  'start',
  'issue',
  'mail',
  'ready',
  'deliver',
  'delay',
  'reject',
  'cancel',
] as const satisfies ApplicationEvent[];
export type DeskMove = (typeof DESK_MOVES)[number];

/** What staff can do with an application. */
export const DESK_ACTS = ['claim', 'release', ...DESK_MOVES, 'correct', 'resend', 'note'] as const;
export type DeskAct = (typeof DESK_ACTS)[number];

/** `GET /desk/api/applications/:number` */
export interface DeskApplication extends DeskRow {
  /** Stands for its customer: the socket names it whenever anything was written of them. */
  reference: string;
  facts: DeskFact[];
  warnings: Warning[];
  payer: string;
  bills: { bill: string; period: string; amount: Fen; order: string }[];
  dueAt: Instant;
  provisional: boolean;
  expectedAt?: Instant;
  reason?: string;
  shipment?: { carrier: Carrier; waybill: string; sentAt: Instant };
  fapiaos: DeskFapiao[];
  history: DeskEvent[];
  notices: DeskNotice[];
  notes: DeskNote[];
  /** What this person may do with it now. */
  can: DeskAct[];
  /** The conversation in which it was applied for. */
  conversation?: string;
  /** What can be taken back, until then. */
  undo?: { event: string; until: Instant };
}

/**
 * `POST /desk/api/applications/:number/:act`, with `If-Match` and `Idempotency-Key`. Without
 * `If-Match`: `…/:number/undo` takes the last act back, and `…/next` takes a DeskFilter and answers the most urgent free
 * application, claimed, or 204.
 */
export interface ActRequest {
  /** issue, correct: one for each bill in their order, or one for all. */
  fapiaos?: { number: string; code?: string }[];
  /** mail, correct */
  waybill?: string;
  /** delay, correct: a day, `2026-12-04`. */
  until?: string;
  /** reject: one of REJECT_REASONS, which locales' `reasons` word; with `text` as a sentence of one's own. */
  reason?: string;
  /** A note, or why it was corrected. */
  text?: string;
  /** resend: to this address instead of those of the delivery. */
  email?: string;
  /** issue, correct: the numbers were compared again, and look swapped only. */
  sure?: boolean;
}

/** What came of it. `warn`: done, and doubted. */
export interface ActAnswer {
  application: DeskApplication;
  warn?: DeskRefusal;
}

/** `POST /desk/api/applications/:number/files?fapiao=&name=`, its body the bytes. */
export interface FileAnswer {
  file: DeskFile;
}

/** A refusal. `message` is a sentence in the asked language; nothing was changed. */
export interface DeskRefusal {
  code: string;
  message: string;
  /** The field of the request that it is about. */
  slot?: string;
  params?: Record<string, string | number>;
}

/** Every answer from 400 on. 409 `changed`: somebody was faster; `by` says who, and the application is as it is now. */
export interface DeskError {
  error: DeskRefusal;
  by?: string;
  application?: DeskApplication;
  /** Of an act on a conversation: as it is now. */
  conversation?: ConversationRow;
  /** With `fileDiffers`. */
  differences?: FileDifference[];
}

/** `POST /desk/api/applications/:number/reveal`: a masked answer in full; the look is audited. */
export interface RevealRequest {
  field: ParticularField;
}
export interface RevealAnswer {
  value: string;
}

/** `POST /desk/api/applications/bulk`: at most 100. */
export interface BulkRequest {
  act: DeskAct;
  data: ActRequest;
  /** `data`: what is of this one alone, as its numbers; it comes over the data of all. */
  items: { number: string; etag: string; data?: ActRequest }[];
}
export interface BulkAnswer {
  results: ({ number: string; row: DeskRow } | { number: string; error: DeskRefusal })[];
}

/**
 * What `GET /desk/live` says. The first message has neither `set` nor `gone` and says where it begins: then the page is
 * read, with `live=` its epoch, whenever epoch or `n` do not follow what the tab knows. `touched`: references of applications.
 */
export type LiveMessage =
  | { board: { epoch: string; n: number; set: DeskRow[]; gone: string[]; counts: PileCounts } }
  | ConversationsMessage
  | { touched: string[] }
  | { bye: 'signedOut' | 'restart' };
