// Removes from dist what has no source any more: a file that became a folder (config.ts, config/index.ts) would shadow it.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const [root = '.'] = process.argv.slice(2);
const dist = join(root, 'dist');
/** Made by other steps of the build. */
const OTHERS = /^(?:web|web-[^/\\]*)(?:[/\\]|$)|\.json$/;

for (const entry of existsSync(dist) ? readdirSync(dist, { recursive: true, withFileTypes: true }) : []) {
  const file = join(entry.parentPath, entry.name);
  const path = relative(dist, file);
  if (!entry.isFile() || OTHERS.test(path)) continue;
  const source = join(root, path.replace(/\.js(?:\.map)?$/, '.ts'));
  if (!existsSync(source)) rmSync(file, { force: true });
}
