// `npm run store|import|…` as an operator has them after `npm prune --omit=dev`: what is compiled, and nothing to compile it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Built, buildProgram, ROOT } from '../../support/built';

interface Package {
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
}
const { scripts, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Package;

let built: Built;
let folder: string;
beforeAll(async () => {
  built = await buildProgram();
  folder = mkdtempSync(join(tmpdir(), 'fapiao-pruned-'));
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'bot', 'cli'), { recursive: true });
  cpSync(join(ROOT, 'bot', 'cli', 'start.mjs'), join(folder, 'bot', 'cli', 'start.mjs'));
  for (const name of packages().filter((one) => !(one in devDependencies))) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
});
afterAll(() => {
  built?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** All that is installed, by name. */
const packages = (): string[] =>
  readdirSync(join(ROOT, 'node_modules'))
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(ROOT, 'node_modules', name)).map((one) => `${name}/${one}`) : [name],
    );

function run(name: string, ...args: string[]) {
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: join(folder, 'data') };
  const [program = '', ...given] = (scripts[name] ?? '').split(' ');
  const ran = spawnSync(program, [...given, ...args], { cwd: folder, env, encoding: 'utf8' });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

test.each(['store', 'import', 'applications', 'orders'])(
  'npm run %s says what it can, and does it on what is compiled',
  (name) => {
    expect(run(name, '--help')).toEqual({
      code: 2,
      out: '',
      err: 'The program is not compiled: npm ci && npm run build\n',
    });
    symlinkSync(dirname(dirname(built.main)), join(folder, 'dist'));
    try {
      const helped = run(name, '--help');
      expect(helped).toMatchObject({ code: 0, err: '' });
      expect(helped.out).toContain(`npm run ${name} -- `);
      expect(run(name, 'nonsense').code).toBe(2);
    } finally {
      rmSync(join(folder, 'dist'));
    }
  },
);
