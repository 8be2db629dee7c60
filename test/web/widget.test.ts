// The widget on another site's page, in a real browser: one line, the host's API, focus, phones, safe messages both ways.
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import type { HostSignIn } from '../../bot/channels/webchat/user';
import { bytesOf, openPlainBrowser } from '../support/browser';
import { startDirectLine, type TestServer } from '../support/directline-server';
import { type HostPage, startHostPage } from '../support/host-page';
import { openRelay, type Relay } from '../support/relay';
import { tempStore, type TempStore } from '../support/temp-store';
import { builtWeb, type Folder } from '../support/built';

declare global {
  interface Window {
    heard: { type: string; detail: unknown }[];
    FapiaoChat: {
      open(options?: { bills?: string[] }): void;
      close(): void;
      setLocale(locale: string): void;
      setUser(token?: string | null): Promise<void>;
      signOut(): Promise<void>;
      unsent?: boolean;
    };
  }
}

let browser: Browser;
let web: Folder;
let temp: TempStore;
let server: TestServer;
let relay: Relay;
let site: HostPage;
let context: BrowserContext;
let page: Page;
let trouble: string[];
let clock = 0;

/** Takes every token that begins with "good"; each once a conversation. */
const used = new Map<string, string>();
const host: HostSignIn = {
  check: async (token) =>
    token.startsWith('good')
      ? {
          ok: true,
          id: token,
          expiresAt: Date.now() + 60_000,
          user: { subject: token.split('-')[1] ?? '', email: 'li@qinghe.example', tenant: 't', orders: [] },
        }
      : { ok: false, why: 'refused' },
  resolve: async () => ({ email: 'li@qinghe.example', known: false }) as never,
  take: async (id, conversation) => {
    if (used.has(id)) return used.get(id) === conversation;
    used.set(id, conversation);
    return true;
  },
};

const start = async (options: object = {}) =>
  startDirectLine({
    store: await temp.open(),
    webFolder: web.folder,
    allowedOrigins: [site.url],
    host,
    relay,
    now: () => new Date(Date.now() + clock).toISOString(),
    ...options,
  });

beforeAll(async () => {
  web = await builtWeb();
  relay = await openRelay();
  browser = await openPlainBrowser();
});
afterAll(async () => {
  await browser?.close();
  await relay?.close();
  web?.remove();
});
beforeEach(async () => {
  clock = 0;
  used.clear();
  trouble = [];
  temp = tempStore();
  site = await startHostPage({ widget: () => server.base });
  server = await start();
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1000, height: 800 } });
  page = await visit();
});
afterEach(async () => {
  await context.close();
  await server.close();
  await site.close();
  await temp.remove();
});

async function visit(query = ''): Promise<Page> {
  const next = await context.newPage();
  next.on('pageerror', (error) => trouble.push(error.message));
  next.on('console', (entry) => {
    if (/Content Security Policy|postMessage/.test(entry.text())) trouble.push(entry.text());
  });
  await next.goto(`${site.url}/${query}`);
  await launcher(next).waitFor();
  return next;
}

const launcher = (on = page) => on.locator('fapiao-chat button');
const frame = (on = page): FrameLocator => on.frameLocator('fapiao-chat iframe');
const box = (on = page) => frame(on).locator('form.composer textarea');
const events = (on = page) => on.evaluate(() => window.heard.map(({ type }) => type));
async function openChat(on = page): Promise<void> {
  await launcher(on).click();
  await frame(on).getByText('welcome', { exact: true }).first().waitFor();
}
async function say(text: string, on = page): Promise<void> {
  await box(on).fill(text);
  await box(on).press('Enter');
  await frame(on).getByText(`echo: ${text}`, { exact: true }).waitFor();
}
/** The element of the page that has the focus. */
const focused = () => page.evaluate(() => document.activeElement?.localName);

test('one line puts it on a page of another site with a strict policy; nothing comes from anywhere else', async () => {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await page.reload();
  await openChat();
  await say('hello');
  expect([...asked].sort()).toEqual([site.url, server.base].sort());
  expect(await events()).toEqual(['open']);
  expect(trouble).toEqual([]);
});

test('nothing is loaded before it is wanted: the frame comes with the pointer or the focus, the conversation with the click', async () => {
  const calls: string[] = [];
  page.on('request', (request) => calls.push(new URL(request.url()).pathname));
  await page.reload();
  await launcher().waitFor();
  expect(await page.locator('fapiao-chat iframe').count()).toBe(0);
  await launcher().hover();
  await frame().locator('textarea').waitFor({ state: 'attached' });
  expect(calls).toContain('/widget');
  expect(calls).not.toContain('/api/webchat/token');
  expect(await box().isVisible()).toBe(false);
  await launcher().click();
  await frame().getByText('welcome', { exact: true }).waitFor();
  expect(calls).toContain('/api/webchat/token');
});

test('the keyboard alone opens it, writes, and closes it; the focus goes in, and returns to the launcher', async () => {
  for (let n = 0; n < 5 && (await focused()) !== 'fapiao-chat'; n += 1) await page.keyboard.press('Tab');
  expect(await focused()).toBe('fapiao-chat');
  // The frame comes with the focus.
  await box().waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
  await frame().locator('textarea:focus').waitFor();
  await page.keyboard.type('by hand');
  await page.keyboard.press('Enter');
  await frame().getByText('echo: by hand').waitFor();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => window.heard.at(-1)?.type === 'close');
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName)).toBe('button');
  expect(await launcher().getAttribute('aria-expanded')).toBe('false');
});

test('what is open inside closes first with Escape: the menu, a dialog; then the panel', async () => {
  await openChat();
  await frame().getByRole('button', { name: 'More' }).click();
  await page.keyboard.press('Escape');
  await frame().getByRole('button', { name: 'More', expanded: false }).and(frame().locator(':focus')).waitFor();
  await frame().getByRole('button', { name: 'More' }).click();
  await frame().getByRole('button', { name: 'New conversation' }).click();
  await frame().getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await frame().getByRole('dialog').waitFor({ state: 'detached' });
  expect(await launcher().getAttribute('aria-expanded')).toBe('true');
  await frame().getByRole('button', { name: 'Close the chat' }).click();
  await page.waitForFunction(() => window.heard.at(-1)?.type === 'close');
});

test('on a phone it fills the screen, what lies behind takes no focus, and closing gives everything back', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openChat();
  const panel = await page.locator('fapiao-chat section').boundingBox();
  expect(panel).toEqual({ x: 0, y: 0, width: 360, height: 740 });
  expect(await launcher().isVisible()).toBe(false);
  expect(await page.evaluate(() => document.body.inert)).toBe(true);
  await page.setViewportSize({ width: 1000, height: 800 });
  await launcher().waitFor();
  await page.waitForFunction(() => !document.body.inert);
  await page.setViewportSize({ width: 320, height: 568 });
  await page.waitForFunction(() => document.body.inert);
  await frame().getByRole('button', { name: 'Close the chat' }).click();
  await launcher().and(page.locator(':focus')).waitFor();
  expect(await page.evaluate(() => [document.body.inert, document.documentElement.style.overflow])).toEqual([
    false,
    '',
  ]);
});

test('what comes while it is closed is counted on the launcher, over a reload too, and seen in one tab is seen in all', async () => {
  await openChat();
  const second = await visit();
  // There is a conversation: the second page's frame comes by itself.
  await frame(second).getByText('welcome', { exact: true }).waitFor({ state: 'attached' });
  await launcher().click();
  await box(second).evaluate((field: HTMLTextAreaElement) => {
    field.value = 'away';
    field.form?.requestSubmit();
  });
  const badge = (on: Page) => launcher(on).locator('b');
  await badge(page).getByText('1').waitFor();
  await badge(second).getByText('1').waitFor();
  expect(await launcher().getAttribute('aria-label')).toBe('Fapiao assistant, unread messages: 1');
  expect(await page.evaluate(() => window.heard.at(-1))).toEqual({ type: 'unread', detail: { count: 1 } });
  await page.reload();
  await badge(page).getByText('1').waitFor();
  await launcher().click();
  await frame().getByText('echo: away').waitFor();
  await page.waitForFunction(() => window.heard.at(-1)?.type === 'open' || window.heard.at(-1)?.type === 'unread');
  await badge(second).getByText('1').waitFor({ state: 'detached' });
  expect(await badge(page).textContent()).toBe('');
});

test('bills that the page names reach the bot as an event before anything else is said, two presses once', async () => {
  const posted: { type: string; name?: string; value?: unknown }[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/activities')) posted.push(request.postDataJSON() as { type: string });
  });
  await page.evaluate(() => {
    window.FapiaoChat.open({ bills: ['BILL-1', 'BILL-2'] });
    window.FapiaoChat.open({ bills: ['BILL-1', 'BILL-2'] });
  });
  await frame().getByText('welcome', { exact: true }).first().waitFor();
  await say('then this');
  expect(posted.map(({ type, name, value }) => ({ type, name, value }))).toEqual([
    { type: 'event', name: 'fapiao/bills', value: { bills: ['BILL-1', 'BILL-2'] } },
    { type: 'message', name: undefined, value: undefined },
  ]);
});

test("the page's token goes to the server with the conversation's own, never into the conversation or the storage", async () => {
  const told: { body: unknown; bearer?: string }[] = [];
  const others: string[] = [];
  page.on('request', (request) => {
    const body = request.postData() ?? '';
    if (request.url().endsWith('/api/webchat/user'))
      told.push({ body: JSON.parse(body) as unknown, bearer: request.headers().authorization });
    else others.push(request.url(), body);
  });
  await page.evaluate(() => window.FapiaoChat.setUser('good-one-1'));
  await openChat();
  await say('who am I');
  expect(told).toHaveLength(1);
  expect(told[0]?.body).toEqual({ token: 'good-one-1' });
  expect(told[0]?.bearer).toMatch(/^Bearer ey/);
  expect(others.filter((text) => text.includes('good-one'))).toEqual([]);
  const stored = await frame()
    .locator('body')
    .evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toContain('good-one');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('ey');
});

test('a refused token changes nothing, and everything can still be said', async () => {
  await page.evaluate(() => window.FapiaoChat.setUser('forged'));
  await openChat();
  await say('still here');
  expect(trouble).toEqual([]);
});

test('setLocale changes launcher and chat; the page says how to write it', async () => {
  await openChat();
  await page.evaluate(() => window.FapiaoChat.setLocale('nl-BE'));
  await frame().getByRole('heading', { name: 'Fapiao-assistent' }).waitFor();
  await frame().getByText('echo: Nederlands').waitFor();
  expect(await frame().locator('html').getAttribute('lang')).toBe('nl-NL');
  await page.waitForFunction(
    () => document.querySelector('fapiao-chat')?.shadowRoot?.querySelector('button')?.lang === 'nl-NL',
  );
});

test.each([
  ['zh-Hant-HK', '發票助理'],
  ['zh', '发票助手'],
  ['da', 'Fapiao-assistent'],
  ['fr-CA', 'Assistant Fapiao'],
  ['xx', 'Fapiao assistant'],
])('a page in %s has a launcher that says %s', async (lang, title) => {
  const next = await visit(`?lang=${lang}`);
  expect(await launcher(next).textContent()).toContain(title);
});

test('a loader that is loaded twice makes one launcher', async () => {
  await page.evaluate(() => {
    const again = document.createElement('script');
    again.src = (document.querySelector('script[data-locale]') as HTMLScriptElement).src;
    document.head.append(again);
    return new Promise((resolve) => again.addEventListener('load', resolve));
  });
  expect(await page.locator('fapiao-chat').count()).toBe(1);
});

test('ASVS 5.0 3.5.5: the launcher believes its frame only: other windows, origins and versions change nothing', async () => {
  await openChat();
  await page.evaluate((origin) => {
    const message = { fapiao: 1, type: 'close' };
    const own = document.querySelector('fapiao-chat')?.shadowRoot?.querySelector('iframe')?.contentWindow ?? null;
    dispatchEvent(new MessageEvent('message', { data: message, origin, source: window }));
    dispatchEvent(new MessageEvent('message', { data: message, origin: 'https://evil.example', source: own }));
    dispatchEvent(new MessageEvent('message', { data: { ...message, fapiao: 2 }, origin, source: own }));
    dispatchEvent(new MessageEvent('message', { data: 'close', origin, source: own }));
    window.postMessage(message, '*');
    return new Promise((resolve) => setTimeout(resolve));
  }, server.base);
  expect(await launcher().getAttribute('aria-expanded')).toBe('true');
  expect(await events()).toEqual(['open']);
});

test('ASVS 5.0 3.5.5: the frame believes its page only: other windows and origins open nothing and sign nobody in', async () => {
  await openChat();
  const calls: string[] = [];
  page.on('request', (request) => calls.push(request.url()));
  await frame()
    .locator('body')
    .evaluate((_, origin) => {
      const forged = [
        { data: { fapiao: 1, type: 'user', token: 'good-evil-1' }, origin: 'https://evil.example', source: parent },
        { data: { fapiao: 1, type: 'user', token: 'good-evil-2' }, origin, source: window },
        { data: { fapiao: 1, type: 'open', bills: ['EVIL'] }, origin: 'null', source: parent },
        { data: { fapiao: 9, type: 'open', bills: ['EVIL'] }, origin, source: parent },
        { data: null, origin, source: parent },
      ];
      for (const one of forged) dispatchEvent(new MessageEvent<unknown>('message', one));
    }, site.url);
  await say('quiet');
  expect(calls.filter((url) => url.endsWith('/user'))).toEqual([]);
  expect(calls.filter((url) => url.endsWith('/activities'))).toHaveLength(1);
});

test('ASVS 5.0 3.4.6: a site that is not allowed cannot hold the frame', async () => {
  const foreign = await startHostPage({ widget: () => server.base });
  const other = await context.newPage();
  const refused = other.waitForEvent('console', (entry) => entry.text().includes('frame-ancestors'));
  await other.goto(foreign.url);
  await launcher(other).click();
  await refused;
  expect(await frame(other).locator('textarea').count()).toBe(0);
  // It can be closed again: nothing is covered by a frame that never came.
  await launcher(other).click();
  expect(await launcher(other).getAttribute('aria-expanded')).toBe('false');
  await foreign.close();
});

test('clear and sign out: the token is revoked, nothing is left in the browser, no tab goes on', async () => {
  await openChat();
  await say('secret words');
  const second = await visit();
  await frame(second).getByText('secret words', { exact: true }).waitFor({ state: 'attached' });
  await page.bringToFront();
  const storage = () =>
    frame()
      .locator('body')
      .evaluate(() => JSON.stringify([Object.keys(localStorage), Object.values(sessionStorage)]));
  const { token } = JSON.parse(
    await frame()
      .locator('body')
      .evaluate(() => localStorage.getItem('fapiao.session') ?? ''),
  ) as { token: string };
  await frame().getByRole('button', { name: 'More' }).click();
  await frame().getByRole('button', { name: 'Clear and sign out' }).click();
  await frame().getByRole('dialog').getByRole('button', { name: 'Clear and sign out' }).click();
  await frame().getByRole('heading', { name: 'You are signed out' }).and(frame().locator(':focus')).waitFor();
  await frame(second).getByText('You are signed out').waitFor({ state: 'attached' });
  expect(await frame(second).getByText('secret words').count()).toBe(0);
  // What tells the server is gone as soon as it has.
  while ((await storage()).includes('fapiao.end.')) await page.evaluate(() => undefined);
  expect(await storage()).toBe('[[],[""]]');
  // Each page hears it from its own frame: the other one's message may be under way.
  await page.waitForFunction(() => localStorage.getItem('fapiao.chat') === '');
  const renewed = await fetch(`${server.base}/api/webchat/token`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(renewed.status).toBe(403);
  await frame().getByRole('button', { name: 'New conversation' }).click();
  await frame().getByText('welcome', { exact: true }).waitFor();
  await say('fresh');
  expect(await frame().getByText('secret words').count()).toBe(0);
});

test('a new conversation leaves the old one, asks the page for a new token, and the other tab comes along', async () => {
  await openChat();
  await say('old words');
  const second = await visit();
  await frame(second).getByText('old words', { exact: true }).waitFor({ state: 'attached' });
  await page.bringToFront();
  await frame().getByRole('button', { name: 'More' }).click();
  await frame().getByRole('button', { name: 'New conversation' }).click();
  await frame().getByRole('dialog').getByRole('button', { name: 'Start a new one' }).click();
  await frame().getByText('old words', { exact: true }).waitFor({ state: 'detached' });
  await say('new words');
  await frame(second).getByText('new words', { exact: true }).waitFor({ state: 'attached' });
  expect(await frame(second).getByText('old words').count()).toBe(0);
  expect(await events()).toContain('user');
});

test('the conversation can be saved as a text', async () => {
  await openChat();
  await box().fill('**stars** stay');
  await box().press('Enter');
  await frame().getByText('echo: stars stay').waitFor();
  await frame().getByRole('button', { name: 'More' }).click();
  const saved = page.waitForEvent('download');
  await frame().getByRole('button', { name: 'Download' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^fapiao-conversation-\d{4}-\d\d-\d\d\.txt$/);
  const text = (await bytesOf(file)).toString();
  expect(text).toContain('You:\r\n**stars** stay');
  expect(text).toContain('Assistant:\r\necho: stars stay');
});

test('on Azure Direct Line, whose conversations end with their token, a new one begins and the chat says so', async () => {
  const azureStore = tempStore();
  const azure = await startDirectLine({
    store: await azureStore.open(),
    allowedOrigins: [server.base],
    now: () => new Date(Date.now() + clock).toISOString(),
  });
  await server.close();
  const token = async () => {
    const made = await fetch(`${azure.base}/api/webchat/token`, { method: 'POST' });
    return { ok: true as const, value: { ...((await made.json()) as object), azure: true } as never };
  };
  const conversationOf = () => Promise.reject(new Error('nobody is signed in here'));
  const azureChat = { broker: { token, conversationOf }, place: async () => undefined };
  server = await start({ azure: azureChat, azureOrigin: azure.base });
  await openChat();
  await say('on Azure');
  clock = 2 * 3_600_000;
  await page.reload();
  await launcher().click();
  await frame().getByText('The earlier conversation has ended').waitFor();
  await say('once more');
  expect(trouble).toEqual([]);
  await azure.close();
  await azureStore.remove();
});
