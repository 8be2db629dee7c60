// Microsoft's own client, unchanged, in a real browser on another origin: a conversation, a cut socket, an ended token.
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../../support/browser';
import { begin, call } from '../../../support/directline-client';
import { startDirectLine, type TestServer } from '../../../support/directline-server';
import { tempStore, type TempStore } from '../../../support/temp-store';
import { bundle, emptyPage } from '../../../support/web';

interface Client {
  activity$: {
    subscribe(next: (activity: { text?: string; channelData?: { clientActivityID?: string } }) => void): void;
  };
  connectionStatus$: { subscribe(next: (status: number) => void): void };
  postActivity(activity: object): { subscribe(next: (id: string) => void, error?: (error: unknown) => void): void };
  getRetryDelay: () => number;
}
declare const lib: { DirectLine: new (options: object) => Client };
declare global {
  interface Window {
    client: Client;
    got: { text?: string; id?: string }[];
    states: number[];
    sockets: WebSocket[];
  }
}

let browser: Browser;
let script: string;
let temp: TempStore;
let site: Awaited<ReturnType<typeof emptyPage>>;
let server: TestServer;
let page: Page;
let clock = 0;

beforeAll(async () => {
  browser = await openBrowser();
  script = await bundle(require.resolve('botframework-directlinejs/lib/directLine.js'));
});
afterAll(() => browser?.close());
beforeEach(async () => {
  clock = 0;
  temp = tempStore();
  site = await emptyPage();
  const now = () => new Date(Date.now() + clock).toISOString();
  server = await startDirectLine({ store: await temp.open(), allowedOrigins: [site.url], now });
  page = await browser.newPage();
  await page.addInitScript(() => {
    window.sockets = [];
    const Real = WebSocket;
    window.WebSocket = class extends Real {
      constructor(url: string | URL) {
        super(url);
        window.sockets.push(this);
      }
    };
  });
  await page.goto(site.url);
  await page.addScriptTag({ content: script });
});
afterEach(async () => {
  await page.close();
  await server.close();
  await site.close();
  await temp.remove();
});

const connect = (options: object) =>
  page.evaluate((given) => {
    window.got = [];
    window.states = [];
    window.client = new lib.DirectLine(given);
    // Its own delay is 3 to 15 s.
    window.client.getRetryDelay = () => 100;
    window.client.connectionStatus$.subscribe((state) => window.states.push(state));
    window.client.activity$.subscribe((a) => window.got.push({ text: a.text, id: a.channelData?.clientActivityID }));
  }, options);
const say = (text: string, id: string) =>
  page.evaluate(
    ([said, own]) =>
      new Promise<string>((resolve, reject) => {
        const activity = { type: 'message', text: said, from: { id: 'x' }, channelData: { clientActivityID: own } };
        window.client.postActivity(activity).subscribe(resolve, reject);
      }),
    [text, id] as const,
  );
const got = (text: string) => page.waitForFunction((wanted) => window.got.some((a) => a.text === wanted), text);
const fresh = async () => (await call<{ token: string }>(`${server.base}/api/webchat/token`, { json: {} })).body.token;

test('it starts, is welcomed, sends, sees its own message echoed, and is answered', async () => {
  await connect({ token: await fresh(), domain: `${server.base}/v3/directline` });
  await got('welcome');
  expect(await say('hello', 'c1')).toMatch(/\|0000001$/);
  await got('echo: hello');
  expect(await page.evaluate(() => window.got)).toEqual([
    { text: 'welcome' },
    { text: 'hello', id: 'c1' },
    { text: 'echo: hello' },
  ]);
  expect(await page.evaluate(() => window.states.at(-1))).toBe(2);
});

test('a cut socket reconnects and misses nothing', async () => {
  await connect({ token: await fresh(), domain: `${server.base}/v3/directline` });
  await got('welcome');
  await page.evaluate(() => window.sockets.at(-1)?.close());
  await say('while cut', 'c1');
  await got('echo: while cut');
  expect(await page.evaluate(() => window.got.map((a) => a.text))).toEqual(['welcome', 'while cut', 'echo: while cut']);
});

test('without websockets it polls', async () => {
  await connect({
    token: await fresh(),
    domain: `${server.base}/v3/directline`,
    webSocket: false,
    pollingInterval: 200,
  });
  await got('welcome');
  await say('polled', 'c1');
  await got('echo: polled');
  expect(await page.evaluate(() => window.sockets.length)).toBe(0);
});

test("an earlier conversation comes back with watermark '0'", async () => {
  const chat = await begin(server.base);
  await call(`${chat.url}/activities`, { json: { type: 'message', text: 'earlier' }, token: chat.token });
  const { token, conversationId } = chat;
  await connect({ token, conversationId, watermark: '0', domain: `${server.base}/v3/directline` });
  await got('echo: earlier');
  expect(await page.evaluate(() => window.got.map((a) => a.text))).toEqual(['welcome', 'earlier', 'echo: earlier']);
});

test('an ended token is told as expired', async () => {
  await connect({ token: await fresh(), domain: `${server.base}/v3/directline` });
  await got('welcome');
  clock = 2 * 3_600_000;
  // What it answers to whoever sent the message; the state tells why.
  expect(await say('late', 'c1')).toBe('retry');
  await page.waitForFunction(() => window.states.includes(3));
});
