// What every use-case is given: nothing here is looked up elsewhere, so tests pass their own clock and randomness.
import type { Business } from '../../domain/business';
import type { Instant } from '../../domain/result';
import type { Blobs } from '../../storage/blobs';
import type { Store } from '../../storage/store';
import type { Passwords } from '../account/passwords';
import type { Secrets } from './secret';

export interface Deps {
  store: Store;
  /** The files of issued fapiao. */
  blobs: Blobs;
  now: () => Instant;
  /** A UUID. */
  newId: () => string;
  /** Cryptographically random bytes. */
  random: (bytes: number) => Buffer;
  business: Business;
  secrets: Secrets;
  passwords: Passwords;
  /** Base of all links, without a trailing slash. */
  publicUrl: string;
  /** Called after a commit that left work in the outbox: the dispatcher looks at once instead of at its next round. */
  wake: () => void;
}
