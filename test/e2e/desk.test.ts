// The desk in a real browser with the real server: entering, signing in, and what the roles open; in both languages.
import type { Role } from '../../domain/staff';
import { later, MINUTE } from '../../domain/time';
import { codeAt } from '../../services/staff/totp';
import { everyDoc } from '../../storage/every';
import { bodyOf } from '../../storage/records';
import { axeIn } from '../support/axe';
import { type DeskHouse, openHouse } from '../support/desk-house';
import { invite, type Person, PASSWORD } from '../support/desk-people';
import type { RunningApp } from '../support/running-app';

let house: DeskHouse;
let running: RunningApp;
beforeAll(async () => {
  house = await openHouse();
  ({ running } = house);
});
afterAll(() => house?.close());

const come = (name: string, roles: Role[], options = {}): Promise<Person> => house.come({ name, roles }, options);

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
  const context = await house.browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${running.base}${url.pathname}?token=${url.searchParams.get('token')}x`);
  await page.getByText('请管理员').waitFor();
  expect(await page.title()).toBe('工作台');
  await context.close();
});

test('an administrator also sees staff and audit; a clerk who types the address is told that it is not theirs', async () => {
  const admin = await come('Ada Ming', ['administrator']);
  expect(await admin.page.locator('.rail a').allTextContents()).toEqual([
    'Applications',
    'Requests',
    'Import',
    'Settings',
    'Staff',
    'Audit',
  ]);
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

/** As if the last code had been entered eleven minutes ago. */
async function ageCode({ deps }: RunningApp): Promise<void> {
  for await (const doc of everyDoc(deps.store)) {
    if (doc.kind !== 'session') continue;
    const { pk, etag, lists: _, ...kept } = doc;
    const body = { ...bodyOf('session', doc), codeAt: later(deps.now(), -11 * MINUTE) };
    await deps.store.commit(pk, [{ op: 'replace', doc: { ...kept, pk, body }, etag }]);
  }
}

test('an administrator adds somebody, changes roles, shuts them out and lets them in; a code that is too old is asked for, and what was typed goes on', async () => {
  const { context, page, recovery } = await come('Root Wu', ['administrator']);
  const other = await context.newPage();
  await other.goto(`${running.base}/desk/applications/all`);
  await other.locator('.rail').waitFor();
  // A page behind another one draws only now and then.
  await page.bringToFront();
  await page.goto(`${running.base}/desk/staff`);
  const add = page.getByRole('button', { name: 'Add somebody' });
  const dialog = page.getByRole('dialog', { name: 'Add somebody' });
  await add.click();
  await dialog.getByLabel('E-mail').fill('rootwu@21v.example');
  await dialog.getByLabel('Name').fill('<b>Qian</b> Duoduo');
  await ageCode(running);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const code = page.getByRole('dialog', { name: 'Please enter a code' });
  await code.getByLabel('Six digits').fill(recovery[1] ?? '');
  await code.getByRole('button', { name: 'Go on' }).click();
  // The code was taken; the address is somebody's, and what was typed is still there.
  await dialog.getByText('Somebody with this address works here already').waitFor();
  await dialog.getByLabel('E-mail').fill('qian@21v.example');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const link = page.locator('.entry-link');
  await link.getByText('This is the way in for <b>Qian</b> Duoduo').waitFor();
  expect(await link.locator('code').textContent()).toMatch(/\/desk\/entry\?token=/);

  const row = page.locator('tr', { hasText: 'qian@21v.example' });
  const menu = async (item: string) => {
    await row.getByRole('button', { name: 'Change <b>Qian</b> Duoduo' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await menu('Roles…');
  const roles = page.getByRole('dialog', { name: 'Roles of' });
  await roles.getByLabel('Supervisor').check();
  await roles.getByLabel('Clerk').uncheck();
  await roles.getByRole('button', { name: 'Save' }).click();
  await row.getByRole('cell', { name: 'Supervisor', exact: true }).waitFor();
  await menu('Disable');
  await row.getByRole('cell', { name: 'Disabled' }).waitFor();
  await menu('Enable');
  await row.getByRole('cell', { name: 'Invited' }).waitFor();
  await menu('New way in');
  await link.getByText('This is the way in for').waitFor();
  // The other tab was not thrown out by the new code.
  await other.reload();
  await other.locator('.rail').waitFor();
  await context.close();
});

test.each(['light', 'dark'] as const)('axe finds nothing in the desk (%s)', async (colorScheme) => {
  const { context, page } = await come(`Wang ${colorScheme}`, ['administrator'], { colorScheme, bypassCSP: true });
  const found: string[] = [];
  for (const path of [
    'applications/issueDigital',
    'requests',
    'settings',
    'settings/contact',
    'settings/calendar',
    'settings/reasons',
    'staff',
    'audit',
  ]) {
    await page.goto(`${running.base}/desk/${path}`);
    await page.locator('.rail').waitFor();
    // All that the room asks for is there.
    await page.waitForLoadState('networkidle');
    found.push(...(await axeIn(page)).map((line) => `${path}: ${line}`));
  }
  expect(found).toEqual([]);
  await context.close();
});
