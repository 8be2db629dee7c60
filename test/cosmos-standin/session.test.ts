// Session consistency over lagging replicas: what the session token makes newer, and what stays old.
import { ChangeFeedStartFrom } from '@azure/cosmos';
import { doc, failure, spec, started, type Started } from './started';

const LAG = 1_000;
let s: Started;
const begin = async (...options: Parameters<typeof started>) => {
  s = await started(...options);
  s.standin.clock.set(Date.parse('2026-11-20T08:00:00.000Z'));
};
afterEach(() => s.stop());

const v = async (container = s.container) => (await container.item('a', 'p').read<{ v: number }>()).resource?.v;

test('a client without a session reads old states until the replicas have caught up', async () => {
  await begin({ lagMs: LAG });
  await s.container.items.create(doc('a', { lists: { due: '1' } }));
  const list = async () =>
    (await s.container.items.query(spec('due'), { partitionKey: 'p' }).fetchAll()).resources.length;
  expect([await v(), await list()]).toEqual([undefined, 0]);
  s.standin.clock.advance(LAG);
  expect([await v(), await list()]).toEqual([1, 1]);
  await s.container.items.upsert(doc('a', { v: 2 }));
  expect([await v(), await list()]).toEqual([1, 1]);
  s.standin.clock.advance(LAG);
  expect([await v(), await list()]).toEqual([2, 0]);
});

test('a client in a session reads what it wrote; another one’s session does not know of it', async () => {
  await begin({ lagMs: LAG }, { consistencyLevel: 'Session' });
  const { container: other } = s.connect();
  await s.container.items.create(doc('a', { lists: { due: '1' } }));
  expect(await v()).toBe(1);
  expect((await s.container.items.query(spec('due'), { partitionKey: 'p' }).fetchAll()).resources).toHaveLength(1);
  expect((await s.container.items.query(spec('due')).fetchAll()).resources).toHaveLength(1);
  expect(await v(other)).toBeUndefined();
});

test('a refused write moves the session on: after 409 or 412 the client reads the state that refused it', async () => {
  await begin({ lagMs: LAG }, { consistencyLevel: 'Session' });
  const { container: other } = s.connect();
  await other.items.create(doc('a'));
  expect(await v()).toBeUndefined();
  expect((await failure(s.container.items.create(doc('a')))).code).toBe(409);
  expect(await v()).toBe(1);
  await other.items.upsert(doc('a', { v: 2 }));
  expect(await v()).toBe(1);
  const stale = { accessCondition: { type: 'IfMatch', condition: '"no"' } };
  expect((await failure(s.container.item('a', 'p').replace(doc('a'), stale))).code).toBe(412);
  expect(await v()).toBe(2);
  await other.items.upsert(doc('a', { v: 3 }));
  expect((await s.container.items.batch([{ operationType: 'Create', resourceBody: doc('a') }], 'p')).code).toBe(207);
  expect(await v()).toBe(3);
});

test.each(['Strong', 'BoundedStaleness'] as const)(
  'under %s nothing is ever old, and reads cost twice',
  async (consistency) => {
    await begin({ lagMs: LAG, consistency });
    await s.container.items.create(doc('a'));
    const read = await s.container.item('a', 'p').read();
    expect([read.statusCode, read.requestCharge]).toEqual([200, 2]);
  },
);

test('a level stronger than the account’s is refused', async () => {
  await begin({ consistency: 'Session' }, { consistencyLevel: 'Strong' });
  expect(await failure(s.container.items.create(doc('a')))).toMatchObject({
    code: 400,
    message: expect.stringContaining('ConsistencyLevel Strong'),
  });
});

test('the change feed lags with the replicas and misses nothing', async () => {
  await begin({ lagMs: LAG });
  const feed = s.container.items.getChangeFeedIterator<{ id: string; v: number }>({
    changeFeedStartFrom: ChangeFeedStartFrom.Now(),
  });
  await feed.readNext();
  await s.container.items.create(doc('a'));
  expect((await feed.readNext()).statusCode).toBe(304);
  s.standin.clock.advance(LAG / 2);
  await s.container.items.upsert(doc('a', { v: 2 }));
  s.standin.clock.advance(LAG / 2);
  expect((await feed.readNext()).result).toMatchObject([{ id: 'a', v: 1 }]);
  s.standin.clock.advance(LAG / 2);
  expect((await feed.readNext()).result).toMatchObject([{ id: 'a', v: 2 }]);
});

test('a token from the future is refused: 404 with 1002', async () => {
  await begin({}, { consistencyLevel: 'Session' });
  const { statusCode, substatus } = await s.container.item('a', 'p').read({ sessionToken: '0:-1#99,1:-1#99,2:-1#99' });
  expect([statusCode, substatus]).toEqual([404, 1002]);
});
