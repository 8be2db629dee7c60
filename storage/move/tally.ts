// Counts and hashes: what a store or a file holds, and whether two of them hold the same.
import type { Instant } from '../../domain/result';
import { type Entry, isAlive } from './document';

/** By hash of the key. The later version of a document takes the place of the earlier one. */
export type Tally = Map<string, Entry>;

export interface Sum {
  documents: number;
  /** Of all documents, in any order: their SHA-256 added up modulo 2^256. */
  hash: string;
}

export interface Difference {
  how: 'missing' | 'differs' | 'extra';
  kind: string;
  key: string;
}

const MODULUS = 1n << 256n;

export function sumOf(tally: Tally, now?: Instant): Sum {
  let [documents, total] = [0, 0n];
  for (const entry of tally.values()) {
    if (now !== undefined && !isAlive(entry, now)) continue;
    documents++;
    total += BigInt(`0x${entry.hash}`);
  }
  return { documents, hash: (total % MODULUS).toString(16).padStart(64, '0') };
}

/**
 * What is not the same, leaving out what has expired by `now`: it is gone in one of them a moment earlier. `allowed` may
 * be in `found` without being wanted.
 */
export function compare(wanted: Tally, found: Tally, now: Instant, allowed?: Tally): Difference[] {
  const differences: Difference[] = [];
  for (const [key, entry] of wanted) {
    const other = found.get(key);
    if (other?.hash === entry.hash || !isAlive(entry, now)) continue;
    differences.push({ how: other ? 'differs' : 'missing', kind: entry.kind, key });
  }
  for (const [key, entry] of found) {
    if (wanted.has(key) || allowed?.has(key) || !isAlive(entry, now)) continue;
    differences.push({ how: 'extra', kind: entry.kind, key });
  }
  return differences;
}

/** How many live documents of each kind, the most first. */
export function kindsOf(tally: Tally, now: Instant): Map<string, number> {
  const kinds = new Map<string, number>();
  for (const entry of tally.values()) if (isAlive(entry, now)) kinds.set(entry.kind, (kinds.get(entry.kind) ?? 0) + 1);
  return new Map([...kinds].toSorted(([, a], [, b]) => b - a));
}
