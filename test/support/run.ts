// Before and after a run of the tests: a folder for all that it makes, in memory where there is enough of it, gone afterwards.
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { learnOnce } from '../../bot/meanings/learn';
import { launchBrowser } from './browser';
import { type OneBrowser, oneBrowser } from './one-browser';

/** Linux keeps it in memory: a store there promises what it promises on a disk, and its flushes cost nothing. */
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 * 1024 ** 3;

function parent(): string {
  if (process.env.TMPDIR) return tmpdir();
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** What runs that were killed have left behind. */
function clear(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^fapiao-tests-(\d+)-/.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

let before: string | undefined;
let browser: OneBrowser | undefined;

/** Workers get the environment: TMPDIR is what `tmpdir()` answers there, RUN_DIR and RUN_BROWSER are what suites share. */
export async function setUp(): Promise<void> {
  before = process.env.TMPDIR;
  const folder = parent();
  if (folder === MEMORY) clear(folder);
  process.env.RUN_DIR = mkdtempSync(join(folder, `fapiao-tests-${process.pid}-`));
  process.env.TMPDIR = process.env.RUN_DIR;
  learnOnce();
  browser = await oneBrowser(launchBrowser);
  process.env.RUN_BROWSER = browser.url;
}

export async function tearDown(): Promise<void> {
  await browser?.close();
  delete process.env.RUN_BROWSER;
  rmSync(process.env.RUN_DIR ?? '', { recursive: true, force: true, maxRetries: 10 });
  delete process.env.RUN_DIR;
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
}
