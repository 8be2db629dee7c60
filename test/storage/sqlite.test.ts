// The embedded store: the port's contract, and what is its own: the file, the lock, the group, the doorbell's timers.
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, loadDriver } from '../../storage/sqlite/driver';
import { networkFileSystem } from '../../storage/sqlite/file';
import type { Write } from '../../storage/store';
import { type TempStore, tempStore, until } from '../support/temp-store';
import { contract } from './contract';

contract('SQLite', async () => tempStore());

const { DatabaseSync } = loadDriver();

const create = (id: string, body: unknown = {}, more: object = {}): Write => ({
  op: 'create',
  doc: { pk: 'p', id, kind: 'k', v: 1, body, ...more },
});

let temp: TempStore;
const raws: Database[] = [];
/** A connection of our own, as another program would have it. */
function raw(file = temp.file): Database {
  const db = new DatabaseSync(file, { timeout: 0 });
  raws.push(db);
  return db;
}
const count = (db: Database, sql: string) => (db.prepare(sql).get() as { n: number }).n;

beforeEach(() => {
  temp = tempStore();
});
afterEach(async () => {
  for (const db of raws.splice(0)) db.close();
  await temp.remove();
});

describe('the file', () => {
  test('nobody else on the machine can read it: 0600 in a directory of 0700 (ASVS 5.0 14.2.4)', async () => {
    const store = await temp.open();
    await store.commit('p', [create('a')]);
    const modes = readdirSync(dirname(temp.file)).map((name) => statSync(`${dirname(temp.file)}/${name}`).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
    expect(statSync(dirname(temp.file)).mode & 0o777).toBe(0o700);
  });

  test('a file that was open to others is closed to them', async () => {
    await (await temp.open()).close();
    chmodSync(temp.file, 0o644);
    await temp.open();
    expect(statSync(temp.file).mode & 0o777).toBe(0o600);
  });

  test('a damaged file is refused with a sentence, and stays as it is', async () => {
    const store = await temp.open();
    const many = Array.from({ length: 100 }, (_, n) => create(`n${n}`, 'x'.repeat(2000)));
    await store.commit('p', many);
    await store.close();
    const bytes = readFileSync(temp.file);
    bytes.fill(0x5a, 4096 * 3, 4096 * 6);
    writeFileSync(temp.file, bytes);
    await expect(temp.open()).rejects.toMatchObject({
      name: 'StoreDamaged',
      message: expect.stringContaining('damaged'),
    });
    expect(readFileSync(temp.file).equals(bytes)).toBe(true);
  });

  test('half a file is refused', async () => {
    const store = await temp.open();
    await store.commit('p', [create('a', 'x'.repeat(100_000))]);
    await store.close();
    truncateSync(temp.file, 40_960);
    await expect(temp.open()).rejects.toMatchObject({ name: 'StoreDamaged' });
  });

  test('text instead of a store is refused', async () => {
    mkdirSync(dirname(temp.file), { recursive: true });
    writeFileSync(temp.file, 'not a database at all, just some text that is long enough\n'.repeat(100));
    await expect(temp.open()).rejects.toMatchObject({
      name: 'StoreDamaged',
      message: expect.stringContaining('damaged'),
    });
  });

  test("another program's database is refused and not touched", async () => {
    mkdirSync(dirname(temp.file), { recursive: true });
    raw().exec('CREATE TABLE theirs(a)');
    const before = readFileSync(temp.file);
    await expect(temp.open()).rejects.toMatchObject({ message: expect.stringContaining('another program') });
    expect(readFileSync(temp.file).equals(before)).toBe(true);
  });

  test('a file that another process is just making is no other program’s: its journal mode comes before its tables', async () => {
    mkdirSync(dirname(temp.file), { recursive: true });
    raw().exec('PRAGMA journal_mode = WAL');
    expect(await (await temp.open()).get({ pk: 'p', id: 'x' })).toBeUndefined();
  });

  test('a newer schema is StoreTooNew', async () => {
    await (await temp.open()).close();
    raw().exec('PRAGMA user_version = 2');
    await expect(temp.open()).rejects.toMatchObject({ name: 'StoreTooNew' });
  });

  test('a directory that cannot be made is StoreDown, and says which one', async () => {
    const directory = dirname(temp.file);
    writeFileSync(directory, 'a file is in the way');
    const message = `the data directory ${directory} (DATA_DIR) cannot be used`;
    await expect(temp.open()).rejects.toMatchObject({ name: 'StoreDown', message, cause: expect.anything() });
  });

  test('a copy that is made while others write opens and is whole', async () => {
    const store = await temp.open();
    for (let n = 0; n < 20; n++) await store.commit('p', [create(`a${n}`), create(`b${n}`)]);
    raw().exec(`VACUUM INTO '${temp.file}.copy'`);
    const restored = await temp.open({ file: `${temp.file}.copy` });
    expect(await restored.get({ pk: 'p', id: 'b19' })).toBeDefined();
  });
});

describe('network file systems', () => {
  const mounts = (kind: string) => () =>
    [
      '22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw',
      `40 22 0:35 / /srv/data rw,nosuid - ${kind} host:/x rw,user_id=0`,
      '41 22 0:36 / /srv/data2 rw - fuse.sshfs host:/y rw',
    ].join('\n');

  test.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'CIFS'],
    [0xff534d42 | 0, 'CIFS'],
    [0x517b, 'SMB'],
  ])('type %d is refused as %s', (type, name) => {
    expect(networkFileSystem('/srv/data', type, mounts('ext4'))).toBe(name);
  });

  test('a FUSE mount is judged by what is behind it', () => {
    expect(networkFileSystem('/srv/data/fapiao', 0x65735546, mounts('fuse.sshfs'))).toBe('fuse.sshfs');
    expect(networkFileSystem('/srv/data', 0x65735546, mounts('fuse.mergerfs'))).toBeUndefined();
    expect(networkFileSystem('/srv/other', 0x65735546, mounts('fuse.sshfs'))).toBeUndefined();
  });

  test('a local disk is fine', () => {
    expect(networkFileSystem('/srv', 0xef53, mounts('ext4'))).toBeUndefined();
  });
});

describe('the lock', () => {
  test('a commit waits for another process without blocking the event loop, and then succeeds', async () => {
    const store = await temp.open();
    const other = raw();
    other.exec('BEGIN IMMEDIATE');
    let answered = false;
    const committing = store.commit('p', [create('a')]).finally(() => {
      answered = true;
    });
    let turns = 0;
    await until(() => ++turns > 200);
    expect(answered).toBe(false);
    other.exec('COMMIT');
    expect((await committing).ok).toBe(true);
  });

  test('at its deadline it is StoreBusy, and nothing was written', async () => {
    const store = await temp.open();
    const other = raw();
    other.exec('BEGIN IMMEDIATE');
    const busy = store.commit('p', [create('a')], '2026-11-20T08:00:00.050Z');
    await expect(busy).rejects.toMatchObject({ name: 'StoreBusy' });
    other.exec('COMMIT');
    await store.commit('p', [create('b')]);
    expect(await store.get({ pk: 'p', id: 'a' })).toBeUndefined();
  });

  test('who is late because this process had no time is served all the same: the lock is free', async () => {
    const store = await temp.open();
    const late = store.commit('p', [create('a')], '2026-11-20T08:00:00.020Z');
    const began = performance.now();
    while (performance.now() - began < 40) temp.now();
    expect((await late).ok).toBe(true);
  });

  test('reads go on while another process writes', async () => {
    const store = await temp.open();
    await store.commit('p', [create('a')]);
    raw().exec('BEGIN IMMEDIATE; DELETE FROM docs');
    expect(await store.get({ pk: 'p', id: 'a' })).toBeDefined();
  });
});

describe('group commit', () => {
  test('commits that wait at the same moment share one transaction', async () => {
    const groups: number[] = [];
    const store = await temp.open({ onGroup: (commits) => groups.push(commits) });
    // A machine that is busy with something else would cut the group: no time passes here.
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    await Promise.all(Array.from({ length: 16 }, (_, n) => store.commit('p', [create(`n${n}`)])));
    clock.mockRestore();
    expect(groups).toEqual([16]);
  });

  test('a group is cut before it holds the lock for long, and every commit is answered', async () => {
    const groups: number[] = [];
    const store = await temp.open({ onGroup: (commits) => groups.push(commits) });
    const text = 'x'.repeat(15_000);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, c) =>
        store.commit(
          'p',
          Array.from({ length: 100 }, (_, n) => create(`${c}-${n}`, text)),
        ),
      ),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.reduce((sum, n) => sum + n, 0)).toBe(20);
  });

  test('an error inside one commit undoes that commit alone: the rest of its group stays (savepoint)', async () => {
    const store = await temp.open();
    raw().exec(
      `CREATE TRIGGER poison BEFORE INSERT ON docs WHEN new.id = 'poison' BEGIN SELECT RAISE(ABORT, 'injected'); END`,
    );
    const results = await Promise.allSettled([
      store.commit('p', [create('a')]),
      store.commit('p', [create('before', {}, { lists: { due: '1' } }), create('poison'), create('behind')]),
      store.commit('p', [create('c')]),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({
      reason: { name: 'StoreDown', cause: { message: expect.stringContaining('injected') } },
    });
    const there = await Promise.all(
      ['a', 'before', 'behind', 'c'].map(async (id) => !!(await store.get({ pk: 'p', id }))),
    );
    expect(there).toEqual([true, false, false, true]);
    expect((await store.list('due', { limit: 1 })).docs).toEqual([]);
  });

  test('an error that ends the transaction fails every commit of the group, and the next one works', async () => {
    const store = await temp.open();
    const db = raw();
    db.exec(
      `CREATE TRIGGER poison BEFORE INSERT ON docs WHEN new.id = 'poison' BEGIN SELECT RAISE(ROLLBACK, 'injected'); END`,
    );
    const together = () =>
      Promise.allSettled([store.commit('p', [create('a')]), store.commit('p', [create('poison')])]);
    let results = await together();
    // A machine that is busy cuts the group between the two: then they shared none, and are made again.
    for (let tries = 0; results[0].status === 'fulfilled' && tries < 50; tries++) {
      await store.commit('p', [{ op: 'delete', id: 'a' }]);
      results = await together();
    }
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    db.exec('DROP TRIGGER poison');
    expect((await store.commit('p', [create('a')])).ok).toBe(true);
  });

  test('a group in which everything is refused writes nothing', async () => {
    const store = await temp.open();
    await store.commit('p', [create('a')]);
    const before = statSync(`${temp.file}-wal`).size;
    const db = raw();
    const changes = () => count(db, 'SELECT count(*) AS n FROM changes');
    expect(changes()).toBe(1);
    await Promise.all([store.commit('p', [create('a')]), store.commit('p', [create('b'), create('a')])]);
    expect(changes()).toBe(1);
    expect(statSync(`${temp.file}-wal`).size).toBe(before);
  });
});

describe('housekeeping', () => {
  test('what expired a minute ago is deleted with its lists; what is younger stays', async () => {
    const store = await temp.open();
    const expired = (id: string, expiresAt: string) => create(id, {}, { expiresAt, lists: { due: id } });
    for (let at = 0; at < 500; at += 100) {
      const slice = Array.from({ length: 100 }, (_, n) => expired(`old${at + n}`, '2026-11-20T08:00:01.000Z'));
      await store.commit('p', slice);
    }
    await store.commit('p', [
      expired('young', '2026-11-20T08:01:00.000Z'),
      create('ever', {}, { lists: { due: 'x' } }),
    ]);
    temp.setNow('2026-11-20T08:01:30.000Z');
    await store.clean();
    const db = raw();
    expect(count(db, 'SELECT count(*) AS n FROM docs')).toBe(2);
    expect(count(db, 'SELECT count(*) AS n FROM lists')).toBe(2);
  });

  test('it runs by itself', async () => {
    const store = await temp.open({ cleanMs: 5 });
    await store.commit('p', [create('a', {}, { expiresAt: '2026-11-20T08:00:01.000Z' })]);
    temp.setNow('2026-11-20T09:00:00.000Z');
    const db = raw();
    await until(() => count(db, 'SELECT count(*) AS n FROM docs') === 0);
    expect(await store.get({ pk: 'p', id: 'a' })).toBeUndefined();
  });

  test('old change rows go, and the ETags go on where they were', async () => {
    const store = await temp.open();
    const first = await store.commit('p', [create('a')]);
    raw().exec("UPDATE sqlite_sequence SET seq = 200000 WHERE name = 'changes'");
    await store.commit('p', [create('b')]);
    await store.clean();
    expect(count(raw(), 'SELECT count(*) AS n FROM changes')).toBe(1);
    const third = await store.commit('p', [create('c')]);
    expect([first, third]).toMatchObject([{ etags: ['1'] }, { etags: ['200002'] }]);
  });
});

describe("the doorbell's timers", () => {
  const heardBy = (store: { watch(ring: (pks: readonly string[]) => void): unknown }) => {
    const heard: string[] = [];
    store.watch((pks) => heard.push(...pks));
    return heard;
  };

  test('the slow poll repairs a ring that was lost', async () => {
    const store = await temp.open({ pollMs: 1_000_000, repairMs: 20 });
    const other = await temp.open();
    const heard = heardBy(store);
    await other.commit('p', [create('a')]);
    await until(() => heard.length > 0);
    expect(heard).toEqual(['p']);
  });

  test('many commits of another process are one ring', async () => {
    const store = await temp.open();
    const other = await temp.open();
    const rings: (readonly string[])[] = [];
    store.watch((pks) => rings.push(pks));
    await Promise.all(Array.from({ length: 50 }, (_, n) => other.commit('p', [create(`n${n}`)])));
    await until(() => rings.length > 0);
    expect(rings).toEqual([['p']]);
  });

  test('own commits are not heard a second time by the polls', async () => {
    const store = await temp.open({ pollMs: 1, repairMs: 1 });
    const other = await temp.open();
    const heard = heardBy(store);
    await store.commit('p', [create('a')]);
    await other.commit('q', [{ op: 'create', doc: { pk: 'q', id: 'a', kind: 'k', v: 1, body: {} } }]);
    await until(() => heard.includes('q'));
    expect(heard).toEqual(['p', 'q']);
  });
});
