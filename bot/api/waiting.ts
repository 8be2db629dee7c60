// Requests that wait for a change: one watcher of the store for the whole process, none while nobody waits.
import type { Store } from '../../storage/store';

export interface Bell {
  /** Resolves when one of the partitions changed since the bell was taken or last rang, or after `ms`, or at the end. */
  next(partitions: readonly string[], ms: number): Promise<void>;
  /** Nobody waits any more: the caller has gone, or the process stops. */
  over(): boolean;
  /** The caller has gone. */
  hangUp(): void;
  /** Gives the bell back. */
  done(): void;
}

export interface Waiting {
  /** A bell, taken before what it watches is read, so that no change falls between. Undefined: too many wait. */
  take(person: string): Bell | undefined;
  /** Wakes everybody: the process stops. */
  close(): void;
}

interface Waiter {
  /** Unknown before the first read: then everything counts. */
  partitions?: readonly string[];
  rung: Set<string>;
  wake: () => void;
  over: boolean;
}

/** `perPerson`: tabs of one person; `most`: in the whole process. */
export function createWaiting(
  store: Pick<Store, 'watch'>,
  { perPerson = 12, most = 5_000 }: { perPerson?: number; most?: number } = {},
): Waiting {
  const waiters = new Set<Waiter>();
  const persons = new Map<string, number>();
  let unwatch: (() => void) | undefined;
  let closed = false;

  function notify(pks: readonly string[]): void {
    for (const waiter of waiters) {
      const { partitions } = waiter;
      for (const pk of pks) if (partitions ? partitions.includes(pk) : pk.startsWith('customer:')) waiter.rung.add(pk);
      waiter.wake();
    }
  }

  function count(person: string, by: number): void {
    const next = (persons.get(person) ?? 0) + by;
    if (next > 0) persons.set(person, next);
    else persons.delete(person);
  }

  function bell(person: string, waiter: Waiter): Bell {
    const end = () => {
      waiter.over = true;
      waiter.wake();
    };
    return {
      over: () => waiter.over || closed,
      hangUp: end,
      next: (partitions, ms) =>
        new Promise((resolve) => {
          waiter.partitions = partitions;
          const timer = setTimeout(finish, ms);
          function finish(): void {
            clearTimeout(timer);
            waiter.rung.clear();
            waiter.wake = () => undefined;
            resolve();
          }
          const rang = () => waiter.over || closed || partitions.some((pk) => waiter.rung.has(pk));
          waiter.wake = () => rang() && finish();
          waiter.wake();
        }),
      done() {
        if (!waiters.delete(waiter)) return;
        count(person, -1);
        if (waiters.size) return;
        unwatch?.();
        unwatch = undefined;
      },
    };
  }

  return {
    take(person) {
      if (closed || waiters.size >= most || (persons.get(person) ?? 0) >= perPerson) return undefined;
      const waiter: Waiter = { rung: new Set(), wake: () => undefined, over: false };
      waiters.add(waiter);
      count(person, 1);
      unwatch ??= store.watch(notify);
      return bell(person, waiter);
    },
    close() {
      closed = true;
      for (const waiter of waiters) waiter.wake();
    },
  };
}
