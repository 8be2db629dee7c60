// Export and import: files that are whole, resumed after a kill, and refused when anything in them is in doubt.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openArchive } from '../../storage/move/archive';
import { type Exported, exportStore } from '../../storage/move/export';
import { transfer } from '../../storage/move/transfer';
import { type Store, StoreDown } from '../../storage/store';
import { stepping } from '../support/faulty-store';
import { create, document, everything, fillWorld, put } from '../support/move-world';
import { type TempStore, tempStore } from '../support/temp-store';

const SCRIPT = join(__dirname, '../support/move-process.ts');
/** In memory where that is possible: how long a disk takes to flush is not ours. */
const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const NOW = '2026-11-28T12:00:00.000Z';

let temp: TempStore;
let store: Store;
let children: ChildProcess[] = [];
beforeEach(async () => {
  temp = tempStore(NOW, PARENT);
  store = await temp.open();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await temp.remove();
});

const at = (name: string) => join(temp.directory, name);
const exported = (name = 'all.jsonl', from = store): Promise<Exported> =>
  exportStore({ store: from, file: at(name), origin: 'o', now: temp.now });
async function sumOf(done: Promise<Exported>) {
  const result = await done;
  if (!result.ok) throw new Error(result.why);
  return result;
}
async function imported(file: string, target: Store) {
  const opened = await openArchive(at(file));
  if (!opened.ok) throw new Error(`${opened.fault.code} in line ${opened.fault.line}`);
  const done = await transfer({ source: opened.source, target, mode: 'empty', now: temp.now });
  if (!done.ok) throw new Error(done.why);
  return done.report;
}
const other = (name = 'other') => temp.open({ file: join(temp.directory, name, 'fapiao.db') });
const linesOf = (name: string) => readFileSync(at(name), 'utf8').trimEnd().split('\n');
function start(work: string, file: string, archive: string): ChildProcess {
  const child = fork(SCRIPT, [work, file, archive], { execArgv: ['--require', 'tsx/cjs'] });
  children.push(child);
  return child;
}
/** Kills it with SIGKILL once it has said that so many documents are done; false when it was faster. */
async function killAt(child: ChildProcess, wanted: number): Promise<boolean> {
  const ended = once(child, 'exit');
  let done = false;
  child.on('message', (said: { documents?: number; done?: boolean }) => {
    if (said.done) done = true;
    if ((said.documents ?? 0) >= wanted) child.kill('SIGKILL');
  });
  await ended;
  return !done;
}

test('a file holds everything, is private, and fills an empty store with the same', async () => {
  const count = await fillWorld(store, 100);
  const done = await sumOf(exported());
  expect(done).toMatchObject({ newer: 2, resumed: 0, changing: 0, sum: { documents: count } });
  expect(statSync(at('all.jsonl')).mode & 0o777).toBe(0o600);
  expect(readdirSync(temp.directory).toSorted()).toEqual(['all.jsonl', 'data']);
  const target = await other();
  const report = await imported('all.jsonl', target);
  expect(report).toMatchObject({ written: count, newer: 2, source: done.sum, target: done.sum, differences: [] });
  expect(await everything(target)).toEqual(await everything(store));
});

test('.gz is packed, private, and read back', async () => {
  const count = await fillWorld(store);
  const { sum } = await sumOf(exported('all.jsonl.gz'));
  expect(statSync(at('all.jsonl.gz')).mode & 0o777).toBe(0o600);
  expect(gunzipSync(readFileSync(at('all.jsonl.gz'))).toString()).toContain('"format":"fapiao-store"');
  expect(readdirSync(temp.directory).toSorted()).toEqual(['all.jsonl.gz', 'data']);
  expect(await imported('all.jsonl.gz', await other())).toMatchObject({ written: count, target: sum });
});

test('an empty store is an export, too', async () => {
  expect((await sumOf(exported())).sum).toEqual({ documents: 0, hash: '0'.repeat(64) });
  expect(await imported('all.jsonl', await other())).toMatchObject({ written: 0, differences: [] });
});

test('an export that is killed leaves no file, goes on where it stopped, and is the same as one in peace', async () => {
  const count = await fillWorld(store, 30);
  await store.close();
  expect(await killAt(start('export', temp.file, at('all.jsonl')), 1_000)).toBe(true);
  expect(existsSync(at('all.jsonl'))).toBe(false);
  // As if it was killed in the middle of a line.
  appendFileSync(at('all.jsonl.part'), '{"pk":"customer:1","id":"n');
  store = await temp.open();
  // What was exported already changes before it goes on.
  await store.commit('customer:0', [put(document('customer:0', 'n0', { body: 'changed since' }))]);
  await store.commit('customer:1', [{ op: 'delete', id: 'n1' }]);
  const done = await sumOf(exported());
  expect(done.resumed).toBeGreaterThanOrEqual(1_000);
  expect(done.resumed).toBeLessThan(count);
  expect((await sumOf(exported('peace.jsonl'))).sum).toEqual(done.sum);
  const target = await other();
  await imported('all.jsonl', target);
  expect(await everything(target)).toEqual(await everything(store));
});

test('an import that is killed again and again ends with everything, once', async () => {
  const count = await fillWorld(store, 40);
  await sumOf(exported());
  const file = join(temp.directory, 'other', 'fapiao.db');
  let kills = 0;
  for (let wanted = 1_000; await killAt(start('import', file, at('all.jsonl')), wanted); wanted += 1_500) kills++;
  expect(kills).toBeGreaterThanOrEqual(2);
  const target = await other();
  expect(await everything(target)).toEqual(await everything(store));
  expect(await imported('all.jsonl', target)).toMatchObject({ written: 0, unchanged: count });
});

test('an export that ended between its last line and its name is only given its name', async () => {
  await fillWorld(store);
  const { sum } = await sumOf(exported());
  writeFileSync(at('again.jsonl.part'), readFileSync(at('all.jsonl')));
  expect(await sumOf(exported('again.jsonl'))).toMatchObject({ sum });
  writeFileSync(at('third.jsonl.part'), '');
  expect(await sumOf(exported('third.jsonl'))).toMatchObject({ sum, resumed: 0 });
});

test('while others write, the file is sound and says that it is a picture of no single moment', async () => {
  await fillWorld(store);
  let n = 0;
  const restless = stepping(store, async (call, when) => {
    if (call.of === 'scan' && when === 'before') await store.commit('busy', [create(document('busy', `n${n++}`))]);
  });
  const done = await sumOf(exported('all.jsonl', restless));
  expect(done.changing).toBeGreaterThan(0);
  expect((await openArchive(at('all.jsonl'))).ok).toBe(true);
});

test('an export never replaces a file, and never goes on with one of another store', async () => {
  await fillWorld(store, 1);
  writeFileSync(at('all.jsonl'), 'precious');
  expect(await exported()).toEqual({ ok: false, why: 'exists', file: at('all.jsonl') });
  const refused = { ok: false, why: 'otherPart', file: at('b.jsonl.part') };
  for (const content of ['{"format":"fapiao-store","v":1,"origin":"another"}\n', 'something else\n']) {
    writeFileSync(at('b.jsonl.part'), content);
    expect(await exported('b.jsonl')).toEqual(refused);
    expect(readFileSync(at('b.jsonl.part'), 'utf8')).toBe(content);
  }
});

test('a store that fails on the way leaves a part and no file', async () => {
  await fillWorld(store);
  const failing = stepping(store, (call, when) => {
    if (call.of === 'scan' && when === 'before' && call.n > 5) throw new StoreDown('gone');
  });
  await expect(exported('all.jsonl', failing)).rejects.toThrow('gone');
  expect(existsSync(at('all.jsonl'))).toBe(false);
  expect((await sumOf(exported())).resumed).toBe(500);
});

describe('a file in doubt is refused as a whole, with the line', () => {
  const HEADER = '{"format":"fapiao-store","v":1,"origin":"o"}';
  const DOC = '{"pk":"p","id":"i","kind":"k","v":1,"body":{}}';
  const END = `{"end":true,"documents":1,"hash":"${'0'.repeat(64)}"}`;

  test.each<[string, string | Buffer, string, number]>([
    ['of another program', '{"users":[]}\n', 'notOurs', 1],
    ['empty', '', 'notOurs', 1],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 10, 0]), 'notUtf8', 1],
    ['of a newer version', '{"format":"fapiao-store","v":2,"origin":"o"}\n', 'newer', 1],
    ['with a line of garbage', `${HEADER}\n${DOC}\ngarbage\n${END}\n`, 'syntax', 3],
    ['with an empty line', `${HEADER}\n\n${END}\n`, 'syntax', 2],
    ['with something that is no document', `${HEADER}\n{"pk":"p","id":"i"}\n${END}\n`, 'shape', 2],
    ['with a member that no document has', `${HEADER}\n${DOC.replace('}}', '},"etag":"1"}')}\n`, 'shape', 2],
    ['with a key that no store takes', `${HEADER}\n${DOC.replace('"p"', '"\\u0000"')}\n`, 'shape', 2],
    ['with a place that is no text', `${HEADER}\n${DOC.replace('}}', '},"lists":{"due":1}}')}\n`, 'shape', 2],
    ['with a time that is none', `${HEADER}\n${DOC.replace('}}', '},"expiresAt":"soon"}')}\n`, 'shape', 2],
    ['with a second header', `${HEADER}\n${HEADER}\n${END}\n`, 'shape', 2],
    ['with a line of 3 MB', `${HEADER}\n${DOC.replace('{}', `"${'x'.repeat(3_000_000)}"`)}\n`, 'tooLong', 2],
    ['that never ends a line', `${HEADER}\n${'x'.repeat(3_000_000)}`, 'tooLong', 2],
    ['that is cut off', `${HEADER}\n${DOC}\n`, 'cutOff', 2],
    ['that is cut off in a line', `${HEADER}\n${DOC.slice(0, 20)}`, 'syntax', 2],
    ['with broken characters', Buffer.from(`${HEADER}\n${DOC.replace('{}', '"\xe9"')}\n`, 'latin1'), 'notUtf8', 2],
    ['with another hash', `${HEADER}\n${DOC}\n${END}\n`, 'hash', 3],
    ['with another count', `${HEADER}\n${DOC}\n${END.replace('1,', '2,')}\n`, 'count', 3],
    ['with no count', `${HEADER}\n${DOC}\n{"end":true}\n`, 'count', 3],
    ['with something behind its end', `${HEADER}\n${END.replace('1,', '0,')}\n${DOC}\n`, 'behindEnd', 3],
  ])('%s', async (_, content, code, line) => {
    writeFileSync(at('bad.jsonl'), content);
    expect(await openArchive(at('bad.jsonl'))).toEqual({ ok: false, fault: { code, line } });
    writeFileSync(at('bad.jsonl.gz'), gzipSync(content));
    expect(await openArchive(at('bad.jsonl.gz'))).toEqual({ ok: false, fault: { code, line } });
  });

  test('one changed character, one missing line, one line twice', async () => {
    await fillWorld(store);
    await sumOf(exported());
    const lines = linesOf('all.jsonl');
    const variants: [string[], string | undefined][] = [
      [lines.with(5, (lines[5] ?? '').replace('1.5', '1.6')), 'hash'],
      [lines.toSpliced(5, 1), 'count'],
      [lines.toSpliced(5, 0, lines[5] ?? ''), undefined],
    ];
    for (const [changed, code] of variants) {
      writeFileSync(at('bad.jsonl'), `${changed.join('\n')}\n`);
      const opened = await openArchive(at('bad.jsonl'));
      expect(opened.ok ? undefined : opened.fault.code).toBe(code);
    }
  });

  test('a file that is not there, no file, no gzip, or half a gzip', async () => {
    const codeOf = async (name: string) => {
      const opened = await openArchive(at(name));
      return opened.ok ? 'ok' : opened.fault.code;
    };
    await fillWorld(store, 5);
    await sumOf(exported('all.jsonl.gz'));
    const packed = readFileSync(at('all.jsonl.gz'));
    writeFileSync(at('half.gz'), packed.subarray(0, packed.length >> 1));
    writeFileSync(at('text.gz'), `${HEADER}\n`);
    expect(await Promise.all(['none', 'data', 'text.gz', 'half.gz', 'none.gz'].map(codeOf))).toEqual([
      'notFound',
      'unreadable',
      'notGzip',
      'notGzip',
      'notFound',
    ]);
  });
});
