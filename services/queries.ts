// The queries: what conversations and pages read. Every answer about an account checks its epoch.
import type { ApplicationState, CourseEvent } from '../domain/application';
import type { FileItem, WaitingOrder } from '../domain/bill-view';
import type { Carrier } from '../domain/shipping';
import type { Particulars, Remembered } from '../domain/application-draft';
import type { Fapiao } from '../domain/fapiao';
import type { AgentName } from '../domain/handoff-state';
import type { Fen } from '../domain/money';
import type { Opening } from '../domain/opening';
import type { Instant } from '../domain/result';
import type { Locale } from '../locales/list';

export type BillState = 'unpaid' | 'notYetOpen' | 'available' | 'applied' | 'scheduled' | 'issued';

export interface BillView {
  bill: string;
  order: string;
  /** `2026-11` */
  period: string;
  amount: Fen;
  payer: string;
  paidAt?: Instant;
  opensAt?: Instant;
  state: BillState;
  /** Number of the live application. */
  application?: string;
}

/** What the last confirmed application used, and when that was (R32). */
export type LastUsed = Remembered & { at: Instant };

export interface AccountView {
  id: string;
  email: string;
  locale: Locale;
  last?: LastUsed;
}

export interface ApplicationView extends Particulars {
  number: string;
  state: ApplicationState;
  /** Who paid the bills. */
  payer: string;
  amount: Fen;
  bills: { bill: string; period: string; amount: Fen }[];
  submittedAt: Instant;
  dueAt: Instant;
  provisional: boolean;
  overdue: boolean;
  expectedAt?: Instant;
  scheduledFor?: Instant;
  reason?: string;
  events: { at: Instant; event: CourseEvent; state: ApplicationState; note?: string }[];
  fapiaos: Fapiao[];
  shipment?: { carrier: Carrier; waybill: string; sentAt: Instant };
  cancellable: boolean;
}

/** The pending registration that this conversation began: shown when the activation mail is asked for again. */
export interface PendingView {
  email: string;
  order: string;
  sentAt: Instant;
  expiresAt: Instant;
  refused: boolean;
}

/** An order whose contact has not agreed yet: nothing of it is open. */
export type WaitingView = WaitingOrder;

/** Whether a person can come into the conversation: the hours, who is at the desk, and how many wait already (at most 100 are counted). */
export interface DeskView extends Opening {
  here: AgentName[];
  ahead: number;
}

/** What a flow may read. Bound to one conversation and its account link; undefined = not signed in, or no longer. */
export interface Query {
  account(): Promise<AccountView | undefined>;
  /** Newest period first. Empty when not signed in. */
  bills(): Promise<BillView[]>;
  /** Newest first, at most 50. */
  applications(): Promise<ApplicationView[]>;
  application(number: string): Promise<ApplicationView | undefined>;
  /** Its files as links for seven days; none where nobody is signed in, or it is another's. */
  files(number: string): Promise<FileItem[]>;
  pending(): Promise<PendingView | undefined>;
  /** Orders of the account that wait for their contact's agreement. */
  waiting(): Promise<WaitingView[]>;
  /** Of this moment; who waits in this conversation itself is not counted. */
  desk(): Promise<DeskView>;
  /** When it is issued if it is submitted now. */
  due(at: Instant): { at: Instant; provisional: boolean };
}
