// Where documents come from: a store, read page by page and with patience.
import { type Store, StoreBusy } from '../store';
import { type Moved, moved } from './document';
import type { Tally } from './tally';

export interface Source {
  /** Every document; one that changes meanwhile may come twice, the later version last. */
  read(): AsyncIterable<Moved>;
  /** What it holds now. */
  tally(): Promise<Tally>;
}

/** Documents of one page: a page of the largest is 200 MB of memory at worst. */
export const PAGE = 100;
const TRIES = 30;

/** Moving data is in no hurry: it waits for a store that is busy, for half a minute at least. */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreBusy) || tries >= TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(2_000, 100 * tries)));
  }
}

/** All of a store, by page. `after` goes on where another scan stopped. */
export async function* pagesOf(store: Store, after?: string): AsyncGenerator<{ docs: Moved[]; next?: string }> {
  let next = after;
  do {
    const from = next;
    const page = await persist(() => store.scan({ limit: PAGE, ...(from === undefined ? {} : { after: from }) }));
    next = page.next;
    yield { docs: page.docs.map(moved), ...(next === undefined ? {} : { next }) };
  } while (next !== undefined);
}

export async function tallyOf(store: Store, progress: (documents: number) => void = () => {}): Promise<Tally> {
  const tally: Tally = new Map();
  for await (const { docs } of pagesOf(store)) {
    for (const { key, hash, kind, expiresAt } of docs) {
      tally.set(key, { hash, kind, ...(expiresAt === undefined ? {} : { expiresAt }) });
    }
    progress(tally.size);
  }
  return tally;
}

export function storeSource(store: Store): Source {
  return {
    async *read() {
      for await (const { docs } of pagesOf(store)) yield* docs;
    },
    tally: () => tallyOf(store),
  };
}
