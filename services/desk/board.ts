// The board: every open application as a card in memory, kept fresh by the store's doorbell while somebody is at the desk.
import { setImmediate as others } from 'node:timers/promises';
import { OPEN_APPLICATIONS } from '../../domain/desk';
import type { Instant } from '../../domain/result';
import { MINUTE } from '../../domain/time';
import { everyIn } from '../../storage/every';
import { isKnown } from '../../storage/records';
import type { Store, Stored } from '../../storage/store';
import { type Awake, type BoardChange, keyOf, newlyAwake, put, sortedCards, take } from './board-state';
import type { Card } from './rows';

export type { BoardChange } from './board-state';

export interface Board {
  /**
   * All cards by when they are to be done, and how far the changes have come that are in them; reads them first where
   * nobody was at the desk. Throws what the store throws.
   */
  read(): Promise<{ cards: readonly Card[]; at: { epoch: string; n: number } }>;
  /** All of it again, by a look that begins after this was asked: for a tab whose socket is at another process. */
  fresh(): Promise<void>;
  /** Is told of every change from now on; keeps the board awake. Answers the stop. */
  watch(listener: (change: BoardChange) => void): () => void;
  /** `repaired`: what no doorbell told. */
  stats(): { awake: boolean; cards: number; repaired: number };
  close(): void;
}

export interface BoardOptions {
  store: Pick<Store, 'list' | 'watch'>;
  now: () => Instant;
  newId: () => string;
  /** From one whole look to the next. */
  everyMs?: number;
  /** It sleeps so long after nobody watched or asked any more. */
  keepMs?: number;
  /** Rings are gathered so long. */
  gatherMs?: number;
  /** What could not be read; the next look repairs it. */
  onTrouble?: (error: unknown) => void;
}

/** While a page's documents are made, nothing else happens. */
const PAGE = 100;
/** More is no desk's work, and has no room in memory. */
const MOST = 50_000;
/** An import rings for thousands: then one look at all is cheaper. */
const MANY = 200;

interface Keeping extends Required<BoardOptions> {
  listeners: Set<(change: BoardChange) => void>;
  awake: Awake | undefined;
}

/** Makes a board; it does nothing until it is used. */
export function createBoard(options: BoardOptions): Board {
  const keeping: Keeping = {
    everyMs: MINUTE,
    keepMs: 10 * MINUTE,
    gatherMs: 50,
    onTrouble: () => undefined,
    ...options,
    listeners: new Set(),
    awake: undefined,
  };
  const { listeners } = keeping;
  return {
    async read() {
      const awake = wake(keeping);
      await awake.whole;
      return { cards: sortedCards(awake), at: { epoch: awake.epoch, n: awake.n } };
    },
    fresh: () => look(keeping, wake(keeping)),
    watch(listener) {
      wake(keeping);
      const mine = (change: BoardChange) => listener(change);
      listeners.add(mine);
      return () => {
        if (listeners.delete(mine)) touch(keeping);
      };
    },
    stats() {
      const { awake } = keeping;
      return { awake: awake !== undefined, cards: awake?.cards.size ?? 0, repaired: awake?.repaired ?? 0 };
    },
    close: () => sleep(keeping),
  };
}

function touch({ awake, now }: Keeping): void {
  if (awake) awake.usedAt = Date.parse(now());
}

function wake(keeping: Keeping): Awake {
  touch(keeping);
  if (keeping.awake) return keeping.awake;
  const { store, now, newId, everyMs } = keeping;
  const awake = newlyAwake(newId(), Date.parse(now()));
  keeping.awake = awake;
  // Listens before it reads: no change falls between.
  const unwatch = store.watch((pks) => ring(keeping, awake, pks));
  const timer = setInterval(() => round(keeping, awake), everyMs);
  timer.unref();
  awake.stop = () => {
    unwatch();
    clearInterval(timer);
    clearTimeout(awake.gathering);
  };
  awake.whole = build(keeping, awake).catch((error: unknown) => {
    // Whoever comes next tries anew.
    if (keeping.awake === awake) sleep(keeping);
    throw error;
  });
  awake.whole.catch(keeping.onTrouble);
  return awake;
}

function sleep(keeping: Keeping): void {
  keeping.awake?.stop();
  keeping.awake = undefined;
}

/** Now and then: everything again while somebody is there; else it goes to sleep. */
function round(keeping: Keeping, awake: Awake): void {
  const { listeners, now, keepMs, onTrouble } = keeping;
  if (listeners.size === 0 && Date.parse(now()) - awake.usedAt >= keepMs) return sleep(keeping);
  look(keeping, awake).catch(onTrouble);
}

function ring(keeping: Keeping, awake: Awake, pks: readonly string[]): void {
  for (const pk of pks) if (pk.startsWith('customer:')) awake.rung.add(pk);
  if (!awake.rung.size || awake.gathering) return;
  awake.gathering = setTimeout(() => {
    awake.gathering = undefined;
    const rung = [...awake.rung];
    awake.rung.clear();
    const again = rung.length > MANY ? look(keeping, awake) : Promise.all(rung.map((pk) => reread(keeping, awake, pk)));
    again.catch(keeping.onTrouble);
  }, keeping.gatherMs);
  awake.gathering.unref();
}

async function build({ store, now }: Keeping, awake: Awake): Promise<void> {
  for await (const docs of pages(store)) {
    for (const doc of docs) if (!awake.touched?.has(doc.pk)) put(awake, doc, now());
    if (awake.cards.size >= MOST) break;
  }
  awake.touched = undefined;
}

/** Answers how much was not as it stood here. */
function reread(keeping: Keeping, awake: Awake, pk: string): Promise<number> {
  const read = awake.reading.then(() => readPartition(keeping, awake, pk));
  awake.reading = read.catch(() => undefined);
  return read;
}

async function readPartition(keeping: Keeping, awake: Awake, pk: string): Promise<number> {
  const { store, now, listeners } = keeping;
  if (keeping.awake !== awake) return 0;
  const docs: Stored[] = [];
  for await (const doc of everyIn(store, 'open', { pk, prefix: OPEN_APPLICATIONS })) if (isKnown(doc)) docs.push(doc);
  awake.touched?.add(pk);
  const gone = new Set(awake.held.get(pk));
  for (const doc of docs) gone.delete(keyOf(doc));
  const changed = docs.filter((doc) => awake.cards.get(keyOf(doc))?.etag !== doc.etag);
  if (!changed.length && !gone.size) return 0;
  awake.n += 1;
  const change = {
    epoch: awake.epoch,
    n: awake.n,
    set: changed.map((doc) => put(awake, doc, now())),
    gone: [...gone].map((key) => take(awake, key)),
    all: awake.cards.values(),
  };
  for (const listener of listeners) listener(change);
  return changed.length + gone.size;
}

/** One look that begins after this was asked; who asks meanwhile shares it. */
function look(keeping: Keeping, awake: Awake): Promise<void> {
  awake.waiting ??= Promise.all([awake.whole, awake.looking.catch(() => undefined)]).then(() => {
    awake.waiting = undefined;
    // Everybody may have gone while it was waiting.
    awake.looking = keeping.awake === awake ? compare(keeping, awake) : Promise.resolve();
    return awake.looking;
  });
  return awake.waiting;
}

/** All open work again. What differs is read apart: a page may be old by the time that it is compared. */
async function compare(keeping: Keeping, awake: Awake): Promise<void> {
  const seen = new Set<string>();
  const differ = new Set<string>();
  for await (const docs of pages(keeping.store)) {
    for (const doc of docs) {
      seen.add(keyOf(doc));
      if (awake.cards.get(keyOf(doc))?.etag !== doc.etag) differ.add(doc.pk);
    }
    if (seen.size >= MOST) break;
  }
  for (const [key, { pk }] of awake.cards) if (!seen.has(key)) differ.add(pk);
  for (const pk of differ) awake.repaired += await reread(keeping, awake, pk);
}

/** The open applications that this process knows how to read. */
async function* pages(store: Pick<Store, 'list'>): AsyncGenerator<Stored[]> {
  let after: string | undefined;
  do {
    const page = await store.list('open', { prefix: OPEN_APPLICATIONS, limit: PAGE, ...(after ? { after } : {}) });
    yield page.docs.filter(isKnown);
    after = page.next;
    // Customers' messages come in between.
    await others();
  } while (after !== undefined);
}
