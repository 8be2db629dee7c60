// Reads a list, or a whole store, to its end: page by page, so that no more than one page is in memory.
import type { ListName, ListQuery, Page, Store, Stored } from './store';

const PAGE = 200;

/** Every document of a list, in its order. What is written meanwhile may come or not. Throws what `list` throws. */
export const everyIn = (
  store: Pick<Store, 'list'>,
  list: ListName,
  query: Omit<ListQuery, 'after' | 'limit'> = {},
): AsyncGenerator<Stored> => toTheEnd((after) => store.list(list, { ...query, after, limit: PAGE }));

/** Every document of every partition, with the promises of `scan`. */
export const everyDoc = (store: Pick<Store, 'scan'>): AsyncGenerator<Stored> =>
  toTheEnd((after) => store.scan({ after, limit: PAGE }));

async function* toTheEnd(read: (after: string | undefined) => Promise<Page>): AsyncGenerator<Stored> {
  let after: string | undefined;
  do {
    const page = await read(after);
    yield* page.docs;
    after = page.next;
  } while (after !== undefined);
}
