// A store whose file is gone, or is another one, acknowledges nothing; the same file again is fine.
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite, type SqliteStore } from '../../storage/sqlite';
import { StoreDown } from '../../storage/store';
import { systemCodeOf } from '../../storage/system-code';

const now = () => '2026-11-20T08:00:00.000Z';
const doc = (id: string) => ({ pk: 'p', id, kind: 'test', v: 1, body: { id } });

let directory: string;
let store: SqliteStore;
const data = () => join(directory, 'data');
const file = () => join(data(), 'fapiao.db');
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fapiao-place-'));
  store = await openSqlite({ file: file(), now });
  expect((await write('first')).ok).toBe(true);
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});
const write = (id: string) => store.commit('p', [{ op: 'create', doc: doc(id) }]);
const refused = async (code: string) => {
  const error: unknown = await write(`refused-${code}`).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreDown);
  expect(systemCodeOf(error)).toBe(code);
  // Reads stop as well, and nothing is said of where it was.
  await expect(store.get({ pk: 'p', id: 'first' })).rejects.toThrow('DATA_DIR');
  expect(String(error)).not.toContain(directory);
};

test('the directory was deleted', async () => {
  rmSync(data(), { recursive: true });
  await refused('ENOENT');
  await refused('ENOENT');
});

test('the directory was moved away; moved back, it goes on', async () => {
  renameSync(data(), `${data()}-away`);
  await refused('ENOENT');
  renameSync(`${data()}-away`, data());
  expect((await write('again')).ok).toBe(true);
  expect(await store.get({ pk: 'p', id: 'first' })).toBeDefined();
});

test('another store stands in its place, and is not touched', async () => {
  renameSync(data(), `${data()}-away`);
  const other = await openSqlite({ file: file(), now });
  await other.commit('p', [{ op: 'create', doc: doc('theirs') }]);
  await refused('ESTALE');
  await store.close();
  expect(existsSync(`${file()}-wal`)).toBe(true);
  expect((await other.commit('p', [{ op: 'create', doc: doc('theirs too') }])).ok).toBe(true);
  await other.close();
  const read = await openSqlite({ file: file(), now });
  for (const id of ['theirs', 'theirs too']) expect(await read.get({ pk: 'p', id })).toBeDefined();
  await read.close();
});

test('its log was deleted', async () => {
  rmSync(`${file()}-wal`);
  await refused('ENOENT');
});
