// Heavy work, few at a time: everybody in turn, nobody more than a share, and a bound on all that wait.

/** Too many wait: nothing was done, the same may succeed in a moment. */
export class TooBusy extends Error {
  override name = 'TooBusy';
  readonly retrySeconds = 5;
}

/** For whom work is done. `own`: people we know; the last places are theirs. */
export interface Whose {
  key: string;
  own?: boolean;
}

export interface FairQueueOptions {
  atOnce: number;
  /** Of one key, running ones included. */
  each: number;
  /** Of all: strangers, and all together. */
  strangers: number;
  all: number;
}

/** Keys take turns, so that a hundred of one hold up another by one. Throws TooBusy. */
export function createFairQueue({ atOnce, each, strangers, all }: FairQueueOptions) {
  /** In the order of their next turn. */
  const waiting = new Map<string, (() => void)[]>();
  const held = new Map<string, number>();
  let running = 0;
  let waits = 0;

  function next(): void {
    const first = waiting.entries().next().value;
    if (!first) {
      running -= 1;
      return;
    }
    const [key, line] = first;
    waiting.delete(key);
    const go = line.shift();
    if (line.length) waiting.set(key, line);
    waits -= 1;
    go?.();
  }

  return async <T>({ key, own = false }: Whose, work: () => Promise<T>): Promise<T> => {
    const mine = held.get(key) ?? 0;
    // ASVS 5.0 15.2.2: what takes long is bounded before it begins.
    if (mine >= each || waits >= (own ? all : strangers)) throw new TooBusy(`${waits} wait`);
    held.set(key, mine + 1);
    try {
      if (running >= atOnce) {
        waits += 1;
        await new Promise<void>((go) => {
          const line = waiting.get(key);
          if (line) line.push(go);
          else waiting.set(key, [go]);
        });
      } else running += 1;
      try {
        return await work();
      } finally {
        next();
      }
    } finally {
      const left = (held.get(key) ?? 1) - 1;
      if (left) held.set(key, left);
      else held.delete(key);
    }
  };
}
