// Wire types of who works at the desk: signing in, ways in, administration (`/desk/api/session`, `entry`, `staff`). No words, no rules.
import type { Instant } from './result';
import type { Action, Role } from './staff';

export interface StaffView {
  id: string;
  name: string;
  email: string;
  roles: Role[];
}

/** `GET /desk/api/session`: how far signing in is. `code`: the password was right, the six digits are missing. */
export type SessionAnswer = { step: 'signIn' } | { step: 'code' } | { step: 'in'; me: Me };

export interface Me extends StaffView {
  /** What the roles allow; the server asks again at every request. */
  actions: Action[];
  /** The server's clock, so that "late" means the same everywhere. */
  now: Instant;
}

/** `GET /desk/api/entry?token=`: a way in that waits for a password and an authenticator. */
export interface EntryAnswer {
  email: string;
  name: string;
  /** `otpauth://…`, and the same as text to type. */
  uri: string;
  secret: string;
}

/** `POST /desk/api/entry` with token, password and the authenticator's code. Shown once. */
export interface EnteredAnswer {
  recoveryCodes: string[];
}

/** `invited`: the way in was not used yet; until `entryUntil` it can be. */
export interface StaffItem extends StaffView {
  state: 'invited' | 'active' | 'disabled';
  createdAt: Instant;
  entryUntil?: Instant;
  signedInAt?: Instant;
  /** Recovery codes that are left. */
  recovery?: number;
  /** `If-Match` of its writes. */
  etag: string;
}

/** `GET /desk/api/staff`: by address. */
export interface StaffListAnswer {
  staff: StaffItem[];
}

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
