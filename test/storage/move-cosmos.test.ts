// Moving data to Cosmos DB and back over the wire: several partition key ranges, a busy service, lost answers, writers.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '../../storage/move/archive';
import { exportStore } from '../../storage/move/export';
import { storeSource } from '../../storage/move/source';
import { type Mode, transfer } from '../../storage/move/transfer';
import type { Store } from '../../storage/store';
import { stepping } from '../support/faulty-store';
import { create, document, everything, fillWorld, put } from '../support/move-world';
import { PATIENT, type TempCosmos, tempCosmos } from '../support/temp-cosmos';
import { type TempStore, tempStore } from '../support/temp-store';

const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const NOW = '2026-11-28T12:00:00.000Z';

let temp: TempStore;
let cloud: TempCosmos;
let sqlite: Store;
let cosmos: Store;
beforeEach(async () => {
  temp = tempStore(NOW, PARENT);
  cloud = await tempCosmos({ ranges: 3, start: NOW });
  sqlite = await temp.open();
  cosmos = await cloud.open();
});
afterEach(async () => {
  await cloud.remove();
  await temp.remove();
});

async function copy(from: Store, to: Store, mode: Mode = 'empty') {
  const done = await transfer({ source: storeSource(from), target: to, mode, now: () => NOW });
  if (!done.ok) throw new Error(`${done.foreign} of ${done.documents} are others`);
  return done.report;
}

test('there and back, everything is as it was, and the hash is the same on both', async () => {
  const count = await fillWorld(sqlite, 10);
  const there = await copy(sqlite, cosmos);
  expect(there).toMatchObject({ written: count, newer: 2, differences: [], others: 0 });
  const back = await temp.open({ file: join(temp.directory, 'back', 'fapiao.db') });
  expect((await copy(cosmos, back)).source).toEqual(there.source);
  expect(await everything(back)).toEqual(await everything(sqlite));
});

test('a service that refuses, cuts and loses answers costs nothing but time', async () => {
  const count = await fillWorld(sqlite, 5);
  for (const [n, action] of (['429', '503', 'cut', 'lost', '449', 'batch429', 'lost', '408'] as const).entries())
    cloud.standin.faults.add({ do: action, on: 'batch', nth: 2 * n + 1 });
  cloud.standin.faults.add({ do: '429', on: 'changefeed', nth: 2, times: 3 });
  const done = await copy(sqlite, await cloud.open(PATIENT));
  expect(cloud.standin.faults.pending()).toEqual([]);
  expect(done).toMatchObject({ kept: 0, differences: [] });
  expect(done.written + done.unchanged).toBe(count);
});

test('a copy that was cut off by the network goes on', async () => {
  await fillWorld(sqlite, 20);
  let calls = 0;
  const failing = stepping(cosmos, async (call, when) => {
    if (call.of === 'commit' && when === 'before' && ++calls === 40) await cloud.standin.down('refuse');
  });
  await expect(copy(sqlite, failing)).rejects.toMatchObject({ name: expect.stringMatching(/^Store(Down|Busy)$/) });
  await cloud.standin.up();
  const done = await copy(sqlite, cosmos);
  expect(done.unchanged).toBeGreaterThan(0);
  expect(done.differences).toEqual([]);
});

test('an export while others write holds each document once, in its newest version', async () => {
  await fillWorld(sqlite, 5);
  await copy(sqlite, cosmos);
  const writer = await cloud.open();
  let n = 0;
  const restless = stepping(cosmos, async (call, when) => {
    if (call.of !== 'scan' || when !== 'after' || n > 4) return;
    await writer.commit('customer:1', [
      put(document('customer:1', 'n0', { body: `version ${n++}` })),
      create(document('customer:1', `new ${n}`)),
    ]);
    if (n === 3) await writer.commit('customer:2', [{ op: 'delete', id: 'n5' }]);
  });
  const file = join(temp.directory, 'all.jsonl');
  const done = await exportStore({ store: restless, file, origin: 'o', now: () => NOW });
  expect(done).toMatchObject({ ok: true, changing: 0 });
  const opened = await openArchive(file);
  if (!opened.ok) throw new Error(opened.fault.code);
  const back = await temp.open({ file: join(temp.directory, 'back', 'fapiao.db') });
  const read = await transfer({ source: opened.source, target: back, mode: 'empty', now: () => NOW });
  expect(read).toMatchObject({ ok: true, report: { differences: [] } });
  expect(await everything(back)).toEqual(await everything(cosmos));
});
