// Paper in a real browser: from the next application to its printed label in at most six strokes besides the number, and lists that go out as files.
import type { Browser, Page } from 'playwright-core';
import { findApplication } from '../../services/application/applications';
import { bytesOf, openBrowser } from '../support/browser';
import { enter, type Person } from '../support/desk-people';
import { application, numberOf, seedApplications } from '../support/desk-work';
import { seedAccount, seedBills } from '../support/fapiao-world';
import { infoOf, textOf } from '../support/poppler';
import { type RunningApp, runApp } from '../support/running-app';

let browser: Browser;
let running: RunningApp;
let lei: Person;
let boss: Person;

beforeAll(async () => {
  browser = await openBrowser();
  running = await runApp();
  const { deps, base } = running;
  const bills = Array.from({ length: 6 }, (_, n) => `BILL-${n + 1}`);
  await seedBills(
    deps,
    bills.map((bill) => ({ bill })),
  );
  const own = await seedAccount(deps);
  const paper = (bill: string, n: number) =>
    application(n + 1, {
      ...own,
      bills: [{ bill, order: 'ORDER-1', period: '2026-10', amount: 136_800 }],
      kind: 'paper-normal',
      delivery: {
        method: n % 2 ? 'yunda' : 'sf',
        recipient: `王敏${n}`,
        mobile: `1380013800${n}`,
        address: `广东省深圳市南山区科苑路${n}号讯美科技广场`,
      },
    });
  await seedApplications(deps.store, bills.map(paper));
  const zh = { locale: 'zh-CN' };
  lei = await enter(browser, deps, base, { name: '李雷', email: 'lilei@21v.example', roles: ['clerk'] }, zh);
  boss = await enter(browser, deps, base, { name: 'Zhao', email: 'zhao@21v.example', roles: ['supervisor'] });
});
afterAll(async () => {
  await running?.close();
  await browser?.close();
});

const row = (page: Page, number: string) => page.getByRole('row').filter({ hasText: number });

/** Strokes as a hand makes them, counted. */
function counted(page: Page) {
  let strokes = 0;
  return {
    count: () => strokes,
    async press(key: string) {
      strokes += 1;
      await page.keyboard.press(key);
    },
  };
}

/** What a press on `p` opens, as the printer gets it. */
async function printed({ context, page }: Person, press: () => Promise<void>): Promise<Buffer> {
  const opened = context.waitForEvent('request', (request) => request.url().includes('/desk/api/labels.pdf'));
  await press();
  const url = (await opened).url();
  const answer = await page.request.get(url);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  return answer.body();
}

test('from n to the printed label: at most six strokes besides the number, and no mouse', async () => {
  const { page } = lei;
  await page.goto(`${running.base}/desk/applications/issuePaper`);
  await row(page, numberOf(1)).waitFor();
  const hand = counted(page);
  await hand.press('n');
  await page.locator('.dh').getByText('由您领取').waitFor();
  const number = (await page.locator('.dh b').first().textContent()) ?? '';
  await hand.press('i');
  // The number is none of the strokes.
  await page.keyboard.type('26312000000012340001');
  await hand.press('Enter');
  await page.locator('.dh').getByText('已开票').waitFor();
  const pdf = await printed(lei, () => hand.press('p'));
  expect(hand.count()).toBeLessThanOrEqual(6);
  const found = await findApplication(running.deps, number);
  expect(found?.body.state).toBe('issued');
  const text = textOf(pdf);
  for (const part of [number, found?.body.delivery.recipient, found?.body.delivery.mobile])
    expect(text).toContain(part);
  expect(text.replace(/\s/g, '')).toContain(found?.body.delivery.address);
  // No title, tax id or amount on the outside of an envelope.
  expect(text).not.toContain(found?.body.buyer.name);
  expect(text).not.toContain(found?.body.buyer.taxId);
});

test('labels of ticked ones: eight a sheet of A4 once that was chosen, and it stays chosen', async () => {
  const { page } = boss;
  await page.goto(`${running.base}/desk/applications/all`);
  for (const n of [2, 3, 4]) await row(page, numberOf(n)).getByRole('checkbox').check();
  await page.getByText('3 ticked').waitFor();
  await page.locator('.lf').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitemradio', { name: 'A4' }).click();
  await page.getByRole('menuitemradio', { name: 'A4' }).waitFor({ state: 'detached' });
  const pdf = await printed(boss, () => page.keyboard.press('p'));
  expect(infoOf(pdf)).toMatchObject({ Pages: '1', 'Page size': expect.stringContaining('A4') });
  for (const n of [2, 3, 4]) expect(textOf(pdf)).toContain(numberOf(n));
  const kept = await page.evaluate(() => localStorage.getItem('desk.labels'));
  expect(kept).toBe('a4');
});

test('the list goes out as a file: a clerk gets what he has claimed, a supervisor all that the filter shows', async () => {
  async function exported({ page }: Person, names: { menu: string; format: RegExp }): Promise<string> {
    await page.locator('.filters').getByRole('button', { name: names.menu }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: names.format }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    return (await bytesOf(file)).toString('utf8');
  }
  await lei.page.goto(`${running.base}/desk/applications/issuePaper`);
  await lei.page.locator('.dh').waitFor({ state: 'detached' });
  await lei.page.keyboard.press('n');
  await lei.page.locator('.dh').getByText('由您领取').waitFor();
  const number = (await lei.page.locator('.dh b').first().textContent()) ?? '';
  const own = await exported(lei, { menu: '导出', format: /CSV/ });
  expect(own.split('\r\n').filter((line) => line.includes('FP-'))).toEqual([expect.stringContaining(number)]);
  await boss.page.goto(`${running.base}/desk/applications/issuePaper?method=sf`);
  await row(boss.page, numberOf(3)).waitFor();
  const all = await exported(boss, { menu: 'Export', format: /CSV/ });
  const numbersIn = (texts: readonly string[]) =>
    texts.flatMap((text) => text.match(/FP-\d{4}-\d{4}/) ?? []).toSorted();
  const lines = all.split('\r\n').filter((line) => line.includes('FP-'));
  expect(lines.length).toBeGreaterThan(0);
  expect(numbersIn(lines)).toEqual(numbersIn(await boss.page.locator('.lr').allTextContents()));
  expect(lines.every((line) => line.includes('SF'))).toBe(true);
});

test('a sheet that was filled in is looked at first, then done row by row; the same sheet again has nothing to do', async () => {
  const { page } = lei;
  await page.goto(`${running.base}/desk/applications/all`);
  await row(page, numberOf(5)).waitFor();
  const buffer = Buffer.from(
    `申请编号,发票号码,运单号\n${numberOf(5)},26312000000012340055,SF1234567890123\nFP-2609-9999,26312000000012340056,\n`,
  );
  const choose = () =>
    page.locator('.filters input[type=file]').setInputFiles({ name: 'filled.csv', mimeType: 'text/csv', buffer });
  const dialog = page.getByRole('dialog');
  await choose();
  await dialog.getByText('1 件可以办理，0 件没有变化，1 件不能办理（保持不变）。').waitFor();
  await dialog.getByText('没有这个编号的申请').waitFor();
  expect((await findApplication(running.deps, numberOf(5)))?.body.fapiaos).toEqual([]);
  await dialog.getByRole('button', { name: '确认办理 1 件' }).click();
  await dialog.getByText('办好 1 件，1 件没有办').waitFor();
  const done = await findApplication(running.deps, numberOf(5));
  expect(done?.body).toMatchObject({ state: 'mailed', shipment: { waybill: 'SF1234567890123' } });
  await dialog.getByRole('button', { name: '关闭' }).click();
  await dialog.waitFor({ state: 'detached' });
  await choose();
  await dialog.getByText('0 件可以办理，1 件没有变化，1 件不能办理（保持不变）。').waitFor();
  expect((await findApplication(running.deps, numberOf(5)))?.etag).toBe(done?.etag);
});
