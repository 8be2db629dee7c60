// Settings of the pages that the chat stands in: the admin centre's tokens, and Azure Direct Line.
import { trimOf } from '../../domain/text';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ }).transform((text) => trimOf(text, undefined, /\//));

export const EMBEDDING = {
  HOST_JWKS_URL: [url.optional(), "the address of the admin centre's public keys (a JWKS); https, or this machine"],
  HOST_JWT_SECRET: [z.string().min(32).optional(), 'the secret shared with the admin centre, at least 32 characters'],
  HOST_JWT_ISSUER: [z.string().optional(), "what stands in the tokens' iss"],
  HOST_JWT_AUDIENCE: [z.string().optional(), "what stands in the tokens' aud"],
  DIRECTLINE_SECRET: [z.string().min(8).optional(), 'a secret of the bot’s Direct Line channel in Azure'],
  DIRECTLINE_ENDPOINT: [
    url.optional(),
    'an https address, for example https://directline.botframework.com (without /v3)',
  ],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

export const EMBEDDING_SECRETS = ['HOST_JWT_SECRET', 'DIRECTLINE_SECRET'];

type Set = { [K in keyof typeof EMBEDDING]: z.infer<(typeof EMBEDDING)[K][0]> };

/** How tokens of the admin centre are proven: by its public keys, or by a shared secret. Never both. */
export type HostSettings = { issuer: string; audience: string } & ({ jwksUrl: string } | { secret: string });

/** The bot's Direct Line channel in Azure. `endpoint` without a path. */
export interface DirectLineSettings {
  secret: string;
  endpoint: string;
}

/** Azure operated by 21Vianet has another one: https://directline.botframework.azure.cn (known by that name, not tried). */
const AZURE = 'https://directline.botframework.com';

const isLocal = (address: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
/** ASVS 5.0 12.3.1: keys and secrets travel by TLS, except on this machine. */
const isSafe = (address: string): boolean => address.startsWith('https:') || isLocal(address);

/** Values that fit alone and not together, a line each. */
export function embeddingProblems(set: Set & { MicrosoftAppId?: string | undefined }): string[] {
  const problems: string[] = [];
  const missing = (name: keyof Set | 'MicrosoftAppId', why: keyof Set, wants: string) =>
    problems.push(`${name}: got nothing, wants ${wants} as ${why} is set`);
  const { HOST_JWKS_URL, HOST_JWT_SECRET, DIRECTLINE_SECRET, DIRECTLINE_ENDPOINT } = set;
  const host = (['HOST_JWKS_URL', 'HOST_JWT_SECRET', 'HOST_JWT_ISSUER', 'HOST_JWT_AUDIENCE'] as const).find(
    (name) => set[name],
  );
  // ASVS 5.0 9.1.2: one way of signing, so that a public key is never taken for a shared secret.
  if (HOST_JWKS_URL && HOST_JWT_SECRET)
    problems.push('HOST_JWT_SECRET: got something, wants nothing as HOST_JWKS_URL is set');
  if (host && !HOST_JWKS_URL && !HOST_JWT_SECRET)
    missing('HOST_JWKS_URL', host, `${EMBEDDING.HOST_JWKS_URL[1]}, or HOST_JWT_SECRET`);
  if (host && !set.HOST_JWT_ISSUER) missing('HOST_JWT_ISSUER', host, EMBEDDING.HOST_JWT_ISSUER[1]);
  if (host && !set.HOST_JWT_AUDIENCE) missing('HOST_JWT_AUDIENCE', host, EMBEDDING.HOST_JWT_AUDIENCE[1]);
  if (DIRECTLINE_ENDPOINT && !DIRECTLINE_SECRET)
    missing('DIRECTLINE_SECRET', 'DIRECTLINE_ENDPOINT', EMBEDDING.DIRECTLINE_SECRET[1]);
  // Azure brings the messages to /api/messages, where only a registered bot can prove who sends them.
  if (DIRECTLINE_SECRET && !set.MicrosoftAppId)
    missing('MicrosoftAppId', 'DIRECTLINE_SECRET', 'the app id of the bot registration');
  for (const name of ['HOST_JWKS_URL', 'DIRECTLINE_ENDPOINT'] as const) {
    const address = set[name];
    if (address && !isSafe(address))
      problems.push(`${name}: got ${JSON.stringify(address)}, wants ${EMBEDDING[name][1]}`);
  }
  return problems;
}

/** What is configured; nothing where nothing is. */
export function embeddingOf(set: Set): { hostTokens?: HostSettings; directLine?: DirectLineSettings } {
  const { HOST_JWKS_URL: jwksUrl, HOST_JWT_SECRET: secret, HOST_JWT_ISSUER: issuer = '' } = set;
  const place = { issuer, audience: set.HOST_JWT_AUDIENCE ?? '' };
  const hostTokens = jwksUrl ? { ...place, jwksUrl } : secret ? { ...place, secret } : undefined;
  const key = set.DIRECTLINE_SECRET;
  return {
    hostTokens,
    ...(key ? { directLine: { secret: key, endpoint: set.DIRECTLINE_ENDPOINT ?? AZURE } } : {}),
  };
}
