// Every trouble that the stand-in can make, as the real client meets it, and what was executed nevertheless.
import { createServer } from 'node:net';
import type { CosmosClientOptions, OperationInput } from '@azure/cosmos';
import type { FaultAction } from './faults';
import { doc, failure, spec, started, type Started } from './started';

/** The client as the product needs it: it retries nothing by itself. */
const bare = (requestTimeout: number): Partial<CosmosClientOptions> => ({
  connectionPolicy: {
    enableEndpointDiscovery: false,
    requestTimeout,
    retryOptions: { maxRetryAttemptCount: 0, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 0 },
  },
});
/** For what is answered, on a busy machine too; and for what nobody answers. */
const [PATIENT, HASTY] = [bare(120_000), bare(1_000)];

let s: Started;
beforeEach(async () => {
  s = await started({}, PATIENT);
  // The client reads the container's definition once before it writes.
  await s.container.getPartitionKeyDefinition();
  s.standin.stats.reset();
});
afterEach(() => s.stop());

const create = (id = 'a') => s.container.items.create(doc(id));
const stored = () =>
  s.standin.containers().flatMap(({ ranges }) => ranges.flatMap(({ docs }) => docs.map(({ id }) => id)));

test.each<FaultAction>(['429', '449', '503', '408', '500'])('%s is answered, and nothing is done', async (action) => {
  s.standin.faults.add({ on: 'create', do: action, retryAfterMs: 70 });
  const error = await failure(create());
  expect(error.code).toBe(Number(action));
  expect(error.retryAfterInMs).toBe(action === '429' ? 70 : undefined);
  expect(stored()).toEqual([]);
  expect((await create()).statusCode).toBe(201);
  expect(s.standin.stats.read().log.map(({ status, fault }) => [status, fault])).toEqual([
    [Number(action), action],
    [201, undefined],
  ]);
});

test.each<[FaultAction, executed: boolean, name: string]>([
  ['cut', false, 'RestError'],
  ['lost', true, 'RestError'],
  ['stall', false, 'TimeoutError'],
  ['lostStall', true, 'TimeoutError'],
])('%s: executed is %p', async (action, executed, name) => {
  const { container } = s.connect(HASTY);
  await container.getPartitionKeyDefinition();
  s.standin.stats.reset();
  s.standin.faults.add({ on: 'create', do: action });
  expect((await failure(container.items.create(doc('a')))).name).toBe(name);
  expect(stored()).toEqual(executed ? ['a'] : []);
  expect(s.standin.stats.read().log).toMatchObject([
    { op: 'create', id: 'a', pk: 'p', fault: action, status: executed ? 201 : 0 },
  ]);
  expect((await create('b')).statusCode).toBe(201);
});

test('a batch whose answer is lost did happen', async () => {
  s.standin.faults.add({ on: 'batch', do: 'lost' });
  const ops: OperationInput[] = ['a', 'b'].map((id) => ({ operationType: 'Create', resourceBody: doc(id) }));
  expect((await failure(s.container.items.batch(ops, 'p'))).message).toContain('Batch request error');
  expect(stored()).toEqual(['a', 'b']);
});

test('one operation of a batch is throttled: 207, and nothing is done', async () => {
  s.standin.faults.add({ on: 'batch', do: 'batch429', at: 1 });
  const ops: OperationInput[] = ['a', 'b', 'c'].map((id) => ({ operationType: 'Create', resourceBody: doc(id) }));
  const { code, result } = await s.container.items.batch(ops, 'p');
  expect([code, result?.map(({ statusCode }) => statusCode)]).toEqual([207, [424, 429, 424]]);
  expect(stored()).toEqual([]);
});

test('a rule meets the n-th request that it names, so many times, and is gone', async () => {
  s.standin.faults.add({ on: 'create', do: '503', nth: 2, times: 2, pk: 'p' });
  const codes: unknown[] = [];
  for (const id of ['a', 'b', 'c', 'd']) {
    await s.container.items.create(doc(id, { pk: 'q' }));
    codes.push(
      await create(id).then(
        ({ statusCode }) => statusCode,
        ({ code }) => code as unknown,
      ),
    );
  }
  expect(codes).toEqual([201, 503, 503, 201]);
  expect(s.standin.faults.pending()).toEqual([]);
});

test('groups: write is what changes items, item is all but metadata; a rule can be taken back', async () => {
  const take = s.standin.faults.add({ on: 'write', do: '503', times: 0 });
  expect((await s.container.item('a', 'p').read()).statusCode).toBe(404);
  expect((await failure(create())).code).toBe(503);
  take();
  expect((await create()).statusCode).toBe(201);
  s.standin.faults.add({ on: 'item', do: '503', times: 0 });
  expect((await s.container.read()).statusCode).toBe(200);
  expect((await failure(s.container.item('a', 'p').read())).code).toBe(503);
  s.standin.faults.clear();
  expect((await s.container.item('a', 'p').read()).statusCode).toBe(200);
});

test.each(['queryplan', 'query', 'pkranges'] as const)('a query over all ranges fails when its %s does', async (on) => {
  s.standin.faults.add({ on, do: '500' });
  expect((await failure(s.container.items.query(spec('due')).fetchAll())).code).toBe(500);
});

test('slow is late, not lost', async () => {
  s.standin.faults.add({ on: 'create', do: 'slow', ms: 2_000 });
  const order: string[] = [];
  const late = create().then(({ statusCode }) => order.push(`slow ${statusCode}`));
  await s.container.read().then(() => order.push('asked later'));
  await late;
  expect(order).toEqual(['asked later', 'slow 201']);
});

test.each(['refuse', 'cut', '503'] as const)(
  'down (%s) holds for everything until it is lifted; nothing is lost',
  async (mode) => {
    await create();
    await s.standin.down(mode);
    await failure(create('b'));
    // A change again: reads that meet a cut socket are repeated by the client, ten times, a second apart.
    await failure(s.container.item('a', 'p').delete());
    await s.standin.up();
    expect((await s.container.item('a', 'p').read()).statusCode).toBe(200);
    expect(stored()).toEqual(['a']);
  },
);

test('it comes back on its own port, also when somebody else has it for a moment', async () => {
  await s.standin.down('refuse');
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(Number(new URL(s.standin.endpoint).port), '127.0.0.1', resolve));
  const back = s.standin.up();
  // By the next turn of the event loop it has found the port taken.
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => squatter.close(resolve));
  await back;
  expect((await create()).statusCode).toBe(201);
});

test('a turn of the product can be held to its number of requests', async () => {
  await create('state');
  s.standin.stats.reset();
  const { resource } = await s.container.item('state', 'p').read();
  await s.container.items.batch(
    [
      { operationType: 'Create', resourceBody: doc('turn', { kind: 'turn' }) },
      { operationType: 'Replace', id: 'state', resourceBody: doc('state', { v: 2 }), ifMatch: String(resource?._etag) },
    ],
    'p',
  );
  const { requests, total, charge } = s.standin.stats.read();
  expect(requests).toEqual({ read: 1, batch: 1 });
  expect(total.requests).toBe(2);
  expect(total.charge).toBeCloseTo((charge.read ?? 0) + (charge.batch ?? 0), 2);
});
