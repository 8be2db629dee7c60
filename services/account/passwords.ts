// Password hashing with scrypt, two at a time; the rules for passwords are beside it.
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import type { Parsed } from '../../domain/result';
import { createFairQueue, TooBusy, type Whose } from '../shared/fair-queue';
import type { Judging } from './password-thread';
import { createJobs, type Jobs, ThreadBusy } from '../shared/thread';

export { checkPassword, generatePassword } from './password-rules';

/** All throw TooBusy, before any work, when too many wait. `whose`: each key has a share, so that none holds up others. */
export interface Passwords {
  hash(password: string, whose: Whose): Promise<string>;
  verify(password: string, hash: string | undefined, whose: Whose): Promise<boolean>;
  /** `checkPassword`, in a thread of its own. */
  check(password: string, about: { email: string }, whose: Whose): Promise<Parsed<string>>;
  close(): Promise<void>;
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
  // ASVS 5.0 11.4.2, OWASP password storage sheet: N=2^15, r=8, p=3.
  cost = { ln: 15, r: 8, p: 3 },
  atOnce = 2,
  random = randomBytes,
  judge = createJudge(),
}: {
  cost?: Cost;
  atOnce?: number;
  random?: (bytes: number) => Buffer;
  judge?: Jobs<Judging, Parsed<string>>;
} = {}): Passwords {
  const queued = createFairQueue({ atOnce, ...WAITING });
  const judged = createFairQueue({ atOnce: JUDGED, ...WAITING });
  // For addresses without an account the same work is done against this one.
  const nobody = { cost, salt: random(SALT), hash: random(LENGTH) };

  return {
    async hash(password, whose) {
      const salt = random(SALT);
      const hash = await queued(whose, () => derive(password, salt, cost));
      return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${base64(salt)}$${base64(hash)}`;
    },
    async verify(password, hash, whose) {
      const known = hash === undefined ? undefined : parse(hash);
      const { cost: asMade, salt, hash: right } = known ?? nobody;
      const given = await queued(whose, () => derive(password, salt, asMade));
      // ASVS 5.0 6.3.8: without an account the answer takes as long as with one.
      return timingSafeEqual(given, right) && known !== undefined;
    },
    check: (password, { email }, whose) =>
      judged(whose, () =>
        judge.do({ password, email }).catch((error: unknown) => {
          throw error instanceof ThreadBusy ? new TooBusy(error.message) : error;
        }),
      ),
    close: () => judge.close(),
  };
}

/** At half a second each the last of so many waits some eight seconds, which a browser and a person do. */
const WAITING = { each: 4, strangers: 24, all: 32 };
/** In the thread one is judged after the other: one more keeps it busy. */
const JUDGED = 2;

/** The dictionaries take some 60 MB there. */
const createJudge = () =>
  createJobs<Judging, Parsed<string>>({ file: join(__dirname, 'password-thread'), maxWaiting: 32 });

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
