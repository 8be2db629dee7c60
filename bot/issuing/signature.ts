// Signatures over id, time and body, as the Standard Webhooks specification has them, in both directions.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: five minutes of clocks that differ. */
const TOLERANCE_SECONDS = 300;
const PREFIX = 'whsec_';

/** The bytes behind a secret, which is base64. */
const keyOf = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');

/** Of a message: `content` is its body, and of a request to us the method and the address before it. */
export const signed = (secret: string, id: string, seconds: number, content: Uint8Array): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.`).update(content).digest('base64')}`;

/** The headers of a message that is sent at `seconds` since 1970. */
export const signatureHeaders = (secret: string, id: string, seconds: number, content: Uint8Array) => ({
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': signed(secret, id, seconds, content),
});

/** What a signed request says of itself, before anything is proven. */
export interface Claimed {
  id: string;
  seconds: number;
  signatures: string;
}

/** Undefined: not signed, or too old or too new: ASVS 5.0 4.1.5, what was heard once is of no use to others later. */
export function claimedIn(headers: IncomingHttpHeaders, nowSeconds: number): Claimed | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof time !== 'string' || typeof signatures !== 'string') return undefined;
  const seconds = /^\d{1,12}$/.test(time) ? Number(time) : Number.NaN;
  // A comparison with NaN is false.
  return Math.abs(nowSeconds - seconds) <= TOLERANCE_SECONDS ? { id, seconds, signatures } : undefined;
}

/** One of the signatures is right; ASVS 5.0 11.2.4: compared in constant time. */
export function proves(secret: string, { id, seconds, signatures }: Claimed, content: Uint8Array): boolean {
  const wanted = Buffer.from(signed(secret, id, seconds, content));
  return signatures
    .slice(0, 1_000)
    .split(' ')
    .map((one) => Buffer.from(one))
    .some((one) => one.length === wanted.length && timingSafeEqual(one, wanted));
}
