// Nothing typed is lost or doubled: a thousand messages from two tabs over cut sockets and killed servers, offline, ended tokens.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { createEchoServer, type EchoServer } from '../support/echo-server';
import { scrollUp } from '../support/long-history';
import { builtWeb, type Folder } from '../support/built';

declare global {
  interface Window {
    sockets: WebSocket[];
    /** Requests under way, and the bodies of those that were answered well. */
    busy: number;
    posted: string[];
  }
}

let browser: Browser;
let web: Folder;
let server: EchoServer;
let context: BrowserContext;

beforeAll(async () => {
  web = await builtWeb();
  browser = await openBrowser();
  server = await createEchoServer(web.folder);
});
afterAll(async () => {
  await browser?.close();
  await server?.remove();
  web?.remove();
});
beforeEach(async () => {
  await server.start();
  context = await browser.newContext({ locale: 'en-US' });
  await context.addInitScript(() => {
    window.sockets = [];
    window.busy = 0;
    window.posted = [];
    const Real = WebSocket;
    window.WebSocket = class extends Real {
      constructor(url: string | URL) {
        super(url);
        window.sockets.push(this);
      }
    };
    const { fetch } = window;
    window.fetch = async (...asked) => {
      window.busy += 1;
      try {
        const response = await fetch(...asked);
        await response.clone().arrayBuffer();
        if (response.ok) window.posted.push(String(asked[1]?.body));
        return response;
      } finally {
        window.busy -= 1;
      }
    };
  });
});
afterEach(async () => {
  await context.close();
  await server.kill();
});

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.base}/chat`);
  await page.getByText('welcome', { exact: true }).waitFor();
  return page;
}

/** Types and sends as fast as the page takes it. */
const say = (page: Page, texts: string[]) =>
  page.locator('form.composer textarea').evaluate((field: HTMLTextAreaElement, all) => {
    for (const text of all) {
      field.value = text;
      field.form?.requestSubmit();
    }
  }, texts);
const list = (page: Page) => page.locator('.messages .message .bubble').allTextContents();
const waiting = (page: Page) => page.locator('.waiting .message');
const answered = (page: Page, text: string) =>
  page.getByText(`echo: ${text}`, { exact: true }).waitFor({ state: 'attached' });
/** Cuts the socket of whichever tab has one. */
const cut = (pages: readonly Page[]) =>
  Promise.all(pages.map((page) => page.evaluate(() => window.sockets.forEach((socket) => socket.close()))));
const sockets = (page: Page) => page.evaluate(() => window.sockets.filter(({ readyState }) => readyState === 1).length);

/** From now on its clock stands still, however long the machine takes. */
async function stopClock(): Promise<void> {
  await context.clock.pauseAt(Date.now() + 60_000);
}

const STEP_MS = 25;
/** Moves the page's clock on while no request of the page is under way, until it holds, or `most`; answers how far, in ms. */
async function byItsClock(page: Page, holds: () => boolean, most = Infinity): Promise<number> {
  for (let ms = 0; ; ) {
    if (ms >= most || (await page.evaluate(holds))) return ms;
    const idle = await page.evaluate(
      () => window.busy === 0 && window.sockets.every(({ readyState }) => readyState !== WebSocket.CONNECTING),
    );
    if (!idle) continue;
    await context.clock.runFor(STEP_MS);
    ms += STEP_MS;
  }
}

test('a thousand messages from two tabs, the socket cut every few of them, the server killed twice: none lost, none twice, in order, the same in both', async () => {
  const first = await open();
  const second = await open();
  const tabs = [first, second] as const;
  const BATCH = 10;
  const said: [string[], string[]] = [[], []];
  for (let round = 0; round < 50; round += 1) {
    for (const which of [0, 1] as const) {
      const texts = Array.from({ length: BATCH }, (_, n) => `${'ab'[which]}${round * BATCH + n}`);
      said[which].push(...texts);
      await say(tabs[which], texts);
    }
    await cut(tabs);
    if (round === 15 || round === 35) {
      await server.kill();
      await say(first, [`down${round}`]);
      said[0].push(`down${round}`);
      await server.start();
    }
  }
  for (const tab of tabs) for (const texts of said) await answered(tab, texts.at(-1) ?? '');
  // What came at once after a cut is drawn from its end; the rest by scrolling.
  for (const tab of tabs) await scrollUp(tab.getByRole('log'));
  const [a, b] = await Promise.all(tabs.map(list));
  expect(a).toEqual(b);
  const own = a?.filter((text) => !/^(echo: |welcome)/.test(text)) ?? [];
  expect(own.filter((text) => !text.startsWith('b'))).toEqual(said[0]);
  expect(own.filter((text) => text.startsWith('b'))).toEqual(said[1]);
  expect(a).toEqual(['welcome', ...own.flatMap((text) => [text, `echo: ${text}`])]);
  expect(await waiting(first).count()).toBe(0);
  expect((await sockets(first)) + (await sockets(second))).toBe(1);
  // A reload shows the newest at once and the rest by scrolling, in the same order.
  await second.reload();
  await answered(second, said[0].at(-1) ?? '');
  expect((await list(second)).length).toBeLessThan(100);
  await scrollUp(second.getByRole('log'));
  expect(await list(second)).toEqual(a);
});

test('the tab with the socket is closed: another one takes over and misses nothing', async () => {
  const first = await open();
  const second = await open();
  expect([await sockets(first), await sockets(second)]).toEqual([1, 0]);
  await say(second, ['before']);
  await answered(first, 'before');
  await first.close();
  await say(second, ['after']);
  await answered(second, 'after');
  expect(await sockets(second)).toBe(1);
  expect(await list(second)).toEqual(['welcome', 'before', 'echo: before', 'after', 'echo: after']);
});

test('offline: what is typed stays, is marked in both tabs, survives a reload, and is sent once, in order, within a second of coming back', async () => {
  await context.clock.install();
  const page = await open();
  const second = await open();
  await say(page, ['online']);
  await answered(second, 'online');
  await context.setOffline(true);
  await say(page, ['one', 'two']);
  await page.getByText('Waiting to be sent').first().waitFor();
  await second.getByText('Waiting to be sent').nth(1).waitFor();
  await page.getByText('No connection').waitFor();
  await page.locator('form.composer textarea').fill('a draft');
  await stopClock();
  await context.setOffline(false);
  expect(await byItsClock(page, () => window.posted.some((body) => body.includes('"two"')))).toBeLessThan(1000);
  await context.clock.resume();
  await answered(page, 'two');
  const all = ['welcome', 'online', 'echo: online', 'one', 'echo: one', 'two', 'echo: two'];
  expect(await list(page)).toEqual(all);
  await answered(second, 'two');
  expect(await list(second)).toEqual(all);
  await page.reload();
  await answered(page, 'two');
  expect(await page.locator('form.composer textarea').inputValue()).toBe('a draft');
});

test('the server is back: the chat is, too, within a second, without any sign of the browser', async () => {
  await context.clock.install();
  const page = await open();
  await server.kill();
  await page.getByText('No connection').waitFor();
  await stopClock();
  // It has tried for a while.
  await byItsClock(page, () => false, 4_000);
  await server.start();
  expect(await byItsClock(page, () => window.sockets.at(-1)?.readyState === WebSocket.OPEN)).toBeLessThan(1000);
  await context.clock.resume();
  await say(page, ['again']);
  await answered(page, 'again');
});

test('a socket that looks open and is dead is noticed by the missing echo', async () => {
  const page = await context.newPage();
  const dead: { on: boolean } = { on: false };
  await page.routeWebSocket(/stream/, (route) => {
    const up = route.connectToServer();
    const silent = dead.on;
    up.onMessage((message) => {
      if (silent || !dead.on) route.send(message);
    });
  });
  await page.goto(`${server.base}/chat`);
  await page.getByText('welcome', { exact: true }).waitFor();
  dead.on = true;
  await say(page, ['into the void']);
  await answered(page, 'into the void');
  expect(await list(page)).toEqual(['welcome', 'into the void', 'echo: into the void']);
});

test('without locks each tab has a socket of its own, and still nothing comes twice', async () => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  const first = await open();
  const second = await open();
  expect([await sockets(first), await sockets(second)]).toEqual([1, 1]);
  await say(first, ['one']);
  await answered(second, 'one');
  await say(second, ['two']);
  await answered(first, 'two');
  expect(await list(first)).toEqual(['welcome', 'one', 'echo: one', 'two', 'echo: two']);
  expect(await list(second)).toEqual(await list(first));
});

test('a browser that stores nothing still talks', async () => {
  await context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  const page = await open();
  await say(page, ['one', 'two']);
  await answered(page, 'two');
  expect(await list(page)).toEqual(['welcome', 'one', 'echo: one', 'two', 'echo: two']);
});
