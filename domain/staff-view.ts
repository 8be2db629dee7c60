// Wire types of staff administration (`/desk/api/staff`), and what the audit names. No words, no rules.
import type { StaffItem } from './desk-view';
import type { Instant } from './result';
import type { Role } from './staff';

/** `POST /desk/api/staff` */
export interface AddStaffRequest {
  email: string;
  /** Without one the address stands for it. */
  name?: string;
  roles: Role[];
}

/** `POST /desk/api/staff/:id/:act`; `roles` with `roles`. */
export const STAFF_ACTS = ['roles', 'disable', 'enable', 'reset'] as const;
export type StaffAct = (typeof STAFF_ACTS)[number];

/** A way in, shown once: nobody can show it again. */
export interface EntryLink {
  url: string;
  expiresAt: Instant;
}

export interface StaffChanged {
  staff: StaffItem;
  /** After adding and reset. */
  entry?: EntryLink;
}

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
