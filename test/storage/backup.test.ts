// Backup and restore of the store's file: while others write, after a kill, over a damaged file, never over one in use.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { backUp } from '../../storage/sqlite/backup';
import { loadDriver } from '../../storage/sqlite/driver';
import { restore } from '../../storage/sqlite/restore';
import type { Store, Write } from '../../storage/store';
import { type TempStore, tempStore, until } from '../support/temp-store';

const SCRIPT = join(__dirname, '../support/backup-process.ts');
/** In memory where that is possible: how long a disk takes to flush, with others writing to it, is not ours. */
const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const NOW = '2026-11-28T12:00:00.000Z';

let temp: TempStore;
let children: ChildProcess[] = [];
beforeEach(() => {
  temp = tempStore(NOW, PARENT);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await temp.remove();
});

const doc = (pk: string, id: string, body: unknown = {}): Write => ({
  op: 'put',
  doc: { pk, id, kind: 'k', v: 1, body, lists: { log: id } },
});
async function fill(store: Store, partitions: number, text = 'x'.repeat(500)): Promise<void> {
  for (let p = 0; p < partitions; p++) {
    const writes = Array.from({ length: 100 }, (_, n) => doc(`p${p}`, `n${n}`, { p, n, text }));
    expect((await store.commit(`p${p}`, writes)).ok).toBe(true);
  }
}
function start(work: string, to = ''): ChildProcess {
  const child = fork(SCRIPT, [work, temp.file, to], { execArgv: ['--require', 'tsx/cjs'] });
  children.push(child);
  return child;
}
const message = async (child: ChildProcess) => (await once(child, 'message'))[0] as Record<string, number>;
const backupFile = () => join(temp.directory, 'backup.db');
/** Copies that have not got their names. */
const parts = () => readdirSync(temp.directory).filter((name) => name.endsWith('.part'));
/** Without the empty side files of this process's own closed connections. */
const beside = () =>
  readdirSync(dirname(temp.file))
    .filter((name) => !/^fapiao\.db-(wal|shm)$/.test(name))
    .toSorted();

describe('a backup', () => {
  test('is one private file that is whole and opens as a store', async () => {
    const store = await temp.open();
    await fill(store, 10);
    expect(await backUp(temp.file, backupFile())).toEqual({ bytes: statSync(backupFile()).size, documents: 1000 });
    expect(statSync(backupFile()).mode & 0o777).toBe(0o600);
    expect(readdirSync(temp.directory).toSorted()).toEqual(['backup.db', 'data']);
    await fill(store, 1, 'later');
    const copy = await temp.open({ file: backupFile() });
    expect(await copy.get({ pk: 'p0', id: 'n0' })).toMatchObject({ body: { text: 'x'.repeat(500) } });
    expect((await copy.list('log', { pk: 'p9', limit: 100 })).docs).toHaveLength(100);
  });

  test('holds nothing of what was deleted', async () => {
    const store = await temp.open();
    await fill(store, 3, 'a name that must go');
    for (let p = 0; p < 3; p++)
      for (let n = 0; n < 100; n++) await store.commit(`p${p}`, [{ op: 'delete', id: `n${n}` }]);
    await backUp(temp.file, backupFile());
    expect(readFileSync(backupFile()).includes('a name that must go')).toBe(false);
  });

  test('while a process writes all the time: every commit is whole in it', async () => {
    const store = await temp.open();
    await fill(store, 400, 'x'.repeat(1000));
    await store.close();
    const writer = start('write');
    await message(writer);
    const ask = () => {
      const answer = message(writer);
      writer.send('how far');
      return answer;
    };
    await ask();
    const before = (await ask()).written ?? 0;
    await backUp(temp.file, backupFile());
    const { written = 0 } = await ask();
    expect(written).toBeGreaterThan(before);
    const db = new (loadDriver().DatabaseSync)(backupFile(), { timeout: 0 });
    const rows = db.prepare("SELECT id, body FROM docs WHERE pk = 'written'").all() as { id: string }[];
    const ids = new Set(rows.map(({ id }) => id));
    expect(ids.size).toBeGreaterThan(before);
    for (const id of ids) expect(ids.has(id.endsWith('-twin') ? id.slice(0, -5) : `${id}-twin`)).toBe(true);
    db.close();
  });

  test('that stands still in the middle of its copy lets others commit', async () => {
    const store = await temp.open();
    await fill(store, 300, 'x'.repeat(1000));
    const child = start('cut', backupFile());
    await message(child);
    await until(() => parts().some((name) => statSync(join(temp.directory, name)).size > 0));
    child.kill('SIGSTOP');
    expect((await store.commit('p0', [{ op: 'delete', id: 'n0' }])).ok).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  test('that is killed leaves no file of its name, and the next one clears what it left', async () => {
    const store = await temp.open();
    await fill(store, 300, 'x'.repeat(1000));
    const child = start('cut', backupFile());
    await message(child);
    await until(() => parts().some((name) => statSync(join(temp.directory, name)).size > 0));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(backupFile())).toBe(false);
    expect(parts()).toHaveLength(1);
    expect(await backUp(temp.file, backupFile())).toMatchObject({ documents: 30_000 });
    expect(readdirSync(temp.directory).toSorted()).toEqual(['backup.db', 'data']);
  });

  test('replaces nothing, and makes no store where there is none', async () => {
    await expect(backUp(temp.file, backupFile())).rejects.toThrow(/there is no store at .*DATA_DIR/);
    expect(existsSync(temp.file)).toBe(false);
    await temp.open();
    writeFileSync(backupFile(), 'yesterday');
    await expect(backUp(temp.file, backupFile())).rejects.toThrow(/exists already/);
    await expect(backUp(temp.file, temp.file)).rejects.toThrow(/exists already/);
    await expect(backUp(temp.file, join(temp.directory, 'no', 'such'))).rejects.toThrow(/cannot be written/);
    expect(readFileSync(backupFile(), 'utf8')).toBe('yesterday');
  });

  test('of a damaged store is refused with the command that restores, and is not there', async () => {
    const store = await temp.open();
    await fill(store, 10);
    await store.close();
    const bytes = readFileSync(temp.file);
    bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 20_000);
    writeFileSync(temp.file, bytes);
    await expect(backUp(temp.file, backupFile())).rejects.toThrow(/is damaged.*npm run store -- restore FILE/);
    expect(readdirSync(temp.directory)).toEqual(['data']);
  });
});

describe('a restore', () => {
  async function backedUp(): Promise<void> {
    const store = await temp.open();
    await fill(store, 5);
    await backUp(temp.file, backupFile());
    await store.commit('p0', [doc('p0', 'n0', 'after the backup')]);
    await store.close();
  }
  const bodyOf = async (id: string) => (await (await temp.open()).get({ pk: 'p0', id }))?.body;

  test('puts the backup in place and keeps what was there, which can be restored in turn', async () => {
    await backedUp();
    const { kept, documents } = await restore(temp.file, backupFile(), NOW);
    expect(documents).toBe(500);
    expect(kept).toBe(`${temp.file}.before-restore-20261128T120000000Z`);
    expect(beside()).toEqual(['fapiao.db', 'fapiao.db.before-restore-20261128T120000000Z', 'fapiao.db.lock']);
    expect(statSync(temp.file).mode & 0o777).toBe(0o600);
    const store = await temp.open();
    expect(await store.get({ pk: 'p0', id: 'n0' })).toMatchObject({ body: { n: 0 } });
    expect((await store.commit('p0', [doc('p0', 'new')])).ok).toBe(true);
    await store.close();
    await restore(temp.file, kept ?? '', '2026-11-28T13:00:00.000Z');
    expect(await bodyOf('n0')).toBe('after the backup');
  });

  test.each([
    ['overwritten in the middle', (bytes: Buffer) => bytes.fill(0x5a, 4096 * 3, 4096 * 9)],
    ['overwritten at the start', (bytes: Buffer) => bytes.fill(0, 0, 4096)],
    ['text', () => Buffer.from('not a database\n'.repeat(1000))],
    ['empty', () => Buffer.alloc(0)],
  ])('works when the present file is damaged: %s; the damaged one is kept as it was', async (_, damage) => {
    await backedUp();
    const broken = damage(readFileSync(temp.file));
    writeFileSync(temp.file, broken);
    const { kept } = await restore(temp.file, backupFile(), NOW);
    expect(readFileSync(kept ?? '').equals(broken)).toBe(true);
    expect(await bodyOf('n0')).toMatchObject({ n: 0 });
  });

  test('works when there is no file at all, and when a crash left a WAL behind', async () => {
    await backedUp();
    await restore(join(temp.directory, 'new', 'fapiao.db'), backupFile(), NOW);
    expect(readdirSync(join(temp.directory, 'new')).toSorted()).toEqual(['fapiao.db', 'fapiao.db.lock']);
    const writer = start('write');
    await message(writer);
    await until(() => existsSync(`${temp.file}-wal`) && statSync(`${temp.file}-wal`).size > 10_000);
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    const { kept = '' } = await restore(temp.file, backupFile(), NOW);
    const store = await temp.open();
    expect(await store.get({ pk: 'written', id: '0' })).toBeUndefined();
    const old = await temp.open({ file: kept });
    expect(await old.get({ pk: 'written', id: '0' })).toBeDefined();
  });

  test('takes a copy that was made with its WAL of a store in use', async () => {
    const store = await temp.open();
    await fill(store, 3);
    for (const end of ['', '-wal']) copyFileSync(temp.file + end, backupFile() + end);
    expect(statSync(`${backupFile()}-wal`).size).toBeGreaterThan(0);
    const other = join(temp.directory, 'other', 'fapiao.db');
    expect(await restore(other, backupFile(), NOW)).toEqual({ documents: 300 });
    expect(statSync(`${backupFile()}-wal`).size).toBeGreaterThan(0);
  });

  test('is refused while another process has the store open, also when the file is damaged by then', async () => {
    await backedUp();
    const server = start('hold');
    await message(server);
    const before = readFileSync(temp.file);
    await expect(restore(temp.file, backupFile(), NOW)).rejects.toMatchObject({
      name: 'StoreBusy',
      message: expect.stringContaining('stop every server'),
    });
    expect(readFileSync(temp.file).equals(before)).toBe(true);
    writeFileSync(temp.file, 'damaged while the server runs');
    await expect(restore(temp.file, backupFile(), NOW)).rejects.toMatchObject({ name: 'StoreBusy' });
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect(await restore(temp.file, backupFile(), NOW)).toMatchObject({ documents: 500 });
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 40_960), /is damaged, or no backup/],
    ['overwritten', (bytes: Buffer) => bytes.fill(0x5a, 4096 * 3, 4096 * 6), /is damaged, or no backup/],
    ['an export', () => Buffer.from('{"format":"fapiao-store"}\n'.repeat(500)), /read by "import"/],
    ['empty', () => Buffer.alloc(0), /no backup of this product/],
  ])('of a backup that is %s is refused, and the store stays as it is', async (_, damage, why) => {
    await backedUp();
    const before = readFileSync(temp.file);
    writeFileSync(backupFile(), damage(readFileSync(backupFile())));
    await expect(restore(temp.file, backupFile(), NOW)).rejects.toThrow(why);
    expect(readFileSync(temp.file).equals(before)).toBe(true);
    expect(beside()).toEqual(['fapiao.db', 'fapiao.db.lock']);
  });

  test("of a missing file, another program's, a newer version's, or the store itself is refused", async () => {
    await backedUp();
    await expect(restore(temp.file, join(temp.directory, 'none'), NOW)).rejects.toThrow(/there is no file/);
    await expect(restore(temp.file, temp.file, NOW)).rejects.toThrow(/the store itself/);
    const change = (sql: string) => {
      const db = new (loadDriver().DatabaseSync)(backupFile(), { timeout: 0 });
      db.exec(sql);
      db.close();
    };
    change('PRAGMA user_version = 9');
    await expect(restore(temp.file, backupFile(), NOW)).rejects.toMatchObject({ name: 'StoreTooNew' });
    change('PRAGMA application_id = 1');
    await expect(restore(temp.file, backupFile(), NOW)).rejects.toThrow(/no backup of this product/);
    expect(await bodyOf('n0')).toBe('after the backup');
  });
});

describe('a damaged file', () => {
  const SENTENCE = /fapiao\.db \(DATA_DIR .*\) is damaged .*npm run store -- restore FILE/;

  test('every page of a store is found when it is overwritten, before anything is served from it', async () => {
    const store = await temp.open();
    await fill(store, 4, 'x'.repeat(200));
    await store.close();
    const good = readFileSync(temp.file);
    const pages = good.length / 4096;
    expect(pages).toBeGreaterThan(30);
    for (let page = 0; page < pages; page++) {
      const bad = Buffer.from(good);
      bad.fill(0x5a, page * 4096, (page + 1) * 4096);
      writeFileSync(temp.file, bad);
      await expect(temp.open()).rejects.toThrow(SENTENCE);
      expect(readFileSync(temp.file).equals(bad)).toBe(true);
    }
  });

  test('while it is open: said once, and then nothing is promised on it any more', async () => {
    const first = await temp.open();
    await fill(first, 40, 'x'.repeat(1000));
    await first.close();
    const said: string[] = [];
    const store = await temp.open({ log: (text) => said.push(text), pollMs: 5, repairMs: 5 });
    store.watch(() => undefined);
    const bytes = readFileSync(temp.file);
    bytes.fill(0x5a, 4096, bytes.length - 4096 * 4);
    writeFileSync(temp.file, bytes);
    // Another process's commit makes this one look at the file again.
    const other = new (loadDriver().DatabaseSync)(temp.file, { timeout: 0 });
    other.exec('PRAGMA user_version = 1');
    other.close();
    const reads = Array.from({ length: 40 }, (_, p) => store.get({ pk: `p${p}`, id: 'n50' }));
    const failed = (await Promise.allSettled(reads)).filter(({ status }) => status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    await expect(store.get({ pk: 'system', id: 'secret' })).rejects.toMatchObject({
      name: 'StoreDamaged',
      message: expect.stringMatching(SENTENCE),
    });
    await expect(store.commit('p', [doc('p', 'a')])).rejects.toMatchObject({ name: 'StoreDamaged' });
    await expect(store.list('log', { limit: 1 })).rejects.toMatchObject({ name: 'StoreDamaged' });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(SENTENCE);
  });

  test('a document whose text is damaged is refused by its kind alone; the others are served', async () => {
    const store = await temp.open();
    await store.commit('p', [doc('p', 'bad', 'a secret text'), doc('p', 'good')]);
    const db = new (loadDriver().DatabaseSync)(temp.file, { timeout: 0 });
    db.exec("UPDATE docs SET body = substr(body, 1, 9) WHERE id = 'bad'");
    db.close();
    const refused = {
      name: 'StoreDown',
      message: expect.stringMatching(/^a document \(k\) is damaged; restore a backup/),
    };
    await expect(store.get({ pk: 'p', id: 'bad' })).rejects.toMatchObject(refused);
    await expect(store.scan({ limit: 10 })).rejects.toMatchObject(refused);
    expect(await store.get({ pk: 'p', id: 'good' })).toBeDefined();
  });

  test('a WAL that is cut off, or no WAL at all, costs at most what it held: the file opens', async () => {
    const store = await temp.open();
    await fill(store, 3);
    await store.close();
    const again = await temp.open();
    await again.commit('late', [doc('late', 'a'), doc('late', 'b')]);
    await again.commit('late', [doc('late', 'c')]);
    const copies = ['cut', 'garbage'].map((name) => join(temp.directory, name, 'fapiao.db'));
    for (const copy of copies) {
      mkdirSync(dirname(copy));
      for (const end of ['', '-wal']) copyFileSync(temp.file + end, copy + end);
    }
    const [cut = '', garbage = ''] = copies;
    truncateSync(`${cut}-wal`, statSync(`${cut}-wal`).size - 100);
    writeFileSync(`${garbage}-wal`, 'no WAL at all '.repeat(5000));
    const survived = await temp.open({ file: cut });
    expect(await survived.get({ pk: 'late', id: 'b' })).toBeDefined();
    expect(await survived.get({ pk: 'late', id: 'c' })).toBeUndefined();
    const plain = await temp.open({ file: garbage });
    expect(await plain.get({ pk: 'p0', id: 'n0' })).toBeDefined();
    expect(await plain.get({ pk: 'late', id: 'a' })).toBeUndefined();
  });
});
