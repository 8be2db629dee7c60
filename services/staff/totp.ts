// The authenticator: time-based codes of six digits (RFC 6238), each taken once.
import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../../domain/result';

/** RFC 4226, 4: a shared secret of 160 bits. */
const SECRET_BYTES = 20;
/** ASVS 5.0 6.5.5: a code is good for its half minute, and one before and after, for clocks that differ. */
const WINDOW = 1;

export const newAuthenticator = (random: (bytes: number) => Buffer): string =>
  new Secret({ buffer: toArrayBuffer(random(SECRET_BYTES)) }).base32;

const toArrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

/** SHA-1, six digits, 30 s: what every authenticator app has. */
const totp = (secret: string, label = '', issuer = ''): TOTP =>
  new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });

/** For whom a secret is sealed: it opens in this place only. */
export const authenticatorOf = (staff: string): string => `authenticator:${staff}`;

/** `otpauth://…`, for the QR code. */
export const authenticatorUri = (secret: string, { email, issuer }: { email: string; issuer: string }): string =>
  totp(secret, email, issuer).toString();

/** What the authenticator shows then. */
export const codeAt = (secret: string, now: Instant): string => totp(secret).generate({ timestamp: Date.parse(now) });

/** The code's counter; undefined where it is none of now. What was typed may hold blanks. */
export function counterOf(secret: string, typed: string, now: Instant): number | undefined {
  // Chinese keyboards write digits of full width.
  const token = typed.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = Date.parse(now);
  const one = totp(secret);
  const delta = one.validate({ token, timestamp, window: WINDOW });
  return delta === null ? undefined : one.counter({ timestamp }) + delta;
}
