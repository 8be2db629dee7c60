// The transactional batch: all or nothing, as the real client sees it.
import type { OperationInput } from '@azure/cosmos';
import { signed } from './signed';
import { doc, failure, started, type Started } from './started';

let s: Started;
beforeEach(async () => {
  s = await started();
});
afterEach(() => s.stop());

const create = (id: string, more: object = {}): OperationInput => ({
  operationType: 'Create',
  resourceBody: doc(id, more),
});
/** The client's types forget it for deletes; the wire does not. */
const deleteIf = (ifMatch: string) => ({ operationType: 'Delete', id: 'a', ifMatch }) as OperationInput;
const statuses = (result: { statusCode: number }[] | undefined) => result?.map(({ statusCode }) => statusCode);
const stored = () =>
  s.standin.containers().flatMap(({ ranges }) => ranges.flatMap(({ docs }) => docs.map(({ id }) => id)));

test('a batch that fits happens as a whole, with ETag and charge of each operation', async () => {
  await s.container.items.create(doc('old'));
  const { code, result, headers } = (await s.container.items.batch(
    [
      create('a'),
      { operationType: 'Upsert', resourceBody: doc('b') },
      { operationType: 'Replace', id: 'old', resourceBody: doc('old', { v: 2 }) },
      { operationType: 'Read', id: 'a' },
      { operationType: 'Delete', id: 'b' },
    ],
    'p',
  )) as unknown as {
    code: number;
    result: {
      statusCode: number;
      eTag?: string;
      requestCharge: number;
      resourceBody?: { id: string; _etag: string };
    }[];
    headers: Record<string, string>;
  };
  expect(code).toBe(200);
  expect(statuses(result)).toEqual([201, 201, 200, 200, 204]);
  expect(result.map(({ resourceBody }) => resourceBody?.id)).toEqual(['a', 'b', 'old', 'a', undefined]);
  expect(result[0]?.eTag).toBe(result[0]?.resourceBody?._etag);
  expect(new Set(result.slice(0, 3).map(({ eTag }) => eTag)).size).toBe(3);
  const sum = result.reduce((all, { requestCharge }) => all + requestCharge, 0);
  expect(Number(headers['x-ms-request-charge'])).toBeCloseTo(sum, 1);
  expect(stored().toSorted()).toEqual(['a', 'old']);
});

test('one operation that does not fit undoes all: its own status, 424 for the others', async () => {
  await s.container.items.create(doc('a'));
  const { code, result } = await s.container.items.batch([create('c'), create('a'), create('d')], 'p');
  expect(code).toBe(207);
  expect(statuses(result)).toEqual([424, 409, 424]);
  expect(stored()).toEqual(['a']);
});

test('If-Match holds inside a batch; a missing item is 404', async () => {
  const { resource } = await s.container.items.create(doc('a'));
  const replace = (ifMatch: string): OperationInput => ({
    operationType: 'Replace',
    id: 'a',
    resourceBody: doc('a', { v: 2 }),
    ifMatch,
  });
  expect(statuses((await s.container.items.batch([create('b'), replace('"no"')], 'p')).result)).toEqual([424, 412]);
  expect(statuses((await s.container.items.batch([deleteIf('"no"')], 'p')).result)).toEqual([412]);
  expect(
    statuses((await s.container.items.batch([{ operationType: 'Delete', id: 'none' }, create('b')], 'p')).result),
  ).toEqual([404, 424]);
  expect(
    statuses((await s.container.items.batch([create('b'), replace(String(resource?._etag))], 'p')).result),
  ).toEqual([201, 200]);
});

test('later operations see what earlier ones did', async () => {
  const ops: OperationInput[] = [create('a'), { operationType: 'Delete', id: 'a' }, create('a', { v: 2 })];
  expect((await s.container.items.batch(ops, 'p')).code).toBe(200);
  expect((await s.container.item('a', 'p').read()).resource?.v).toBe(2);
  expect(statuses((await s.container.items.batch([create('b'), create('b')], 'p')).result)).toEqual([424, 409]);
});

test('a document of another partition key undoes the batch: 400', async () => {
  const { code, result } = await s.container.items.batch([create('a'), create('b', { pk: 'q' })], 'p');
  expect([code, statuses(result)]).toEqual([207, [424, 400]]);
});

test('return=minimal leaves the bodies away and keeps the ETags', async () => {
  const { result } = await s.container.items.batch([create('a')], 'p', { contentResponseOnWriteEnabled: false });
  expect(result?.[0]).toMatchObject({ statusCode: 201, eTag: expect.any(String) });
  expect(result?.[0]).not.toHaveProperty('resourceBody');
});

test('100 operations fit, 101 do not', async () => {
  const ops = Array.from({ length: 100 }, (_, n) => create(`n${n}`));
  expect((await s.container.items.batch(ops, 'p')).code).toBe(200);
  const answer = await fetch(`${s.standin.endpoint}dbs/db/colls/docs/docs`, {
    method: 'POST',
    headers: {
      ...signed(s.standin.key, 'post', 'docs', 'dbs/db/colls/docs'),
      'x-ms-documentdb-partitionkey': '["p"]',
      'x-ms-cosmos-is-batch-request': 'True',
      'x-ms-cosmos-batch-atomic': 'True',
    },
    body: JSON.stringify(Array.from({ length: 101 }, (_, n) => create(`m${n}`))),
  });
  expect(answer.status).toBe(400);
});

test('2 MB in all is refused before anything happens: 413', async () => {
  const half = 'x'.repeat(1024 * 1024);
  const error = await failure(s.container.items.batch([create('a', { body: half }), create('b', { body: half })], 'p'));
  expect(error.message).toContain('Request size is too large');
  expect(stored()).toEqual([]);
  expect(s.standin.stats.read().log.at(-1)).toMatchObject({ op: 'batch', status: 413 });
});

test('the log says what a batch was about', async () => {
  await s.container.items.batch(
    [create('a'), { operationType: 'Upsert', resourceBody: doc('b', { kind: 'other' }) }],
    'p',
  );
  expect(s.standin.stats.read().log).toMatchObject([
    {
      op: 'batch',
      method: 'POST',
      pk: 'p',
      status: 200,
      batch: [
        { op: 'Create', id: 'a', kind: 'test', status: 201 },
        { op: 'Upsert', id: 'b', kind: 'other', status: 201 },
      ],
    },
  ]);
});
