// Two people on one computer: whoever signs out leaves nothing, in no tab and no process, and the next one begins anew.
import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import type { BillsAnswer } from '../../domain/bill-view';
import { DEMO_ADMIN } from '../../services/demo/tenant';
import { type Balancer, openBalancer } from '../support/balancer';
import { openPlainBrowser } from '../support/browser';
import { call, message } from '../support/directline-client';
import { inTheEnd } from '../support/eventually';
import { type HostPage, startHostPage } from '../support/host-page';
import { AUDIENCE, ISSUER, mint, SECRET } from '../support/host-tokens';
import { type Product, startProduct } from './server';

/** Of the page's API, as the page calls it. */
interface Api {
  open(options?: { bills?: string[] }): void;
  setUser(token?: string | null): Promise<void>;
  signOut(): Promise<void>;
  unsent?: boolean;
}
declare const FapiaoChat: Api;

/** What the demo's administrator has, and nobody else. */
const OF_LI = /云帆|admin@demo\.example/;
/** One of her bills that a fapiao can be had for. */
let bill = '';

let browser: Browser;
let balancer: Balancer;
let products: Product[];
let site: HostPage;
let context: BrowserContext;
let page: Page;
let base: string;

beforeAll(async () => {
  browser = await openPlainBrowser();
  site = await startHostPage({ widget: () => base });
  balancer = await openBalancer();
  base = balancer.base;
  const env = {
    PUBLIC_URL: base,
    ALLOWED_ORIGINS: site.url,
    HOST_JWT_SECRET: SECRET,
    HOST_JWT_ISSUER: ISSUER,
    HOST_JWT_AUDIENCE: AUDIENCE,
  };
  const first = await startProduct(env);
  products = [first, await startProduct({ ...env, DATA_DIR: first.env.DATA_DIR ?? '' })];
  for (const { url } of products) balancer.ports.push(Number(new URL(url).port));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await balancer?.close();
  for (const product of products?.reverse() ?? []) await product.stop();
});
beforeEach(async () => {
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  page = await visit();
});
afterEach(() => context?.close());

async function visit(): Promise<Page> {
  const next = await context.newPage();
  await next.goto(`${site.url}/`);
  await next.locator('fapiao-chat button').waitFor();
  return next;
}
const settled = (check: () => Promise<void>) => inTheEnd(check, { withinMs: 30_000 });
const frame = (on = page): FrameLocator => on.frameLocator('fapiao-chat iframe');
const inFrame = <T>(run: () => T, on = page) => frame(on).locator('body').evaluate(run);
const stored = (on = page) => inFrame(() => ({ ...localStorage, ...sessionStorage }) as Record<string, string>, on);
const shown = (on = page) =>
  frame(on)
    .locator('#chat')
    .evaluate((chat) => chat.outerHTML);
const session = async (on = page) =>
  JSON.parse((await stored(on))['fapiao.session'] ?? '{}') as {
    token: string;
    conversationId: string;
    userId: string;
    endToken: string;
  };

const signed = (claims: object) => mint({ claims: { ...claims }, algorithm: 'HS256', kid: '', key: SECRET });
/** Li administrates the demo's tenant and has an account there; Wang is somebody of another customer, without one. */
const li = () => signed({ sub: DEMO_ADMIN.subject, email: DEMO_ADMIN.email, tenant: DEMO_ADMIN.tenant });
const wang = () => signed({ sub: 'wang', email: 'wang@other.example', tenant: 'other-tenant' });

const name = (token: string, on = page) => on.evaluate((jwt) => void FapiaoChat.setUser(jwt), token);
const confirmButton = (on = page) =>
  frame(on)
    .getByRole('button', { name: /^Confirm 1 bill, CNY/ })
    .last();

/** Li is signed in on the page and has the summary of a bill before her. */
async function liApplies(): Promise<void> {
  await name(li());
  bill = (await bills()).find(({ fapiao }) => fapiao.state === 'available')?.number ?? '';
  await page.evaluate((number) => FapiaoChat.open({ bills: [number] }), bill);
  await confirmButton().waitFor();
  expect(await shown()).toMatch(OF_LI);
}

async function bills(): Promise<BillsAnswer['bills']> {
  const headers = { Authorization: `Bearer ${li()}` };
  return ((await (await fetch(`${base}/api/bills?limit=200`, { headers })).json()) as BillsAnswer).bills;
}
const stateOfBill = async () => (await bills()).find(({ number }) => number === bill)?.fapiao.state;

/** Nothing of a person is in the chat or the browser, and the former tokens open nothing at any process. */
async function nothingIsLeft(former: Awaited<ReturnType<typeof session>>, on = page): Promise<void> {
  await settled(async () => expect(Object.keys(await stored(on)).filter((key) => key.includes('.end.'))).toEqual([]));
  expect(await shown(on)).not.toMatch(OF_LI);
  expect(JSON.stringify(await stored(on))).not.toMatch(/demo-admin|secret words|eyJ/);
  for (const { url } of products) {
    const log = `${url}/v3/directline/conversations/${former.conversationId}/activities`;
    for (const token of [former.token, former.endToken]) {
      expect((await call(`${log}?watermark=0`, { token })).status).toBe(403);
      expect((await call(log, { json: message('Confirm'), token })).status).toBe(403);
      expect((await call(`${url}/api/webchat/token`, { json: {}, token })).status).toBe(403);
    }
  }
}

test('signOut() leaves nothing: not on screen, not in the browser, not in the other tab, and over a reload the launcher begins anew', async () => {
  await liApplies();
  const second = await visit();
  await name(li(), second);
  await confirmButton(second).waitFor({ state: 'attached' });
  await frame().locator('form.composer textarea').fill('secret words');
  await page.waitForFunction(() => FapiaoChat.unsent === true);
  const former = await session();
  await page.evaluate(() => FapiaoChat.signOut());
  await frame().getByRole('heading', { name: 'You are signed out' }).waitFor();
  await frame(second).getByRole('heading', { name: 'You are signed out' }).waitFor({ state: 'attached' });
  await nothingIsLeft(former);
  await nothingIsLeft(former, second);
  expect(await page.evaluate(() => [FapiaoChat.unsent, localStorage['fapiao.chat']])).toEqual([false, '']);
  await page.reload();
  await page.locator('fapiao-chat button').click();
  await frame().locator('form.composer textarea').waitFor();
  await frame().getByText('Hello', { exact: false }).first().waitFor();
  expect(await shown()).not.toMatch(OF_LI);
  expect(await confirmButton().count()).toBe(0);
  expect(await stateOfBill()).toBe('available');
}, 90_000);

test('a Confirm that is pressed in one tab while another signs out is submitted or refused, and shows nobody anything', async () => {
  await liApplies();
  const second = await visit();
  await name(li(), second);
  await second.evaluate(() => FapiaoChat.open());
  await confirmButton(second).waitFor();
  const former = await session();
  const confirm = await confirmButton(second).elementHandle();
  await Promise.all([
    confirm?.evaluate((button: HTMLElement) => button.click()),
    page.evaluate(() => FapiaoChat.signOut()),
  ]);
  await frame(second).getByRole('heading', { name: 'You are signed out' }).waitFor({ state: 'attached' });
  await nothingIsLeft(former, second);
  await name(wang(), second);
  await second.evaluate(() => FapiaoChat.open());
  await frame(second).getByText('Hello', { exact: false }).first().waitFor();
  // Whatever became of it, it is one application of Li's at most, and Wang's chat knows nothing of it.
  expect(['available', 'applied']).toContain(await stateOfBill());
  expect(await shown(second)).not.toMatch(/FP-\d{4}-\d{4}/);
}, 90_000);

test('another person’s token begins a new conversation by itself, also while the server can’t be reached', async () => {
  await liApplies();
  await frame().locator('form.composer textarea').fill('secret words');
  const former = await session();
  await context.setOffline(true);
  await name(wang());
  await settled(async () => expect(await shown()).not.toMatch(OF_LI));
  expect(await frame().locator('form.composer textarea').inputValue()).toBe('');
  await context.setOffline(false);
  await frame().getByText('Hello', { exact: false }).first().waitFor();
  await settled(async () => expect((await session()).conversationId).toMatch(/.+/));
  expect((await session()).conversationId).not.toBe(former.conversationId);
  expect(await shown()).not.toMatch(OF_LI);
  for (const { url } of products) {
    const log = `${url}/v3/directline/conversations/${former.conversationId}/activities?watermark=0`;
    await settled(async () => expect((await call(log, { token: former.token })).status).toBe(403));
  }
}, 90_000);

test('without a connection it is hidden at once; the server is told after a reload, by a token that opens nothing', async () => {
  await liApplies();
  const former = await session();
  await context.route('**/api/webchat/revoke', (route) => route.abort());
  await page.evaluate(() => FapiaoChat.signOut());
  await frame().getByText('can’t be reached at the moment').waitFor();
  expect(await shown()).not.toMatch(OF_LI);
  const kept = await stored();
  expect(Object.keys(kept).filter((key) => !key.startsWith('fapiao.end.') && kept[key])).toEqual([]);
  expect(JSON.stringify(kept)).not.toContain(former.token);
  const log = `${base}/v3/directline/conversations/${former.conversationId}/activities`;
  expect((await call(`${log}?watermark=0`, { token: former.endToken })).status).toBe(403);
  expect((await call(`${log}?watermark=0`, { token: former.token })).status).toBe(200);
  await page.reload();
  await context.unroute('**/api/webchat/revoke');
  await settled(async () => expect((await call(`${log}?watermark=0`, { token: former.token })).status).toBe(403));
  await nothingIsLeft(former);
}, 90_000);

test('a page that leads elsewhere without waiting has signed out all the same; “back” shows nothing', async () => {
  await liApplies();
  const former = await session();
  await page.evaluate(() => {
    void FapiaoChat.signOut();
    location.assign('/?lang=fr');
  });
  await page.waitForURL('**/?lang=fr');
  await frame().locator('#chat').waitFor({ state: 'attached' });
  await nothingIsLeft(former);
  await page.goBack();
  await page.evaluate(() => FapiaoChat.open());
  await frame().locator('form.composer textarea:visible, .farewell h2:visible').first().waitFor();
  expect(await shown()).not.toMatch(OF_LI);
}, 90_000);

test('setUser(null) ends the conversation of whom the page had named, and leaves a guest’s alone', async () => {
  await page.evaluate(() => FapiaoChat.open());
  await frame().locator('form.composer textarea').fill('what is a special fapiao?');
  await frame().locator('form.composer textarea').press('Enter');
  await frame().getByText('what is a special fapiao?').first().waitFor();
  const guest = await session();
  await page.evaluate(() => FapiaoChat.setUser(null));
  expect((await session()).conversationId).toBe(guest.conversationId);
  await name(li());
  await frame().getByText(DEMO_ADMIN.email).first().waitFor();
  await page.evaluate(() => FapiaoChat.setUser(null));
  await frame().getByRole('heading', { name: 'You are signed out' }).waitFor();
  await nothingIsLeft(guest);
  // Signed in again it simply goes on, anew.
  await name(li());
  await frame().getByText(DEMO_ADMIN.email).first().waitFor();
}, 90_000);

describe('our own Bills & payments page', () => {
  const WORDS = {
    'zh-CN': { out: '退出登录', left: '您已退出' },
    'nl-NL': { out: 'Afmelden', left: 'U bent afgemeld' },
  } as const;
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  }, 60_000);
  afterAll(() => product?.stop());

  async function picture(on: Page, file: string): Promise<void> {
    const folder = process.env.SCREENSHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await on.bringToFront();
    await on.screenshot({ path: `${folder}/sign-out-${file}.png`, animations: 'disabled' });
  }

  test.each([
    ['zh-CN', 1280],
    ['zh-CN', 360],
    ['nl-NL', 1280],
    ['nl-NL', 360],
  ] as const)(
    'Sign out, reload, open the launcher: nothing of the former user; the other tab is signed out, too: %s, %i wide',
    async (language, width) => {
      const words = WORDS[language];
      const tab = `${language}-${width}`;
      const people = await browser.newContext({ locale: language, viewport: { width, height: 800 } });
      const [one, two] = [await people.newPage(), await people.newPage()];
      for (const on of [two, one]) {
        await on.goto(product.url);
        await on.locator('.panel button').click();
        await on.locator('table.bills tbody tr').first().waitFor();
      }
      await one
        .locator('tbody tr.can', { has: one.locator('.badge.open') })
        .first()
        .locator('input')
        .check();
      await one.locator('.commands .primary').click();
      await frame(one).locator('.card .positive').last().waitFor();
      await picture(one, `${tab}-1-in`);
      const former = await session(one);
      await frame(one).locator('form.composer textarea').fill('secret words');
      await one.waitForFunction(() => FapiaoChat.unsent === true);
      const out = one.getByRole('button', { name: words.out });
      // On a phone the chat covers the page.
      await out.evaluate((button: HTMLElement) => button.click());
      await one.locator('dialog.dialog').waitFor();
      await picture(one, `${tab}-2-asked`);
      await one.locator('dialog.dialog .positive').evaluate((button: HTMLElement) => button.click());
      await frame(one).getByRole('heading', { name: words.left }).waitFor({ state: 'attached' });
      await two.locator('.panel.signIn').waitFor();
      await picture(one, `${tab}-3-out`);
      expect(await shown(one)).not.toMatch(OF_LI);
      expect(JSON.stringify(await stored(one))).not.toMatch(/secret words|demo-admin/);
      await settled(async () => {
        const log = `${product.url}/v3/directline/conversations/${former.conversationId}/activities?watermark=0`;
        expect((await call(log, { token: former.token })).status).toBe(403);
      });
      await one.reload();
      await one.evaluate(() => FapiaoChat.open());
      await frame(one).locator('form.composer textarea').waitFor();
      await frame(one).locator('.log-frame').getByText(/./).first().waitFor();
      expect(await shown(one)).not.toMatch(OF_LI);
      await picture(one, `${tab}-4-next`);
      await people.close();
    },
    90_000,
  );

  test('a browser that was closed without signing out: the page asks who it is, and the chat is over with its session', async () => {
    const people = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
    const first = await people.newPage();
    await first.goto(product.url);
    await first.locator('.panel button').click();
    await first.locator('table.bills tbody tr').first().waitFor();
    await first.evaluate(() => FapiaoChat.open());
    await frame(first).getByText(DEMO_ADMIN.email).first().waitFor();
    const former = await session(first);
    // A second tab that is not signed in ends nothing while the first one is.
    const second = await people.newPage();
    await second.goto(product.url);
    await second.locator('.panel.signIn').waitFor();
    await frame(second).getByText(DEMO_ADMIN.email).first().waitFor({ state: 'attached' });
    const log = `${product.url}/v3/directline/conversations/${former.conversationId}/activities?watermark=0`;
    expect((await call(log, { token: former.token })).status).toBe(200);
    await first.close();
    // The browser takes away what a closed tab held a moment after it is gone; until then somebody is signed in.
    await second.waitForFunction(
      async () => !(await navigator.locks.query()).held?.some(({ name }) => name === 'fapiao.bills.session'),
    );
    await second.reload();
    await second.locator('.panel.signIn').waitFor();
    await settled(async () => expect((await call(log, { token: former.token })).status).toBe(403));
    await second.evaluate(() => FapiaoChat.open());
    await frame(second).locator('form.composer textarea:visible, .farewell h2:visible').first().waitFor();
    expect(await shown(second)).not.toMatch(OF_LI);
    await people.close();
  }, 90_000);
});
