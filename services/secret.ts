// Server secrets: signing keys, one-time codes, link tokens.

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
  /** Keys for JWTs (Direct Line tokens), newest first. */
  jwtKeys(): string[];
}
