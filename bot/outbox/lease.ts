// Holds a row of due work while it is worked on: the lease is short, and renewed as long as this process lives.
import type { Instant } from '../../domain/result';
import { later, MINUTE } from '../../domain/time';
import { postpone } from '../../storage/dues';
import type { Store, Stored } from '../../storage/store';

/** Work that hangs is left to others in the end, although its process lives. */
const LONGEST_MS = 5 * MINUTE;

export interface Lease {
  /** Ends the renewing; answers the row as it is stored now, for the write that says what became of it. */
  end(): Promise<Stored>;
}

/**
 * Keeps a leased row for this process: a dead one's rows are taken by others after at most `leaseMs`. Work that is done
 * within a third of that costs no write. A renewal that fails is no reason to stop: what is leased is safe when two do it.
 */
export function holdLease(
  store: Store,
  taken: Stored,
  { now, leaseMs }: { now: () => Instant; leaseMs: number },
): Lease {
  const until = performance.now() + LONGEST_MS;
  let row = taken;
  let renewing: Promise<void> | undefined;

  async function renew(): Promise<void> {
    if (performance.now() > until) return clearInterval(timer);
    const renewed = await postpone(store, row, later(now(), leaseMs));
    if (renewed) row = renewed;
    else clearInterval(timer);
  }

  const timer = setInterval(() => {
    renewing ??= renew()
      .catch(() => undefined)
      .finally(() => {
        renewing = undefined;
      });
  }, leaseMs / 3);
  timer.unref();

  return {
    async end() {
      clearInterval(timer);
      // Its ETag would be another one in the middle of our last write.
      await renewing;
      return row;
    },
  };
}
