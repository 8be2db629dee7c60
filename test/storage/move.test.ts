// Moving data from store to store: whole, resumable, proven by count and hash, and never over what differs.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeSource } from '../../storage/move/source';
import { type Mode, transfer, type Transferred } from '../../storage/move/transfer';
import { type Store, StoreBusy, StoreDown } from '../../storage/store';
import { create, document, everything, fillWorld, put } from '../support/move-world';
import { stepping } from '../support/faulty-store';
import { type TempStore, tempStore } from '../support/temp-store';

/** In memory where that is possible: how long a disk takes to flush is not ours. */
const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const NOW = '2026-11-28T12:00:00.000Z';

let temp: TempStore;
let from: Store;
let to: Store;
beforeEach(async () => {
  temp = tempStore(NOW, PARENT);
  from = await temp.open();
  to = await other();
});
afterEach(() => temp.remove());

const other = () => temp.open({ file: join(temp.directory, 'other', 'fapiao.db') });
const copy = (mode: Mode = 'empty', source = from, target = to): Promise<Transferred> =>
  transfer({ source: storeSource(source), target, mode, now: temp.now });
async function report(done: Promise<Transferred>) {
  const result = await done;
  if (!result.ok) throw new Error(`${result.why}: ${result.foreign} of ${result.documents}`);
  return result.report;
}

test('everything arrives as it was: 10 000 documents, odd keys, lists, newer versions, secrets', async () => {
  const count = await fillWorld(from, 100);
  expect(count).toBeGreaterThan(10_000);
  const done = await report(copy());
  expect(done).toMatchObject({ written: count, unchanged: 0, kept: 0, newer: 2, others: 0, differences: [] });
  expect(done.source).toEqual(done.target);
  expect(done.source).toMatchObject({ documents: count, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(done.kinds.get('secret')).toBe(1);
  expect(await everything(to)).toEqual(await everything(from));
  expect((await to.list('log', { prefix: '订单', limit: 10 })).docs).toHaveLength(8);
});

test('what has expired is not copied, and expiring while it is copied is no difference', async () => {
  await from.commit('p', [
    create(document('p', 'stays')),
    create(document('p', 'gone', { expiresAt: '2026-11-28T12:00:01.000Z' })),
    create(document('p', 'going', { expiresAt: '2026-11-28T12:00:05.000Z' })),
  ]);
  temp.setNow('2026-11-28T12:00:01.000Z');
  const slow = stepping(to, (call, when) => {
    if (call.of === 'commit' && when === 'after') temp.setNow('2026-11-28T12:00:06.000Z');
  });
  const done = await report(copy('empty', from, slow));
  expect(done).toMatchObject({ written: 2, differences: [], source: { documents: 1 }, target: { documents: 1 } });
});

test('a store that holds other documents is refused before anything is written', async () => {
  await fillWorld(from);
  await to.commit('system', [create(document('system', 'secret', { kind: 'secret', body: { keys: ['other'] } }))]);
  expect(await copy()).toEqual({ ok: false, why: 'occupied', documents: 1, foreign: 1 });
  expect((await everything(to)).size).toBe(1);
});

test('a store that holds a part of the same documents is filled up: the same call again goes on', async () => {
  const count = await fillWorld(from, 30);
  let commits = 0;
  const failing = stepping(to, (call, when) => {
    if (call.of === 'commit' && when === 'before' && ++commits > 30) throw new StoreDown('the plug was pulled');
  });
  await expect(copy('empty', from, failing)).rejects.toThrow('the plug was pulled');
  // What it had begun is decided when it is closed.
  await to.close();
  to = await other();
  const there = (await everything(to)).size;
  expect(there).toBeGreaterThan(0);
  const done = await report(copy());
  expect(done).toMatchObject({ written: count - there, unchanged: there, differences: [] });
  expect(await report(copy())).toMatchObject({ written: 0, unchanged: count, differences: [] });
});

test('--resume leaves what differs as it is and says so; --overwrite takes the source; others stay', async () => {
  const count = await fillWorld(from);
  const mine = document('customer:1', 'n0', { body: 'mine' });
  await to.commit('customer:1', [create(mine), create(document('customer:1', 'other'))]);
  expect(await copy()).toMatchObject({ ok: false, foreign: 2 });
  const resumed = await report(copy('resume'));
  expect(resumed).toMatchObject({ written: count - 1, kept: 1, replaced: 0, others: 1 });
  expect(resumed.differences).toEqual([
    { how: 'differs', kind: 'order', key: expect.stringMatching(/^[0-9a-f]{32}$/) },
  ]);
  expect(resumed.source.hash).not.toBe(resumed.target.hash);
  expect((await to.get(mine))?.body).toBe('mine');
  const overwritten = await report(copy('overwrite'));
  expect(overwritten).toMatchObject({ written: 0, replaced: 1, others: 1, differences: [] });
  expect(overwritten.source).toEqual(overwritten.target);
  expect((await to.get(mine))?.body).toEqual(document('', '').body);
});

test('a document that comes twice arrives in its later version', async () => {
  await fillWorld(from, 5);
  const later = document('customer:0', 'n0', { body: 'later' });
  // As the change feed of Cosmos DB does: what was written meanwhile comes again at the end.
  const twice: Store = {
    ...from,
    async scan<B>(query: { after?: string; limit: number }) {
      const page = await from.scan<B>(query);
      if (!page.next) await from.commit(later.pk, [put(later)]);
      const again = page.next ? [] : [await from.get<B>(later)];
      return { ...page, docs: [...page.docs, ...again.flatMap((doc) => doc ?? [])] };
    },
  };
  const done = await report(copy('empty', twice));
  expect(done.differences).toEqual([]);
  expect((await to.get(later))?.body).toBe('later');
});

test('a store that is busy for a while is waited for', async () => {
  await fillWorld(from, 5);
  let refusals = 0;
  const busy = stepping(to, (call, when) => {
    if (when === 'before' && call.n % 3 === 0 && ++refusals) throw new StoreBusy('too many requests');
  });
  expect((await report(copy('empty', from, busy))).differences).toEqual([]);
  expect(refusals).toBeGreaterThan(5);
});

test('a commit whose answer was lost is not taken for somebody else’s document', async () => {
  const count = await fillWorld(from, 5);
  let lost = 0;
  const losing = stepping(to, (call, when) => {
    if (call.of === 'commit' && when === 'after' && ++lost % 9 === 1) throw new StoreBusy('no answer');
  });
  const done = await report(copy('empty', from, losing));
  expect(done).toMatchObject({ kept: 0, differences: [] });
  expect(done.written + done.unchanged).toBe(count);
});

test('what a store loses or changes behind our back is found and named by kind, never by key', async () => {
  await fillWorld(from, 5);
  const lying = stepping(to, async (call, when) => {
    if (call.of !== 'scan' || when !== 'before' || call.query.after !== undefined) return;
    if ((await to.get({ pk: 'system', id: 'secret' })) === undefined) return;
    await to.commit('system', [{ op: 'delete', id: 'secret' }]);
    await to.commit('customer:0', [put(document('customer:0', 'n0', { body: 'changed' }))]);
    await to.commit('stranger', [create(document('stranger', '13800138000', { kind: 'mail' }))]);
  });
  const { differences } = await report(copy('empty', from, lying));
  expect(differences.map(({ how, kind }) => `${how} ${kind}`).toSorted()).toEqual([
    'differs order',
    'extra mail',
    'missing secret',
  ]);
  expect(JSON.stringify(differences)).not.toContain('13800138000');
});
