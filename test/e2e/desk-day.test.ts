// A clerk's day in a real browser with the real server: next, issue, undo, reject, many at once, two clerks, all by keyboard.
import type { Browser, Page } from 'playwright-core';
import { findApplication } from '../../services/application/applications';
import { openBrowser } from '../support/browser';
import { inTheEnd } from '../support/eventually';
import { enter, type Person } from '../support/desk-people';
import { application, numberOf, seedApplications } from '../support/desk-work';
import { einvoice, pdf } from '../support/fapiao-files';
import { seedAccount, seedBills, TAX_ID } from '../support/fapiao-world';
import { type RunningApp, runApp } from '../support/running-app';

let browser: Browser;
let running: RunningApp;
let lei: Person;
let han: Person;

const COUNT = 12;

beforeAll(async () => {
  browser = await openBrowser();
  running = await runApp();
  const { deps, base } = running;
  const bills = Array.from({ length: COUNT }, (_, n) => `BILL-${n + 1}`);
  await seedBills(
    deps,
    bills.map((bill) => ({ bill })),
  );
  const { customer, account } = await seedAccount(deps);
  const own = (bill: string, n: number) =>
    application(n + 1, {
      customer,
      account,
      bills: [{ bill, order: 'ORDER-1', period: '2026-10', amount: 136_800 }],
      kind: 'digital-normal',
      delivery: { method: 'email', emails: [`ap${n}@qinghe.example`] },
    });
  await seedApplications(deps.store, bills.map(own));
  lei = await enter(
    browser,
    deps,
    base,
    { name: '李雷', email: 'lilei@21v.example', roles: ['clerk'] },
    { locale: 'zh-CN' },
  );
  han = await enter(browser, deps, base, { name: 'Han Meimei', email: 'hanmei@21v.example', roles: ['clerk'] });
});
afterAll(async () => {
  await running?.close();
  await browser?.close();
});

const stateOf = async (number: string) => (await findApplication(running.deps, number))?.body.state;
const row = (page: Page, number: string) => page.getByRole('row').filter({ hasText: number });
/** Clicks away any field that still has the cursor, so that letters are keys. */
const away = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

test('the most urgent one comes with one key, is issued by keyboard alone, and can be taken back before anybody is told', async () => {
  const { page } = lei;
  await row(page, numberOf(1)).waitFor();
  await page.keyboard.press('n');
  const head = page.locator('.dh');
  await head.getByText('由您领取').waitFor();
  const number = (await head.locator('b').first().textContent()) ?? '';
  expect(number).toMatch(/^FP-2609-/);
  await page.keyboard.press('i');
  await page.keyboard.type('26312000000012345678');
  await page.keyboard.press('Enter');
  await page.locator('.last').getByText('已开票').waitFor();
  expect(await stateOf(number)).toBe('issued');
  await away(page);
  await page.keyboard.press('u');
  await page.locator('.last').getByText('已撤销').waitFor();
  expect(await stateOf(number)).not.toBe('issued');
});

test('what a clerk typed is still there after another application was looked at, and after a reload', async () => {
  const { page } = lei;
  await page.goto(`${running.base}/desk/applications/issueDigital/${numberOf(3)}`);
  const field = page.locator('.fp input');
  await page.locator('.dh').waitFor();
  await away(page);
  await page.keyboard.press('i');
  await field.waitFor();
  await field.fill('2631200000');
  await row(page, numberOf(4)).click();
  await page.locator('.dh').getByText(numberOf(4)).waitFor();
  await page.goto(`${running.base}/desk/applications/issueDigital/${numberOf(3)}`);
  await field.waitFor();
  expect(await field.inputValue()).toBe('2631200000');
});

test('a digital fapiao goes from number to files to the customer: an XML that says something else is shown with what differs', async () => {
  const number = numberOf(2);
  const { page } = han;
  await page.goto(`${running.base}/desk/applications/all/${number}`);
  await page.locator('.dh').getByText(number).waitFor();
  await away(page);
  await page.keyboard.press('i');
  await page.keyboard.type('26312000000012349999');
  await page.keyboard.press('Enter');
  await page.locator('.dh').getByText('Issued').waitFor();
  const found = await findApplication(running.deps, number);
  const right = {
    number: '26312000000012349999',
    buyer: found?.body.buyer.name ?? '',
    taxId: TAX_ID,
    amount: '1368.00',
  };
  const files = page.locator('.files input[type=file]');
  const swapped = TAX_ID.replace('56', '65');
  await files.setInputFiles([
    { name: 'fapiao.pdf', mimeType: 'application/pdf', buffer: pdf() },
    { name: 'fapiao.xml', mimeType: 'text/xml', buffer: Buffer.from(einvoice({ ...right, taxId: swapped })) },
    { name: 'picture.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ this is a program') },
  ]);
  await page.locator('.file').getByText('PDF').waitFor();
  const differs = page.locator('.differs');
  await differs.getByText('fapiao.xml').waitFor();
  expect(await differs.locator('tbody td').allTextContents()).toEqual(["Buyer's tax ID", TAX_ID, swapped]);
  await differs.getByText('neither PDF, OFD nor XML').waitFor();
  await files.setInputFiles({ name: 'fapiao.xml', mimeType: 'text/xml', buffer: Buffer.from(einvoice(right)) });
  await page.locator('.file').getByText('XML').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.file').first().click()]);
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  await away(page);
  await page.keyboard.press('d');
  await page.locator('.dh').getByText('Delivered').waitFor();
  expect(await stateOf(number)).toBe('delivered');
});

test('a number that was wrong is corrected afterwards, with the reason', async () => {
  const number = numberOf(7);
  const { page } = lei;
  await page.goto(`${running.base}/desk/applications/all/${number}`);
  await page.locator('.dh').getByText(number).waitFor();
  await away(page);
  await page.keyboard.press('i');
  await page.keyboard.type('26312000000055510001');
  await page.keyboard.press('Enter');
  await page.locator('.dh').getByText('已开票').waitFor();
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '更正' }).click();
  const form = page.getByRole('form', { name: '更正' });
  await form.getByLabel('第 1 张发票的号码').fill('26312000000055510002');
  await form.getByLabel('为什么更正').fill('抄错了一位');
  await form.getByRole('button', { name: '更正' }).click();
  await form.waitFor({ state: 'detached' });
  const found = await findApplication(running.deps, number);
  expect(found?.body.fapiaos.map((one) => one.number)).toEqual(['26312000000055510002']);
  await page.getByText('更正：抄错了一位').waitFor();
});

test('two clerks on one application: the second is told who was faster, and sees what they did', async () => {
  const number = numberOf(5);
  for (const { page } of [lei, han]) {
    await page.goto(`${running.base}/desk/applications/issueDigital/${number}`);
    await page.locator('.dh').getByText(number).waitFor();
    await away(page);
  }
  await han.page.keyboard.press('r');
  await han.page.getByLabel('Reason').selectOption('duplicate');
  // No live line, so that her screen is older than what he does.
  await han.page.route('**/desk/api/applications/**', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  );
  await lei.page.keyboard.press('s');
  await lei.page.locator('.dh').getByText('处理中').waitFor();
  await han.page.getByRole('button', { name: 'Reject', exact: true }).first().click();
  await han.page
    .getByRole('alert')
    .filter({ hasText: /changed this|works on this/ })
    .first()
    .waitFor();
  expect(await stateOf(number)).toBe('processing');
  await han.page.unroute('**/desk/api/applications/**');
});

test('a colleague sees on their own screen what was done, without a reload', async () => {
  const number = numberOf(6);
  await han.page.goto(`${running.base}/desk/applications/all`);
  await row(han.page, number).waitFor();
  await lei.page.goto(`${running.base}/desk/applications/all/${number}`);
  await lei.page.locator('.dh').getByText(number).waitFor();
  await lei.page.getByRole('button', { name: '更多操作' }).click();
  await lei.page.getByRole('menuitem', { name: '领取' }).click();
  await row(han.page, number).locator('.avatar').waitFor({ state: 'attached' });
});

test('many at once: each row says what came of it; those that could not stay ticked with the reason', async () => {
  const { page } = han;
  await page.goto(`${running.base}/desk/applications/issueDigital`);
  await row(page, numberOf(8)).waitFor();
  for (const n of [8, 9, 10]) await row(page, numberOf(n)).getByRole('checkbox').check();
  await page.getByText('3 ticked').waitFor();
  await away(page);
  await page.keyboard.press('o');
  const tomorrow = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Expected on').fill(tomorrow);
  await page.getByRole('button', { name: 'Set the date' }).click();
  await page.locator('.last').getByText('All 3 are done.').waitFor();
  expect(await stateOf(numberOf(9))).toBe('outOfStock');
});

test('a whole kind is out of stock: everything that the filter leaves is ticked, read or not, and gets the new date', async () => {
  const { page } = lei;
  const many = Array.from({ length: 130 }, (_, n) =>
    application(1000 + n, { customer: `stock${n}`, kind: 'paper-special' }),
  );
  await seedApplications(running.deps.store, many);
  // Written past the product: the board has heard of all of them a moment later.
  await inTheEnd(async () => {
    await page.goto(`${running.base}/desk/applications/issuePaper?kind=paper-special`);
    await page.locator('.lf').getByText('件').waitFor();
    expect(await page.locator('.lf').textContent()).toContain('130 件');
  });
  await page.getByRole('checkbox', { name: '全部勾选' }).check();
  await page.getByRole('button', { name: '全选 130 件' }).click();
  await page.getByText('已选 130 件').waitFor();
  await away(page);
  await page.keyboard.press('o');
  const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('预计开票日期').fill(day);
  await page.getByRole('button', { name: '登记缺票' }).click();
  await page.locator('.last').getByText('130 件都办好了').waitFor();
  const dates = await Promise.all(many.map(async ({ number }) => (await findApplication(running.deps, number))?.body));
  expect(new Set(dates.map((one) => `${one?.state} ${one?.expectedAt?.slice(0, 10)}`))).toEqual(
    new Set([`outOfStock ${day}`]),
  );
});

test('what is done is found under Done, and its files go out again to an address that the customer names', async () => {
  const number = numberOf(2);
  const { page } = han;
  await page.goto(`${running.base}/desk/applications/done`);
  await row(page, number).click();
  await page.locator('.dh').getByText('Delivered').waitFor();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Send the files again' }).click();
  const form = page.getByRole('form', { name: 'Send the files again' });
  await form.getByLabel('To another address').fill('colleague@qinghe.example');
  await form.getByRole('button', { name: 'Send' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByText('files given out by mail again: colleague@qinghe.example').waitFor();
});

test('while an input method composes, Enter issues nothing and no letter is a key; afterwards both do', async () => {
  const number = numberOf(11);
  const { page } = lei;
  await page.goto(`${running.base}/desk/applications/all/${number}`);
  const field = page.locator('.fp input').first();
  await field.fill('26312000000077710001');
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    await field.dispatchEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...composing });
    await page.locator('body').dispatchEvent('keydown', { key: 'i', bubbles: true, ...composing });
    await page.locator('body').dispatchEvent('keydown', { key: 'r', bubbles: true, ...composing });
  }
  expect(await page.getByRole('form').count()).toBe(0);
  expect(await stateOf(number)).toBe('submitted');
  await field.press('Enter');
  await page.locator('.dh').getByText('已开票').waitFor();
});

test('a hostile title is text and nothing else', async () => {
  const number = numberOf(700);
  const name = '<img src=x onerror="window.harmed=1">{{constructor}}';
  await seedApplications(running.deps.store, [
    application(700, {
      buyer: { kind: 'foreign', name },
      kind: 'digital-normal',
      delivery: { method: 'email', emails: ['a@b.example'] },
    }),
  ]);
  await lei.page.goto(`${running.base}/desk/applications/all/${number}`);
  await lei.page.locator('.big').getByText(name).waitFor();
  expect(await lei.page.evaluate(() => (window as unknown as { harmed?: number }).harmed)).toBeUndefined();
});
