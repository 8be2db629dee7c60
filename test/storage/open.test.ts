// The store that the configuration names, and what a process loads for it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../storage/counted';
import { openStore } from '../../storage/open';
import { type TempStore, tempStore } from '../support/temp-store';

let temp: TempStore;
beforeEach(() => {
  temp = tempStore();
});
afterEach(() => temp.remove());

test('without anything else it is one file in the data directory', async () => {
  const store = await openStore({ dataDir: temp.directory, now: temp.now });
  expect(existsSync(join(temp.directory, 'fapiao.db'))).toBe(true);
  await store.close();
});

test('the database is loaded when a store is opened, not when the module is', () => {
  const script = `require('./storage/open'); console.log(Object.keys(require.cache).filter((f) => /sqlite/.test(f)).length)`;
  const root = join(__dirname, '../..');
  const loaded = execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(loaded.trim()).toBe('0');
});

test('a counted store counts what it is asked', async () => {
  const store = counted(await temp.open());
  const doc = { pk: 'p', kind: 'k', v: 1, body: {} };
  await store.commit(
    'p',
    ['a', 'b'].map((id) => ({ op: 'create', doc: { ...doc, id } })),
  );
  await store.get({ pk: 'p', id: 'a' });
  await store.list('due', { limit: 1 });
  await store.scan({ limit: 1 });
  expect(store.stats).toEqual({ gets: 1, commits: 1, writes: 2, lists: 1, scans: 1 });
});
