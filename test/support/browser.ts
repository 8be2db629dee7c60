// A running Chromium for browser tests.
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { ensureChromium } from './chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Without a window. Close it after the suite. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: ensureChromium(), args: FLAGS });

/**
 * As people have it: playwright's own flags switch off that frames of another site have a storage of their own, and then
 * they have none.
 */
export async function openPlainBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'fapiao-browser-'));
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    ignoreDefaultArgs: true,
    args: [...FLAGS, '--headless', '--remote-debugging-pipe', '--hide-scrollbars', `--user-data-dir=${profile}`],
  });
  // Its last process may still write; what stays behind in the temporary folder is no reason to fail.
  browser.on('disconnected', () => void rm(profile, { recursive: true, force: true, maxRetries: 10 }).catch(() => {}));
  return browser;
}
