// Due work: taken earliest first, by one process each, again after the lease, gone when finished.
import { duePlace, finish, postpone, takeDue } from '../../storage/dues';
import { type Outbox, record } from '../../storage/records';
import type { Store } from '../../storage/store';
import { type TempStore, tempStore } from '../support/temp-store';

const NOW = '2026-11-20T08:00:00.000Z';
const TAKE = { now: NOW, leaseMs: 60_000, limit: 10 };
const row: Outbox = {
  to: 'mail',
  name: 'activation',
  locale: 'zh-CN',
  target: 'a@b.cn',
  params: {},
  attempts: 0,
  createdAt: NOW,
};

let temp: TempStore;
let store: Store;
beforeEach(async () => {
  temp = tempStore(NOW);
  store = await temp.open();
});
afterEach(() => temp.remove());

async function add(id: string, at: string, pk = 'customer:contoso'): Promise<void> {
  const doc = record('outbox', { pk, id }, row, { lists: { due: duePlace(at, id) } });
  await store.commit(pk, [{ op: 'create', doc }]);
}
const idsOf = (docs: { id: string }[]) => docs.map((doc) => doc.id);

test('what is due is taken, earliest first, also what is due this very moment; the rest waits', async () => {
  await add('b', NOW, 'customer:b');
  await add('a', '2026-11-20T07:00:00.000Z', 'customer:c');
  await add('c', '2026-11-20T08:00:00.001Z');
  expect(idsOf(await takeDue(store, TAKE))).toEqual(['a', 'b']);
});

test('what is taken is leased: nobody else gets it until the lease is over, then it comes again', async () => {
  await add('a', NOW);
  expect(await takeDue(store, TAKE)).toHaveLength(1);
  expect(await takeDue(store, TAKE)).toEqual([]);
  expect(await takeDue(store, { ...TAKE, now: '2026-11-20T08:00:59.999Z' })).toEqual([]);
  expect(await takeDue(store, { ...TAKE, now: '2026-11-20T08:01:00.000Z' })).toHaveLength(1);
});

test('two processes take at once: each row goes to one of them, and none is left out', async () => {
  const other = await temp.open();
  for (let n = 0; n < 150; n++) await add(`n${n}`, NOW, `customer:${n % 7}`);
  const both = await Promise.all([takeDue(store, { ...TAKE, limit: 200 }), takeDue(other, { ...TAKE, limit: 200 })]);
  const ids = idsOf(both.flat());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(150);
});

test('no more than the limit are taken, and only of the kinds asked for', async () => {
  const header = {
    pk: 'conversation:1',
    id: 'header',
    kind: 'header',
    v: 1,
    body: {},
    lists: { due: duePlace(NOW, 'header') },
  };
  await store.commit(header.pk, [{ op: 'create', doc: header }]);
  for (let n = 0; n < 120; n++) await add(`n${n}`, '2026-11-20T07:00:00.000Z');
  expect(idsOf(await takeDue(store, { ...TAKE, kinds: ['header'] }))).toEqual(['header']);
  expect(await takeDue(store, { ...TAKE, limit: 5 })).toHaveLength(5);
  expect(await takeDue(store, { ...TAKE, limit: 200, kinds: ['outbox'] })).toHaveLength(115);
});

test('a row of a newer version is left to the newer processes', async () => {
  const newer = { pk: 'p', id: 'a', kind: 'outbox', v: 99, body: {}, lists: { due: duePlace(NOW, 'a') } };
  const unknown = { ...newer, id: 'b', kind: 'holiday', v: 1 };
  await store.commit(
    'p',
    [newer, unknown].map((doc) => ({ op: 'create', doc })),
  );
  expect(await takeDue(store, TAKE)).toEqual([]);
});

test('a finished row is gone', async () => {
  await add('a', NOW);
  const [taken] = await takeDue(store, TAKE);
  expect(taken && (await finish(store, taken))).toBe(true);
  expect(await takeDue(store, { ...TAKE, now: '2026-11-21T08:00:00.000Z' })).toEqual([]);
  expect(taken && (await finish(store, taken))).toBe(false);
});

test('who lost the lease neither finishes nor postpones the row', async () => {
  await add('a', NOW);
  const [late] = await takeDue(store, TAKE);
  const [current] = await takeDue(store, { ...TAKE, now: '2026-11-20T08:02:00.000Z' });
  if (!late || !current) throw new Error('not taken');
  expect(await finish(store, late)).toBe(false);
  expect(await postpone(store, late, NOW)).toBeUndefined();
  expect(await finish(store, current)).toBe(true);
});

test('a postponed row comes again then, with what was changed in it and all else as it was', async () => {
  await add('a', NOW);
  const [taken] = await takeDue(store, TAKE);
  if (!taken) throw new Error('not taken');
  const later = await postpone(store, taken, '2026-11-20T09:00:00.000Z', { attempts: 1 });
  expect(later?.body).toEqual({ ...row, attempts: 1 });
  expect(await takeDue(store, { ...TAKE, now: '2026-11-20T08:59:59.999Z' })).toEqual([]);
  const [again] = await takeDue(store, { ...TAKE, now: '2026-11-20T09:00:00.000Z' });
  expect(again?.body).toEqual({ ...row, attempts: 1 });
});
