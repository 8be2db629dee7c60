// The Bills & payments page in a real browser: every state of bills and of the page, in two languages, wide and narrow.
import { mkdirSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { everyBill, HOSTILE, hostileBill, NOW, oneApplication } from '../support/bill-items';
import { type BillsServer, startBillsServer } from '../support/bills-server';
import { bytesOf, openBrowser } from '../support/browser';
import { axeIn } from '../support/axe';
import { textOf } from '../support/poppler';

const WORDS = {
  'zh-CN': {
    title: '账单和付款',
    available: '可申请',
    opens: '2026年11月30日起可申请',
    applied: '已申请，2026年12月1日前开好',
    mailed: '已寄出',
    amount: '¥12,960.00',
    total: '12 张账单，合计 ¥26,740.40',
    notFapiao: '账单明细不是发票',
    failed: '账单加载失败',
    expired: '登录已过期',
    stale: '状态可能不是最新',
    changed: '账单 BILL-2001-2607：已开具',
    noneOpen: '所选账单都不能申请发票',
    leftOut: '已略过 1 张所选账单',
    statement: 'BILL-2001-2610 账单明细 2026-10.pdf',
    receipt: 'FP-2611-0003 申请回执.pdf',
    zip: '账单 2026-11-28.zip',
  },
  'nl-NL': {
    title: 'Facturen & betalingen',
    available: 'Beschikbaar',
    opens: 'Beschikbaar vanaf 30 nov 2026',
    applied: 'Aangevraagd, uitgegeven uiterlijk op 1 dec 2026',
    mailed: 'Verzonden',
    amount: 'CNY 12.960,00',
    total: '12 facturen, samen CNY 26.740,40',
    notFapiao: 'Een factuuroverzicht is geen fapiao',
    failed: 'De facturen konden niet worden geladen',
    expired: 'Uw sessie is verlopen',
    stale: 'De verbinding is weg, dus dit is mogelijk verouderd',
    changed: 'Factuur BILL-2001-2607: Uitgegeven',
    noneOpen: 'Voor geen van de geselecteerde facturen',
    leftOut: 'Eén geselecteerde factuur is weggelaten',
    statement: 'BILL-2001-2610 factuuroverzicht 2026-10.pdf',
    receipt: 'FP-2611-0003 aanvraagbewijs.pdf',
    zip: 'Facturen 2026-11-28.zip',
  },
} as const;
type Language = keyof typeof WORDS;
const SIZES = { desk: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } };
const places = (['zh-CN', 'nl-NL'] as const).flatMap((language) =>
  (['desk', 'phone'] as const).map((size) => [language, size] as const),
);

let browser: Browser;
let server: BillsServer;
let context: BrowserContext;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await openBrowser();
  server = await startBillsServer({ now: () => NOW });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(() => {
  server.mood = 'well';
  server.bills = everyBill();
  server.applications = [oneApplication()];
  server.asked.length = 0;
});
afterEach(async () => {
  await context?.close();
  // Nothing was thrown, and the page's own policy kept nothing back.
  expect(problems.filter((problem) => !/Failed to load resource/.test(problem))).toEqual([]);
});

interface Look {
  language?: Language | 'en-US' | 'fr-FR';
  viewport?: { width: number; height: number };
  scheme?: 'light' | 'dark';
  path?: string;
}

async function open({ language = 'en-US', viewport = SIZES.desk, scheme = 'light', path = '/' }: Look): Promise<void> {
  context = await browser.newContext({ viewport, locale: language, colorScheme: scheme, reducedMotion: 'reduce' });
  page = await context.newPage();
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(server.url + path);
}

async function signedIn(look: Look = {}): Promise<void> {
  await open(look);
  await page.locator('.panel button').click();
  await rows().first().waitFor();
}

const rows = () => page.locator('table.bills tbody tr');
const row = (number: string) => rows().filter({ hasText: number });
/** Amounts have spaces that do not break. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const numbers = async () => (await page.locator('tbody .number').allInnerTexts()).map((text) => text.slice(-4));
const tick = (number: string) => row(number).locator('input').check();
const panel = (kind: string) => page.locator(`.panel.${kind}`).waitFor();
const says = (text: string) => page.getByText(text).first().waitFor();
/** What the page called on the widget before that was there: the double serves none. */
const calls = () => page.evaluate(() => JSON.parse(JSON.stringify(Object(window).FapiaoChat)) as unknown[][]);

/** Pictures to look at, when SCREENSHOTS names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/bills-${name}.png`, animations: 'disabled' });
}

async function axe(name: string): Promise<void> {
  expect({ name, found: await axeIn(page) }).toEqual({ name, found: [] });
}

async function fits(name: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect({ name, over }).toEqual({ name, over: 0 });
}

async function downloaded(press: () => Promise<void>): Promise<{ name: string; body: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), body: await bytesOf(download) };
}

describe.each(places)('%s, %s', (language, size) => {
  const words = WORDS[language];
  const look = { language, viewport: SIZES[size] };

  test('a demo administrator signs in by one click and sees every bill with its state', async () => {
    await open(look);
    await panel('signIn');
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await page.title()).toBe(words.title);
    await picture(`${language}-${size}-1-sign-in`);
    await page.locator('.panel button').click();
    await rows().first().waitFor();
    await picture(`${language}-${size}-2-list`);
    expect(await rows().count()).toBe(12);
    for (const [number, text] of [
      ['2612', '12'],
      ['2611', words.opens],
      ['2610', words.available],
      ['2610', words.amount],
      ['2607', words.applied],
      ['2607', 'FP-2611-0005'],
      ['2605', '26310000000012345678'],
      ['2604', words.mailed],
      ['2604', 'SF1234567890123'],
    ] as const)
      expect(plain(await row(`BILL-2001-${number}`).innerText())).toContain(text);
    expect(plain(await page.locator('.count').innerText())).toBe(words.total);
    await says(words.notFapiao);
    await fits('list');
  });

  test('a bill opens as its statement; its PDF is shown, saved, and forwarded as a receipt', async () => {
    await signedIn(look);
    await row('2604').locator('.number').click();
    await page.locator('dialog .timeline').waitFor();
    expect(await page.locator('dialog').innerText()).toContain(words.notFapiao);
    await picture(`${language}-${size}-3-detail`);
    const receipt = await downloaded(() => page.locator('dialog [data-do=receipt]').click());
    expect(receipt.name).toBe(words.receipt);
    expect(textOf(receipt.body)).toContain('9131 0115 5916 9385 6A');
    await page.keyboard.press('Escape');

    const saved = await downloaded(() => row('2610').locator('.actions button').nth(1).click());
    expect(saved.name).toBe(words.statement);
    expect(textOf(saved.body)).toContain(words.amount);
    const [tab] = await Promise.all([
      page.waitForEvent('popup'),
      row('2610').locator('.actions button').first().click(),
    ]);
    await tab.waitForURL(/^blob:/);
    await tab.close();
  });

  test('Get Fapiaos opens the chat with what can be applied for, and says what it left out', async () => {
    await signedIn(look);
    await tick('BILL-2001-2604');
    await page.locator('.commands .primary').click();
    await says(words.noneOpen);
    await tick('BILL-2001-2610');
    await tick('BILL-2001-2611');
    await page.locator('.commands .primary').click();
    await says(words.leftOut);
    expect((await calls()).filter(([name]) => name === 'open')).toEqual([
      ['open', { bills: ['BILL-2001-2610', 'BILL-2001-2611'] }],
    ]);
    // From the statement, too; the dialog does not lie over the chat.
    await row('2609').locator('.number').click();
    await page.locator('dialog [data-do=get]').click();
    expect((await calls()).at(-1)).toEqual(['open', { bills: ['BILL-2001-2609'] }]);
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });

  test('a ZIP has the files of the selection', async () => {
    await signedIn(look);
    await tick('BILL-2001-2610');
    await tick('BILL-2001-2604');
    const { name, body } = await downloaded(() => page.locator('.commands .button').nth(1).click());
    expect(name).toBe(words.zip);
    const files = unzipSync(body);
    expect(Object.keys(files)).toHaveLength(3);
    expect(Object.keys(files)[0]).toBe(words.statement);
    expect(textOf(files[words.statement] ?? new Uint8Array())).toContain(words.amount);
  });

  test('what the service centre does appears by itself and is read out; the focus stays where it was', async () => {
    await signedIn(look);
    const box = row('2607').locator('input');
    await box.focus();
    server.bills = everyBill().map((bill) =>
      bill.number === 'BILL-2001-2607'
        ? {
            ...bill,
            fapiao: { state: 'issued', application: 'FP-2611-0005', numbers: ['1'.repeat(20)], issuedAt: NOW },
          }
        : bill,
    );
    server.changed();
    await row('2607').getByText('1'.repeat(20)).waitFor();
    await page.locator('[role=status]', { hasText: words.changed }).waitFor({ state: 'attached' });
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('trouble says what it is: 500, a token that is over, nonsense; the list stays when it was there', async () => {
    await signedIn(look);
    await tick('BILL-2001-2610');
    server.mood = 'broken';
    server.changed();
    await says(words.stale);
    expect(await rows().count()).toBe(12);
    await page.reload();
    await panel('failed');
    await says(words.failed);
    await picture(`${language}-${size}-4-failed`);
    await fits('failed');
    server.mood = 'nonsense';
    // The panel stands from before: only the answer tells that it was asked.
    const answered = page.waitForResponse(/\/api\/bills/);
    await page.locator('.panel button').click();
    await (await answered).finished();
    await panel('failed');
    server.mood = 'well';
    await page.locator('.panel button').click();
    await rows().first().waitFor();
    await tick('BILL-2001-2610');
    server.mood = 'expired';
    server.changed();
    await panel('expired');
    await says(words.expired);
    await picture(`${language}-${size}-5-expired`);
    server.mood = 'well';
    await page.locator('.panel button').click();
    await rows().first().waitFor();
    expect(await row('2610').locator('input').isChecked()).toBe(true);
  });
});

test('a slow answer shows that something comes, then that it is slow; an empty list says when a bill appears', async () => {
  server.bills = [];
  await open({});
  server.mood = 'slow';
  await page.locator('.panel button').click();
  await panel('loading');
  await says('This is taking longer than usual');
  server.mood = 'well';
  server.changed();
  await panel('empty');
  await says('No bills yet');
  server.bills = everyBill();
  server.changed();
  await rows().first().waitFor();
});

test('the network goes and comes back: the page says so and goes on', async () => {
  await signedIn();
  await context.setOffline(true);
  server.changed();
  await says('The connection was lost, so this may be out of date');
  server.bills = everyBill().slice(0, 3);
  server.changed();
  await context.setOffline(false);
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 3);
  expect(await page.locator('.stale').innerText()).toBe('');
});

test('search, year and order ask the API, stand in the address, and a reload shows the same', async () => {
  await signedIn();
  await page.fill('#search', 'unionpay');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
  expect(await numbers()).toEqual(['2610']);
  await page.fill('#search', '');
  await page.selectOption('#year', '2025');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
  await page.reload();
  await rows().first().waitFor();
  expect(await page.locator('#year').inputValue()).toBe('2025');
  expect(await numbers()).toEqual(['2512']);
  await page.selectOption('#year', '');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 12);
  await page.locator('th.amount button').click();
  await page.locator('th.amount[aria-sort=descending]').waitFor();
  await page.waitForFunction(() => document.querySelector('tbody .number')?.textContent === 'BILL-2001-2610');
  await page.locator('th.amount button').click();
  await page.waitForFunction(() => document.querySelector('tbody .number')?.textContent === 'BILL-2001-2512');
  expect(new URL(page.url()).searchParams.get('sort')).toBe('amount');
  await page.fill('#search', 'zzz');
  await panel('noMatch');
  await page.locator('.panel button').click();
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 12);
});

test('sixty bills come in steps, and all that is shown can be selected; more than fifty are too many at once', async () => {
  const [bill] = everyBill().slice(2, 3);
  server.bills = Array.from({ length: 60 }, (_, i) => ({ ...bill!, number: `BILL-7-${100 + i}` }));
  await signedIn();
  expect(await rows().count()).toBe(50);
  await page.locator('.more').click();
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 60);
  await page.locator('thead input').check();
  await says('60 selected');
  await page.locator('.commands .primary').click();
  await says('At most 50 bills at a time');
  expect((await calls()).filter(([name]) => name === 'open')).toEqual([]);
});

test('six languages: everything is worded anew, html says which, the chat is told, a reload keeps it', async () => {
  await signedIn();
  for (const locale of ['zh-CN', 'zh-TW', 'nl-NL', 'da-DK', 'fr-FR', 'en-US']) {
    await page.selectOption('#language', locale);
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, locale);
    const text = await page.locator('body').innerText();
    // A key without words would show itself.
    expect(text).not.toMatch(/\b(state|field|demo|sortBy|count|line)\.[a-z]/i);
    expect(text).not.toContain('{{');
    expect((await calls()).at(-1)).toEqual(['setLocale', locale]);
  }
  await page.selectOption('#language', 'fr-FR');
  await page.waitForFunction(() => document.documentElement.lang === 'fr-FR');
  await page.reload();
  await rows().first().waitFor();
  expect(await page.locator('h1').innerText()).toBe('Factures & paiements');
});

test('hostile numbers and names are text: nothing runs, nothing turns around, the page keeps its width', async () => {
  server.bills = [hostileBill(), ...everyBill()];
  await signedIn({ viewport: SIZES.phone });
  const text = await rows().filter({ hasText: 'onerror' }).innerText();
  expect(text).toContain('<script>window.broken=1</script>');
  expect(text).not.toContain('\u202e');
  await fits('hostile');
  await rows().filter({ hasText: 'onerror' }).locator('.number').click();
  await page.locator('dialog .facts').first().waitFor();
  await fits('hostile detail');
  const saved = await downloaded(() => page.locator('dialog [data-do=download]').click());
  expect(saved.name).toMatch(/^[^/\\:*?"<>|\u202e]+\.pdf$/);
  await page.locator('dialog [data-do=get]').click();
  expect((await calls()).at(-1)).toEqual(['open', { bills: [HOSTILE.number] }]);
  expect(await page.evaluate(() => 'broken' in window)).toBe(false);
});

test('the address of a bill opens it after signing in; the back button closes it; a foreign one is not there', async () => {
  await open({ path: '/#bill=BILL-2001-2604' });
  await page.locator('.panel button').click();
  await page.locator('dialog[open] .timeline').waitFor();
  await page.keyboard.press('Escape');
  await row('2610').locator('.number').click();
  await page.locator('dialog[open]').waitFor();
  await page.goBack();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await page.evaluate(() => void (location.hash = 'bill=NONE-1'));
  await says('This bill does not exist, or does not belong to you.');
});

test('a bill whose address is followed in the moment in which another is put away is shown', async () => {
  await open({ path: '/#bill=BILL-2001-2604' });
  await page.locator('.panel button').click();
  await page.locator('dialog[open] h2', { hasText: '2604' }).waitFor();
  for (const number of ['BILL-2001-2610', 'BILL-2001-2604']) {
    await page.evaluate((next) => {
      document.querySelector<HTMLElement>('dialog .sheet-head button')?.click();
      location.hash = `bill=${next}`;
    }, number);
    await page.locator('dialog[open] h2', { hasText: number }).waitFor();
    expect(await page.evaluate(() => location.hash)).toBe(`#bill=${number}`);
  }
});

test('the keyboard alone: sign in, search, select, get fapiaos, open, close; the focus is seen and comes back', async () => {
  await open({});
  await panel('signIn');
  const press = (key: string) => page.keyboard.press(key);
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    );
  const until = async (text: RegExp) => {
    for (let i = 0; i < 60; i++) {
      if (text.test(await focused())) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no ${String(text)} by the Tab key`);
  };
  await press('Tab');
  expect(await focused()).toBe('Skip to the bills');
  await press('Enter');
  await until(/^Sign in as demo administrator$/);
  await press('Enter');
  await rows().first().waitFor();
  await until(/^Select bill BILL-2001-2610$/);
  await press('Space');
  await page.locator('.skip').focus();
  await until(/^Get Fapiaos$/);
  expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).not.toBe('none');
  await press('Enter');
  expect((await calls()).at(-1)).toEqual(['open', { bills: ['BILL-2001-2610'] }]);
  await until(/^Open bill BILL-2001-2611$/);
  await press('Enter');
  await page.locator('dialog[open]').waitFor();
  expect(await focused()).toBe('Close');
  await press('Escape');
  expect(await focused()).toBe('Open bill BILL-2001-2611');
});

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
  ['dark', 360],
] as const)('axe finds nothing in any state: %s, %d px', async (scheme, width) => {
  server.bills = [hostileBill(), ...everyBill()];
  await open({ language: 'zh-CN', viewport: { width, height: 800 }, scheme });
  await panel('signIn');
  await axe('sign in');
  server.mood = 'slow';
  await page.locator('.panel button').click();
  await panel('loading');
  await axe('loading');
  server.mood = 'well';
  server.changed();
  await rows().first().waitFor();
  await tick('BILL-2001-2610');
  await axe('list');
  await row('2604').locator('.number').click();
  await page.locator('dialog .timeline').waitFor();
  await axe('detail');
  await page.keyboard.press('Escape');
  await page.fill('#search', 'zzz');
  await panel('noMatch');
  await axe('no match');
  server.mood = 'broken';
  server.changed();
  await page.locator('.stale').filter({ hasText: /\S/ }).waitFor();
  await axe('stale');
  await page.reload();
  await panel('failed');
  await axe('failed');
  server.mood = 'expired';
  await page.locator('.panel button').click();
  await panel('expired');
  await axe('expired');
});

test.each([320, 640, 1024, 1920])('nothing runs off a page of %d px, in the longest words', async (width) => {
  await signedIn({ language: 'fr-FR', viewport: { width, height: 800 } });
  await fits('list');
  await page.locator('.open-now button').click();
  await fits('selected');
  await row('2604').locator('.number').click();
  await page.locator('dialog .timeline').waitFor();
  await fits('detail');
});

test('signing out forgets the token and the selection, and tells the chat', async () => {
  await signedIn();
  await tick('BILL-2001-2610');
  await page.locator('.account button').click();
  await panel('signIn');
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect((await calls()).at(-1)).toEqual(['signOut']);
  await page.locator('.panel button').click();
  await rows().first().waitFor();
  expect(await row('2610').locator('input').isChecked()).toBe(false);
});

test('the chat does not come: the page says so, keeps the selection, and leads to the chat page', async () => {
  await open({});
  await page.clock.install();
  await page.reload();
  await page.locator('.panel button').click();
  await rows().first().waitFor();
  await tick('BILL-2001-2610');
  await page.locator('.commands .primary').click();
  await page.clock.runFor(7000);
  await says('The chat could not be opened');
  expect(await page.locator('.commands .status a').getAttribute('href')).toBe('/chat');
  expect(await row('2610').locator('input').isChecked()).toBe(true);
});
