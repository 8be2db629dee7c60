// The whole journey in a real browser: register, activate, apply; the command line issues and mails; the chat announces it.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { runCli } from '../support/run-cli';
import { type Product, startProduct } from './server';

const WORDS = {
  'en-US': {
    apply: 'I need a paper fapiao',
    confirm: 'confirm',
    pair: /Choose (\d\d)/,
    sent: /Submitted: application (FP-\d{4}-\d{4})/,
    delivery: 'Wang Min 13800138000, 上海市浦东新区世纪大道100号12楼, by SF',
    mailed: /tracking number SF1234567890123/,
    progress: 'where is my fapiao?',
    state: /Mailed out/,
    summary: 'Nothing is sent until you confirm',
  },
  'zh-CN': {
    apply: '我要开纸质发票',
    confirm: '确认',
    pair: /请选\s*(\d\d)/,
    sent: /已提交，申请编号 (FP-\d{4}-\d{4})/,
    delivery: '王敏 13800138000 上海市浦东新区世纪大道100号12楼 顺丰',
    mailed: /SF1234567890123/,
    progress: '发票到哪了',
    state: /已寄出/,
    summary: '确认前不会提交',
  },
} as const;
type Language = keyof typeof WORDS;

const SIZES = { desk: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } };
const COMPANY = '上海青禾餐饮管理有限公司 91310115591693856A';
const PASSWORD = 'correct horse battery 9';

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

/** Pictures to look at, when SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}

const shows = (page: Page, text: RegExp | string) => page.locator('#chat').getByText(text).last().waitFor();

async function write(page: Page, text: string): Promise<void> {
  await page.locator('form.composer textarea').fill(text);
  await page.keyboard.press('Enter');
}

async function mailTo(address: string, holding: RegExp): Promise<string> {
  for (;;) {
    const found = (await product.inbox()).find((mail) => mail.to === address && holding.test(mail.text));
    if (found) return found.text;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Sets the password on the page and picks the number that the chat shows. */
async function activate(page: Page, email: string, pair: RegExp): Promise<void> {
  const link = /\S+\/activate\?\S+/.exec(await mailTo(email, /\/activate\?/))?.[0] ?? '';
  const account = await page.context().newPage();
  await account.goto(link);
  await account.fill('input[name=password]', PASSWORD);
  await picture(account, `page-password-${email}`);
  await account.click('button[type=submit]');
  await account.locator('button[name=choice]').first().waitFor();
  await picture(account, `page-numbers-${email}`);
  const shown = pair.exec(await page.locator('#chat').innerText())?.[1];
  await account.click(`button[name=choice][value="${shown}"]`);
  await account.locator('a[href^="/chat"]').first().waitFor();
  await account.close();
}

const journeys = (['en-US', 'zh-CN'] as const).flatMap((language) =>
  (['desk', 'phone'] as const).map((size) => [language, size] as const),
);
const ORDER = 'DEMO-1001';

test.each(journeys)(
  'register, activate, apply on paper, issued and mailed by the command line, announced and followed: %s, %s',
  async (language: Language, size) => {
    const words = WORDS[language];
    const name = `${language}-${size}`;
    const context = await browser.newContext({ viewport: SIZES[size], locale: language });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));

    await page.goto(`${product.url}/chat`);
    await page.locator('form.composer textarea').waitFor();
    await write(page, words.apply);
    await page.locator('[role=log] input').first().waitFor();
    await picture(page, `${name}-1-start`);
    const email = `lihua.${language}.${size}@qinghe.example`.toLowerCase();
    await write(page, `${ORDER} ${email}`);
    await shows(page, ORDER);
    await write(page, words.confirm);
    await picture(page, `${name}-2-registered`);
    await activate(page, email, words.pair);

    // The chat goes on by itself with the paper fapiao that was asked for.
    await page.locator('[role=log] textarea').last().waitFor();
    await picture(page, `${name}-3-company`);
    await write(page, COMPANY);
    await page.locator('[role=log] input[type=radio]').last().waitFor();
    await write(page, words.delivery);
    await shows(page, words.summary);
    await picture(page, `${name}-4-summary`);
    await write(page, words.confirm);
    await shows(page, words.sent);
    const number = words.sent.exec(await page.locator('#chat').innerText())?.[1] ?? '';

    const cli = (...args: string[]) => runCli('applications', args, product.env);
    expect((await cli('start', number)).code).toBe(0);
    const digits = number.replace(/\D/g, '');
    expect((await cli('issue', number, '--number', `26310000000${digits}0`.padEnd(20, '7'))).code).toBe(0);
    expect((await cli('mail', number, '--carrier', 'sf', '--waybill', 'SF1234567890123')).code).toBe(0);
    await shows(page, words.mailed);
    await picture(page, `${name}-5-mailed`);
    await mailTo(email, /SF1234567890123/);
    await write(page, words.progress);
    await shows(page, words.state);
    await picture(page, `${name}-6-progress`);

    // A reload keeps the conversation.
    await page.reload();
    await shows(page, words.state);
    expect(problems).toEqual([]);
    await context.close();
  },
);
