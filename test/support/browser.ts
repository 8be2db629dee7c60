// A running Chromium for browser tests.
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserServer, chromium, type Download } from 'playwright-core';
import { ensureChromium } from './chromium';
import type { Kind } from './one-browser';

const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Its own window's address bar would load pages of its own for each window, and a process that waits for the next page
 * with each: two thirds of all that a test costs.
 */
const NO_WINDOW = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxAimPopup',
  'WebUIReloadButton',
  'InitialWebUI',
  'SpareRendererForSitePerProcess',
];

/** What playwright switches off of its own accord: of two such flags only the last one counts. */
const NOT_FOR_TESTS = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

const without = (features: readonly string[]): string => `--disable-features=${features.join(',')}`;

/** No promise of the product, only the end of hope. */
const HOPE_MS = 240_000;

/** Without a window. Close it after the suite. */
export const openBrowser = (): Promise<Browser> => open('usual');

/**
 * As people have it: playwright's own flags switch off that frames of another site have a storage of their own, and then
 * they have none.
 */
export const openPlainBrowser = (): Promise<Browser> => open('plain');

/** In a run of the tests the one of the run (one-browser.ts), else one of its own. */
async function open(kind: Kind): Promise<Browser> {
  const { RUN_BROWSER: shared } = process.env;
  const own = shared === undefined ? await launchBrowser(kind) : undefined;
  const browser = await chromium.connect(own?.wsEndpoint() ?? (await endpoint(`${shared}/${kind}`)));
  browser.on('disconnected', () => void own?.close());
  const { newContext } = browser;
  browser.newContext = async (options) => {
    const context = await newContext.call(browser, options);
    context.setDefaultTimeout(HOPE_MS);
    return context;
  };
  return browser;
}

/** What was downloaded: the browser may be another process's, whose files are not ours to read. */
export async function bytesOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function endpoint(url: string): Promise<string> {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

export async function launchBrowser(kind: Kind): Promise<BrowserServer> {
  const executablePath = ensureChromium();
  if (kind === 'usual') {
    return chromium.launchServer({ executablePath, args: [...FLAGS, without([...NOT_FOR_TESTS, ...NO_WINDOW])] });
  }
  const profile = mkdtempSync(join(tmpdir(), 'fapiao-browser-'));
  const browser = await chromium.launchServer({
    executablePath,
    ignoreDefaultArgs: true,
    args: [
      ...FLAGS,
      without(NO_WINDOW),
      '--headless',
      '--remote-debugging-pipe',
      '--hide-scrollbars',
      `--user-data-dir=${profile}`,
    ],
  });
  // Its last process may still write; what stays behind in the temporary folder is no reason to fail.
  browser.on('close', () => void rm(profile, { recursive: true, force: true, maxRetries: 10 }).catch(() => {}));
  return browser;
}
