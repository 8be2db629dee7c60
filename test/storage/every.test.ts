// Reading to the end: everything once and in order, a page at a time, also where pages are empty.
import { everyDoc, everyIn } from '../../storage/every';
import type { ListQuery, Page, Stored } from '../../storage/store';

const doc = (n: number): Stored => ({ pk: 'p', id: `${n}`, kind: 'x', v: 1, body: {}, etag: `${n}` });
/** Pages of three, of which every second one is empty. */
function paged(count: number) {
  const asked: (string | undefined)[] = [];
  const read = async ({ after }: { after?: string | undefined }): Promise<Page> => {
    asked.push(after);
    const at = Number(after ?? 0);
    const docs = at % 2 ? [] : [0, 1, 2].map((n) => doc((at / 2) * 3 + n)).filter(({ id }) => Number(id) < count);
    return {
      docs,
      ...((at / 2) * 3 + 3 < count || (at % 2 && ((at + 1) / 2) * 3 < count) ? { next: `${at + 1}` } : {}),
    };
  };
  return { asked, read };
}
const ids = async (docs: AsyncGenerator<Stored>) => {
  const all = [];
  for await (const { id } of docs) all.push(Number(id));
  return all;
};

test('every document of all pages comes once, in order', async () => {
  const { read } = paged(10);
  expect(await ids(everyDoc({ scan: read as never }))).toEqual(Array.from({ length: 10 }, (_, n) => n));
});

test('a list is asked as it was asked for, and no page before it is needed', async () => {
  const { asked, read } = paged(10);
  const queries: ListQuery[] = [];
  const list = async (_: string, query: ListQuery) => {
    queries.push(query);
    return read(query);
  };
  for await (const { id } of everyIn({ list: list as never }, 'bills', { pk: 'p', desc: true })) if (id === '4') break;
  expect(asked).toEqual([undefined, '1', '2']);
  expect(queries.every(({ pk, desc }) => pk === 'p' && desc === true)).toBe(true);
});
