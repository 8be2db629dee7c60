// Server secrets: signing keys, one-time codes, link tokens.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { openSealed, sealText } from './seal';
import { bodyOf, keys, record } from '../../storage/records';
import type { Store } from '../../storage/store';
import { checkSecret } from './secret-check';

export interface Secrets {
  /** The newest key signs; the one before is still accepted. */
  sign(purpose: string, text: string): string;
  verify(purpose: string, text: string, signature: string): boolean;
  /** A 256-bit link token made from a stored nonce, and the SHA-256 that is stored. */
  link(purpose: string, nonce: string): { token: string; hash: string };
  /** The hash under which a token is stored. */
  hash(token: string): string;
  /** A key for looking up personal text without storing it: HMAC of the folded text. */
  fingerprint(purpose: string, text: string): string;
  /** Encrypts a text for one use and one holder: `about` is needed to open it, so that it is good in no other place. */
  seal(about: string, text: string): string;
  /** The text again. `stale`: sealed with the key before. Undefined: with neither, or for another holder. */
  unseal(about: string, sealed: string): { text: string; stale: boolean } | undefined;
  /** Keys for JWTs (Direct Line tokens), newest first. */
  jwtKeys(): string[];
}

/**
 * `secret` (configuration) signs; `previous` is accepted while rotating. Without it the key that the store keeps signs.
 * That key is made once, by whichever process comes first, and is always the one of fingerprints: they are places in the
 * store, so they must survive a rotation. A link that is still in the outbox while `secret` changes is dead when it
 * arrives; the person asks for a new one. Throws SecretDiffers when the store's other processes sign with another key.
 */
export async function createSecrets({
  store,
  secret,
  previous,
  random = randomBytes,
}: {
  store: Store;
  secret?: string;
  previous?: string;
  random?: (bytes: number) => Buffer;
}): Promise<Secrets> {
  const stored = await storedKey(store, random);
  const signing = secret ? [...new Set([secret, ...(previous ? [previous] : [])])] : [stored];
  const newest = signing[0] ?? stored;
  // The use stands in front, so that a value made for one use is never good for another.
  const mac = (key: string, use: string, purpose: string, text: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([use, purpose, text]))
      .digest();
  const checkOf = (key: string) => mac(key, 'check', '', '').toString('base64url');
  await checkSecret(store, {
    signing: checkOf(newest),
    replaces: secret ? [stored, ...(previous ? [previous] : [])].map(checkOf) : [],
    given: secret !== undefined,
    // The new secret as the previous one too: whatever there was before does not count.
    anew: secret !== undefined && secret === previous,
  });
  const hash = (token: string) => createHash('sha256').update(token).digest('base64url');

  return {
    sign: (purpose, text) => mac(newest, 'sign', purpose, text).toString('base64url'),
    verify(purpose, text, signature) {
      const given = Buffer.from(signature, 'base64url');
      return signing.some((key) => {
        const right = mac(key, 'sign', purpose, text);
        return given.length === right.length && timingSafeEqual(given, right);
      });
    },
    link(purpose, nonce) {
      // ASVS 5.0 6.5.2: the store and the outbox hold only what the token can't be made from without the secret.
      const token = mac(newest, 'link', purpose, nonce).toString('base64url');
      return { token, hash: hash(token) };
    },
    hash,
    fingerprint: (purpose, text) =>
      mac(stored, 'fingerprint', purpose, text.trim().normalize('NFKC').toLowerCase())
        .toString('base64url')
        .slice(0, 32),
    seal: (about, text) => sealText(mac(newest, 'seal', '', ''), about, text, random),
    unseal(about, sealed) {
      for (const [age, key] of signing.entries()) {
        const text = openSealed(mac(key, 'seal', '', ''), about, sealed);
        if (text !== undefined) return { text, stale: age > 0 };
      }
      return undefined;
    },
    jwtKeys: () => signing.map((key) => mac(key, 'jwt', '', '').toString('base64url')),
  };
}

async function storedKey(store: Store, random: (bytes: number) => Buffer): Promise<string> {
  const key = keys.secret();
  for (;;) {
    const found = await store.get(key);
    const first = found && bodyOf('secret', found).keys[0];
    if (first) return first;
    const made = random(32).toString('base64url');
    const committed = await store.commit(key.pk, [{ op: 'create', doc: record('secret', key, { keys: [made] }) }]);
    if (committed.ok) return made;
  }
}
