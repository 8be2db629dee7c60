// A sheet that comes back: what would come of each row by the rules that act later, in every form that a spreadsheet saves, and nothing changed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sheetHeadings, sheetWords } from '../../../../bot/desk/sheet-words';
import { csvOf } from '../../../../services/desk/sheet/csv';
import { previewSheet } from '../../../../services/desk/sheet/preview';
import { readSheet } from '../../../../services/desk/sheet/read';
import { sheetRows } from '../../../../services/desk/sheet/rows';
import { xlsxOf } from '../../../../services/desk/sheet/xlsx';
import { acts, application, HAN_MEI, LI_LEI, numberOf, seedApplications, storedOf } from '../../../support/desk-work';
import { createWorld, seedAccount, seedBills, TAX_ID, type World } from '../../../support/fapiao-world';
import { workbook } from '../../../support/workbook';

const folder = mkdtempSync(join(tmpdir(), 'fapiao-back-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let world: World;
beforeEach(async () => {
  world = await createWorld();
  const bills = [1, 2, 3, 4].map((n) => ({ bill: `BILL-${n}` }));
  await seedBills(world.deps, bills);
  const own = await seedAccount(world.deps);
  await seedApplications(
    world.deps.store,
    bills.map(({ bill }, n) =>
      application(n + 1, {
        ...own,
        bills: [{ bill, order: 'ORDER-1', period: '2026-10', amount: 136_800 }],
        kind: 'paper-normal',
        delivery: { method: 'sf', recipient: '王敏', mobile: '13800138000', address: '上海市某路1号' },
      }),
    ),
  );
});
afterEach(() => world.temp.remove());

const N = (n: number): string => `263120000000123400${String(n).padStart(2, '0')}`;
const file = (name: string, bytes: Buffer | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
async function looked(bytes: Buffer | string, staff = LI_LEI) {
  const read = await readSheet(file('sheet', bytes), sheetHeadings());
  if (!read.ok) return read.fault.code;
  return previewSheet(world.deps, staff, read.lines);
}
/** Acts or the reason, by row. */
async function fates(bytes: Buffer | string, staff = LI_LEI) {
  const plans = await looked(bytes, staff);
  return typeof plans === 'string' ? plans : plans.map(({ acts: will, reason }) => reason?.code ?? will.join('+'));
}
async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

test.each(['zh-CN', 'en-US'] as const)('what went out in %s comes back, as workbook and as CSV', async (locale) => {
  const words = sheetWords(locale);
  const rows = sheetRows((await storedOf(world.deps, numberOf(1))).body, words);
  const filled = rows.map((row) => ({ ...row, fapiao: N(1), waybill: 'SF1234567890123' }));
  async function* once() {
    yield filled;
  }
  const made = [await whole(xlsxOf(once(), words)), await whole(csvOf(once(), words))];
  for (const bytes of made) {
    expect(await looked(bytes)).toEqual([
      expect.objectContaining({
        number: numberOf(1),
        acts: ['issue', 'mail'],
        fapiaos: [{ number: N(1) }],
        waybill: 'SF1234567890123',
      }),
    ]);
  }
  expect((await storedOf(world.deps, numberOf(1))).body.state).toBe('submitted');
});

test('GB18030, another order of columns and notes above the headings are read; what is no sheet of ours is refused', async () => {
  // "申请编号,发票号码" in GB18030.
  const head = Buffer.from('c9eac7ebb1e0bac52cb7a2c6b1bac5c2eb0a', 'hex');
  expect(await fates(Buffer.concat([head, Buffer.from(`${numberOf(1)},${N(1)}\n`)]))).toEqual(['issue']);
  expect(await fates(`note\n\nFapiao number;Application\n${N(1)};${numberOf(1)}\n`)).toEqual(['issue']);
  expect(await fates('a,b\n1,2\n')).toBe('missingColumns');
  expect(await fates('%PDF-1.7')).toBe('otherKind');
});

test('each row says why it can’t be done: unknown, used, twice, swapped, another’s row, rounded, a colleague’s; the rest can', async () => {
  await acts(world.deps, LI_LEI, numberOf(4), 'issue', { fapiaos: [{ number: N(12) }] });
  const rows = (lines: string[]) => ['Application,Fapiao number,Buyer tax ID', ...lines, ''].join('\n');
  const sheet = rows([
    `FP-2609-9999,${N(50)},`,
    `${numberOf(1)},${N(12)},`,
    `${numberOf(2)},26312000000021340013,${TAX_ID}`,
    `${numberOf(3)},${N(60)},${TAX_ID.replace('56', '65')}`,
  ]);
  expect(await fates(sheet)).toEqual(['applicationUnknown', 'fapiaoTaken', 'fapiaoSwapped', 'sheetDiffers']);
  expect(await fates(rows([`${numberOf(1)},${N(50)},`, `${numberOf(2)},${N(50)},`]))).toEqual(['issue', 'sheetTwice']);
  expect(await fates(rows([`${numberOf(1)},2.6312E+19,`, `${numberOf(2)},${N(51)},`]))).toEqual([
    'sheetBroken',
    'issue',
  ]);
  expect(await fates(rows([`${numberOf(1)},123,`]))).toEqual(['fapiaoNumberFormat']);
  await acts(world.deps, HAN_MEI, numberOf(3), 'claim');
  expect(await fates(rows([`${numberOf(3)},${N(60)},`]))).toEqual(['claimedBy']);
});

test('a number that a spreadsheet keeps as a number has lost its end, and is refused', async () => {
  const rows = [
    ['Application', 'Fapiao number'],
    [numberOf(1), { n: '26312000000012300000' }],
  ];
  expect(await fates(workbook({ sheets: [{ name: 's', rows }] }))).toEqual(['sheetBroken']);
});

test('the same sheet a second time has nothing to do; another number for what was issued is no import', async () => {
  await acts(world.deps, LI_LEI, numberOf(1), 'issue', { fapiaos: [{ number: N(1) }] });
  expect(await fates(`Application,Fapiao number\n${numberOf(1)},${N(1)}\n`)).toEqual(['']);
  expect(await fates(`Application,Fapiao number\n${numberOf(1)},${N(2)}\n`)).toEqual(['sheetIssued']);
});
