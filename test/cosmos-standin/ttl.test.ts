// Time to live, by a clock that the test moves.
import { ChangeFeedStartFrom } from '@azure/cosmos';
import { doc, LISTS_ONLY, spec, started, type Started } from './started';

let s: Started;
beforeEach(async () => {
  s = await started();
  s.standin.clock.set(Date.parse('2026-11-20T08:00:00.000Z'));
});
afterEach(() => s.stop());

const read = async (id: string, container = s.container) => (await container.item(id, 'p').read()).statusCode;

async function withDefault(defaultTtl: number | undefined) {
  const { container } = await s.database.containers.create({
    id: `ttl${defaultTtl}`,
    partitionKey: '/pk',
    indexingPolicy: LISTS_ONLY,
    ...(defaultTtl !== undefined && { defaultTtl }),
  });
  return container;
}

test('a document with ttl n is gone n seconds after it was written; others stay', async () => {
  const { resource } = await s.container.items.create(doc('short', { ttl: 10, lists: { due: '1' } }));
  await s.container.items.create(doc('long'));
  expect(resource?._ts).toBe(Date.parse('2026-11-20T08:00:00.000Z') / 1000);
  s.standin.clock.advance(9_999);
  expect(await read('short')).toBe(200);
  s.standin.clock.advance(1);
  expect([await read('short'), await read('long')]).toEqual([404, 200]);
  expect((await s.container.items.query(spec('due')).fetchAll()).resources).toEqual([]);
  const feed = s.container.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning() });
  expect((await feed.readNext()).result).toMatchObject([{ id: 'long' }]);
});

test('writing again starts the time again, and a gone id is free', async () => {
  await s.container.items.create(doc('a', { ttl: 10 }));
  s.standin.clock.advance(8_000);
  await s.container.items.upsert(doc('a', { ttl: 10 }));
  s.standin.clock.advance(8_000);
  expect(await read('a')).toBe(200);
  s.standin.clock.advance(3_000);
  expect((await s.container.items.create(doc('a'))).statusCode).toBe(201);
});

test('the container’s default holds for documents without ttl; -1 keeps one for ever', async () => {
  const container = await withDefault(5);
  await container.items.create(doc('default'));
  await container.items.create(doc('kept', { ttl: -1 }));
  s.standin.clock.advance(5_000);
  expect([await read('default', container), await read('kept', container)]).toEqual([404, 200]);
});

test('a container without defaultTtl ignores ttl', async () => {
  const container = await withDefault(undefined);
  await container.items.create(doc('a', { ttl: 1 }));
  s.standin.clock.advance(60_000);
  expect(await read('a', container)).toBe(200);
});
