// Settings of an issuing service that plugs in: where it is told of work, the secret of the signatures, and the key with which it calls.
import { z } from 'zod';
import { isLoopbackUrl } from '../http/loopback';

/** 32 characters of base64 and more: what a generator of secrets gives (Standard Webhooks: 24 to 64 bytes). */
const SECRET = /^(?:whsec_)?[A-Za-z0-9+/]{32,}={0,2}$/;

export const ISSUING = {
  ISSUING_URL: [
    z.url({ protocol: /^https?$/ }).optional(),
    'the address of the issuing service that is told of work; https, or this machine',
  ],
  ISSUING_SECRET: [
    z.string().regex(SECRET).optional(),
    'at least 32 characters of base64, with or without whsec_ in front: the secret of the signatures',
  ],
  ISSUING_KEY: [z.string().min(32).optional(), 'at least 32 random characters: the key with which the service calls'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

export const ISSUING_SECRETS = ['ISSUING_SECRET', 'ISSUING_KEY'];

type Set = { [K in keyof typeof ISSUING]: z.infer<(typeof ISSUING)[K][0]> };

/** Where the service is told. */
export interface WebhookSettings {
  url: string;
  secret: string;
  /** How long it may take to answer. */
  patienceMs?: number;
}

/** `webhook`: it is told; else it asks. It proves itself by `key`, or by signatures with `secret`. */
export interface IssuingSettings {
  webhook?: WebhookSettings;
  key?: string;
  secret?: string;
}

/** Values that fit alone and not together, a line each. */
export function issuingProblems({ ISSUING_URL: url, ISSUING_SECRET: secret }: Set): string[] {
  const problems: string[] = [];
  if (url && !secret)
    problems.push(`ISSUING_SECRET: got nothing, wants ${ISSUING.ISSUING_SECRET[1]} as ISSUING_URL is set`);
  // ASVS 5.0 12.3.1: titles, tax ids and addresses travel by TLS, except on this machine.
  if (url && !url.startsWith('https:') && !isLoopbackUrl(url))
    problems.push(`ISSUING_URL: got ${JSON.stringify(url)}, wants ${ISSUING.ISSUING_URL[1]}`);
  if (url && new URL(url).username) problems.push('ISSUING_URL: got a password in it, wants an address without one');
  return problems;
}

/** What is configured; nothing where nothing is. */
export function issuingOf({ ISSUING_URL: url, ISSUING_SECRET: secret, ISSUING_KEY: key }: Set): {
  issuing?: IssuingSettings;
} {
  if (!secret && !key) return {};
  return {
    issuing: {
      ...(url && secret ? { webhook: { url, secret } } : {}),
      ...(secret ? { secret } : {}),
      ...(key ? { key } : {}),
    },
  };
}
