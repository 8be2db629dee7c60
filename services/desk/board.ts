// The board: every open thing of a kind as a card in memory, kept fresh by the store's doorbell while somebody is at the desk.
import { setImmediate as others } from 'node:timers/promises';
import type { Instant } from '../../domain/result';
import { MINUTE } from '../../domain/time';
import { everyIn } from '../../storage/every';
import { isKnown } from '../../storage/records';
import type { Store, Stored } from '../../storage/store';
import { type Awake, type BoardCard, type BoardChange, keyOf, newlyAwake, put, sortedCards, take } from './board-state';

export type { BoardChange } from './board-state';

export interface Board<C extends BoardCard> {
  /**
   * All cards by when they are to be done, and how far the changes have come that are in them; reads them first where
   * nobody was at the desk. Throws what the store throws.
   */
  read(): Promise<{ cards: readonly C[]; at: { epoch: string; n: number } }>;
  /** All of it again, by a look that begins after this was asked: for a tab whose socket is at another process. */
  fresh(): Promise<void>;
  /** Is told of every change from now on; keeps the board awake. Answers the stop. */
  watch(listener: (change: BoardChange<C>) => void): () => void;
  /** `repaired`: what no doorbell told. */
  stats(): { awake: boolean; cards: number; repaired: number };
  close(): void;
}

/** What lies on a board: which places of list `open`, whose partitions ring for them, and what a card is made of. */
export interface BoardOf<C extends BoardCard> {
  prefix: string;
  /** How their partitions begin. */
  partitions: string;
  cardOf(doc: Stored, now: Instant): C;
  /** What it is called when it is gone. */
  nameOf(card: C): string;
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

interface Keeping<C extends BoardCard> extends Required<BoardOptions> {
  of: BoardOf<C>;
  listeners: Set<(change: BoardChange<C>) => void>;
  awake: Awake<C> | undefined;
}

/** Makes a board; it does nothing until it is used. */
export function createBoard<C extends BoardCard>(of: BoardOf<C>, options: BoardOptions): Board<C> {
  const keeping: Keeping<C> = {
    everyMs: MINUTE,
    keepMs: 10 * MINUTE,
    gatherMs: 50,
    onTrouble: () => undefined,
    ...options,
    of,
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
      const mine = (change: BoardChange<C>) => listener(change);
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

function touch<C extends BoardCard>({ awake, now }: Keeping<C>): void {
  if (awake) awake.usedAt = Date.parse(now());
}

function wake<C extends BoardCard>(keeping: Keeping<C>): Awake<C> {
  touch(keeping);
  if (keeping.awake) return keeping.awake;
  const { store, now, newId, everyMs } = keeping;
  const awake = newlyAwake<C>(newId(), Date.parse(now()));
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

function sleep<C extends BoardCard>(keeping: Keeping<C>): void {
  keeping.awake?.stop();
  keeping.awake = undefined;
}

/** Now and then: everything again while somebody is there; else it goes to sleep. */
function round<C extends BoardCard>(keeping: Keeping<C>, awake: Awake<C>): void {
  const { listeners, now, keepMs, onTrouble } = keeping;
  if (listeners.size === 0 && Date.parse(now()) - awake.usedAt >= keepMs) return sleep(keeping);
  look(keeping, awake).catch(onTrouble);
}

function ring<C extends BoardCard>(keeping: Keeping<C>, awake: Awake<C>, pks: readonly string[]): void {
  for (const pk of pks) if (pk.startsWith(keeping.of.partitions)) awake.rung.add(pk);
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

async function build<C extends BoardCard>({ store, now, of }: Keeping<C>, awake: Awake<C>): Promise<void> {
  for await (const docs of pages(store, of)) {
    for (const doc of docs) if (!awake.touched?.has(doc.pk)) put(awake, of.cardOf(doc, now()));
    if (awake.cards.size >= MOST) break;
  }
  awake.touched = undefined;
}

/** Answers how much was not as it stood here. */
function reread<C extends BoardCard>(keeping: Keeping<C>, awake: Awake<C>, pk: string): Promise<number> {
  const read = awake.reading.then(() => readPartition(keeping, awake, pk));
  awake.reading = read.catch(() => undefined);
  return read;
}

async function readPartition<C extends BoardCard>(keeping: Keeping<C>, awake: Awake<C>, pk: string): Promise<number> {
  const { store, now, listeners, of } = keeping;
  if (keeping.awake !== awake) return 0;
  const docs: Stored[] = [];
  for await (const doc of everyIn(store, 'open', { pk, prefix: of.prefix })) if (isKnown(doc)) docs.push(doc);
  awake.touched?.add(pk);
  const gone = new Set(awake.held.get(pk));
  for (const doc of docs) gone.delete(keyOf(doc));
  const changed = docs.filter((doc) => awake.cards.get(keyOf(doc))?.etag !== doc.etag);
  if (!changed.length && !gone.size) return 0;
  awake.n += 1;
  const change = {
    epoch: awake.epoch,
    n: awake.n,
    set: changed.map((doc) => put(awake, of.cardOf(doc, now()))),
    gone: [...gone].flatMap((key) => {
      const card = take(awake, key);
      return card ? [of.nameOf(card)] : [];
    }),
    all: awake.cards.values(),
  };
  for (const listener of listeners) listener(change);
  return changed.length + gone.size;
}

/** One look that begins after this was asked; who asks meanwhile shares it. */
function look<C extends BoardCard>(keeping: Keeping<C>, awake: Awake<C>): Promise<void> {
  awake.waiting ??= Promise.all([awake.whole, awake.looking.catch(() => undefined)]).then(() => {
    awake.waiting = undefined;
    // Everybody may have gone while it was waiting.
    awake.looking = keeping.awake === awake ? compare(keeping, awake) : Promise.resolve();
    return awake.looking;
  });
  return awake.waiting;
}

/** All open work again. What differs is read apart: a page may be old by the time that it is compared. */
async function compare<C extends BoardCard>(keeping: Keeping<C>, awake: Awake<C>): Promise<void> {
  const seen = new Set<string>();
  const differ = new Set<string>();
  for await (const docs of pages(keeping.store, keeping.of)) {
    for (const doc of docs) {
      seen.add(keyOf(doc));
      if (awake.cards.get(keyOf(doc))?.etag !== doc.etag) differ.add(doc.pk);
    }
    if (seen.size >= MOST) break;
  }
  for (const [key, { pk }] of awake.cards) if (!seen.has(key)) differ.add(pk);
  for (const pk of differ) awake.repaired += await reread(keeping, awake, pk);
}

/** What is open and this process knows how to read. */
async function* pages(store: Pick<Store, 'list'>, { prefix }: { prefix: string }): AsyncGenerator<Stored[]> {
  let after: string | undefined;
  do {
    const page = await store.list('open', { prefix, limit: PAGE, ...(after ? { after } : {}) });
    yield page.docs.filter(isKnown);
    after = page.next;
    // Customers' messages come in between.
    await others();
  } while (after !== undefined);
}
