// From the bill to its fapiao in the real product: Get Fapiaos, one confirmation in the chat, and the page follows by itself.
import type { Browser, Page } from 'playwright-core';
import type { BillsAnswer, DemoHostToken } from '../../domain/bill-view';
import { bytesOf, openBrowser } from '../support/browser';
import { textOf } from '../support/poppler';
import { runCli } from '../support/run-cli';
import { type Product, startProduct } from './server';

const WORDS = {
  'zh-CN': {
    confirm: /^确认 1 张账单，¥/,
    summary: '确认前不会提交',
    applied: '已申请',
    issued: '已开具',
    sent: '已发送到邮箱',
  },
  'nl-NL': {
    confirm: /^1 factuur bevestigen, CNY/,
    summary: 'Er wordt niets verzonden tot u bevestigt',
    applied: 'Aangevraagd',
    issued: 'Uitgegeven',
    sent: 'Per e-mail verstuurd',
  },
} as const;
const SIZES = { desk: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } };

let product: Product;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  product = await startProduct();
});
afterEach(() => product?.stop());

async function signedIn(language: string, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: language });
  const page = await context.newPage();
  await page.goto(product.url);
  await page.locator('.panel button').click();
  await page.locator('table.bills tbody tr').first().waitFor();
  return page;
}

test.each([
  ['zh-CN', 'desk'],
  ['zh-CN', 'phone'],
  ['nl-NL', 'desk'],
  ['nl-NL', 'phone'],
] as const)(
  'Get Fapiaos, confirm, and the bill is applied for, issued and sent before one’s eyes: %s, %s',
  async (language, size) => {
    const words = WORDS[language];
    const page = await signedIn(language, SIZES[size]);
    const row = page.locator('tbody tr.can', { has: page.locator('.badge.open') }).first();
    const number = await row.locator('.number').innerText();
    await row.locator('input').check();
    await page.locator('.commands .primary').click();
    const chat = page.frameLocator('iframe');
    await chat.getByText(words.summary).last().waitFor();
    await chat.getByRole('button', { name: words.confirm }).last().click();
    // Beside the page, where there is room for both.
    const state = await row.locator('.fapiao').boundingBox();
    const frame = await page.locator('iframe').boundingBox();
    if (size === 'desk') expect((state?.x ?? 0) + (state?.width ?? 0)).toBeLessThanOrEqual(frame?.x ?? 0);
    const bill = page.locator('tbody tr', { hasText: number });
    await bill.locator('.badge', { hasText: words.applied }).waitFor({ state: 'attached' });
    const application = /FP-\d{4}-\d{4}/.exec(await bill.innerText())?.[0] ?? '';

    const cli = (...args: string[]) => runCli('applications', args, product.env);
    expect((await cli('start', application)).code).toBe(0);
    expect((await cli('issue', application, '--number', '26310000000012345678')).code).toBe(0);
    await bill.locator('.badge.done', { hasText: words.issued }).waitFor({ state: 'attached' });
    expect(await bill.innerText()).toContain('26310000000012345678');

    // On a phone the chat covers the page.
    await page.evaluate(() => (Object(window).FapiaoChat as { close(): void }).close());
    await bill.locator('.number').click();
    await page.locator('dialog .timeline li').nth(2).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('dialog [data-do=receipt]').click(),
    ]);
    const receipt = textOf(await bytesOf(download));
    for (const part of [application, number, '26310000000012345678']) expect(receipt).toContain(part);
    await page.keyboard.press('Escape');

    // The demo's service centre does the rest at the press of a button.
    await page.locator('.demo-actions button').click();
    await page.locator('tbody .badge', { hasText: words.sent }).first().waitFor();
    await page.context().close();
  },
);

test('every statement has the amount, payer and day of its bill to the letter, for all bills there are', async () => {
  const headers = { 'Sec-Fetch-Site': 'same-origin' };
  const made = await fetch(`${product.url}/demo/host-token`, { method: 'POST', headers });
  const { token } = (await made.json()) as DemoHostToken;
  const auth = { Authorization: `Bearer ${token}`, 'Accept-Language': 'en-US' };
  const { bills } = (await (
    await fetch(`${product.url}/api/bills?limit=200`, { headers: auth })
  ).json()) as BillsAnswer;
  expect(bills.length).toBeGreaterThan(10);
  for (const bill of bills) {
    const response = await fetch(`${product.url}/api/bills/${bill.number}/statement.pdf`, { headers: auth });
    const text = textOf(Buffer.from(await response.arrayBuffer()));
    const amount = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }).format(bill.amount / 100);
    const paid = bill.paidAt
      ? new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'Asia/Shanghai' }).format(
          new Date(bill.paidAt),
        )
      : 'Not paid yet';
    for (const part of [`CNY ${amount}`, bill.payer, bill.order, `Paid on ${paid}`]) expect(text).toContain(part);
  }
});

test('a token opens nothing of others, no token opens nothing, and the page can be switched off', async () => {
  expect((await fetch(`${product.url}/api/bills/BILL-1001-2611/statement.pdf`)).status).toBe(401);
  const zip = { method: 'POST', body: '{"bills":["BILL-1001-2611"]}' };
  expect((await fetch(`${product.url}/api/files.zip`, zip)).status).toBe(401);
  expect((await fetch(`${product.url}/`)).headers.get('content-security-policy')).toContain("default-src 'none'");
  await product.stop();
  product = await startProduct({ BILLS_PAGE: 'false' });
  const away = await fetch(`${product.url}/`, { redirect: 'manual' });
  expect([away.status, away.headers.get('location')]).toEqual([302, '/chat']);
});
