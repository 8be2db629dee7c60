// Bugs that we know how to make: each is put into a copy of the sources, and the test that is named must turn red.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureWeb, ROOT } from '../support/built';
import { SEEDS } from './seeds';

const COPIED = ['domain', 'storage', 'services', 'locales', 'dialogs', 'bot', 'web', 'test', 'dist/web'];
const FILES = ['package.json', 'jest.config.js', 'tsconfig.json', 'tsconfig.test.json'];

let copy: string;
beforeAll(() => {
  ensureWeb();
  copy = mkdtempSync(join(tmpdir(), 'fapiao-seeded-'));
  for (const name of [...COPIED, ...FILES]) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

interface Verdict {
  passed: number;
  failed: string[];
  output: string;
}

/** Runs the tests of a suite whose titles begin so, in the copy. */
async function jestIn(suite: string, title: string): Promise<Verdict> {
  const report = join(copy, 'report.json');
  const pattern = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [
    jest,
    suite,
    '-t',
    pattern,
    '--json',
    `--outputFile=${report}`,
    '--runInBand',
    '--forceExit',
    '--testTimeout=60000',
  ];
  const env = { ...process.env, ROUNDS: '5', ACTIVITIES: '200' };
  const child = spawn(process.execPath, args, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => chunks.push(text));
  await new Promise((resolve) => child.once('close', resolve));
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { assertionResults: { status: string; title: string }[] }[];
  };
  rmSync(report);
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: all.filter(({ status }) => status === 'passed').length,
    failed: all.filter(({ status }) => status === 'failed').map((one) => one.title),
    output: chunks.join(''),
  };
}

test.each(SEEDS)('$bug: "$title" turns red', async ({ file, from, to, suite, title }) => {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  const before = await jestIn(suite, title);
  expect({ failed: before.failed, output: before.failed.length ? before.output : '' }).toEqual({
    failed: [],
    output: '',
  });
  expect(before.passed).toBeGreaterThan(0);
  writeFileSync(
    path,
    sound.replace(from, () => to),
  );
  try {
    const after = await jestIn(suite, title);
    // The named test itself, not a suite that no longer runs.
    expect(after.failed.map((one) => one.startsWith(title))).toContain(true);
  } finally {
    writeFileSync(path, sound);
  }
});
