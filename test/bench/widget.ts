// `npm run bench -- widget`: the widget and official Web Chat in turn (A B A B), in one Chromium, on the same embedded Direct Line.
import type { Browser, Frame, Page } from 'playwright-core';
import { openStore } from '../../storage/open';
import { type Product, startProduct } from '../e2e/server';
import { openBrowser } from '../support/browser';
import { addHistory } from '../support/long-history';
import { fetchOfficial, type OfficialSite, startOfficialSite } from '../support/official-webchat';
import { CLIENTS, type Client, type Marks, watchFrames } from './widget-clients';
import { median, print } from './sample';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const MESSAGES = Number(process.env.MESSAGES ?? 20);
const HISTORY = 1_000;
const WARM_UP = 3;

const ROWS = [
  ['bytes', 'bytes over the wire until it can be used, KB', 1],
  ['launcher', 'navigation to launcher, ms', 0],
  ['usable', 'click to usable input, ms', 0],
  ['answer', 'message to answer in the page, ms', 1],
  ['history', '1,000 messages: click to the newest seen, ms', 0],
  ['whole', '1,000 messages: newest and oldest in the page, ms', 0],
  ['heap', 'JS heap after that, MB', 1],
] as const;
type Row = (typeof ROWS)[number][0];
type Sample = Record<Row, number>;

interface Bench {
  browser: Browser;
  site: OfficialSite;
  product: Product;
}

/** The frame with the chat; the marks of a page come from all of its frames. */
async function chatFrame(page: Page, client: Client): Promise<Frame> {
  const frame = await (await client.root(page).locator(client.input).elementHandle())?.ownerFrame();
  if (!frame) throw new Error(`${client.name}: no input`);
  return frame;
}

/** Presses the launcher without a pointer over it first: nothing may load ahead. Answers when, on the page's clock. */
const press = (page: Page, client: Client): Promise<number> =>
  client.launcher(page).evaluate((button: HTMLElement) => {
    const at = performance.timeOrigin + performance.now();
    button.click();
    return at;
  });

const mark = async (frame: Page | Frame, name: keyof Marks): Promise<number> =>
  (await (
    await frame.waitForFunction((wanted) => window.marks?.[wanted], name, { timeout: 90_000 })
  ).jsonValue()) as number;

/** A browser that has never been there: empty cache, no conversation. */
async function fresh({ browser, site }: Bench, client: Client) {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  await context.addInitScript(watchFrames, client.marks);
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    // The host's own page is the same for both, and none of theirs.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) return;
    sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize));
  });
  await page.goto(`${site.url}${client.path}`);
  return { page, context, bytes: async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) };
}

async function answers(page: Page, frame: Frame, client: Client): Promise<number> {
  const times: number[] = [];
  const input = frame.locator(client.input);
  for (let n = 0; n < WARM_UP + MESSAGES; n += 1) {
    await input.fill('what is a special fapiao?');
    await frame.evaluate((bot) => {
      window.answered = new Promise((resolve) => {
        const count = () => document.querySelectorAll(bot).length;
        const before = count();
        let pressed = 0;
        document.addEventListener('keydown', () => (pressed = performance.now()), { capture: true, once: true });
        const watch = new MutationObserver(() => {
          if (!pressed || count() <= before) return;
          watch.disconnect();
          // Drawn, not only in the document.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
        });
        watch.observe(document.body, { childList: true, subtree: true });
      });
    }, client.bot);
    await page.keyboard.press('Enter');
    times.push(await frame.evaluate(() => window.answered));
  }
  return median(times.slice(WARM_UP));
}

/** The same conversation a thousand messages longer, the page loaded again: scripts are in the cache by now. */
async function history({ product }: Bench, page: Page, frame: Frame, client: Client) {
  const store = await openStore({ dataDir: product.env.DATA_DIR ?? '', now: () => new Date().toISOString() });
  const id = await frame.evaluate(client.conversation);
  // Web Chat sorts by time: the thousand must be the newest.
  await addHistory(store, `directline:${id}`, HISTORY / 2, { start: Date.now(), everyMs: 1 });
  await store.close();
  await page.reload();
  await client.launcher(page).waitFor();
  const pressed = await press(page, client);
  const reloaded = await chatFrame(page, client);
  const newest = await mark(reloaded, 'newest');
  const whole = await reloaded.evaluate(client.toOldest);
  return { history: newest - pressed, whole: whole - pressed, heap: await heapOf(page) };
}

/** Of page and frame together: both are of one site, so that they share a heap. */
async function heapOf(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

async function sample(bench: Bench, client: Client): Promise<Sample> {
  const { page, context, bytes } = await fresh(bench, client);
  const began = await page.evaluate(() => performance.timeOrigin);
  const launcher = (await mark(page, 'launcher')) - began;
  const pressed = await press(page, client);
  const frame = await chatFrame(page, client);
  const usable = (await mark(frame, 'usable')) - pressed;
  await frame.locator(client.bot).first().waitFor();
  const spent = (await bytes()) / 1024;
  const answer = await answers(page, frame, client);
  const long = await history(bench, page, frame, client);
  await context.close();
  return { bytes: spent, launcher, usable, answer, ...long };
}

async function main(): Promise<void> {
  const official = fetchOfficial();
  let product: Product | undefined;
  const site = await startOfficialSite(official.script, () => product?.url ?? '');
  product = await startProduct({ ALLOWED_ORIGINS: site.url });
  const browser = await openBrowser();
  const bench = { browser, site, product };
  try {
    const samples = CLIENTS.map(() => [] as Sample[]);
    // One more, which pays for what is cold in server and browser.
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const [n, client] of CLIENTS.entries()) {
        const seen = await sample(bench, client);
        if (round) samples[n]?.push(seen);
      }
    print(
      `Medians of ${ROUNDS} rounds, ${MESSAGES} messages each, Chromium ${browser.version()}, Node ${process.version}`,
    );
    print(`${''.padEnd(52)}${'ours'.padStart(10)}${'Web Chat'.padStart(10)}${'ratio'.padStart(8)}`);
    for (const [row, label, digits] of ROWS) {
      const [ours = 0, theirs = 0] = samples.map((all) => median(all.map((one) => one[row])));
      const columns = [ours.toFixed(digits).padStart(10), theirs.toFixed(digits).padStart(10)];
      print(`${label.padEnd(52)}${columns.join('')}${(ours / theirs).toFixed(2).padStart(8)}`);
    }
  } finally {
    await browser.close();
    await product.stop();
    await site.close();
    official.remove();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
