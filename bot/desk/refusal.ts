// Refusals of the desk's API: a code, and a sentence in one of the desk's languages.
import type { ServerResponse } from 'node:http';
import type { DeskError, DeskRefusal } from '../../domain/desk-view';
import type { Reason } from '../../domain/result';
import { type DeskLocale, hasDeskText, reasonValues, translateDesk } from '../../locales';
import { answer } from '../http/json';

/** The desk's own sentence, else the one that customers read for the same reason, else that something went wrong. */
export function refusalOf(locale: DeskLocale, { code, params }: Reason, slot?: string): DeskRefusal {
  const key = [`desk:errors.${code}`, `errors:${code}`].find((one) => hasDeskText(locale, one));
  const text = { key: (key ?? 'desk:errors.serverError') as 'desk:errors.serverError', values: reasonValues(params) };
  return { code, message: translateDesk(locale, text), params, slot };
}

/** `more`: what a DeskError has besides; `retryAfter` in seconds. */
export function refuseDesk(
  res: ServerResponse,
  locale: DeskLocale,
  status: number,
  { reason, slot }: { reason: Reason; slot?: string },
  { retryAfter, ...more }: Omit<DeskError, 'error'> & { retryAfter?: number } = {},
): void {
  if (retryAfter !== undefined) res.setHeader('Retry-After', String(retryAfter));
  answer(res, status, { error: refusalOf(locale, reason, slot), ...more } satisfies DeskError);
}

/** Statuses of what use-cases refuse; any other is 400. 401 is for who is not signed in, and for nothing else. */
const STATUSES: Record<string, number> = {
  signedOut: 401,
  signInWrong: 403,
  codeWrong: 403,
  codeUsed: 403,
  authenticatorLost: 403,
  ownAccount: 403,
  applicationUnknown: 404,
  fileUnknown: 404,
  fileFapiao: 404,
  fileThere: 409,
  fileDiffers: 409,
  fileTooLarge: 413,
  importChanged: 409,
  commandReused: 409,
  staffUnknown: 404,
  staffExists: 409,
  staffDisabled: 409,
  requestUnknown: 404,
  changed: 409,
  conversationUnknown: 404,
  conversationEnded: 409,
  notOwner: 409,
  notWaiting: 409,
  reservedFor: 409,
  settingsSame: 409,
  claimedBy: 409,
  undoTold: 409,
  undoNotYours: 409,
  undoChanged: 409,
  undoBills: 409,
  undoLate: 409,
  linkDead: 410,
  linkExpired: 410,
  linkTried: 429,
  signInLimited: 429,
};
export const statusOf = ({ code }: Reason): number => STATUSES[code] ?? 400;
