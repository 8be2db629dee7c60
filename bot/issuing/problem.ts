// Refusals of the issuing API as problem details (RFC 9457): every code with its status and what it is, in English.
import type { ServerResponse } from 'node:http';
import type { FileDifference } from '../../domain/file-difference';
import type { Reason } from '../../domain/result';
import type { DeskLocale } from '../../locales';
import type { Problem } from '../../services/issuing/shapes';
import { refusalOf } from '../desk/refusal';

/** Those of the door, with their sentence: the use-cases do not know them. */
const DOOR = {
  unauthorized: [401, 'Bring the key as "Authorization: Bearer …", or sign the request.'],
  httpsNeeded: [403, 'Call by https.'],
  notFound: [404, 'There is no such operation.'],
  badRequest: [400, 'The request does not have the shape that the document describes.'],
  keyMissing: [400, 'Bring an Idempotency-Key of 8 to 64 letters, digits, - and _.'],
  bodyTooLarge: [413, 'A body of JSON has at most 256 KB, a file at most 10 MB.'],
  bodyHalf: [400, 'The body broke off. Send it again.'],
  changed: [412, 'The application was changed since its ETag was read. Read it again.'],
  commandReused: [422, 'The Idempotency-Key was used for another request. Nothing was done.'],
  tooManyRequests: [429, 'Too many requests. Come again after Retry-After seconds.'],
  serverError: [500, 'The request could not be answered. Send it again with the same Idempotency-Key.'],
  serviceBusy: [503, 'The service is busy. Send it again with the same Idempotency-Key.'],
  storeDown: [503, 'The data can not be reached. Send it again with the same Idempotency-Key.'],
} as const satisfies Record<string, readonly [number, string]>;
export type DoorCode = keyof typeof DOOR;

/** What use-cases refuse: 404 is not there, 409 is against the state or what others have, the rest (422) against the rules. */
const STATUSES: Record<string, number> = {
  applicationUnknown: 404,
  fileFapiao: 404,
  applicationClosed: 409,
  claimedBy: 409,
  moveNotAllowed: 409,
  fapiaoTaken: 409,
  fapiaoSwapped: 409,
  filesMissing: 409,
  fileThere: 409,
  fileDiffers: 409,
  fileTooLarge: 413,
};
const OTHER = 422;

/** The codes that a status of their own; any other has 422. For the document. */
export const STATUS_OF_CODES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.entries(DOOR).map(([code, [status]]) => [code, status])),
  ...STATUSES,
};

const isDoor = (code: string): code is DoorCode => Object.hasOwn(DOOR, code);

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not proven',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed since',
  413: 'Too large',
  422: 'Against the rules',
  429: 'Too many requests',
  500: 'Failed',
  503: 'Not available',
};

export interface Refusing {
  locale: DeskLocale;
  differences?: FileDifference[] | undefined;
  /** Seconds. */
  retryAfter?: number;
}

/** The problem of a refusal. `type` is an address in the API's document. */
export function problemOf({ code, params }: Reason, { locale, differences }: Refusing): Problem {
  const status = STATUS_OF_CODES[code] ?? OTHER;
  return {
    type: `/api/issuing/openapi.json#/x-problems/${code in STATUS_OF_CODES ? code : 'other'}`,
    title: TITLES[status] ?? 'Refused',
    status,
    detail: isDoor(code) ? DOOR[code][1] : refusalOf(locale, { code, ...(params ? { params } : {}) }).message,
    code,
    ...(params ? { params } : {}),
    ...(differences?.length ? { differences } : {}),
  };
}

export function refuseIssuing(res: ServerResponse, reason: Reason, refusing: Refusing): undefined {
  const problem = problemOf(reason, refusing);
  const text = JSON.stringify(problem);
  if (refusing.retryAfter !== undefined) res.setHeader('Retry-After', String(refusing.retryAfter));
  if (problem.status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
  res.writeHead(problem.status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(text);
  return undefined;
}
