// Direct Line tokens: who speaks in which conversation. One kind for calls, a short one for opening a socket.
import jwt from 'jsonwebtoken';

/** What a token says. `user` is the claim that Direct Line clients read; `dl_` marks ids that only a token may hold. */
export interface Claims {
  user: string;
  conversationId: string;
  /** Void once the conversation's is higher: all tokens are revoked together. */
  tokenEpoch: number;
  locale?: string;
}

type Purpose = 'directline' | 'directline-stream';
export type Checked = { ok: true; claims: Claims } | { ok: false; why: 'expired' | 'invalid' };

/** Official clients refresh every 15 minutes; the rest is for sleep. */
export const TOKEN_SECONDS = 3600;
const STREAM_SECONDS = 60;
/** So long after its end a token still renews. */
const RENEW_SECONDS = 30 * 24 * 3600;

export interface Tokens {
  issue(claims: Claims): string;
  issueStream(claims: Claims): string;
  check(token: string, purpose: Purpose): Checked;
  /** For renewing only: also takes a token that ended within 30 days. */
  checkRenewal(token: string): Checked;
}

/** `jwtKeys`: newest first; the first signs, all are accepted. `now`: an ISO instant. */
export function createTokens({ jwtKeys, now }: { jwtKeys: () => string[]; now: () => string }): Tokens {
  const seconds = () => Math.floor(Date.parse(now()) / 1000);

  const sign = (claims: Claims, purpose: Purpose, life: number) => {
    const key = jwtKeys()[0];
    if (!key) throw new Error('no key to sign chat tokens with');
    const iat = seconds();
    // ASVS 5 9.2.2, 9.2.3: each purpose has its own audience, so that a socket's token (it travels in a URL) opens nothing else.
    return jwt.sign({ ...claims, iat, exp: iat + life }, key, { algorithm: 'HS256', audience: purpose });
  };

  const read = (token: string, purpose: Purpose, grace: number): Checked => {
    for (const key of jwtKeys()) {
      let payload: jwt.JwtPayload;
      try {
        // ASVS 5 9.1.2: one algorithm, ours.
        payload = jwt.verify(token, key, {
          algorithms: ['HS256'],
          audience: purpose,
          ignoreExpiration: true,
        }) as jwt.JwtPayload;
      } catch {
        continue;
      }
      const { user, conversationId, tokenEpoch, locale, exp } = payload;
      if (typeof user !== 'string' || typeof conversationId !== 'string' || typeof exp !== 'number') continue;
      // ASVS 5 9.2.1: the token's time span is checked.
      if (seconds() >= exp + grace) return { ok: false, why: 'expired' };
      return {
        ok: true,
        claims: {
          user,
          conversationId,
          tokenEpoch: Number(tokenEpoch ?? 0),
          ...(locale ? { locale: String(locale) } : {}),
        },
      };
    }
    return { ok: false, why: 'invalid' };
  };

  return {
    issue: (claims) => sign(claims, 'directline', TOKEN_SECONDS),
    issueStream: (claims) => sign(claims, 'directline-stream', STREAM_SECONDS),
    check: (token, purpose) => read(token, purpose, 0),
    checkRenewal: (token) => read(token, 'directline', RENEW_SECONDS),
  };
}
