// Moves everything from a source into a store, and then proves by count and hash that it is there.
import type { Instant } from '../../domain/result';
import { isKnown } from '../records';
import type { Store } from '../store';
import { isAlive, type Moved } from './document';
import { type Loaded, load } from './load';
import { type Source, tallyOf } from './source';
import { compare, type Difference, kindsOf, type Sum, sumOf, type Tally } from './tally';

/**
 * `empty`: only into a store that holds nothing, or nothing but documents of the source (a move that was cut off).
 * `resume`: beside other documents. `overwrite`: also over documents that differ.
 */
export type Mode = 'empty' | 'resume' | 'overwrite';
export type Step = 'looking' | 'written' | 'checked';

export interface TransferOptions {
  source: Source;
  target: Store;
  mode: Mode;
  now: () => Instant;
  /** How far it is, now and then. */
  progress?: (step: Step, documents: number) => void;
}

export interface Report extends Loaded {
  source: Sum;
  /** Of what the source holds, too; documents that the target had besides are not in it. */
  target: Sum;
  /** Live documents in the target that the source does not hold and that were there before. */
  others: number;
  /** Documents of each kind that the source holds. */
  kinds: Map<string, number>;
  /** Documents that a newer version of the product wrote: copied as they are. */
  newer: number;
  /** Empty: the source and the target hold the same. */
  differences: Difference[];
}

export type Transferred =
  | { ok: true; report: Report }
  /** Nothing was written: so many documents are there, so many of them not the same as in the source. */
  | { ok: false; why: 'occupied'; documents: number; foreign: number };

/** Resumable: the same call again after whatever cut it off. Throws what the stores throw. */
export async function transfer(options: TransferOptions): Promise<Transferred> {
  const { source, target, mode, now, progress = () => {} } = options;
  const before = await tallyOf(target, (documents) => progress('looking', documents));
  if (mode === 'empty' && before.size) {
    const wanted = await source.tally();
    const foreign = foreignIn(before, wanted, now());
    if (foreign) return { ok: false, why: 'occupied', documents: before.size, foreign };
  }
  let newer = 0;
  const counted = async function* (): AsyncGenerator<Moved> {
    for await (const item of source.read()) {
      if (!isKnown(item.doc)) newer++;
      yield item;
    }
  };
  const loaded = await load(counted(), {
    target,
    before,
    overwrite: mode === 'overwrite',
    now,
    progress: (documents) => progress('written', documents),
  });
  const wanted = await source.tally();
  const found = await tallyOf(target, (documents) => progress('checked', documents));
  return { ok: true, report: { ...loaded, newer, ...proof(wanted, found, before, now()) } };
}

function foreignIn(before: Tally, wanted: Tally, now: Instant): number {
  let foreign = 0;
  for (const [key, entry] of before) if (isAlive(entry, now) && wanted.get(key)?.hash !== entry.hash) foreign++;
  return foreign;
}

function proof(wanted: Tally, found: Tally, before: Tally, now: Instant) {
  const allowed = new Map([...before].filter(([key]) => !wanted.has(key)));
  const others = [...found].filter(([key, entry]) => allowed.has(key) && isAlive(entry, now));
  const mine = new Map([...found].filter(([key]) => !allowed.has(key)));
  return {
    source: sumOf(wanted, now),
    target: sumOf(mine, now),
    others: others.length,
    kinds: kindsOf(wanted, now),
    differences: compare(wanted, found, now, allowed),
  };
}
