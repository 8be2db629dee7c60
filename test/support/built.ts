// What `npm run build` makes, made quickly and once for a run of the tests: the browser code, and the program.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { readKept } from '../../bot/meanings/kept';
import type * as Kept from '../../bot/meanings/kept';

export const ROOT = join(__dirname, '..', '..');
const FOLDERS = ['domain', 'storage', 'services', 'locales', 'dialogs', 'bot'];

const buildWeb = (out: string): void =>
  void execFileSync(process.execPath, [join(ROOT, 'web', 'build.mjs'), '--out', out], { cwd: ROOT });

/** The app serves it from dist/web; a clean clone has none. Safe when two test processes come at once. */
export function ensureWeb(): void {
  const wanted = join(ROOT, 'dist', 'web');
  if (existsSync(join(wanted, 'manifest.json'))) return;
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const out = mkdtempSync(join(ROOT, 'dist', 'web-'));
  buildWeb(out);
  try {
    renameSync(out, wanted);
  } catch {
    // Another process was faster.
    rmSync(out, { recursive: true, force: true });
  }
}

export interface Folder {
  folder: string;
  /** Nothing where others use it, too. */
  remove(): void;
}

export interface Built {
  /** The file to start. */
  main: string;
  remove(): void;
}

/**
 * `make` fills a folder; in a run of the tests the first suite that needs it makes it and the others find it there. Safe
 * when two come at once.
 */
export async function oncePerRun(name: string, make: (folder: string) => Promise<void>): Promise<Folder> {
  const run = process.env.RUN_DIR;
  const shared = run === undefined ? undefined : join(run, name);
  if (shared !== undefined && existsSync(shared)) return { folder: shared, remove: () => undefined };
  const folder = mkdtempSync(join(run ?? tmpdir(), `fapiao-${name}-`));
  await make(folder);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (shared === undefined) return { folder, remove };
  try {
    renameSync(folder, shared);
  } catch {
    // Another suite was faster.
    remove();
  }
  return { folder: shared, remove: () => undefined };
}

/** What browsers load. */
export const builtWeb = (): Promise<Folder> => oncePerRun('web', async (folder) => buildWeb(folder));

/** The program as JavaScript: it starts in half a second, where tsx takes two. */
export async function buildProgram(): Promise<Built> {
  const { folder, remove } = await oncePerRun('program', fillProgram);
  return { main: join(folder, 'bot', 'main.js'), remove };
}

/** What was learnt before the run is learnt of the same phrases by the same code: it is kept for the program, too. */
function keepLearnt(directory: string): void {
  const learnt = readKept();
  const { keep } = require(join(directory, 'bot', 'meanings', 'kept.js')) as typeof Kept;
  if (learnt) keep(learnt);
  else execFileSync(process.execPath, [join(directory, 'bot', 'meanings', 'learn.js')]);
}

async function fillProgram(directory: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: FOLDERS.map((folder) => `${folder}/**/*.ts`),
    outdir: directory,
    outbase: '.',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  cpSync(join(ROOT, 'locales'), join(directory, 'locales'), {
    recursive: true,
    filter: (file) => !/\.(ts|mjs)$/.test(file),
  });
  keepLearnt(directory);
  const web = await builtWeb();
  cpSync(web.folder, join(directory, 'web'), { recursive: true });
  web.remove();
  cpSync(join(ROOT, 'web', 'pages'), join(directory, 'web', 'pages'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
}
