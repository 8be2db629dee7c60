// Why something could not be sent, and what that means: again later, never to this conversation, or not like this.
import { nameOf } from '../../process/log';
import { systemCodeOf } from '../../../storage/system-code';

/** What a connector answered instead of taking an activity; status 0: it did not answer, or could not be asked. */
export class NotSent extends Error {
  override name = 'NotSent';
  constructor(
    readonly status: number,
    /** The connector's own, where it named one. */
    readonly code?: string,
    readonly retryAfterMs = 0,
  ) {
    super(`the connector answered ${status}`);
  }
}

/** The identity provider gives no token: nothing can be sent to anybody. */
export class NoToken extends Error {
  override name = 'NoToken';
  constructor(override readonly cause: unknown) {
    super('no token for the bot can be had');
  }
}

/** A token is had, and a connector does not take it. */
export class CredentialRefused extends Error {
  override name = 'CredentialRefused';
  readonly errorCode = 'connector_unauthorized';
}

/** Statuses that pass by themselves, as Teams documents them; 500 and the 4xx do not. */
const PASSING = new Set([408, 412, 429, 502, 503, 504]);
export const isPassing = (status: number): boolean => PASSING.has(status);

/** The bot was removed, blocked or forbidden there: until somebody writes there again, nothing is sent. */
const UNREACHABLE = new Set([
  'BotNotInConversationRoster',
  'ConversationBlockedByUser',
  'MessageWritesBlocked',
  'BotDisabledByAdmin',
  'ConversationNotFound',
]);

/**
 * `again`: the same later, at the soonest after `waitMs`. `credential`: again, and somebody must look at the bot's
 * registration. `unreachable`: nothing more to this conversation. `refused`: this activity is not taken, ever.
 */
export type Fault =
  | { kind: 'again' | 'credential'; why: string; waitMs: number }
  | { kind: 'unreachable' | 'refused'; why: string };

export function faultOf(error: unknown): Fault {
  if (error instanceof NoToken) return { kind: 'credential', why: 'NoToken', waitMs: 0 };
  // The connection broke: whoever is there may be there again later.
  if (!(error instanceof NotSent)) return { kind: 'again', why: systemCodeOf(error) ?? nameOf(error), waitMs: 0 };
  const { status, code, retryAfterMs: waitMs } = error;
  const why = code ? `${status} ${code}` : String(status);
  if (isPassing(status) || code === 'Timeout') return { kind: 'again', why, waitMs };
  if (status === 401) return { kind: 'credential', why, waitMs };
  const unreachable = (status === 403 || status === 404) && code !== undefined && UNREACHABLE.has(code);
  return { kind: unreachable ? 'unreachable' : 'refused', why };
}
