// How the channels refuse, and the small readings of a request that their routes share.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { StoreBusy, StoreDown, StoreTooNew } from '../../storage/store';
import { TokenRevoked } from '../turn/revoke';
import type { Refusal } from '../http/json';

export const expired: Refusal = { status: 403, code: 'TokenExpired', message: 'The token has expired.' };
export const revoked: Refusal = { status: 403, code: 'TokenRevoked', message: 'The token was revoked. Begin anew.' };
export const badToken: Refusal = { status: 403, code: 'BadToken', message: 'The token is not valid.' };
export const noToken: Refusal = {
  status: 401,
  code: 'MissingToken',
  message: 'Send a token as Authorization: Bearer.',
};
export const gone: Refusal = { status: 404, code: 'ConversationNotFound', message: 'There is no such conversation.' };
export const badLocale: Refusal = { status: 400, code: 'BadArgument', message: 'locale is a language tag.' };
export const foreignSite: Refusal = {
  status: 403,
  code: 'OriginNotAllowed',
  message: 'This site may not use the assistant.',
};
export const tooMany = (seconds: number): Refusal => ({
  status: 429,
  code: 'TooManyRequests',
  message: `Too many requests at once. Try again in ${seconds} s.`,
  retryAfter: seconds,
});
export const badWatermark: Refusal = {
  status: 400,
  code: 'BadWatermark',
  message: 'The watermark is not one of ours.',
};

/** The watermark of the query; undefined = none. */
export const watermarkOf = (req: IncomingMessage) =>
  numberOf(new URL(req.url ?? '/', 'http://local').searchParams.get('watermark'));

/** Watermarks are counts; clients that have none yet send nothing or `-`. */
export function numberOf(text: string | null): number | undefined | 'bad' {
  if (!text || text === '-') return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : 'bad';
}

/** What the client is told when a request broke. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof TokenRevoked) return revoked;
  if (error instanceof StoreBusy) {
    return { status: 503, code: 'ServiceUnavailable', message: 'Too busy at the moment. Try again.', retryAfter: 1 };
  }
  if (error instanceof StoreDown || error instanceof StoreTooNew) {
    return {
      status: 503,
      code: 'ServiceUnavailable',
      message: 'Not available at the moment. Try again.',
      retryAfter: 5,
    };
  }
  return { status: 500, code: 'ServiceError', message: 'Something went wrong. Try again.' };
}

const REASONS = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' };

/** Refuses a websocket before it is one. */
export function hangUp(socket: Duplex, status: 403 | 404 | 503): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
