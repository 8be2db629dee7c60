// The admin centre's public keys: fetched from its JWKS, kept a while, looked up by their id.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { nameOf } from '../process/log';

/** Older keys are fetched anew, so that one that was withdrawn ends. */
const FRESH_MS = 10 * 60_000;
/** While the admin centre does not answer, known keys are good for so long. */
const GOOD_MS = 60 * 60_000;
/** An unknown key id fetches at most once in this time: whoever makes up ids must not make us fetch. */
const UNKNOWN_GAP_MS = 60_000;
/** Without any key, so often. */
const EMPTY_GAP_MS = 5_000;
const TIMEOUT_MS = 3_000;
const MAX_BYTES = 256 * 1024;
/** ASVS 5.0 11.6.1: RSA keys below 2048 bits prove nothing. */
const RSA_BITS = 2048;

export type HostAlgorithm = 'RS256' | 'ES256';
export interface HostKey {
  kid?: string;
  key: KeyObject;
  /** The only algorithm that this key may verify. */
  algorithm: HostAlgorithm;
}

/** `unreachable`: no key is known, and none could be fetched. */
export type FoundKey = { ok: true; key: HostKey } | { ok: false; why: 'unknown' | 'unreachable' };

export interface HostKeys {
  /** The key of that id; without an id the only one there is. */
  find(kid: string | undefined): Promise<FoundKey>;
}

const jwks = z.object({
  keys: z
    .array(
      z.looseObject({
        kty: z.string(),
        kid: z.string().optional(),
        use: z.string().optional(),
        alg: z.string().optional(),
        crv: z.string().optional(),
      }),
    )
    .max(100),
});
type Jwk = z.infer<typeof jwks>['keys'][number];

/** A signing key of a kind that we take, else undefined: the others of the set are for somebody else. */
function keyOf(jwk: Jwk): HostKey | undefined {
  const algorithm = jwk.kty === 'RSA' ? 'RS256' : jwk.kty === 'EC' && jwk.crv === 'P-256' ? 'ES256' : undefined;
  if (!algorithm || (jwk.use ?? 'sig') !== 'sig' || (jwk.alg ?? algorithm) !== algorithm) return undefined;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    if (algorithm === 'RS256' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < RSA_BITS) return undefined;
    return { key, algorithm, ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) };
  } catch {
    return undefined;
  }
}

async function download(url: string): Promise<HostKey[]> {
  // A redirect could lead into our own network: none is followed (ASVS 5.0 15.3.2).
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new RangeError('too large');
    chunks.push(chunk);
  }
  return jwks
    .parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
    .keys.map(keyOf)
    .filter((key) => key !== undefined);
}

export interface HostKeysOptions {
  url: string;
  nowMs: () => number;
  log: { warn(fields: object, message: string): void };
}

/** Keys are fetched when the first one is asked for. */
export function createHostKeys({ url, nowMs, log }: HostKeysOptions): HostKeys {
  let keys: HostKey[] = [];
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;

  /** One fetch at a time; a failed one leaves what was known. */
  function fetchKeys(): Promise<void> {
    fetching ??= download(url)
      .then(
        (found) => {
          keys = found;
          fetchedAt = nowMs();
        },
        (error: unknown) => log.warn({ code: nameOf(error) }, "the admin centre's keys can't be read"),
      )
      .finally(() => {
        fetching = undefined;
      });
    triedAt = nowMs();
    return fetching;
  }

  const match = (kid: string | undefined): HostKey | undefined =>
    kid === undefined ? (keys.length === 1 ? keys[0] : undefined) : keys.find((one) => one.kid === kid);

  return {
    async find(kid) {
      const age = nowMs() - fetchedAt;
      const fresh = age <= FRESH_MS;
      const known = match(kid);
      if (known && fresh) return { ok: true, key: known };
      // While the admin centre has trouble, those whose key is known need not wait for each try.
      const trouble = age <= GOOD_MS && triedAt > fetchedAt;
      const due = nowMs() - triedAt >= (fresh ? UNKNOWN_GAP_MS : EMPTY_GAP_MS);
      const work = fetching ?? (due ? fetchKeys() : undefined);
      if (work && !(known && trouble)) await work;
      if (nowMs() - fetchedAt > GOOD_MS) return { ok: false, why: 'unreachable' };
      const key = match(kid);
      return key ? { ok: true, key } : { ok: false, why: 'unknown' };
    },
  };
}
