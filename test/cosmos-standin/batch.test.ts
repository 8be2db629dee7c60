// The transactional batch: all or nothing, as the real client sees it.
import type { OperationInput } from '@azure/cosmos';
import { doc, started, type Started } from './started';

let s: Started;
beforeAll(async () => {
  s = await started();
});
afterAll(() => s.stop());

const create = (id: string): OperationInput => ({ operationType: 'Create', resourceBody: doc(id) });

test('a batch that fits happens as a whole', async () => {
  const { code, result } = await s.container.items.batch([create('a'), create('b')], 'p');
  expect(code).toBe(200);
  expect(result?.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
});

test('one operation that does not fit undoes all: its own status, 424 for the others', async () => {
  const { code, result } = await s.container.items.batch([create('c'), create('a'), create('d')], 'p');
  expect(code).toBe(207);
  expect(result?.map(({ statusCode }) => statusCode)).toEqual([424, 409, 424]);
  expect((await s.container.item('c', 'p').read()).statusCode).toBe(404);
});
