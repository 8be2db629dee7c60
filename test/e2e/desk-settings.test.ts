// Settings in a real browser: a version saved is what customers read at once; bad input, a colleague who was faster, an old version brought back; both languages.
import { holidaysByLaw } from '../../domain/holidays';
import type { Role } from '../../domain/staff';
import { readSettings, saveSettings } from '../../services/settings/settings';
import { type DeskHouse, openHouse } from '../support/desk-house';
import type { Person } from '../support/desk-people';
import { eventually } from '../support/eventually';
import type { RunningApp } from '../support/running-app';

let house: DeskHouse;
let running: RunningApp;
beforeAll(async () => {
  house = await openHouse();
  ({ running } = house);
});
afterAll(() => house?.close());

const come = (name: string, email: string, roles: Role[], locale = 'en-US'): Promise<Person> =>
  house.come({ name, email, roles }, { locale });
const signInPage = async () => (await fetch(`${running.base}/signin`)).text();

test('what an administrator saves is what customers read at once; what can’t be so is said at its field', async () => {
  const { page, context, trouble } = await come('Han Meimei', 'han', ['administrator']);
  await page.locator('.rail a', { hasText: 'Settings' }).click();
  await page.getByText('Nothing was changed yet').waitFor();
  await page.getByRole('button', { name: 'Add a time' }).click();
  const second = page.getByRole('group', { name: 'Time 2' });
  await second.getByLabel('From').fill('17:00');
  await second.getByLabel('To').fill('20:00');
  await page.getByRole('button', { name: 'Save as version 1' }).click();
  await page.getByText('09:00–18:00 and 17:00–20:00 overlap').waitFor();
  await second.getByLabel('From').fill('18:30');
  await page.getByRole('link', { name: 'Phone and branch' }).click();
  const phone = page.getByLabel('Customer service');
  await phone.fill('<b>400</b> 765 4321');
  // Somewhere else, so that the field that is wrong has to be shown.
  await page.getByRole('link', { name: 'Couriers' }).click();
  await page.getByRole('button', { name: 'Save as version 1' }).click();
  await page.getByText('That is no phone number').waitFor();
  await phone.fill('400-765-4321');
  await page.getByRole('button', { name: 'Save as version 1' }).click();
  await page.getByText('counts now', { exact: true }).waitFor();
  await page.locator('.versions', { hasText: '400-765-4321' }).waitFor();
  await eventually('customers read it', async () => (await signInPage()).includes('400-765-4321'));
  expect(await signInPage()).toContain('6:30');

  // A colleague saves while this page is open: their name, and what was typed stays.
  const newest = await readSettings(running.deps);
  const colleague = { id: 's-2', name: 'Li Lei' };
  const theirs = {
    settings: { ...newest.settings, phone: '400-111-2222' },
    etag: newest.etag,
    commandId: 'colleague-1',
  };
  expect(await saveSettings(running.deps, colleague, theirs)).toMatchObject({ ok: true });
  await phone.fill('400-333-4444');
  await page.getByRole('button', { name: 'Save as version 2' }).click();
  await page.getByText('Li Lei was faster').waitFor();
  expect(await phone.inputValue()).toBe('400-333-4444');
  await page.getByRole('button', { name: 'Save as version 3' }).click();
  await page.locator('.versions', { hasText: '400-333-4444' }).waitFor();

  // The first version, brought back as the fourth.
  const first = page.locator('.versions li', { has: page.getByText('version 1', { exact: true }) });
  await first.getByRole('button', { name: 'Bring back' }).click();
  await page.getByText('This is version 1').waitFor();
  expect(await phone.inputValue()).toBe('400-765-4321');
  await page.getByRole('button', { name: 'Save as version 4' }).click();
  await page.getByText('version 1 brought back').waitFor();
  await eventually('customers read it', async () => (await signInPage()).includes('400-765-4321'));
  // Refusals are answered with 400 and 409, which browsers call errors.
  expect(trouble.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  await context.close();
});

test('a year is put in from the notice: one that lacks a holiday is named, and a whole one is saved (in Chinese)', async () => {
  const year = String(Number(running.deps.now().slice(0, 4)) + 1);
  const days = holidaysByLaw(year);
  const { page, context } = await come('韩梅', 'hanmei', ['administrator'], 'zh-CN');
  await page.goto(`${running.base}/desk/settings/calendar`);
  await page.getByRole('button', { name: year }).click();
  const off = page.getByLabel('放假', { exact: true });
  await off.fill(days.slice(0, -1).join('\n'));
  await page.getByText('保存后会重新计算').waitFor();
  await page.locator('.settings-foot button').last().click();
  await page.getByText(`缺少法定节假日：${days.at(-1)}`).waitFor();
  await off.fill(`${days.slice(0, -3).join('\n')}\n${year}-10-01 – ${year}-10-07`);
  await page.locator('.settings-foot button').last().click();
  await page.locator('.versions', { hasText: `${year} 年放假` }).waitFor();
  expect((await readSettings(running.deps)).settings.calendar[year]?.off).toContain(`${year}-10-07`);
  await context.close();
});

test('who is no administrator has no settings, by address neither', async () => {
  const { page, context } = await come('Zhao Si', 'zhao', ['supervisor']);
  expect(await page.locator('.rail a').allTextContents()).not.toContain('Settings');
  await page.goto(`${running.base}/desk/settings`);
  await page.getByText('Your roles do not allow this.').waitFor();
  await context.close();
});
