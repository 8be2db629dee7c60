// Tokens of browsers' sessions, the desk's and account holders': random, of one form, and noted as used at most once a minute.
import { MINUTE } from '../../domain/time';
import type { Deps } from './deps';

/** ASVS 5.0 7.2.3: 256 random bits. */
const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

/** Not every use writes: `seenAt` may be so many milliseconds older than the last one. */
export const SEEN_MS = MINUTE;

export const newSessionToken = (deps: Pick<Deps, 'random'>): string => deps.random(TOKEN_BYTES).toString('base64url');

/** Of the form of a token, or of its hash: both are 32 bytes in base64url. */
export const isSessionToken = (text: string): boolean => TOKEN.test(text);
