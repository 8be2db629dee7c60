// The desk in a real browser with the real server: entering, signing in, and what the roles open; in both languages.
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { codeAt } from '../../services/staff/totp';
import { openBrowser } from '../support/browser';
import { enter, invite, type Person, PASSWORD } from '../support/desk-people';
import { type RunningApp, runApp } from '../support/running-app';

declare const axe: {
  run(where: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
};
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let running: RunningApp;

beforeAll(async () => {
  browser = await openBrowser();
  running = await runApp();
});
afterAll(async () => {
  await running?.close();
  await browser?.close();
});

const come = (name: string, roles: Parameters<typeof enter>[3]['roles'], options = {}): Promise<Person> =>
  enter(
    browser,
    running.deps,
    running.base,
    { name, email: `${name.replace(/\W/g, '').toLowerCase()}@21v.example`, roles },
    options,
  );

test('somebody new comes in by their link once, and again with password and code; the page breaks no rule of its own policy', async () => {
  const { context, page, secret, recovery, trouble, email } = await come('Li Lei', ['clerk']);
  expect(new Set(recovery).size).toBe(10);
  expect(await page.locator('.rail a').allTextContents()).toEqual(['Applications', 'Requests']);
  await page.getByRole('button', { name: 'Li Lei' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();

  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('not the password at all');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Address or password is not right').waitFor();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Next' }).click();
  const code = page.getByLabel('Six digits from your authenticator');
  // The code that opened the way in was used; without the phone a recovery code does.
  await code.fill(codeAt(secret, running.deps.now()).replace(/\d$/, (last) => String((Number(last) + 5) % 10)));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('That code is not right').waitFor();
  await code.fill(recovery[0] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.rail').waitFor();
  // Refused tries are answered with 403, which browsers call an error.
  expect(trouble.filter((text) => !/status of 403/.test(text))).toEqual([]);
  await context.close();
});

test('in Chinese: a link that was used says so and whom to ask', async () => {
  const url = new URL(await invite(running.deps, { name: '韩梅梅', email: 'hanmeimei@21v.example', roles: ['clerk'] }));
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${running.base}${url.pathname}?token=${url.searchParams.get('token')}x`);
  await page.getByText('请管理员').waitFor();
  expect(await page.title()).toBe('工作台');
  await context.close();
});

test('an administrator also sees staff and audit; a clerk who types the address is told that it is not theirs', async () => {
  const admin = await come('Ada Ming', ['administrator']);
  expect(await admin.page.locator('.rail a').allTextContents()).toEqual(['Applications', 'Requests', 'Staff', 'Audit']);
  await admin.page.goto(`${running.base}/desk/staff`);
  await admin.page.getByRole('cell', { name: 'adaming@21v.example', exact: true }).waitFor();
  await admin.page.goto(`${running.base}/desk/audit`);
  await admin.page.getByRole('cell', { name: 'adaming@21v.example' }).first().waitFor();
  await admin.context.close();
  const clerk = await come('Zhao Si', ['clerk']);
  await clerk.page.goto(`${running.base}/desk/staff`);
  await clerk.page.getByText('Your roles do not allow this.').waitFor();
  await clerk.context.close();
});

test.each(['light', 'dark'] as const)('axe finds nothing in the desk (%s)', async (colorScheme) => {
  const { context, page } = await come(`Wang ${colorScheme}`, ['administrator'], { colorScheme, bypassCSP: true });
  const found: string[] = [];
  for (const path of ['applications/issueDigital', 'requests', 'staff', 'audit']) {
    await page.goto(`${running.base}/desk/${path}`);
    await page.locator('.rail').waitFor();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => axe.run(document, {}));
    for (const { id, nodes } of violations) found.push(`${path}: ${id}: ${nodes[0]?.html}`);
  }
  expect(found).toEqual([]);
  await context.close();
});
