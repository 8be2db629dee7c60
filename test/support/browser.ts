// A running Chromium for browser tests.
import { mkdtempSync, rmSync } from 'node:fs';
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
  browser.on('disconnected', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  return browser;
}
