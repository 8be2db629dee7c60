// Operations on one item, as the real client sees them.
import { signed } from './signed';
import { doc, failure, started, type Started } from './started';

let s: Started;
beforeAll(async () => {
  s = await started();
});
afterAll(() => s.stop());

const ifMatch = (condition: string) => ({ accessCondition: { type: 'IfMatch', condition } });

test('create, read, replace, upsert and delete answer as Cosmos does', async () => {
  const { items } = s.container;
  const created = await items.create(doc('a', { body: { text: '中文 𠮷' } }));
  expect(created.statusCode).toBe(201);
  expect(created.resource).toMatchObject({ id: 'a', pk: 'p', body: { text: '中文 𠮷' }, _attachments: 'attachments/' });
  expect(created.resource?._self).toMatch(/^dbs\/.+\/colls\/.+\/docs\/.+\/$/);
  const read = await s.container.item('a', 'p').read();
  expect(read.statusCode).toBe(200);
  expect(read.resource).toEqual(created.resource);
  expect(read.etag).toBe(created.resource?._etag);
  const replaced = await s.container.item('a', 'p').replace({ ...read.resource, v: 2 });
  expect(replaced.statusCode).toBe(200);
  expect(replaced.resource?._rid).toBe(created.resource?._rid);
  expect(replaced.resource?._etag).not.toBe(created.resource?._etag);
  expect((await items.upsert(doc('a', { v: 3 }))).statusCode).toBe(200);
  expect((await items.upsert(doc('b'))).statusCode).toBe(201);
  expect((await s.container.item('a', 'p').delete()).statusCode).toBe(204);
  expect((await s.container.item('a', 'p').read()).statusCode).toBe(404);
});

test('the same id lives once in each partition key', async () => {
  await s.container.items.create(doc('twin'));
  await s.container.items.create(doc('twin', { pk: 'q', v: 2 }));
  expect((await s.container.item('twin', 'q').read()).resource?.v).toBe(2);
  expect((await failure(s.container.items.create(doc('twin')))).code).toBe(409);
});

test('what is not there is 404 for read, replace and delete', async () => {
  const item = s.container.item('none', 'p');
  expect((await item.read()).statusCode).toBe(404);
  expect((await failure(item.replace(doc('none')))).code).toBe(404);
  expect((await failure(item.delete())).code).toBe(404);
});

test('If-Match lets a change through for the current ETag only: 412', async () => {
  const { resource } = await s.container.items.create(doc('guarded'));
  const item = s.container.item('guarded', 'p');
  const etag = String(resource?._etag);
  await item.replace(doc('guarded', { v: 2 }), ifMatch(etag));
  expect((await failure(item.replace(doc('guarded'), ifMatch(etag)))).code).toBe(412);
  expect((await failure(s.container.items.upsert(doc('guarded'), ifMatch(etag)))).code).toBe(412);
  expect((await failure(item.delete(ifMatch(etag)))).code).toBe(412);
  expect((await item.read()).resource?.v).toBe(2);
  await item.delete(ifMatch('*'));
});

test('of twenty replaces under one ETag exactly one wins', async () => {
  const { resource } = await s.container.items.create(doc('race'));
  const tries = Array.from({ length: 20 }, (_, v) =>
    s.container.item('race', 'p').replace(doc('race', { v }), ifMatch(String(resource?._etag))),
  );
  const ended = await Promise.allSettled(tries);
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('an ETag never comes back, not even after delete and create', async () => {
  const seen = new Set<string>();
  for (let n = 0; n < 20; n++) {
    const { resource } = await s.container.items.create(doc('again'));
    seen.add(String(resource?._etag));
    await s.container.item('again', 'p').delete();
  }
  expect(seen.size).toBe(20);
});

test.each([
  ['with a space', 'with space'],
  ['with a per cent sign', '100%'],
  ['in Chinese', '中文𠮷'],
  ['with signs of URLs', 'a+b&c=d'],
  ['with a quote', "it's"],
  ['of 1,022 bytes', 'ü'.repeat(511)],
])('an id may be %s', async (_, id) => {
  await s.container.items.create(doc(id));
  expect((await s.container.item(id, 'p').read()).resource?.id).toBe(id);
  await s.container.item(id, 'p').delete();
});

/** As the client writes it into a header. */
const ascii = (json: string): string =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Past the client's own checks, as another client could. */
async function rawCreate(body: object, pk = 'p'): Promise<{ status: number; message: string }> {
  const headers = signed(s.standin.key, 'post', 'docs', 'dbs/db/colls/docs');
  const answer = await fetch(`${s.standin.endpoint}dbs/db/colls/docs/docs`, {
    method: 'POST',
    headers: { ...headers, 'x-ms-documentdb-partitionkey': ascii(JSON.stringify([pk])) },
    body: JSON.stringify(body),
  });
  return { status: answer.status, message: ((await answer.json()) as { message: string }).message };
}

test.each([
  ['with a slash', 'a/b'],
  ['with a backslash', 'a\\b'],
  ['with a question mark', 'a?b'],
  ['with a hash', 'a#b'],
  ['of 1,024 bytes', 'x'.repeat(1024)],
  ['of 342 characters with 1,026 bytes', '中'.repeat(342)],
  ['empty', ''],
])('an id may not be %s: 400', async (_, id) => {
  expect((await rawCreate(doc(id))).status).toBe(400);
});

test('a partition key may have 2048 bytes, not one more', async () => {
  const pk = '中'.repeat(682) + 'ab';
  expect((await rawCreate(doc('long', { pk }), pk)).status).toBe(201);
  expect((await rawCreate(doc('long', { pk: `${pk}c` }), `${pk}c`)).status).toBe(400);
});

test('an item over 2 MB is refused: 413', async () => {
  const text = 'x'.repeat(2 * 1024 * 1024 - 100);
  expect((await s.container.items.create(doc('big', { body: text }))).statusCode).toBe(201);
  expect((await failure(s.container.items.create(doc('bigger', { body: `${text}${'x'.repeat(100)}` })))).code).toBe(
    413,
  );
});

test('a partition key that is not the document’s is refused: 400 with 1001', async () => {
  expect(await rawCreate(doc('other'), 'q')).toMatchObject({
    status: 400,
    message: expect.stringContaining("doesn't match"),
  });
});

test.each([0, -2, 1.5, 'soon'])('a ttl of %p is refused', async (ttl) => {
  expect((await failure(s.container.items.create(doc('ttl', { ttl })))).code).toBe(400);
});

test('a container that is not there is told from an item that is not there', async () => {
  const elsewhere = s.database.container('nowhere');
  const read = await elsewhere.item('a', 'p').read();
  expect([read.statusCode, read.substatus]).toEqual([404, 1003]);
  expect((await failure(elsewhere.items.create(doc('a')))).code).toBe(404);
});

test('what the adapter does not use is refused aloud: 501', async () => {
  const item = s.container.item('a', 'p');
  const refused = [
    () => item.patch([{ op: 'set', path: '/v', value: 2 }]),
    () => item.read({ accessCondition: { type: 'IfNoneMatch', condition: '"x"' } }),
    () => s.container.scripts.storedProcedures.readAll().fetchAll(),
    () => s.client.databases.readAll().fetchAll(),
  ];
  for (const work of refused) {
    expect(await failure(work())).toMatchObject({ code: 501, message: expect.stringContaining('does not serve') });
  }
});
