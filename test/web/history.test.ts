// Long and hostile conversations in the real chat page: nothing hangs, nothing executes, the newest is there at once.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { startDirectLine, type TestServer } from '../support/directline-server';
import { addHistory, scrollUp } from '../support/long-history';
import { tempStore, type TempStore } from '../support/temp-store';
import { builtWeb, type Folder } from '../support/built';

declare global {
  interface Window {
    harmed?: boolean;
  }
}

const card = (content: object) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
});
/** A container in a container in a container … */
const deep = (levels: number): object =>
  levels ? { type: 'Container', items: [deep(levels - 1)] } : { type: 'TextBlock', text: 'the deepest' };
const MARKUP = '<img src=x onerror="window.harmed=true"><script>window.harmed=true</script>';
const BAD = ['javascript:window.harmed=true', 'data:text/html,<script>parent.harmed=true</script>', 'vbscript:x'];

const fixtures: Record<string, object> = {
  markup: { type: 'message', text: `${MARKUP} **${MARKUP}** [x](${BAD[0]}) [y](${BAD[1]})` },
  huge: { type: 'message', text: '**a [b](c '.repeat(20_000) },
  stars: { type: 'message', text: '**x '.repeat(4_000) },
  dots: { type: 'message', text: `https://a.cn/${'.'.repeat(15_000)}x ${'[['.repeat(2_000)}` },
  deep: card({ body: [deep(400)] }),
  wide: card({ body: Array.from({ length: 20_000 }, (_, n) => ({ type: 'TextBlock', text: `part ${n}` })) }),
  unknown: card({
    body: [
      { type: 'Chart.Pie', fallback: { type: 'TextBlock', text: 'a pie as words' } },
      { type: 'Chart.Pie' },
      { type: 'Media', sources: [{ url: BAD[0] }] },
      { type: 'Image', url: BAD[0], altText: 'no picture' },
      { type: 'Image', url: 'https://tracker.example/pixel.png', altText: 'a picture elsewhere' },
      { type: 'TextBlock', text: MARKUP },
      { type: 'Input.Text', id: '__proto__', label: 'proto' },
      { type: 'Input.Text', id: 'slow', label: 'slow', regex: '^(a+)+$', value: `${'a'.repeat(40)}!` },
    ],
    actions: [
      { type: 'Action.OpenUrl', title: 'bad link', url: BAD[0] },
      { type: 'Action.Submit', title: 'Send', data: { fapiao: { form: 'f', action: 'answer' } } },
      { type: 'Action.Hologram', title: 'hologram' },
    ],
  }),
  files: {
    type: 'message',
    attachments: [
      { contentType: 'application/pdf', contentUrl: 'https://files.example/a.pdf', name: 'statement.pdf' },
      { contentType: 'text/html', contentUrl: BAD[1], name: 'bad.html' },
      { contentType: 'image/png', contentUrl: BAD[0], name: 'bad.png' },
      {
        contentType: 'application/vnd.microsoft.card.hero',
        content: {
          title: 'A hero',
          text: 'with text',
          buttons: [
            { type: 'imBack', title: 'Help', value: 'help' },
            { type: 'openUrl', title: 'evil', value: BAD[0] },
          ],
        },
      },
      { contentType: 'application/x-unknown', content: 7 },
      'no attachment',
    ],
  },
};

let browser: Browser;
let web: Folder;
let temp: TempStore;
let server: TestServer;
let context: BrowserContext;
let page: Page;
let asked: Set<string>;
let trouble: string[];

beforeAll(async () => {
  web = await builtWeb();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  web?.remove();
});
beforeEach(async () => {
  temp = tempStore();
  asked = new Set();
  trouble = [];
  server = await startDirectLine({ store: await temp.open(), webFolder: web.folder, fixtures });
  context = await browser.newContext({ locale: 'en-US' });
  page = await context.newPage();
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('dialog', (dialog) => {
    trouble.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => asked.add(new URL(request.url()).hostname));
  await page.goto(`${server.base}/chat`);
  await page.getByText('welcome', { exact: true }).waitFor();
});
afterEach(async () => {
  expect([...asked]).toEqual(['127.0.0.1']);
  expect(await page.evaluate(() => window.harmed)).toBeUndefined();
  expect(trouble).toEqual([]);
  await context.close();
  await server.close();
  await temp.remove();
});

const box = () => page.locator('form.composer textarea');
async function say(text: string): Promise<void> {
  await box().fill(text);
  await box().press('Enter');
}
/** It still answers: nothing hangs. */
async function alive(): Promise<void> {
  await say('alive');
  await page.getByText('echo: alive', { exact: true }).waitFor();
}

test('five thousand messages: the newest are there at once, the rest comes by scrolling, what one reads stays where it is', async () => {
  const conversation = await page.evaluate(
    () => (JSON.parse(localStorage.getItem('fapiao.session') ?? '{}') as { conversationId: string }).conversationId,
  );
  await addHistory(await temp.open(), `directline:${conversation}`, 2500);
  await page.reload();
  await page.getByText('echo: said 2499', { exact: true }).waitFor();
  expect(await page.locator('.message').count()).toBeLessThan(80);
  await alive();
  const log = page.getByRole('log');
  const oldest = page.locator('.message').first();
  const before = await oldest.locator('.bubble').textContent();
  const same = page.locator('.message .bubble', { hasText: before ?? '' }).first();
  await oldest.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelectorAll('.message').length > 80);
  const place = await same.boundingBox();
  const frame = await log.boundingBox();
  expect(place && frame && place.y + place.height > frame.y && place.y < frame.y + frame.height).toBe(true);
  await scrollUp(log);
  const texts = await page.locator('.message .bubble').allTextContents();
  expect(texts.slice(0, 3)).toEqual(['welcome', 'said 0', 'echo: said 0']);
  expect(texts).toHaveLength(1 + 5000 + 2);
  expect(new Set(texts).size).toBe(5003);
});

test('a history that comes with a pause is drawn by page as well, its newest on show', async () => {
  const conversation = await page.evaluate(
    () => (JSON.parse(localStorage.getItem('fapiao.session') ?? '{}') as { conversationId: string }).conversationId,
  );
  await addHistory(await temp.open(), `directline:${conversation}`, 500);
  let go = () => undefined as void;
  const shown = new Promise<void>((resolve) => (go = resolve));
  let sets = 0;
  await page.routeWebSocket(/stream/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage(async (set) => {
      sets += 1;
      if (sets > 2) await shown;
      socket.send(set);
    });
  });
  await page.reload();
  await page.locator('.message').first().waitFor();
  go();
  await page.getByText('echo: said 499', { exact: true }).waitFor();
  expect(await page.locator('.message').count()).toBeLessThan(160);
  await alive();
});

test('markup and scripts in messages stay text, and what may not be opened is no link', async () => {
  await say('markup');
  await page.getByText('<script>').first().waitFor();
  expect(await page.locator('.message img, .message script').count()).toBe(0);
  expect(await page.locator('.message a').count()).toBe(0);
  await alive();
});

test.each(['huge', 'stars', 'dots', 'deep', 'wide'])(
  'a message that is %s is drawn and hangs nothing',
  async (name) => {
    await say(name);
    await alive();
    expect(await page.locator('.message.bot').count()).toBe(3);
  },
);

test('unknown parts of cards show their stand-in, dangerous links and pictures of other sites are not loaded', async () => {
  await say('unknown');
  await page.getByText('a pie as words').waitFor();
  expect(await page.getByText('This part can’t be shown here.').count()).toBeGreaterThan(0);
  expect(await page.getByText('no picture').count()).toBe(1);
  expect(await page.getByRole('link', { name: 'a picture elsewhere' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'hologram' }).count()).toBe(0);
  expect(await page.getByText('bad link').count()).toBe(0);
  await page.getByRole('button', { name: 'Send', exact: true }).last().click();
  await alive();
});

test('files are links, older kinds of cards are cards, and what nobody knows says so', async () => {
  await say('files');
  await page.getByRole('link', { name: 'statement.pdf' }).waitFor();
  expect(await page.getByText('A hero').count()).toBe(1);
  expect(await page.getByRole('link').count()).toBe(1);
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByText('echo: help', { exact: true }).waitFor();
});
