// Orders from a file at the desk, in a real browser: looked at, imported, the refused rows mended and imported; in both languages.
import type { Page } from 'playwright-core';
import { axeIn } from '../support/axe';
import { bytesOf } from '../support/browser';
import { type DeskHouse, openHouse } from '../support/desk-house';
import type { Person } from '../support/desk-people';
import type { RunningApp } from '../support/running-app';
import { workbook } from '../support/workbook';

let house: DeskHouse;
let running: RunningApp;
beforeAll(async () => {
  house = await openHouse();
  ({ running } = house);
});
afterAll(() => house?.close());

const HEAD = '订单编号,付款人名称,账单编号,账期,金额(元),付款时间';
const row = (n: string, rest = '2026-10,1368.00,2026-11-01 10:00') =>
  `ORD-${n},上海青禾餐饮管理有限公司,BILL-${n},${rest}`;

async function come(name: string, locale: string): Promise<Person> {
  const person = await house.come({ name, roles: ['supervisor'] }, { locale });
  await person.page.goto(`${running.base}/desk/import`);
  return person;
}

const choose = (page: Page, name: string, content: string | Buffer) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

async function sums(page: Page): Promise<string[]> {
  await page.locator('.sums').waitFor();
  return page.locator('.sums dd').allTextContents();
}

async function accessible(page: Page): Promise<void> {
  expect(await axeIn(page)).toEqual([]);
}

test('a file is looked at, then imported; the refused rows come back as a file that can be mended and imported', async () => {
  const { page, context, trouble } = await come('Boss', 'en-US');
  const file = `notes\r\n${HEAD}\r\n${row('A1')}\r\n${row('A2', '2026-10,-5.00,2026-11-01')}\r\n${row('A3', '2026-10,9.00,10/5/2026')}\r\n`;
  await choose(page, 'november.csv', file);
  expect(await sums(page)).toEqual(['1', '0', '0', '2']);
  await page.getByText('headings in line 2').waitFor();
  await page.getByRole('cell', { name: 'is negative. Refunds are not imported' }).waitFor();
  await accessible(page);

  // What the file does not tell, whoever sends it may.
  await page.getByLabel('Dates like 10/5/2026').selectOption('month/day/year');
  await page.getByRole('cell', { name: '2026-10-05 00:00' }).waitFor();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('The same file again would change nothing.').waitFor();
  expect(await sums(page)).toEqual(['2', '0', '0', '1']);
  const arrives = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Refused rows as a file' }).click();
  const refused = (await bytesOf(await arrives)).toString('utf8');
  expect(refused).toBe(
    `\uFEFFLine,Column,Why,${HEAD}\r\n4,Amount,is negative. Refunds are not imported; nothing of this row was changed.,${row('A2', '2026-10,? -5.00,2026-11-01')}\r\n`,
  );

  await page.getByRole('button', { name: 'Another file' }).click();
  await choose(page, 'mended.csv', refused.replace('? -5.00', '5.00'));
  expect(await sums(page)).toEqual(['1', '0', '0', '0']);
  await page.getByRole('button', { name: 'Import 1 rows' }).click();
  await page.getByText('The same file again would change nothing.').waitFor();
  await page.getByRole('button', { name: 'Another file' }).click();
  await choose(page, 'november.csv', file);
  expect(await sums(page)).toEqual(['0', '0', '1', '2']);
  await page.getByText('There is nothing to import.').waitFor();
  expect(trouble).toEqual([]);
  await context.close();
});

test('in Chinese: a workbook, what it goes on with in another room, and a file that is none', async () => {
  const { page, context } = await come('Zhuguan', 'zh-CN');
  const rows = Array.from({ length: 2_000 }, (_, i) => [`ORD-B${i + 1_000}`, '上海青禾餐饮管理有限公司']);
  const book = workbook({
    sheets: [
      { name: '订单', rows: [['订单编号', '付款人名称'], ...rows] },
      { name: '说明', rows: [['x']] },
    ],
  });
  await choose(page, '订单.xlsx', book);
  expect(await sums(page)).toEqual(['2,000', '0', '0', '0']);
  await page.getByText('未读取的工作表：说明').waitFor();
  await page.getByRole('button', { name: '导入 2,000 行' }).click();
  await page.getByRole('link', { name: '申请' }).click();
  await page.getByRole('link', { name: '导入' }).click();
  await page.getByText('再次导入同一个文件不会改变任何内容').waitFor();
  expect(await sums(page)).toEqual(['2,000', '0', '0', '0']);
  await page.getByRole('button', { name: '换一个文件' }).click();
  await choose(page, '发票.xlsx', '%PDF-1.7 x');
  await page.getByText('文件内容是 PDF，与文件名无关').waitFor();
  await page.getByRole('button', { name: '重试' }).waitFor();
  await accessible(page);
  await context.close();
});
