// Operations on one item, as the real client sees them.
import { doc, started, type Started } from './started';

let s: Started;
beforeAll(async () => {
  s = await started();
});
afterAll(() => s.stop());

test('create, read, replace, upsert and delete answer as Cosmos does', async () => {
  const { items } = s.container;
  const created = await items.create(doc('a', { body: { text: '中文 𠮷' } }));
  expect(created.statusCode).toBe(201);
  expect(created.resource).toMatchObject({ id: 'a', pk: 'p', body: { text: '中文 𠮷' }, _attachments: 'attachments/' });
  expect(created.resource?._self).toMatch(/^dbs\/.+\/colls\/.+\/docs\/.+\/$/);
  const read = await s.container.item('a', 'p').read();
  expect(read.statusCode).toBe(200);
  expect(read.resource).toEqual(created.resource);
  const replaced = await s.container.item('a', 'p').replace({ ...read.resource, v: 2 });
  expect(replaced.statusCode).toBe(200);
  expect(replaced.resource?._rid).toBe(created.resource?._rid);
  expect(replaced.resource?._etag).not.toBe(created.resource?._etag);
  expect((await items.upsert(doc('a', { v: 3 }))).statusCode).toBe(200);
  expect((await items.upsert(doc('b'))).statusCode).toBe(201);
  expect((await s.container.item('a', 'p').delete()).statusCode).toBe(204);
  expect((await s.container.item('a', 'p').read()).statusCode).toBe(404);
});
