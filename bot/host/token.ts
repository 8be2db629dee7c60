// Tokens of the admin centre: who is signed in there, proven by its signature, for us, now.
import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { parseEmail } from '../../domain/contact';
import { parseOrderNumber } from '../../domain/order';
import { nearestLocale } from '../../locales/list';
import type { PageUser } from '../../services/account/host';
import type { HostSettings } from '../config/embedding';
import { createHostKeys, type FoundKey } from './keys';

/** A token of ours is below 2 KB; so many bytes hold some hundred order numbers, and fit a header. */
export const HOST_TOKEN_MAX = 12 * 1024;
/** Two machines' clocks. */
const SKEW_SECONDS = 30;
/** ASVS 5.0 9.2.1: a token that opens doors for longer was made by mistake. */
const LONGEST_SECONDS = 24 * 3600;
const ORDERS_MAX = 500;
/** The same reason is logged once in this time. */
const TOLD_MS = 60_000;
/** As the import takes tenants. */
const TENANT = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u;

/**
 * `refused`: forged, foreign or malformed; nobody is told which. `keys`: the admin centre's keys can't be read now. `off`: no
 * admin centre is configured, and it is no token of ours.
 */
export type HostRefusal = 'expired' | 'notYet' | 'refused' | 'keys' | 'off';
/** `id`: a hash of issuer and jti; undefined where the token has no jti. `expiresAt` in ms. */
export type HostChecked =
  | { ok: true; user: PageUser; id?: string; expiresAt: number }
  | { ok: false; why: HostRefusal };

export interface HostTokens {
  check(token: string): Promise<HostChecked>;
}

const claims = z.object({
  sub: z.string().min(1).max(300),
  email: z.string().max(254),
  tenant: z.string().regex(TENANT),
  exp: z.number(),
  jti: z.string().min(1).max(300).optional(),
  locale: z.string().max(35).optional().catch(undefined),
  orders: z.array(z.string().max(100)).max(ORDERS_MAX).optional(),
});

const header = z.object({ alg: z.string(), kid: z.string().max(300).optional(), crit: z.unknown().optional() });

export interface HostTokenOptions {
  settings: HostSettings;
  /** An ISO instant. */
  now: () => string;
  log: { warn(fields: object, message: string): void };
}

type Proof = { key: KeyObject; algorithm: 'HS256' | 'RS256' | 'ES256' };

export function createHostTokens({ settings, now, log }: HostTokenOptions): HostTokens {
  const { issuer, audience } = settings;
  const nowMs = () => Date.parse(now());
  const prover = proverOf();
  const told = new Map<string, number>();

  /** What must verify the token. The token's own words choose among our keys, never the algorithm (ASVS 5.0 9.1.2). */
  function proverOf(): (kid: string | undefined) => Promise<FoundKey | { ok: true; key: Proof }> {
    if ('secret' in settings) {
      const key = createSecretKey(Buffer.from(settings.secret, 'utf8'));
      return async () => ({ ok: true, key: { key, algorithm: 'HS256' } });
    }
    const keys = createHostKeys({ url: settings.jwksUrl, nowMs, log });
    return (kid) => keys.find(kid);
  }

  /** The caller learns nothing; who runs the server learns which check failed, not every time. */
  function refused(check: string): HostChecked {
    if (nowMs() - (told.get(check) ?? Number.NEGATIVE_INFINITY) >= TOLD_MS) {
      told.set(check, nowMs());
      log.warn({ check }, 'a token of the admin centre was refused');
    }
    return { ok: false, why: 'refused' };
  }

  async function read(token: string, { key, algorithm }: Proof): Promise<HostChecked> {
    let payload: JWTPayload;
    try {
      const verified = await jwtVerify(token, key, {
        algorithms: [algorithm],
        // ASVS 5.0 9.1.3, 9.2.3: made by the admin centre, and for us.
        issuer,
        audience,
        currentDate: new Date(nowMs()),
        clockTolerance: SKEW_SECONDS,
      });
      ({ payload } = verified);
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { ok: false, why: 'expired' };
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf' && error.reason === 'check_failed')
        return { ok: false, why: 'notYet' };
      return refused(reasonOf(error));
    }
    // ASVS 5.0 9.2.1: without an end it is no token for us.
    const parsed = claims.safeParse(payload);
    const email = parsed.success ? parseEmail(parsed.data.email) : undefined;
    // An address that must be read first is none that the admin centre has.
    if (!parsed.success || !email?.ok || email.value !== parsed.data.email.toLowerCase()) return refused('claims');
    const { sub, tenant, exp, jti, locale, orders } = parsed.data;
    if (exp * 1000 > nowMs() + (LONGEST_SECONDS + SKEW_SECONDS) * 1000) return refused('exp');
    const spoken = nearestLocale(locale);
    return {
      ok: true,
      user: {
        // Stored with the conversation: enough to know it again.
        subject: hashOf(`${issuer} ${sub}`),
        email: email.value,
        tenant: tenant.toLowerCase(),
        locale: spoken,
        ...(orders ? { orders: numbersOf(orders) } : {}),
      },
      ...(jti ? { id: hashOf(`${issuer} ${jti}`) } : {}),
      expiresAt: (exp + SKEW_SECONDS) * 1000,
    };
  }

  return {
    async check(token) {
      const kid = token.length > HOST_TOKEN_MAX ? undefined : headerOf(token);
      if (!kid) return refused('shape');
      // ASVS 5.0 9.1.1, RFC 7515 4.1.11: what must be understood, and is not, refuses. We understand no extension.
      if (kid.crit !== undefined) return refused('crit');
      const found = await prover(kid.kid);
      if (!found.ok) return found.why === 'unreachable' ? { ok: false, why: 'keys' } : refused('kid');
      return read(token, found.key);
    },
  };
}

/** The header of what looks like a token. Nothing in it is believed but the key's id. */
function headerOf(token: string): z.infer<typeof header> | undefined {
  const [first = '', ...rest] = token.split('.');
  if (rest.length !== 2) return undefined;
  try {
    return header.parse(JSON.parse(Buffer.from(first, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

/** Which check it was, by the library's code for it; never its words, which may repeat the token's. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'shape';
  return error.claim === 'aud' ? 'audience' : error.claim === 'iss' ? 'issuer' : 'claims';
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const numbersOf = (orders: readonly string[]): string[] => [
  ...new Set(orders.map(parseOrderNumber).flatMap((parsed) => (parsed.ok ? [parsed.value] : []))),
];
