// Tokens of our own pages: who is signed in there by a session of their account; each use asks whether that still lives.
import { createSecretKey } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { PageToken } from '../../domain/bill-view';
import { accountSessionAt, type OpenAccountSession, sessionEnd } from '../../services/account/session';
import type { Deps } from '../../services/shared/deps';
import type { HostChecked } from './token';

/** The page asks for the next one in time. Long, since the session decides: the chat's link lasts as long as a token. */
const SECONDS = 1800;
const AUDIENCE = 'fapiao-page';

export interface OwnTokens {
  /** Whether a token says that it is ours; nothing else in it is believed before it is checked. */
  names(token: string): boolean;
  check(token: string): Promise<HostChecked>;
  /** A token for the page of a session; it ends with that at the latest. */
  issue(open: OpenAccountSession): Promise<PageToken>;
}

const claims = z.object({ sub: z.string(), sid: z.string(), jti: z.string(), exp: z.number() });

export function createOwnTokens(deps: Deps): OwnTokens {
  const { now, newId, publicUrl, secrets } = deps;
  const issuer = `${publicUrl}/account`;
  const key = createSecretKey(Buffer.from(secrets.sign('accountPage', 'key'), 'utf8'));
  const subjectOf = ({ account }: OpenAccountSession) => `account:${account.body.id}`;

  return {
    names(token) {
      try {
        const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as unknown;
        return z.object({ iss: z.literal(issuer) }).safeParse(payload).success;
      } catch {
        return false;
      }
    },
    async check(token) {
      try {
        // ASVS 5.0 9.1.2, 9.1.3, 9.2.3: one algorithm, our own key, made by us, and for these pages.
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          issuer,
          audience: AUDIENCE,
          currentDate: new Date(now()),
        });
        const { sid, jti, exp } = claims.parse(payload);
        const open = await accountSessionAt(deps, sid);
        // ASVS 5.0 7.4.1: a signature outlives a session; the session decides.
        if (!open) return { ok: false, why: 'expired' };
        const { customer, id, email, locale } = open.account.body;
        const user = { subject: subjectOf(open), email, locale, own: { customer, account: id } };
        return { ok: true, user, id: secrets.hash(jti), expiresAt: exp * 1000 };
      } catch (error) {
        const expired = (error as { code?: unknown }).code === 'ERR_JWT_EXPIRED';
        return { ok: false, why: expired ? 'expired' : 'refused' };
      }
    },
    async issue(open) {
      const iat = Math.floor(Date.parse(now()) / 1000);
      const exp = Math.min(iat + SECONDS, Math.floor(Date.parse(sessionEnd(open.session.body)) / 1000));
      const { email } = open.account.body;
      const payload = { iss: issuer, aud: AUDIENCE, sub: subjectOf(open), sid: open.hash, jti: newId(), iat, exp };
      const token = await new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key);
      return { token, expiresAt: new Date(exp * 1000).toISOString(), user: { email } };
    },
  };
}
