// The front door in production's shape: no demo, no admin centre. An account signs in at `/` and gets to a confirmed application.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeIn } from '../support/axe';
import { openBrowser } from '../support/browser';
import { runCli } from '../support/run-cli';
import { type Product, startProduct } from './server';

const PASSWORD = 'violet otter climbs 41';
const COMPANY = '上海青禾餐饮管理有限公司 91310115591693856A';
const ROWS = [
  'order_number,payer_name,bill_number,period,amount,paid_at,tenant',
  'ORD-7001,上海青禾餐饮管理有限公司,BILL-7001-10,2026-10,1368.00,2026-10-15 10:00,qinghe',
  'ORD-7001,上海青禾餐饮管理有限公司,BILL-7001-09,2026-09,1368.00,2026-09-15 10:00,qinghe',
  'ORD-8001,上海蓝港控股有限公司,BILL-8001-10,2026-10,648.50,2026-10-16 10:00,langang',
];
let product: Product;
let browser: Browser;

beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser(), startProduct({ DEMO: 'false' })]);
  const file = join(product.env.DATA_DIR ?? '', 'orders.csv');
  writeFileSync(file, `${ROWS.join('\n')}\n`);
  expect(await runCli('import', ['orders', file], product.env)).toMatchObject({ code: 0, err: [] });
  for (const [order, email] of [
    ['ORD-7001', 'li@qinghe.example'],
    ['ORD-8001', 'wang@langang.example'],
  ] as const)
    await register(order, email);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const frame = (page: Page) => page.frameLocator('fapiao-chat iframe');

async function write(page: Page, text: string): Promise<void> {
  await page.locator('form.composer textarea').fill(text);
  await page.keyboard.press('Enter');
}

/** Registers in the chat and sets the password by the mail's link; the chat stays as it is. */
async function register(order: string, email: string): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(`${product.url}/chat`);
  await write(page, `register ${order} ${email}`);
  await page.locator('#chat').getByText(email).last().waitFor();
  await write(page, 'confirm');
  const link = /\S+\/activate\?\S+/.exec(await mailTo(email, /\/activate\?/))?.[0] ?? '';
  await page.goto(link);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('button[type=submit]');
  await page.locator('button[name=choice]').first().waitFor();
  await context.close();
}

async function mailTo(address: string, holding: RegExp): Promise<string> {
  for (;;) {
    const found = (await product.inbox()).find((mail) => mail.to === address && holding.test(mail.text));
    if (found) return found.text;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Pictures to look at, when SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/door-${name}.png`, animations: 'disabled' });
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(product.url);
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('table.bills tbody tr').first().waitFor();
}

const numbers = (page: Page) => page.locator('table.bills .number').allInnerTexts();

test('an account signs in, chooses bills, and the chat, already signed in, takes them to a confirmed application', async () => {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await signIn(page, 'li@qinghe.example');
  expect((await numbers(page)).sort()).toEqual(['BILL-7001-09', 'BILL-7001-10']);
  for (const box of await page.locator('tbody input[type=checkbox]').all()) await box.check();
  await page.locator('.commands .primary').click();
  await frame(page).getByText('You are signed in as').first().waitFor();
  await frame(page).locator('form.composer textarea').fill(COMPANY);
  await frame(page).locator('form.composer textarea').press('Enter');
  await frame(page).getByText('Nothing is sent until you confirm').last().waitFor();
  await frame(page).locator('form.composer textarea').fill('confirm');
  await frame(page).locator('form.composer textarea').press('Enter');
  await frame(page)
    .getByText(/Submitted: application FP-/)
    .last()
    .waitFor();
  await page.locator('tbody .badge.busy').nth(1).waitFor();
  await context.close();
}, 120_000);

test('two people on one computer: nothing of the first is seen by the second, whether she signs out or is signed over', async () => {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await signIn(page, 'li@qinghe.example');
  await page.evaluate(() => window.FapiaoChat.open());
  await frame(page).getByText('li@qinghe.example').first().waitFor();
  await page.locator('.account-menu summary').click();
  await page.locator('.menu-list button').click();
  await page.locator('.panel.signIn').waitFor();
  await frame(page).getByRole('heading', { name: 'You are signed out' }).waitFor();
  await page.locator('.panel.signIn button').click();
  await page.waitForURL('**/login');
  await page.goBack();
  await page.locator('input[name=password]').waitFor();
  expect(await everything(context)).not.toMatch(/li@qinghe|BILL-7001/);

  // She comes again, closes nothing, and he signs in over her in another tab.
  await signIn(page, 'li@qinghe.example');
  await page.evaluate(() => window.FapiaoChat.open());
  await frame(page).getByText('li@qinghe.example').first().waitFor();
  const his = await context.newPage();
  await his.goto(`${product.url}/login`);
  // Somebody is signed in: it leads to her bills, as long as nobody signs out.
  await his.waitForURL(`${product.url}/`);
  await context.clearCookies();
  await signIn(his, 'wang@langang.example');
  expect(await numbers(his)).toEqual(['BILL-8001-10']);
  await his.evaluate(() => window.FapiaoChat.open());
  await frame(his).getByText('wang@langang.example').first().waitFor();
  await page.reload();
  await page.locator('table.bills tbody tr').first().waitFor();
  expect(await everything(context)).not.toMatch(/li@qinghe|BILL-7001/);
  await context.close();
}, 120_000);

/** What is on screen and in the browser's storage, in all tabs. */
async function everything(context: BrowserContext): Promise<string> {
  const parts = context.pages().map(async (page) => {
    const texts = await Promise.all(page.frames().map((one) => one.locator('body').innerText()));
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    return [...texts, kept].join('\n');
  });
  return (await Promise.all(parts)).join('\n');
}

test('a session that ends in the middle leads back to the same page, with what was chosen', async () => {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await signIn(page, 'wang@langang.example');
  await page.locator('tbody input[type=checkbox]').check();
  const elsewhere = await browser.newContext({ locale: 'en-US' });
  const other = await elsewhere.newPage();
  await signIn(other, 'wang@langang.example');
  await other.goto(`${product.url}/account`);
  await other.locator('form[action="/account/sign-out"] button').click();
  await other.getByText('signed out in every browser').waitFor();
  await page.locator('.panel.expired button').click();
  await page.waitForURL('**/login');
  await page.fill('input[name=email]', 'wang@langang.example');
  await page.fill('input[name=password]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('tbody tr.selected').waitFor();
  await Promise.all([context.close(), elsewhere.close()]);
}, 120_000);

test('by keyboard only: signing in, the password shown, the account’s menu, signing out', async () => {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(product.url);
  await page.locator('input[name=email]:focus').waitFor();
  await page.keyboard.type('wang@langang.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.locator('input[name=password][type=text]:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('table.bills tbody tr').first().waitFor();
  await page.locator('.account-menu summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.locator('.menu-list a:focus').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.account-menu:not([open]) summary:focus').waitFor();
  await page.keyboard.press('Enter');
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.panel.signIn').waitFor();
  await context.close();
}, 90_000);

describe.each([
  ['zh-CN', 360, 'light'],
  ['zh-CN', 1440, 'dark'],
  ['nl-NL', 360, 'dark'],
  ['nl-NL', 1440, 'light'],
] as const)('%s, %i wide, %s', (locale, width, colorScheme) => {
  test('every page of the front door is without a finding of axe, and nothing sticks out', async () => {
    const context = await browser.newContext({
      locale,
      colorScheme,
      bypassCSP: true,
      viewport: { width, height: 800 },
    });
    const page = await context.newPage();
    const name = `${locale}-${width}-${colorScheme}`;
    async function look(what: string): Promise<void> {
      await picture(page, `${name}-${what}`);
      expect(await axeIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
    }
    await page.goto(product.url);
    await look('sign-in');
    await page.goto(`${product.url}/no/such/page`);
    await look('404');
    await page.goto(`${product.url}/login`);
    await page.fill('input[name=email]', 'wang@langang.example');
    await page.click('button[type=submit]');
    await page.locator('.summary').waitFor();
    await look('mistake');
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('table.bills tbody tr').first().waitFor();
    await look('bills');
    await page.locator('.account-menu summary').click();
    await look('menu');
    await page.goto(`${product.url}/account?lang=${locale}`);
    await look('account');
    await page.goto(`${product.url}/account/password?lang=${locale}`);
    await look('password');
    await context.close();
  }, 90_000);
});
