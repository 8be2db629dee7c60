// Direct Line tokens: who speaks in which conversation. One kind for calls, a short one for a socket, one to sign out with.
import { type CryptoKey, errors, jwtVerify, SignJWT } from 'jose';

/** What a token says. `user` is the claim that Direct Line clients read; `dl_` marks ids that only a token may hold. */
export interface Claims {
  user: string;
  conversationId: string;
  /** Void once the conversation's is higher: all tokens are revoked together. */
  tokenEpoch: number;
  locale?: string;
  /** When the first token of the conversation was made, in seconds since 1970: renewed ones keep it. Left out: now. */
  since?: number;
}

/** `directline-end` revokes and opens nothing: it may wait in a browser from which somebody has signed out. */
type Purpose = 'directline' | 'directline-stream' | 'directline-end';
export type Checked = { ok: true; claims: Claims } | { ok: false; why: 'expired' | 'invalid' };
export interface Issued {
  token: string;
  /** Seconds. */
  expiresIn: number;
}

/** Official clients refresh every 15 minutes; the rest is for sleep. */
export const TOKEN_SECONDS = 3600;
const STREAM_SECONDS = 60;
const DAY_SECONDS = 24 * 3600;
/** So long after its end a token still renews. */
const RENEW_SECONDS = 30 * DAY_SECONDS;
/** ASVS 5.0 7.3.2: a session ends for good, however often it was renewed. */
const CHAIN_SECONDS = 90 * DAY_SECONDS;

export interface Tokens {
  issue(claims: Claims): Promise<Issued>;
  issueStream(claims: Claims): Promise<string>;
  /** Revokes the conversation's tokens, as long as any of them can renew. */
  issueEnd(claims: Claims): Promise<string>;
  check(token: string, purpose: Purpose): Promise<Checked>;
  /** For renewing only: also takes a token that ended within 30 days; 90 days after `since` none. */
  checkRenewal(token: string): Promise<Checked>;
}

/** `jwtKeys`: newest first; the first signs, all are accepted. `now`: an ISO instant. */
export function createTokens({ jwtKeys, now }: { jwtKeys: () => string[]; now: () => string }): Tokens {
  const seconds = () => Math.floor(Date.parse(now()) / 1000);
  const keyOf = importedKeys();

  async function sign(claims: Claims, purpose: Purpose, life: number): Promise<Issued> {
    const [first] = jwtKeys();
    if (!first) throw new Error('no key to sign chat tokens with');
    const iat = seconds();
    const since = claims.since ?? iat;
    const exp = Math.min(iat + life, since + CHAIN_SECONDS);
    // ASVS 5.0 9.2.2, 9.2.3: each purpose has its own audience, so that a socket's token (it travels in a URL) opens nothing else.
    const token = await new SignJWT({ ...claims, since, iat, exp, aud: purpose })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(await keyOf(first));
    return { token, expiresIn: Math.max(0, exp - iat) };
  }

  async function read(token: string, purpose: Purpose, grace: number): Promise<Checked> {
    for (const text of jwtKeys()) {
      try {
        const { payload } = await jwtVerify(token, await keyOf(text), {
          // ASVS 5.0 9.1.2: one algorithm, ours.
          algorithms: ['HS256'],
          audience: purpose,
          // ASVS 5.0 9.2.1: the token's time span is checked.
          requiredClaims: ['exp'],
          currentDate: new Date(now()),
          clockTolerance: grace,
        });
        const { user, conversationId, tokenEpoch, locale, since, iat } = payload;
        if (typeof user !== 'string' || typeof conversationId !== 'string') continue;
        const begun = Number(since ?? iat ?? 0);
        if (seconds() >= begun + CHAIN_SECONDS) return { ok: false, why: 'expired' };
        return {
          ok: true,
          claims: {
            user,
            conversationId,
            tokenEpoch: Number(tokenEpoch ?? 0),
            since: begun,
            ...(locale ? { locale: String(locale) } : {}),
          },
        };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { ok: false, why: 'expired' };
      }
    }
    return { ok: false, why: 'invalid' };
  }

  return {
    issue: (claims) => sign(claims, 'directline', TOKEN_SECONDS),
    issueStream: async (claims) => (await sign(claims, 'directline-stream', STREAM_SECONDS)).token,
    issueEnd: async (claims) => (await sign(claims, 'directline-end', CHAIN_SECONDS)).token,
    check: (token, purpose) => read(token, purpose, 0),
    checkRenewal: (token) => read(token, 'directline', RENEW_SECONDS),
  };
}

/** Imported once: doing it for each token costs as much as the signature. There are two keys at most, while one is rotated. */
function importedKeys(): (text: string) => Promise<CryptoKey> {
  const known = new Map<string, Promise<CryptoKey>>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    if (known.size >= 4) known.clear();
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const key = crypto.subtle.importKey('raw', new TextEncoder().encode(text), algorithm, false, ['sign', 'verify']);
    known.set(text, key);
    return key;
  };
}
