// Who owns which characters of a message: each at most once, so that nothing is read twice and nothing is glued together.

export interface Span {
  from: number;
  /** Exclusive. */
  to: number;
}

export interface Claims {
  /** Takes the characters; false, and nothing taken, when one of them has an owner. */
  claim(from: number, to: number): boolean;
  /** Takes the characters from whoever has them. */
  take(from: number, to: number): void;
  isFree(from: number, to: number): boolean;
  /** The end of the free run that begins at `from`; `from` itself when it is taken. */
  freeUntil(from: number, to: number): number;
  /** The runs without an owner. */
  gaps(): Span[];
}

export function createClaims(length: number): Claims {
  const owned = new Uint8Array(length);
  const isFree = (from: number, to: number): boolean => {
    for (let at = from; at < to; at += 1) if (owned[at]) return false;
    return true;
  };
  return {
    claim(from, to) {
      if (!isFree(from, to)) return false;
      owned.fill(1, from, to);
      return true;
    },
    take(from, to) {
      owned.fill(1, from, to);
    },
    isFree,
    freeUntil(from, to) {
      let at = from;
      while (at < to && !owned[at]) at += 1;
      return at;
    },
    gaps() {
      const found: Span[] = [];
      for (let at = 0; at < length; at += 1) {
        if (owned[at]) continue;
        const from = at;
        while (at < length && !owned[at]) at += 1;
        found.push({ from, to: at });
      }
      return found;
    },
  };
}
