// The two queries of the product: for one partition key, and over all ranges with the client's own merge.
import { doc, failure, QUERY, spec, started, type Started } from './started';

let s: Started;
beforeAll(async () => {
  s = await started();
  for (let n = 0; n < 30; n++) {
    await s.container.items.create(doc(`d${n}`, { pk: `p${n % 10}`, lists: { due: String(n).padStart(3, '0') } }));
  }
  await s.container.items.create(doc('unlisted', { pk: 'p3' }));
});
afterAll(() => s.stop());

const ids = (resources: { id: string }[]) => resources.map(({ id }) => Number(id.slice(1)));

test('documents are spread over the ranges', () => {
  const [state] = s.standin.containers();
  expect(state?.ranges.map(({ docs }) => docs.length > 0)).toEqual([true, true, true]);
});

test.each(['ASC', 'DESC'] as const)('a list over all partitions comes in one order: %s', async (direction) => {
  const wanted = Array.from({ length: 30 }, (_, n) => n);
  if (direction === 'DESC') wanted.reverse();
  s.standin.stats.reset();
  const { resources, requestCharge } = await s.container.items
    .query(spec('due', { direction }), { maxItemCount: 4 })
    .fetchAll();
  expect(ids(resources)).toEqual(wanted);
  const { requests, log, charge } = s.standin.stats.read();
  expect(requests).toMatchObject({ queryplan: 1, pkranges: 1 });
  expect(log.filter(({ op, status }) => op === 'query' && status === 400)).toHaveLength(1);
  expect(new Set(log.flatMap(({ range }) => range ?? [])).size).toBe(3);
  expect(requestCharge).toBeGreaterThan(3 * 2.2);
  expect(charge.query).toBeCloseTo(requestCharge, 1);
});

test('a list of one partition key comes in pages', async () => {
  const iterator = s.container.items.query(spec('due'), { partitionKey: 'p3', maxItemCount: 2 });
  const first = await iterator.fetchNext();
  expect(ids(first.resources)).toEqual([3, 13]);
  expect(first.hasMoreResults).toBe(true);
  expect(ids((await iterator.fetchNext()).resources)).toEqual([23]);
  expect(iterator.hasMoreResults()).toBe(false);
});

test('a continuation token goes on in another client', async () => {
  const first = await s.container.items.query(spec('due'), { partitionKey: 'p3', maxItemCount: 1 }).fetchNext();
  const { container } = s.connect();
  const rest = await container.items
    .query(spec('due'), { partitionKey: 'p3', continuationToken: first.continuationToken })
    .fetchAll();
  expect(ids(rest.resources)).toEqual([13, 23]);
  const bad = container.items.query(spec('due'), { partitionKey: 'p3', continuationToken: 'nonsense' });
  expect(await failure(bad.fetchNext())).toMatchObject({ code: 400, message: expect.stringContaining('Continuation') });
});

test('the bounds are exclusive, and a list that nobody is in is empty', async () => {
  const { resources } = await s.container.items.query(spec('due', { low: '003', high: '006' })).fetchAll();
  expect(ids(resources)).toEqual([4, 5]);
  expect((await s.container.items.query(spec('bills')).fetchAll()).resources).toEqual([]);
});

test('an empty page now and then is no end', async () => {
  s.standin.faults.add({ on: 'query', do: 'emptyPage', nth: 2 });
  const iterator = s.container.items.query(spec('due'), { partitionKey: 'p3', maxItemCount: 1 });
  const pages: number[][] = [];
  while (iterator.hasMoreResults()) pages.push(ids((await iterator.fetchNext()).resources));
  expect(pages).toEqual([[3], [], [13], [23]]);
  s.standin.faults.add({ on: 'query', do: 'emptyPage', nth: 3 });
  expect((await s.container.items.query(spec('due'), { maxItemCount: 5 }).fetchAll()).resources).toHaveLength(30);
  expect(s.standin.faults.pending()).toEqual([]);
});

test('what has expired is not in the list, whatever its zone of time', async () => {
  const expiresAt = (time: string) => ({ pk: 'e', lists: { mails: time }, expiresAt: `2026-11-20T${time}.000Z` });
  for (const time of ['07:59:59', '08:00:00', '08:00:01']) await s.container.items.create(doc(time, expiresAt(time)));
  await s.container.items.create(doc('never', { pk: 'e', lists: { mails: '99' } }));
  for (const options of [{}, { partitionKey: 'e' }]) {
    const { resources } = await s.container.items.query(spec('mails'), options).fetchAll();
    expect(resources.map(({ id }) => id)).toEqual(['08:00:01', 'never']);
  }
});

test('texts compare by code points, equal places keep the order of creation', async () => {
  // U+FF5E is above the surrogates of JavaScript and below the character that needs two of them.
  const places = ['𠮷', '～', 'z', '中', 'same', 'same'];
  for (const [n, place] of places.entries())
    await s.container.items.create(doc(`u${n}`, { pk: 'u', lists: { log: place } }));
  const list = async (direction: 'ASC' | 'DESC') =>
    ids(
      (
        await s.container.items
          .query(spec('log', { direction, high: '\u{10ffff}' }), { partitionKey: 'u', maxItemCount: 1 })
          .fetchAll()
      ).resources,
    );
  expect(await list('ASC')).toEqual([4, 5, 2, 3, 1, 0]);
  expect(await list('DESC')).toEqual([0, 1, 3, 2, 5, 4]);
});

test('ordering by what the policy excludes is refused: 400', async () => {
  const { container } = await s.database.containers.create({
    id: 'partly',
    partitionKey: '/pk',
    indexingPolicy: {
      indexingMode: 'consistent',
      includedPaths: [{ path: '/lists/due/?' }],
      excludedPaths: [{ path: '/*' }],
    },
  });
  const list = (name: string) => container.items.query(spec(name), { partitionKey: 'p' }).fetchAll();
  expect((await list('due')).resources).toEqual([]);
  expect(await failure(list('log'))).toMatchObject({
    code: 400,
    message: expect.stringContaining('order-by item is excluded'),
  });
});

test.each([
  'SELECT * FROM c',
  QUERY('due').replace('SELECT *', 'SELECT c.id'),
  QUERY('due').replace('ORDER BY c.lists.due', 'ORDER BY c.lists.log'),
  QUERY('due').replace('> @low', '>= @low'),
  `${QUERY('due')};`,
  `${QUERY('due')} DESC`,
  `${QUERY('due')} OFFSET 1 LIMIT 2`,
  QUERY('order'),
  QUERY('Due'),
  '',
])('another text is refused as a syntax error: %p', async (query) => {
  const error = await failure(s.container.items.query({ ...spec('due'), query }, { partitionKey: 'p3' }).fetchAll());
  expect(error).toMatchObject({ code: 400, message: expect.stringContaining('Syntax error') });
});
