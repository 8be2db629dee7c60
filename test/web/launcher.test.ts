// The pane never dies: no server, an origin that is not allowed, a policy, a page that replaces itself, a phone's way back.
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { openPlainBrowser } from '../support/browser';
import { builtWeb, type Folder } from '../support/built';
import { startDirectLine, type TestServer } from '../support/directline-server';
import { type HostPage, startHostPage } from '../support/host-page';
import { openRelay, type Relay } from '../support/relay';
import { tempStore, type TempStore } from '../support/temp-store';

let web: Folder;
let relay: Relay;
let browser: Browser;
let context: BrowserContext;
let temp: TempStore;
let server: TestServer;
let site: HostPage;
let page: Page;

const start = async (allowed = [site.url]): Promise<TestServer> =>
  startDirectLine({ store: await temp.open(), webFolder: web.folder, relay, allowedOrigins: allowed });

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
  temp = tempStore();
  site = await startHostPage({ widget: () => server.base });
  server = await start();
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await server.close();
  await site.close();
  await temp.remove();
});

const launcher = () => page.locator('fapiao-chat > button, fapiao-chat div > button').first();
const chat = (): FrameLocator => page.frameLocator('fapiao-chat iframe');
const away = () => page.locator('fapiao-chat section [role=alert]');
const welcome = () => chat().getByText('welcome', { exact: true }).first().waitFor();

/** The page with the launcher, and with what follows the launcher. */
async function visit(): Promise<void> {
  const more = page.waitForResponse((response) => response.url().endsWith('/widget-more.js'));
  await page.goto(site.url);
  await (await more).finished();
  await launcher().waitFor();
}

const told = () => page.waitForEvent('console', (entry) => entry.text().startsWith('FapiaoChat:'));

test('opened while the server is away it says so, and brings the chat when the server is back', async () => {
  await visit();
  await server.close();
  const why = told();
  await launcher().click();
  await away().getByText('can’t be reached right now').waitFor();
  expect(await away().getByRole('link', { name: 'Open the chat page' }).getAttribute('href')).toBe(
    `${server.base}/chat?lang=en-US`,
  );
  expect(await away().locator('a[href^="tel:"]').count()).toBe(1);
  expect((await why).text()).toContain('can’t be reached');
  server = await start();
  await away().getByRole('button').click();
  await welcome();
  await away().waitFor({ state: 'detached' });
  expect(await page.locator('fapiao-chat iframe').count()).toBe(1);
}, 60_000);

test('what was chosen while the server was away is asked for when the chat comes', async () => {
  await visit();
  await server.close();
  await page.locator('#get').click();
  await away().waitFor();
  server = await start();
  const asked = page.waitForRequest(
    (request) => request.url().endsWith('/activities') && (request.postData() ?? '').includes('BILL-1'),
  );
  await away().getByRole('button').click();
  await asked;
}, 60_000);

test('on a page of an origin that is not allowed, the integrator reads which setting is missing', async () => {
  await server.close();
  server = await start(['https://somebody.else.example']);
  await visit();
  const why = told();
  await launcher().click();
  await away().waitFor();
  expect((await why).text()).toContain(`ALLOWED_ORIGINS needs ${site.url}`);
}, 60_000);

test('on a page whose policy keeps the frame out, the integrator reads which source is missing', async () => {
  await site.close();
  site = await startHostPage({
    widget: () => server.base,
    policy: (widget) => `default-src 'none'; script-src 'self' ${widget}; style-src 'self'`,
  });
  await visit();
  const why = told();
  await launcher().click();
  await away().waitFor();
  expect((await why).text()).toContain(`it needs frame-src ${server.base}`);
}, 60_000);

test('a page that replaces itself and takes the chat away gets it back with open()', async () => {
  await visit();
  await launcher().click();
  await welcome();
  for (const opened of [true, false]) {
    await page.evaluate((close) => {
      if (close) window.FapiaoChat.close();
      document.querySelector('fapiao-chat')?.remove();
      window.FapiaoChat.open();
    }, !opened);
    await welcome();
    expect(await chat().locator('form.composer textarea').isVisible()).toBe(true);
  }
}, 60_000);

test('on a phone the way back closes the chat and leaves the page where it is', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await visit();
  await page.evaluate(() => history.replaceState({ route: 'bills' }, '', '#here'));
  await launcher().click();
  await welcome();
  await page.goBack();
  await page.waitForFunction(() => !document.body.inert);
  expect(await launcher().getAttribute('aria-expanded')).toBe('false');
  expect(await page.evaluate(() => [location.hash, history.state])).toEqual(['#here', { route: 'bills' }]);
  // Closed by its own button, the entry goes, too.
  await launcher().click();
  await chat().getByRole('button', { name: 'Close the chat' }).click();
  await page.waitForFunction(() => (history.state as { fapiao?: unknown }).fapiao === undefined);
  expect(await page.evaluate(() => location.hash)).toBe('#here');
}, 60_000);

test('on a wide page it is docked over the full height, and no launcher lies over it', async () => {
  await visit();
  await launcher().click();
  await welcome();
  expect(await page.locator('fapiao-chat section').boundingBox()).toEqual({ x: 1031, y: 0, width: 409, height: 900 });
  expect(await launcher().isVisible()).toBe(false);
  await chat().getByRole('button', { name: 'Close the chat' }).click();
  await launcher().and(page.locator(':focus')).waitFor();
}, 60_000);
