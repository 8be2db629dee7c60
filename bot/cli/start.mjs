// `npm run store|import|…`: runs the compiled command line, also where development dependencies are gone; where
// they are there it is compiled first, if it is not or its sources have changed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SOURCES = ['domain', 'storage', 'services', 'locales', 'dialogs', 'bot'];
const [name = '', ...args] = process.argv.slice(2);
const program = join(root, 'dist', 'bot', 'cli', `${name}.js`);

/** When the newest file below was written. */
const newest = (folder) =>
  Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
  );

const current = () =>
  existsSync(program) && SOURCES.every((folder) => newest(join(root, folder)) <= statSync(program).mtimeMs);

if (existsSync(join(root, 'node_modules', 'typescript')) && !current()) {
  // Its output is not the command's.
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(2);
}
if (!existsSync(program)) {
  process.stderr.write('The program is not compiled: npm ci && npm run build\n');
  process.exit(2);
}
process.exit(spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' }).status ?? 1);
