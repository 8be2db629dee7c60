// A running Chromium for browser tests.
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
