// Encrypts what must be read again, and notices every change: AES-256-GCM with a key of 32 bytes.
import { createCipheriv, createDecipheriv } from 'node:crypto';

/** NIST SP 800-38D, 5.2.1.1 and 8.2.2: random ones of 96 bits; at most 2^32 with one key. */
const IV = 12;
const TAG = 16;
const CIPHER = 'aes-256-gcm';

/** ASVS 5.0 11.3.2: an approved cipher that authenticates. `about` is not in it, and without it nothing opens it. */
export function sealText(key: Buffer, about: string, text: string, random: (bytes: number) => Buffer): string {
  const iv = random(IV);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG }).setAAD(Buffer.from(about));
  const sealed = [cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString('base64url');
}

/** Undefined: another key, another `about`, or not as it was sealed. */
export function openSealed(key: Buffer, about: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < IV + TAG) return undefined;
  const opener = createDecipheriv(CIPHER, key, bytes.subarray(0, IV), { authTagLength: TAG })
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(IV, IV + TAG));
  try {
    return Buffer.concat([opener.update(bytes.subarray(IV + TAG)), opener.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
