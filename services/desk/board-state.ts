// What a board holds while it is awake: the cards by document and by partition, and who is told of changes.
import type { Stored } from '../../storage/store';

/** What every card has: its document, and its place in list `open`. */
export interface BoardCard {
  place: string;
  pk: string;
  id: string;
  etag: string;
}

/** Changed cards, and the names of those that are open no more. `n` counts the changes of this epoch, without gaps. */
export interface BoardChange<C extends BoardCard> {
  epoch: string;
  n: number;
  set: C[];
  gone: string[];
  /** As they are now, to be counted at once. */
  all: Iterable<C>;
}

export interface Awake<C extends BoardCard> {
  epoch: string;
  n: number;
  cards: Map<string, C>;
  /** Keys by partition. */
  held: Map<string, Set<string>>;
  sorted: C[] | undefined;
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

export const newlyAwake = <C extends BoardCard>(epoch: string, usedAt: number): Awake<C> => ({
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

export function put<C extends BoardCard>(awake: Awake<C>, card: C): C {
  const held = awake.held.get(card.pk) ?? new Set<string>();
  held.add(keyOf(card));
  awake.held.set(card.pk, held);
  awake.cards.set(keyOf(card), card);
  awake.sorted = undefined;
  return card;
}

/** Takes a card away; undefined: it was not there. */
export function take<C extends BoardCard>(awake: Awake<C>, key: string): C | undefined {
  const card = awake.cards.get(key);
  const pk = card?.pk ?? '';
  awake.cards.delete(key);
  awake.held.get(pk)?.delete(key);
  if (!awake.held.get(pk)?.size) awake.held.delete(pk);
  awake.sorted = undefined;
  return card;
}

export const sortedCards = <C extends BoardCard>(awake: Awake<C>): readonly C[] =>
  (awake.sorted ??= [...awake.cards.values()].toSorted((a, b) => (a.place < b.place ? -1 : 1)));
