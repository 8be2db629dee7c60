// `npm run store`: data moved, backed up and put back, in processes of its own as an operator has them.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { store as storeCommand } from '../../../bot/cli/store';
import { openStore } from '../../../storage/open';
import type { Store } from '../../../storage/store';
import { createStandin, type Standin } from '../../cosmos-standin/server';
import { create, document, everything, fillWorld, put } from '../../support/move-world';
import { type Ran, runCli } from '../../support/run-cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fapiao-store-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = () => new Date().toISOString();
const PROGRESS = /^… [a-z ]+: [\d,]+ documents?$/;
const at = (name: string) => join(folder, name);
/** A busy machine is told how far it is (progress.test.ts): those lines are not what is asked here. */
async function run(args: string, dir = 'data', env: Record<string, string> = {}): Promise<Ran> {
  const ran = await runCli('store', args.split(' ').filter(Boolean), { DATA_DIR: at(dir), ...env });
  return { ...ran, err: ran.err.filter((line) => !PROGRESS.test(line)) };
}
async function within<T>(dir: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ dataDir: at(dir), now });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
/** As `run`, without a process: for the many ways to be misunderstood. What is thrown is said by runCli. */
async function inProcess(args: string): Promise<{ code: number; text: string }> {
  const said: string[] = [];
  const listen = (chunk: unknown) => said.push(String(chunk)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation(listen),
  );
  const replaced = jest.replaceProperty(process, 'env', { DATA_DIR: at('data') });
  try {
    return { code: await storeCommand(args.split(' ').filter(Boolean)), text: said.join('') };
  } catch (error) {
    return { code: 2, text: (error as Error).message };
  } finally {
    replaced.restore();
    for (const spy of spies) spy.mockRestore();
  }
}
const all = (dir: string) => within(dir, everything);
const text = ({ out, err }: Ran) => [...out, ...err].join('\n');

test('export, import into another directory, and the same there; nothing of a customer is printed', async () => {
  const count = await within('data', (store) => fillWorld(store));
  const exported = await run(`export ${at('all.jsonl.gz')}`);
  expect(exported).toMatchObject({ code: 0, err: [] });
  expect(exported.out[0]).toBe(`${at('all.jsonl.gz')}: ${count} documents; read back and whole.`);
  expect(exported.out).toContain('2 documents of a newer version than this program: moved as they are.');
  const imported = await run(`import ${at('all.jsonl.gz')}`, 'other');
  expect(imported).toMatchObject({ code: 0, err: [] });
  expect(imported.out[0]).toBe(`${count} written, 0 unchanged, 0 overwritten, 0 left as they were, 0 expired`);
  const hash = /hash ([0-9a-f]{64})/.exec(text(exported))?.[1];
  expect(imported.out.at(-1)).toBe(`The same on both sides: ${count} documents, hash ${hash}`);
  expect(await all('other')).toEqual(await all('data'));
  for (const personal of ['customer:', '订单', 'n0', '发票'])
    expect(text(exported) + text(imported)).not.toContain(personal);
});

test('import and copy write over nothing unless they are told to, and say what differs by kind and hash', async () => {
  await within('data', (store) => fillWorld(store, 2));
  await within('other', (store) => store.commit('system', [create(document('system', 'secret', { body: 'mine' }))]));
  expect((await run(`export ${at('all.jsonl')}`)).code).toBe(0);
  for (const command of [`import ${at('all.jsonl')}`, `copy --from sqlite:${at('data')} --to sqlite:${at('other')}`]) {
    const refused = await run(command, 'other');
    expect(refused).toMatchObject({ code: 1, out: [] });
    expect(refused.err[0]).toMatch(/holds 1 document already, 1 of them not the same.*Nothing was written/);
  }
  const resumed = await run(`import ${at('all.jsonl')} --resume`, 'other');
  expect(resumed.code).toBe(1);
  expect(resumed.err[0]).toBe('NOT the same: 1 document.');
  expect(resumed.err).toContainEqual(expect.stringMatching(/^ {2}differs {2}secret {2}[0-9a-f]{12}$/));
  const taken = await run(`copy --to sqlite:${at('other')} --overwrite`);
  expect(taken).toMatchObject({ code: 0, err: [] });
  expect(taken.out[0]).toMatch(/^0 written, \d+ unchanged, 1 overwritten/);
  expect(await all('other')).toEqual(await all('data'));
});

test('backup while the store is in use, restore when it is not, and the file before is kept', async () => {
  await within('data', async (store) => {
    await fillWorld(store, 2);
    const backup = await run(`backup ${at('b.db')}`);
    expect(backup).toMatchObject({ code: 0, err: [] });
    expect(statSync(at('b.db')).mode & 0o777).toBe(0o600);
    await store.commit('customer:0', [put(document('customer:0', 'n0', { body: 'after' }))]);
    const refused = await run(`restore ${at('b.db')}`);
    expect(refused).toMatchObject({ code: 1, out: [] });
    expect(refused.err[0]).toMatch(/another process has the store open: stop every server/);
  });
  const restored = await run(`restore ${at('b.db')}`);
  expect(restored).toMatchObject({ code: 0, err: [] });
  expect(restored.out[1]).toMatch(/is kept: .*fapiao\.db\.before-restore-\d{8}T\d{9}Z$/);
  await within('data', async (store) => {
    expect((await store.get({ pk: 'customer:0', id: 'n0' }))?.body).not.toBe('after');
  });
  expect((await run('check')).out[0]).toMatch(/every page is sound; \d+ documents\.$/);
});

test('a damaged file is named with the command that restores it, and that command works', async () => {
  await within('data', (store) => fillWorld(store, 5));
  await run(`backup ${at('b.db')}`);
  const file = at('data/fapiao.db');
  const bytes = readFileSync(file);
  bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 30_000);
  writeFileSync(file, bytes);
  const sentence = `the store file ${file} (DATA_DIR ${at('data')}) is damaged`;
  for (const command of [`export ${at('x.jsonl')}`, `backup ${at('y.db')}`, 'check']) {
    const refused = await run(command);
    expect(refused).toMatchObject({ code: 2, out: [] });
    expect(refused.err.join('\n')).toContain(sentence);
    expect(refused.err.join('\n')).toContain('npm run store -- restore FILE');
  }
  expect(readdirSync(folder).toSorted()).toEqual(['b.db', 'data']);
  expect((await run(`restore ${at('b.db')}`)).code).toBe(0);
  expect((await run('check')).code).toBe(0);
});

test('files in doubt are refused in one line, and nothing is imported', async () => {
  await within('data', (store) => fillWorld(store, 2));
  await run(`export ${at('all.jsonl')}`);
  const lines = readFileSync(at('all.jsonl'), 'utf8').trimEnd().split('\n');
  const cases: [string, string, RegExp][] = [
    ['cut.jsonl', lines.slice(0, -1).join('\n'), /is cut off after line \d+/],
    [
      'changed.jsonl',
      `${lines.with(3, (lines[3] ?? '').replace('1.5', '2.5')).join('\n')}\n`,
      /it was damaged or changed/,
    ],
    ['garbage.jsonl', lines.with(3, '%').join('\n'), /line 4 is no JSON/],
    ['newer.jsonl', lines.with(0, '{"format":"fapiao-store","v":9}').join('\n'), /another version of the export/],
    ['orders.csv', 'order_number,payer_name\n', /is no file of "npm run store -- export"/],
  ];
  for (const [name, content, why] of cases) {
    writeFileSync(at(name), content);
    const refused = await run(`import ${at(name)}`, 'fresh');
    expect(refused).toMatchObject({ code: 2, out: [] });
    expect(refused.err).toHaveLength(1);
    expect(refused.err[0]).toMatch(why);
    expect(refused.err[0]).toMatch(/Nothing was imported/);
  }
  expect(existsSync(at('fresh'))).toBe(false);
  expect((await run(`import ${at('none.jsonl')}`)).err[0]).toMatch(/there is no such file/);
});

test('helps, and says what was not understood without touching anything', async () => {
  expect((await run('-h')).out.join('\n')).toContain('secrets and personal data');
  const cases: [string, number, RegExp][] = [
    ['', 2, /^Moves the data/],
    ['move', 2, /"move" is not known/],
    ['__proto__', 2, /"__proto__" is not known/],
    ['export', 2, /Which file\? .* export all/],
    ['export a b', 2, /"b" is one argument too many/],
    ['copy', 2, /Copy where\?/],
    ['copy here --to cosmos', 2, /"here" is one argument too many/],
    ['copy --to elsewhere', 2, /"elsewhere" names no store/],
    ['copy --to sqlite:', 2, /"sqlite:" names no store/],
    ['copy --to cosmos', 2, /not configured: set COSMOS_ENDPOINT/],
    [`copy --to sqlite:${at('data')}`, 2, /the same store/],
    [`copy --to sqlite:${at('other')}`, 2, /There is no store at/],
    [`export ${at('x.jsonl')}`, 2, /There is no store at/],
    [`backup ${at('x.db')}`, 2, /there is no store at/],
    [`restore ${at('x.db')}`, 2, /there is no file/],
    ['check', 2, /there is no store at/],
    ['setup', 2, /not configured: set COSMOS_ENDPOINT/],
    [`import ${at('x')} --resume --overwrite`, 2, /not both/],
    ['export --nonsense', 2, /nonsense/],
  ];
  for (const [args, code, said] of cases) {
    const ran = await inProcess(args);
    expect([args, ran.code]).toEqual([args, code]);
    expect(ran.text).toMatch(said);
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('an export replaces nothing, and a symbolic link to the store is the store', async () => {
  await within('data', (store) => fillWorld(store, 1));
  writeFileSync(at('all.jsonl'), 'precious');
  expect((await run(`export ${at('all.jsonl')}`)).err[0]).toMatch(/exists already/);
  symlinkSync(at('data'), at('link'));
  expect((await run(`restore ${at('link/fapiao.db')}`)).err[0]).toMatch(/is the store itself/);
  expect((await run(`copy --to sqlite:${at('link')}`)).err[0]).toMatch(/the same store/);
});

describe('with Cosmos DB configured', () => {
  let standin: Standin;
  beforeEach(async () => {
    standin = await createStandin({ consistency: 'Strong' });
  });
  afterEach(() => standin.close());
  const cosmos = () => ({ COSMOS_ENDPOINT: standin.endpoint, COSMOS_KEY: standin.key });

  test('setup, copy there, check, export from there, copy back: the same everywhere', async () => {
    const count = await within('data', (store) => fillWorld(store, 5));
    expect((await run('check', 'data', cosmos())).code).toBe(2);
    const wrong = await run('setup --throughput 7', 'data', cosmos());
    expect(wrong).toMatchObject({ code: 2, err: [expect.stringContaining('--up-to')] });
    const ready = 'Cosmos DB: database and container are as needed; up to 1000 request units a second.';
    expect(await run('setup', 'data', cosmos())).toEqual({ code: 0, out: [ready], err: [] });
    const there = await run('copy --to cosmos', 'data', cosmos());
    expect(there).toMatchObject({ code: 0, err: [] });
    expect(there.out[0]).toMatch(new RegExp(`^${count} written`));
    expect((await run('check', 'data', cosmos())).out).toEqual([ready]);
    const exported = await run(`export ${at('all.jsonl')}`, 'data', cosmos());
    expect(exported).toMatchObject({ code: 0, err: [] });
    expect((await run(`copy --to sqlite:${at('back')}`, 'data', cosmos())).code).toBe(0);
    expect(await all('back')).toEqual(await all('data'));
    expect((await run(`import ${at('all.jsonl')}`, 'file')).code).toBe(0);
    expect(await all('file')).toEqual(await all('data'));
  });

  test('backup and restore say where the backups of Cosmos DB are', async () => {
    expect((await run(`backup ${at('b.db')}`, 'data', cosmos())).err[0]).toMatch(/continuous backups.*export/);
    expect((await run(`restore ${at('b.db')}`, 'data', cosmos())).err[0]).toMatch(/Azure portal.*import/);
  });
});
