// The change feed as the product's doorbell pulls it: of the whole container, latest versions.
import { type ChangeFeedIteratorOptions, ChangeFeedStartFrom } from '@azure/cosmos';
import { doc, failure, started, type Started } from './started';

let s: Started;
beforeEach(async () => {
  s = await started();
});
afterEach(() => s.stop());

const iterate = (options: ChangeFeedIteratorOptions) =>
  s.container.items.getChangeFeedIterator<{ id: string }>(options);

/** Reads until nothing is new; the ids, page by page, and where it stands. */
async function drain(iterator: ReturnType<typeof iterate>): Promise<{ pages: string[][]; token: string }> {
  const pages: string[][] = [];
  for (;;) {
    const page = await iterator.readNext();
    if (page.statusCode === 304) return { pages, token: page.continuationToken };
    pages.push(page.result.map(({ id }) => id));
  }
}
const flat = (pages: string[][]) => pages.flat().toSorted();

test('from now: nothing, then what changed, whichever range it is in', async () => {
  await s.container.items.create(doc('before'));
  const iterator = iterate({ changeFeedStartFrom: ChangeFeedStartFrom.Now() });
  expect((await iterator.readNext()).statusCode).toBe(304);
  for (const pk of ['p', 'q', 'r', 's', 't']) await s.container.items.create(doc(`after ${pk}`, { pk }));
  expect(flat((await drain(iterator)).pages)).toEqual(['after p', 'after q', 'after r', 'after s', 'after t']);
  expect((await drain(iterator)).pages).toEqual([]);
});

test('from the beginning: the latest version of each document, once; deletions do not appear', async () => {
  for (const id of ['a', 'b', 'c']) await s.container.items.create(doc(id));
  await s.container.items.upsert(doc('a', { v: 2 }));
  await s.container.item('b', 'p').delete();
  const iterator = iterate({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning() });
  const page = await iterator.readNext();
  expect(page.result).toMatchObject([
    { id: 'c', v: 1, _lsn: 3 },
    { id: 'a', v: 2, _lsn: 4 },
  ]);
  expect((await drain(iterator)).pages).toEqual([]);
});

test('a continuation token goes on in another client', async () => {
  await s.container.items.create(doc('a'));
  const { token } = await drain(iterate({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning() }));
  await s.container.items.create(doc('b'));
  const { container } = s.connect();
  const next = container.items.getChangeFeedIterator<{ id: string }>({
    changeFeedStartFrom: ChangeFeedStartFrom.Continuation(token),
  });
  expect((await drain(next)).pages).toEqual([['b']]);
});

test('maxItemCount makes pages, but never splits a batch', async () => {
  for (const id of ['a', 'b', 'c']) await s.container.items.create(doc(id));
  await s.container.items.batch(
    ['d', 'e', 'f'].map((id) => ({ operationType: 'Create', resourceBody: doc(id) })),
    'p',
  );
  await s.container.items.create(doc('g'));
  const { pages } = await drain(iterate({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning(), maxItemCount: 2 }));
  expect(pages).toEqual([['a', 'b'], ['c', 'd', 'e', 'f'], ['g']]);
});

test('an idle poll asks each range once and costs one request unit there', async () => {
  const iterator = iterate({ changeFeedStartFrom: ChangeFeedStartFrom.Now() });
  await iterator.readNext();
  s.standin.stats.reset();
  await iterator.readNext();
  expect(s.standin.stats.read()).toMatchObject({
    requests: { changefeed: 3 },
    charge: { changefeed: 3 },
    total: { requests: 3 },
  });
});

test('10,000 changes of few documents leave the feed short', async () => {
  const ops = (v: number) =>
    Array.from({ length: 100 }, (_, n) => ({ operationType: 'Upsert' as const, resourceBody: doc(`n${n}`, { v }) }));
  for (let v = 0; v < 100; v++) await s.container.items.batch(ops(v), 'p', { contentResponseOnWriteEnabled: false });
  const { pages } = await drain(iterate({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning() }));
  expect(pages.flat()).toHaveLength(100);
});

test('from a time: what was written in that second or later, however much lies before it', async () => {
  s.standin.clock.set(Date.parse('2026-11-20T08:00:00.000Z'));
  for (let n = 0; n < 10; n++) await s.container.items.create(doc(`old ${n}`));
  s.standin.clock.advance(1_500);
  await s.container.items.create(doc('new'));
  const changeFeedStartFrom = ChangeFeedStartFrom.Time(new Date('2026-11-20T08:00:01.900Z'));
  const iterator = iterate({ changeFeedStartFrom, maxItemCount: 2 });
  expect((await drain(iterator)).pages).toEqual([['new']]);
  await s.container.items.create(doc('newer'));
  expect((await drain(iterator)).pages).toEqual([['newer']]);
});

test('the feed of one partition key is refused aloud', async () => {
  const iterator = iterate({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning('p') });
  expect(await failure(iterator.readNext())).toMatchObject({ code: 501 });
});
