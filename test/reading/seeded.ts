// Chance that comes out the same on every machine (mulberry32).

export interface Seeded {
  /** From 0 up to, not including, `below`. */
  int: (below: number) => number;
  /** True in `share` of the cases, 0 to 1. */
  chance: (share: number) => boolean;
  pick: <T>(from: readonly T[]) => T;
  digits: (count: number) => string;
  shuffled: <T>(from: readonly T[]) => T[];
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]): T => {
    if (!from.length) throw new Error('nothing to pick from');
    return from[int(from.length)] as T;
  };
  return {
    int,
    chance: (share) => next() < share,
    pick,
    digits: (count) => Array.from({ length: count }, () => int(10)).join(''),
    shuffled: (from) => {
      const copy = [...from];
      for (let at = copy.length - 1; at > 0; at -= 1) {
        const other = int(at + 1);
        [copy[at], copy[other]] = [copy[other] as (typeof copy)[number], copy[at] as (typeof copy)[number]];
      }
      return copy;
    },
  };
}
