// The commands: every write that a conversation asks for. Same id again = the same outcome.
import type { ApplyDraft } from '../domain/application-draft';
import type { Medium } from '../domain/fapiao';
import type { AccountLink, Actor } from '../domain/people';
import type { Instant, Reason } from '../domain/result';
import type { Locale } from '../locales/list';

export type CommandBody =
  /**
   * `order` may be a bill number: its order is found. Replaces a pending registration. Signed in: adds the order.
   * `others`: more orders of the same customer, for the account that it becomes. `vouched`: a token of the admin centre
   * named the order for this address, as the channel proved; never what somebody typed.
   */
  | { type: 'register'; order: string; email: string; locale: Locale; others?: string[]; vouched?: true }
  /** `own`: the conversation that began the registration asks; then the true address is shown and refusals are told. */
  | { type: 'resend'; email: string; locale: Locale }
  /** A mail to the active holder of the order: somebody asks for access. Reveals nothing to the asker. */
  | { type: 'askHolder'; order: string; email: string; locale: Locale }
  | { type: 'beginSignIn'; locale: Locale }
  | { type: 'redeemCode'; code: string }
  | { type: 'forgotPassword'; email: string; locale: Locale }
  | { type: 'signOutEverywhere' }
  /** A mail with the link to the page of the person's data. */
  | { type: 'myData'; locale: Locale }
  | { type: 'apply'; draft: ApplyDraft; locale: Locale }
  | { type: 'cancelApplication'; number: string }
  /** The files of a digital fapiao by mail once more; without addresses to those of its delivery. */
  | { type: 'sendFiles'; number: string; emails: string[]; locale: Locale }
  | { type: 'requestPerson'; text: string; locale: Locale };

export type { ApplyDraft } from '../domain/application-draft';

export type Command = { id: string; by: Actor } & CommandBody;

/** The command of one type. */
export type CommandOf<T extends CommandBody['type']> = { id: string; by: Actor } & Extract<CommandBody, { type: T }>;

/** What a command came to. `slot` names the answer that must change; everything else is kept. */
export type Outcome =
  | { ok: false; reason: Reason; slot?: string }
  | { ok: true; type: 'registered'; email: string; expiresAt: Instant; pair?: string }
  /** `waits`: for the agreement of the order's contact. */
  | { ok: true; type: 'orderAdded'; order: string; waits?: true }
  /** Own conversation: `email` is the true address. Else neutral: no `email`. */
  | { ok: true; type: 'resent'; email?: string; sentAt: Instant; refused?: boolean }
  | { ok: true; type: 'holderAsked' }
  | { ok: true; type: 'signInBegun'; url: string; expiresAt: Instant }
  | { ok: true; type: 'signedIn'; link: AccountLink; email: string }
  | { ok: true; type: 'passwordLinkSent' }
  | { ok: true; type: 'signedOut' }
  | { ok: true; type: 'dataLinkSent'; email: string; expiresAt: Instant }
  | { ok: true; type: 'applied'; applications: AppliedView[] }
  | { ok: true; type: 'cancelled'; number: string }
  | { ok: true; type: 'filesSent'; number: string; emails: string[] }
  | { ok: true; type: 'personRequested' };

export interface AppliedView {
  number: string;
  bills: number;
  dueAt: Instant;
  provisional: boolean;
  scheduledFor?: Instant;
  medium: Medium;
}
