// What every use-case is given: nothing here is looked up elsewhere, so tests pass their own clock and randomness.
import type { Business } from '../../domain/business';
import type { Instant } from '../../domain/result';
import type { Blobs } from '../../storage/blobs';
import type { Actor } from '../../domain/people';
import type { Application } from '../../storage/records';
import type { Store, Write } from '../../storage/store';
import type { Passwords } from '../account/passwords';
import type { Secrets } from './secret';

/** Who issues. Implementations in services/issuing/issuer.ts. */
export interface Issuer {
  /** What tells it of an application's change, for the commit of that change. `event`: its newest, or that staff took it. */
  rows(deps: Deps, application: Application, told: { event: string; by: Actor; at?: Instant }): Write[];
}

export interface Deps {
  store: Store;
  /** The files of issued fapiao. */
  blobs: Blobs;
  now: () => Instant;
  /** A UUID. */
  newId: () => string;
  /** Cryptographically random bytes. */
  random: (bytes: number) => Buffer;
  /** What counts now: the environment's with what was set at the desk (services/settings/live.ts). */
  business: Business;
  /** What counts where nothing was set. */
  environment: Business;
  secrets: Secrets;
  passwords: Passwords;
  /** Left out: the desk, which sees all open work by itself. */
  issuer?: Issuer;
  /** Base of all links, without a trailing slash. */
  publicUrl: string;
  /** Called after a commit that left work in the outbox: the dispatcher looks at once instead of at its next round. */
  wake: () => void;
}
