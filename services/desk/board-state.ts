// What the board holds while it is awake: the cards by document and by partition, and who is told of changes.
import type { Stored } from '../../storage/store';
import { type Card, cardOf } from './rows';

/** Changed cards, and the numbers of those that are open no more. `n` counts the changes of this epoch, without gaps. */
export interface BoardChange {
  epoch: string;
  n: number;
  set: Card[];
  gone: string[];
  /** As they are now, to be counted at once. */
  all: Iterable<Card>;
}

export interface Awake {
  epoch: string;
  n: number;
  cards: Map<string, Card>;
  /** Keys by partition. */
  held: Map<string, Set<string>>;
  sorted: Card[] | undefined;
  /** Partitions that rang, and were not read again yet. */
  rung: Set<string>;
  gathering: NodeJS.Timeout | undefined;
  /** While all is read for the first time: partitions that were read apart, and are newer. */
  touched: Set<string> | undefined;
  /** Partitions are read one after another: an older read never comes after a newer one. */
  reading: Promise<unknown>;
  whole: Promise<void>;
  looking: Promise<void>;
  waiting: Promise<void> | undefined;
  /** Of the last use, in milliseconds. */
  usedAt: number;
  repaired: number;
  stop: () => void;
}

export const newlyAwake = (epoch: string, usedAt: number): Awake => ({
  epoch,
  n: 0,
  cards: new Map(),
  held: new Map(),
  sorted: undefined,
  rung: new Set(),
  gathering: undefined,
  touched: new Set(),
  reading: Promise.resolve(),
  whole: Promise.resolve(),
  looking: Promise.resolve(),
  waiting: undefined,
  usedAt,
  repaired: 0,
  stop: () => undefined,
});

export const keyOf = ({ pk, id }: Pick<Stored, 'pk' | 'id'>): string => `${pk}\n${id}`;

export function put(awake: Awake, doc: Stored, now: string): Card {
  const card = cardOf(doc, now);
  const held = awake.held.get(doc.pk) ?? new Set<string>();
  held.add(keyOf(doc));
  awake.held.set(doc.pk, held);
  awake.cards.set(keyOf(doc), card);
  awake.sorted = undefined;
  return card;
}

/** Takes a card away; answers its application's number. */
export function take(awake: Awake, key: string): string {
  const card = awake.cards.get(key);
  const pk = card?.pk ?? '';
  awake.cards.delete(key);
  awake.held.get(pk)?.delete(key);
  if (!awake.held.get(pk)?.size) awake.held.delete(pk);
  awake.sorted = undefined;
  return card?.row.number ?? '';
}

export const sortedCards = (awake: Awake): readonly Card[] =>
  (awake.sorted ??= [...awake.cards.values()].toSorted((a, b) => (a.place < b.place ? -1 : 1)));
