// The authenticator's codes: RFC 6238's own vectors, the window of a half minute each way, and what is typed.
import { Secret } from 'otpauth';
import { authenticatorUri, codeAt, counterOf, newAuthenticator } from '../../../services/staff/totp';
import { later } from '../../../domain/time';

/** RFC 6238, appendix B: SHA-1, `12345678901234567890`, eight digits, of which ours are the last six. */
const RFC_SECRET = Secret.fromLatin1('12345678901234567890').base32;
const VECTORS: [seconds: number, code: string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];
const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

test.each(VECTORS)('RFC 6238: %d s after the epoch', (seconds, code) => {
  expect(codeAt(RFC_SECRET, at(seconds))).toBe(code.slice(2));
  expect(counterOf(RFC_SECRET, code.slice(2), at(seconds))).toBe(Math.floor(seconds / 30));
});

test('a code is taken in its half minute and in one before and after, not in the next ones', () => {
  const shown = '2026-11-20T08:00:00.000Z';
  const code = codeAt(RFC_SECRET, shown);
  const taken = [-60, -30, 0, 29, 30, 59, 60].map((s) => counterOf(RFC_SECRET, code, later(shown, s * 1000)));
  const counter = Math.floor(Date.parse(shown) / 30_000);
  expect(taken).toEqual([undefined, counter, counter, counter, counter, counter, undefined]);
});

test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '-12345', '1e5', '0x1234', '١٢٣٤٥٦', '😀😀😀', '12345\0'])(
  '%j is no code',
  (typed) => {
    expect(counterOf(RFC_SECRET, typed, at(59))).toBeUndefined();
  },
);

test('blanks as apps show them do not matter, nor digits of full width', () => {
  expect(counterOf(RFC_SECRET, ' 287 082 ', at(59))).toBe(1);
  expect(counterOf(RFC_SECRET, '２８７　０８２', at(59))).toBe(1);
});

test('a new secret has 160 bits, and its address says all that an app needs', () => {
  const secret = newAuthenticator((bytes) => Buffer.alloc(bytes, 7));
  expect(Secret.fromBase32(secret).bytes).toHaveLength(20);
  const uri = new URL(authenticatorUri(secret, { email: 'lilei@fapiao.example', issuer: 'Fapiao' }));
  expect([uri.protocol, uri.hostname, decodeURIComponent(uri.pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/Fapiao:lilei@fapiao.example',
  ]);
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Fapiao',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
