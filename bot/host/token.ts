// Tokens of the admin centre: who is signed in there, proven by its signature, for us, now.
import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { parseEmail } from '../../domain/contact';
import { parseOrderNumber } from '../../domain/order';
import { nearestLocale } from '../../locales/list';
import type { HostUser } from '../../services/host';
import type { HostSettings } from '../config-embedding';
import { createHostKeys, type FoundKey } from './keys';

/** A token of ours is below 2 KB; so many bytes hold some hundred order numbers, and fit a header. */
export const HOST_TOKEN_MAX = 12 * 1024;
/** Two machines' clocks. */
const SKEW_SECONDS = 30;
const ORDERS_MAX = 500;
/** The same reason is logged once in this time. */
const TOLD_MS = 60_000;
/** As the import takes tenants. */
const TENANT = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u;

/** `refused`: forged, foreign or malformed; nobody is told which. `keys`: the admin centre's keys can't be read now. */
export type HostRefusal = 'expired' | 'notYet' | 'refused' | 'keys';
/** `id`: a hash of issuer and jti; undefined where the token has no jti. `expiresAt` in ms. */
export type HostChecked =
  | { ok: true; user: HostUser; id?: string; expiresAt: number }
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

const header = z.object({ alg: z.string(), kid: z.string().max(300).optional() });

export interface HostTokenOptions {
  settings: HostSettings;
  /** An ISO instant. */
  now: () => string;
  log: { warn(fields: object, message: string): void };
}

type Proof = { key: KeyObject; algorithm: jwt.Algorithm };

export function createHostTokens({ settings, now, log }: HostTokenOptions): HostTokens {
  const { issuer, audience } = settings;
  const nowMs = () => Date.parse(now());
  const prover = proverOf();
  const told = new Map<string, number>();

  /** What must verify the token. The token's own words choose among our keys, never the algorithm (ASVS 5 9.1.2). */
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

  function read(token: string, { key, algorithm }: Proof): HostChecked {
    let payload: unknown;
    try {
      payload = jwt.verify(token, key, {
        algorithms: [algorithm],
        // ASVS 5 9.2.3, 9.2.4: made by the admin centre, and for us.
        issuer,
        audience,
        clockTimestamp: Math.floor(nowMs() / 1000),
        clockTolerance: SKEW_SECONDS,
      });
    } catch (error) {
      if (error instanceof jwt.TokenExpiredError) return { ok: false, why: 'expired' };
      if (error instanceof jwt.NotBeforeError) return { ok: false, why: 'notYet' };
      return refused(reasonOf(error));
    }
    // ASVS 5 9.2.1: without an end it is no token for us.
    const parsed = claims.safeParse(payload);
    const email = parsed.success ? parseEmail(parsed.data.email) : undefined;
    // An address that must be read first is none that the admin centre has.
    if (!parsed.success || !email?.ok || email.value !== parsed.data.email.toLowerCase()) return refused('claims');
    const { sub, tenant, exp, jti, locale, orders } = parsed.data;
    const spoken = nearestLocale(locale);
    return {
      ok: true,
      user: {
        // Stored with the conversation: enough to know it again.
        subject: hashOf(`${issuer} ${sub}`),
        email: email.value,
        tenant: tenant.toLowerCase(),
        ...(spoken ? { locale: spoken } : {}),
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

/** Which check it was, by the library's words for it; never these words, which repeat the token's. */
const reasonOf = (error: unknown): string =>
  /audience|issuer|signature|algorithm/.exec(error instanceof Error ? error.message : '')?.[0] ?? 'shape';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const numbersOf = (orders: readonly string[]): string[] => [
  ...new Set(orders.map(parseOrderNumber).flatMap((parsed) => (parsed.ok ? [parsed.value] : []))),
];
