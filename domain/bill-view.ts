// Wire types of the admin centre's API: bills with the state of their fapiao, and applications. No words, no rules.
import type { ApplicationState, CourseEvent } from './application';
import type { Particulars } from './application-draft';
import type { Fapiao } from './fapiao';
import type { Fen } from './money';
import type { Instant } from './result';
import type { Carrier } from './shipping';

/** Which fapiao cover a bill: their numbers, old ones as `code number`. */
interface Issued {
  application: string;
  numbers: string[];
  issuedAt: Instant;
}

/** How far a bill's fapiao is. `applied`: sent, being processed, or, with `delayedUntil`, out of stock. */
export type BillFapiao =
  | { state: 'unpaid' }
  | { state: 'opens'; opensAt: Instant }
  | { state: 'available' }
  | { state: 'scheduled'; application: string; scheduledFor: Instant }
  | { state: 'applied'; application: string; dueAt: Instant; provisional: boolean; delayedUntil?: Instant }
  | ({ state: 'issued' | 'readyForPickup' | 'returning' } & Issued)
  | ({ state: 'mailed'; carrier: Carrier; waybill: string; sentAt: Instant } & Issued)
  | ({ state: 'delivered'; carrier?: Carrier; waybill?: string } & Issued);

export interface BillItem {
  number: string;
  order: string;
  /** `2026-11` */
  period: string;
  paidAt?: Instant;
  /** As the payment platform names it. */
  method?: string;
  amount: Fen;
  currency: 'CNY';
  payer: string;
  fapiao: BillFapiao;
}

export const BILL_SORTS = ['period', 'amount', 'state', 'paidAt', 'payer'] as const;
export type BillSort = (typeof BILL_SORTS)[number];

/** An order that waits for its contact to agree that the person's account may have it. */
export interface WaitingOrder {
  order: string;
  since: Instant;
}

/**
 * `GET /api/bills`. `total` is of the whole selection; `years` are all there are, newest first. `waiting`: orders of the
 * person's account that are not open to it yet; missing where there is none.
 */
export interface BillsAnswer {
  bills: BillItem[];
  waiting?: WaitingOrder[];
  total: { count: number; amount: Fen };
  years: string[];
  /** Of the next page, opaque. */
  next?: string;
}

/** An application. `delivery` is complete only for the address that applied; others see the method. */
/** A file of an issued fapiao. `url` opens it without signing in, for a week. */
export interface FileItem {
  fapiao: string;
  type: 'pdf' | 'ofd' | 'xml';
  name: string;
  bytes: number;
  url: string;
}

export interface ApplicationItem extends Particulars {
  number: string;
  state: ApplicationState;
  amount: Fen;
  currency: 'CNY';
  bills: { number: string; period: string; amount: Fen }[];
  submittedAt: Instant;
  dueAt: Instant;
  provisional: boolean;
  overdue: boolean;
  expectedAt?: Instant;
  scheduledFor?: Instant;
  reason?: string;
  fapiaos: Fapiao[];
  shipment?: { carrier: Carrier; waybill: string; sentAt: Instant };
  /** For whoever applied only; undefined: none. */
  files?: FileItem[];
  events: { at: Instant; event: CourseEvent; state: ApplicationState; note?: string }[];
}

/** `GET /api/bills/:number` */
export interface BillAnswer {
  bill: BillItem;
  application?: ApplicationItem;
}

/** `GET /api/applications/:number` */
export interface ApplicationAnswer {
  application: ApplicationItem;
}

/** Every answer from 400 on. `message` is a sentence in the asked language. */
export interface ApiError {
  error: { code: string; message: string };
}

/** `POST /account/token`: for the page of a session, and for the chat beside it. */
export interface PageToken {
  token: string;
  expiresAt: Instant;
  user: { email: string };
}

/** `POST /demo/host-token` */
export interface DemoHostToken extends PageToken {
  user: { email: string; tenant: string };
}
