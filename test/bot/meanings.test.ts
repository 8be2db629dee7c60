// The file of the learnt model: made by the build, read as it was learnt, void when it is of other phrases or of other code.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { keep, readKept } from '../../bot/meanings/kept';
import { classify } from '../../dialogs/understanding/classifier';
import { fromBytes, learnModel, toBytes, vectorOf } from '../../dialogs/understanding/model';
import { buildProgram, ROOT } from '../support/built';

const folder = (): string => mkdtempSync(join(tmpdir(), 'fapiao-meanings-'));

test('what was kept answers as what was learnt', () => {
  const learnt = learnModel();
  const file = join(folder(), 'meanings.bin');
  keep(toBytes(learnt), file);
  const bytes = readKept(file);
  const read = bytes && fromBytes(bytes);
  expect(read?.labels).toEqual(learnt.labels);
  for (const text of ['why was it rejected', '快递到哪了', 'ik heb een factuur van aws nodig']) {
    const { vector } = vectorOf(text, learnt);
    expect(classify(read!.weights, vectorOf(text, read!).vector)).toEqual(classify(learnt.weights, vector));
  }
});

test('a file of other phrases, half a file or none is not read', () => {
  const file = join(folder(), 'meanings.bin');
  expect(readKept(file)).toBeUndefined();
  keep(new Uint8Array(10), file);
  const kept = readFileSync(file);
  expect(fromBytes(readKept(file)!)).toBeUndefined();
  kept[0] = (kept[0] as number) ^ 1;
  writeFileSync(file, kept);
  expect(readKept(file)).toBeUndefined();
});

test('the built program takes the model that its build kept', async () => {
  const { main, remove } = await buildProgram();
  const [kept, model] = ['./meanings/kept', '../dialogs/understanding/model'].map((name) => join(dirname(main), name));
  const script = `const bytes = require(${JSON.stringify(kept)}).readKept();
    process.stdout.write(bytes && require(${JSON.stringify(model)}).fromBytes(bytes) ? 'taken' : 'not taken');`;
  expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })).toBe('taken');
  remove();
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts.build).toContain('node dist/bot/meanings/learn.js');
});
