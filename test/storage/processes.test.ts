// Several real processes on one file: no update is lost, nothing acknowledged is lost, nobody's event loop stands still.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDriver } from '../../storage/sqlite/driver';
import { type TempStore, tempStore, until } from '../support/temp-store';

const SCRIPT = join(__dirname, '../support/store-process.ts');
/** In memory where that is possible: how long a disk takes to flush, with others writing to it, is not ours. */
const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

let temp: TempStore;
let children: ChildProcess[] = [];

beforeEach(() => {
  temp = tempStore(new Date().toISOString(), PARENT);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await temp.remove();
});

function start(work: string, name: string): ChildProcess {
  const child = fork(SCRIPT, [work, temp.file, name], { execArgv: ['--require', 'tsx/cjs'] });
  children.push(child);
  return child;
}

const message = async (child: ChildProcess): Promise<Record<string, unknown>> =>
  (await once(child, 'message'))[0] as Record<string, unknown>;

test('four processes increment one document under its ETag: no update is lost', async () => {
  const EACH = 150;
  const store = await temp.open();
  await store.commit('p', [{ op: 'create', doc: { pk: 'p', id: 'count', kind: 'k', v: 1, body: 0 } }]);
  const four = [1, 2, 3, 4].map(() => start('increment', String(EACH)));
  await Promise.all(four.map(message));
  const results = four.map(message);
  for (const child of four) child.send('go');
  await Promise.all(results);
  expect((await store.get({ pk: 'p', id: 'count' }))?.body).toBe(4 * EACH);
});

// With a busy timeout the loop would freeze in the first try, and the lock would never be let go in this test's time.
test('while another connection holds the lock, the event loop goes on, and the commit follows when it is free', async () => {
  const store = await temp.open();
  const holder = new (loadDriver().DatabaseSync)(temp.file, { timeout: 0 });
  holder.exec('BEGIN IMMEDIATE');
  const commit = store.commit('p', [{ op: 'create', doc: { pk: 'p', id: 'waits', kind: 'k', v: 1, body: 0 } }]);
  let turns = 0;
  await until(() => (turns += 1) > 50);
  expect(await store.get({ pk: 'p', id: 'waits' })).toBeUndefined();
  holder.exec('ROLLBACK');
  holder.close();
  expect((await commit).ok).toBe(true);
}, 4_000);

test('a writing process is killed: every acknowledged commit is found whole, and the file opens', async () => {
  for (let round = 0; round < 3; round++) {
    const acknowledged: string[] = [];
    const child = start('write', `r${round}`);
    child.on('message', (said: { acknowledged: string }) => acknowledged.push(said.acknowledged));
    await until(() => acknowledged.length > 100 * (round + 1));
    child.kill('SIGKILL');
    await once(child, 'exit');

    const store = await temp.open();
    for (const id of acknowledged) {
      expect(await store.get({ pk: 'written', id })).toBeDefined();
      expect(await store.get({ pk: 'written', id: `${id}-twin` })).toBeDefined();
    }
    // What was not acknowledged is there whole or not at all.
    const next = `r${round}-${acknowledged.length}`;
    const twins = await Promise.all([next, `${next}-twin`].map((id) => store.get({ pk: 'written', id })));
    expect(twins[0] === undefined).toBe(twins[1] === undefined);
    await store.close();
  }
});

test("a commit of another process rings this one's watcher", async () => {
  // Without the slow poll that repairs a lost ring: the quick one must do it.
  const store = await temp.open({ repairMs: 3_600_000 });
  const rang = new Promise<void>((resolve) => {
    store.watch((pks) => {
      if (pks.includes('written')) resolve();
    });
  });
  const child = start('once', 'a');
  await message(child);
  await rang;
  expect(await store.get({ pk: 'written', id: 'a-0' })).toBeDefined();
});
