// Signing in by the page around the chat: the configured admin centre, the demo's own, or a session of our own pages.
import { SignJWT } from 'jose';
import type { DemoHostToken } from '../../domain/bill-view';
import { DEMO_ADMIN } from '../../services/demo/tenant';
import { resolveHost, takeHostToken } from '../../services/account/host';
import type { Deps } from '../../services/shared/deps';
import type { HostSignIn } from '../channels/webchat/user';
import type { Config } from '../config';
import type { HostSettings } from '../config/embedding';
import { createOwnTokens, type OwnTokens } from './own';
import { createHostTokens, type HostTokenOptions, type HostTokens } from './token';

/** Whose tokens are believed; undefined = nobody's. In demo mode our own, signed with a key made for it. */
export function hostSettings(
  { hostTokens, demo, publicUrl }: Pick<Config, 'hostTokens' | 'demo' | 'publicUrl'>,
  { secrets }: Pick<Deps, 'secrets'>,
): HostSettings | undefined {
  if (hostTokens ?? !demo) return hostTokens;
  return { issuer: `${publicUrl}/demo`, audience: 'fapiao-demo', secret: secrets.sign('demoHost', 'key') };
}

/** A working hour: the page signs its administrator in again by itself. */
const DEMO_SECONDS = 3600;

/** A token of the demo's administrator, as an admin centre would sign it. */
export async function demoHostToken(
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  settings: HostSettings,
): Promise<DemoHostToken> {
  if (!('secret' in settings)) throw new Error('the demo signs with a secret');
  const { issuer, audience, secret } = settings;
  const { email, tenant, subject } = DEMO_ADMIN;
  const iat = Math.floor(Date.parse(now()) / 1000);
  const exp = iat + DEMO_SECONDS;
  const claims = { iss: issuer, aud: audience, sub: subject, jti: newId(), email, tenant, iat, exp };
  const key = new TextEncoder().encode(secret);
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key);
  return { token, expiresAt: new Date(exp * 1000).toISOString(), user: { email, tenant } };
}

export interface Host {
  /** Of either kind. */
  tokens: HostTokens;
  /** Those of our own pages. */
  own: OwnTokens;
  signIn: HostSignIn;
}

/** Whoever signs in with the account stands beside the admin centre's people, behind the same checks. */
function together(own: OwnTokens, host: HostTokens | undefined): HostTokens {
  return {
    check: async (token) => {
      if (own.names(token)) return own.check(token);
      return host ? host.check(token) : { ok: false, why: 'off' };
    },
  };
}

export function createHost(deps: Deps, settings: HostSettings | undefined, log: HostTokenOptions['log']): Host {
  const own = createOwnTokens(deps);
  const tokens = together(own, settings && createHostTokens({ settings, now: deps.now, log }));
  return {
    tokens,
    own,
    signIn: {
      check: tokens.check,
      resolve: (user, until) => resolveHost(deps, user, until),
      take: (id, conversation, expiresAt) => takeHostToken(deps, { id, conversation, expiresAt }),
    },
  };
}
