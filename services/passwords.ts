// Password hashing with scrypt, two at a time; the rules for passwords are beside it.
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

export { checkPassword, generatePassword } from './password-rules';

export interface Passwords {
  hash(password: string): Promise<string>;
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

interface Cost {
  /** log2 of N */
  ln: number;
  r: number;
  p: number;
}

const SALT = 16;
const LENGTH = 32;

/**
 * Hashes are PHC strings (`$scrypt$ln=15,r=8,p=3$salt$hash`): each is verified with the cost it was made with.
 * At most `atOnce` run, the others wait: one takes 32 MB and a thread of the pool that the store needs too.
 */
export function createPasswords({
  // ASVS 4.0.3 2.4.1, OWASP password storage sheet: N=2^15, r=8, p=3.
  cost = { ln: 15, r: 8, p: 3 },
  atOnce = 2,
  random = randomBytes,
}: {
  cost?: Cost;
  atOnce?: number;
  random?: (bytes: number) => Buffer;
} = {}): Passwords {
  const queued = queue(atOnce);
  // For addresses without an account the same work is done against this one.
  const nobody = { cost, salt: random(SALT), hash: random(LENGTH) };

  return {
    async hash(password) {
      const salt = random(SALT);
      const hash = await queued(() => derive(password, salt, cost));
      return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${base64(salt)}$${base64(hash)}`;
    },
    async verify(password, hash) {
      const known = hash === undefined ? undefined : parse(hash);
      const { cost: asMade, salt, hash: right } = known ?? nobody;
      const given = await queued(() => derive(password, salt, asMade));
      // ASVS 5.0 6.3.8: without an account the answer takes as long as with one.
      return timingSafeEqual(given, right) && known !== undefined;
    },
  };
}

/** A hash that no password fits: after "not me" the account waits for a new one. */
export const NO_PASSWORD = '';

const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');

function parse(text: string) {
  const [, ln, r, p, salt = '', hash = ''] =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(text) ?? [];
  const bytes = Buffer.from(hash, 'base64');
  if (!ln || bytes.length !== LENGTH) return undefined;
  return { cost: { ln: Number(ln), r: Number(r), p: Number(p) }, salt: Buffer.from(salt, 'base64'), hash: bytes };
}

function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** ln;
  const options: ScryptOptions = { N, r, p, maxmem: 128 * r * (N + p + 2) * 2 };
  // NFC: the same text typed on two systems is the same password; nothing else is changed (ASVS 5.0 6.2.8).
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, LENGTH, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function queue(atOnce: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
