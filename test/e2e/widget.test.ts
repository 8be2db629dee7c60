// The whole journey inside the widget on another site's page: Get Fapiaos, register, activate, apply, issued and announced.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { openPlainBrowser } from '../support/browser';
import { type HostPage, startHostPage } from '../support/host-page';
import { type Product, startProduct } from './server';

declare const FapiaoChat: { open(options: { bills: string[] }): void };

const WORDS = {
  'zh-CN': { pair: /请选\s*(\d\d)/, sent: /已提交，申请编号 FP-\d{4}-\d{4}/, issued: /已开/ },
  'nl-NL': {
    pair: /Kies (\d\d)/,
    sent: /Ingediend: aanvraag FP-\d{4}-\d{4}/,
    issued: /uitgegeven/i,
  },
} as const;
type Language = keyof typeof WORDS;
const SIZES = { desk: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } };
const COMPANY = '上海青禾餐饮管理有限公司 91310115591693856A';
const PASSWORD = 'correct horse battery 9';
const DAY = 24 * 3600_000;

let product: Product;
let site: HostPage;
let browser: Browser;

beforeAll(async () => {
  browser = await openPlainBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startHostPage({ widget: () => product.url });
  product = await startProduct({ ALLOWED_ORIGINS: site.url });
});
afterEach(async () => {
  await product?.stop();
  await site?.close();
});

/** Pictures to look at, when SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/widget-${name}.png`, animations: 'disabled' });
}

async function linkTo(address: string): Promise<string> {
  for (;;) {
    const mail = (await product.inbox()).find(({ to, text }) => to === address && text.includes('/activate?'));
    const link = mail && /\S+\/activate\?\S+/.exec(mail.text)?.[0];
    if (link) return link;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The demo's bill that was paid five days ago, by its number. */
function openBill(): string {
  const paid = new Date(Date.now() - 5 * DAY - 3600_000 + 8 * 3600_000).toISOString();
  return `BILL-1001-${paid.slice(2, 4)}${paid.slice(5, 7)}`;
}

const journeys = (['zh-CN', 'nl-NL'] as const).flatMap((language) =>
  (['desk', 'phone'] as const).map((size) => [language, size] as const),
);

test.each(journeys)(
  'Get Fapiaos on a page of another site with a strict policy, by a stranger, until the launcher counts the news: %s, %s',
  async (language: Language, size) => {
    const words = WORDS[language];
    const name = `${language}-${size}`;
    const context = await browser.newContext({
      viewport: SIZES[size],
      locale: language,
      colorScheme: size === 'desk' ? 'light' : 'dark',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(`${site.url}/?lang=${language}`);
    const launcher = page.locator('fapiao-chat button');
    await launcher.waitFor();
    await picture(page, `${name}-1-page`);
    await page.evaluate((bill) => FapiaoChat.open({ bills: [bill] }), openBill());
    const chat = page.frameLocator('fapiao-chat iframe');
    const shows = (text: RegExp | string) => chat.locator('#chat').getByText(text).last().waitFor();
    const write = async (text: string) => {
      await chat.locator('form.composer textarea').fill(text);
      await chat.locator('form.composer textarea').press('Enter');
    };
    await chat.locator('.card input').last().waitFor();
    await picture(page, `${name}-2-open`);
    const email = `lihua.${language}.${size}@qinghe.example`.toLowerCase();
    // The bill names the order: only the address is asked, in the card.
    await chat.locator('.card input').last().fill(email);
    await chat.locator('.card .positive').last().click();
    const check = chat.locator('.card', { hasText: email }).last();
    await check.locator('.pencil').first().waitFor();
    await check.locator('.positive').last().click();
    await shows(words.pair);
    await picture(page, `${name}-3-mail`);
    await activate(page, email, words.pair);
    // The chat goes on by itself with the bill that the page named.
    await chat.locator('.card textarea').last().waitFor();
    await picture(page, `${name}-4-company`);
    await write(COMPANY);
    const summary = chat.locator('.card', { has: chat.locator('.look-total') }).last();
    await summary.getByText('9131 0115 5916 9385 6A').waitFor();
    await picture(page, `${name}-5-summary`);
    await summary.locator('.positive').last().click();
    await shows(words.sent);
    await chat.locator('.card-status svg').last().waitFor();
    await picture(page, `${name}-6-sent`);
    await page.keyboard.press('Escape');
    await launcher.and(page.locator(':focus')).waitFor();
    await fetch(`${product.url}/dev/issue`, { method: 'POST', headers: { Origin: product.url }, body: '{}' });
    // Taken up, issued, sent.
    await launcher.locator('b').getByText('3').waitFor();
    await picture(page, `${name}-7-unread`);
    await launcher.press('Enter');
    await shows(words.issued);
    await picture(page, `${name}-8-issued`);
    // A reload keeps the conversation, and what was seen stays seen.
    await page.reload();
    await chat.getByText(words.issued).last().waitFor({ state: 'attached' });
    expect(await launcher.locator('b').textContent()).toBe('');
    expect(problems).toEqual([]);
    await context.close();
  },
);

/** Sets the password on the page and picks the number that the chat shows. */
async function activate(page: Page, email: string, pair: RegExp): Promise<void> {
  const account = await page.context().newPage();
  await account.goto(await linkTo(email));
  await account.fill('input[name=password]', PASSWORD);
  await account.click('button[type=submit]');
  await account.locator('button[name=choice]').first().waitFor();
  const text = await page.frameLocator('fapiao-chat iframe').locator('#chat').innerText();
  await account.click(`button[name=choice][value="${pair.exec(text)?.[1]}"]`);
  await account.locator('a[href^="/chat"]').first().waitFor();
  await account.close();
}
