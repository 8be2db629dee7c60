// Signing in by the page around the chat: the configured admin centre, or the demo's own.
import { resolveHost, takeHostToken } from '../../services/host';
import type { Deps } from '../../services/deps';
import type { HostSignIn } from '../channels/webchat';
import type { Config } from '../config';
import type { HostSettings } from '../config-embedding';
import { createHostTokens, type HostTokenOptions, type HostTokens } from './token';

/** Whose tokens are believed; undefined = nobody's. In demo mode our own, signed with a key made for it. */
export function hostSettings(
  { hostTokens, demo, publicUrl }: Pick<Config, 'hostTokens' | 'demo' | 'publicUrl'>,
  { secrets }: Pick<Deps, 'secrets'>,
): HostSettings | undefined {
  if (hostTokens ?? !demo) return hostTokens;
  return { issuer: `${publicUrl}/demo`, audience: 'fapiao-demo', secret: secrets.sign('demoHost', 'key') };
}

export interface Host {
  tokens: HostTokens;
  signIn: HostSignIn;
}

export function createHost(
  deps: Deps,
  settings: HostSettings | undefined,
  log: HostTokenOptions['log'],
): Host | undefined {
  if (!settings) return undefined;
  const tokens = createHostTokens({ settings, now: deps.now, log });
  return {
    tokens,
    signIn: {
      check: tokens.check,
      resolve: (user) => resolveHost(deps, user),
      take: (id, conversation, expiresAt) => takeHostToken(deps, { id, conversation, expiresAt }),
    },
  };
}
