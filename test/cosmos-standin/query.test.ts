// The two queries of the product: for one partition key, and over all ranges with the client's own merge.
import { doc, spec, started, type Started } from './started';

let s: Started;
beforeAll(async () => {
  s = await started();
  for (let n = 0; n < 30; n++) {
    await s.container.items.create(doc(`d${n}`, { pk: `p${n % 10}`, lists: { due: String(n).padStart(3, '0') } }));
  }
});
afterAll(() => s.stop());

const ids = (resources: { id: string }[]) => resources.map(({ id }) => Number(id.slice(1)));

test.each(['ASC', 'DESC'] as const)('a list over all partitions comes in one order: %s', async (direction) => {
  const wanted = Array.from({ length: 30 }, (_, n) => n);
  if (direction === 'DESC') wanted.reverse();
  const { resources } = await s.container.items.query(spec('due', { direction }), { maxItemCount: 4 }).fetchAll();
  expect(ids(resources)).toEqual(wanted);
});

test('a list of one partition key comes in pages', async () => {
  const iterator = s.container.items.query(spec('due'), { partitionKey: 'p3', maxItemCount: 2 });
  const first = await iterator.fetchNext();
  expect(ids(first.resources)).toEqual([3, 13]);
  expect(first.hasMoreResults).toBe(true);
  expect(ids((await iterator.fetchNext()).resources)).toEqual([23]);
  expect(iterator.hasMoreResults()).toBe(false);
});
