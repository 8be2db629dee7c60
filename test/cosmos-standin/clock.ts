// The stand-in's clock: the machine's, moved by a test. TTL, `_ts` and the replicas' lag go by it.

export interface StandinClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves on by so many milliseconds. */
  advance(ms: number): void;
  /** Stands at this time until it is moved again; undefined: runs with the machine's. */
  set(at: number | undefined): void;
}

export function createClock(): StandinClock {
  let frozen: number | undefined;
  let ahead = 0;
  return {
    now: () => frozen ?? Date.now() + ahead,
    advance(ms) {
      if (frozen === undefined) ahead += ms;
      else frozen += ms;
    },
    set(at) {
      frozen = at;
      ahead = 0;
    },
  };
}
