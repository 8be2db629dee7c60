// Installs what the samples' echo bot needs and the product does not, into a folder of its own; answers its modules' place.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WANTED = 'restify@12.0.0';

/** `folder` stays, so that the next run finds it. */
export function installSamples(folder) {
  const modules = join(folder, 'node_modules');
  if (existsSync(join(modules, 'restify'))) return modules;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  execFileSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', '--loglevel=error', WANTED],
    { cwd: folder, stdio: 'inherit' },
  );
  return modules;
}
