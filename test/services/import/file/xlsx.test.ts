// Workbooks: cells as they are kept and not as they look, sheets, and everything that is no workbook or more than one should be.
import { faultsOf, readOrders } from '../../../support/orders-file';
import { STYLE, workbook, type XlsxCell } from '../../../support/workbook';

const HEAD = ['订单编号', '付款人名称', '账单编号', '账期', '金额(元)', '付款时间'];
const PAYER = '上海青禾餐饮管理有限公司';
const book = (...rows: XlsxCell[][]) => workbook({ sheets: [{ name: 'Sheet1', rows: [HEAD, ...rows] }] });
const row = (
  n: number,
  period: XlsxCell = '2026-10',
  amount: XlsxCell = { n: '1368' },
  paid: XlsxCell = { n: '46327.375', style: STYLE.dayTime },
): XlsxCell[] => [`ORD-X${n}`, PAYER, `BILL-X${n}`, period, amount, paid];

test('text, inline text, numbers, days and results of formulas are what they are', async () => {
  const read = await readOrders(
    book(
      row(1),
      row(2, { n: '46296', style: STYLE.month }, { n: '1368.0999999999999', style: STYLE.money }, '2026年11月1日 9:00'),
      row(3, { n: '202610' }, { formula: 'A1*2', value: '99.5' }, { n: '46327', style: STYLE.cnDay }),
      [{ n: '20261130001' }, { inline: PAYER }, { n: '123', style: STYLE.zeros }, '2026-10', { n: '1e3' }, undefined],
    ),
  );
  expect(faultsOf(read)).toEqual([]);
  expect(read.rows.map(({ order, bill, paidAt }) => [order, bill?.bill, bill?.period, bill?.amount, paidAt])).toEqual([
    ['ORD-X1', 'BILL-X1', '2026-10', 136_800, '2026-11-01T01:00:00.000Z'],
    ['ORD-X2', 'BILL-X2', '2026-10', 136_810, '2026-11-01T01:00:00.000Z'],
    ['ORD-X3', 'BILL-X3', '2026-10', 9_950, '2026-10-31T16:00:00.000Z'],
    ['20261130001', '00000123', '2026-10', 100_000, undefined],
  ]);
});

test.each<[string, XlsxCell[], string]>([
  ['a number of more digits than a spreadsheet keeps', [{ n: '2026113012345678' }, PAYER], 'order_number digitsLost'],
  ['a number as a power of ten', [{ n: '2.02611E+17' }, PAYER], 'order_number digitsLost'],
  ['a day as a number', [{ n: '46327', style: STYLE.day }, PAYER], 'order_number numberFormat'],
  ['a fraction as a number', [{ n: '202611.5' }, PAYER], 'order_number numberFormat'],
  ['an error', [{ error: '#REF!' }, PAYER], 'order_number formula'],
  ['a formula without a result', [{ formula: 'A9' }, PAYER], 'order_number formula'],
  ['a percentage', row(1, '2026-10', { n: '13.68', style: STYLE.percent }), 'amount numberFormat'],
  ['ten thousands', row(1, '2026-10', { n: '13680', style: STYLE.tenThousand }), 'amount numberFormat'],
  ['a day as an amount', row(1, '2026-10', { n: '46327', style: STYLE.day }), 'amount numberFormat'],
  ['half a cent', row(1, '2026-10', { n: '13.685' }), 'amount amountDecimals'],
  ['less than nothing', row(1, '2026-10', { n: '-5' }), 'amount amountNegative'],
  ['the middle of a month', row(1, { n: '46310', style: STYLE.day }), 'period periodFormat'],
  ['a month as a fraction', row(1, { n: '2026.1' }), 'period periodFormat'],
  ['a day without its year', row(1, '2026-10', { n: '1' }, 'Oct-26'), 'paid_at dateNoDay'],
  ['no day', row(1, '2026-10', { n: '1' }, { n: '99999.5', style: STYLE.day }), 'paid_at dateFormat'],
])('%s is refused', async (_, cells, fault) => {
  expect(faultsOf(await readOrders(book(cells)))).toEqual([`2 ${fault}`]);
});

test('days counted from 1904 are the same days', async () => {
  const rows = [HEAD, row(1, '2026-10', { n: '1' }, { n: '44865.375', style: STYLE.dayTime })];
  const read = await readOrders(workbook({ sheets: [{ name: 's', rows }], from1904: true }));
  expect(read.rows[0]?.paidAt).toBe('2026-11-01T01:00:00.000Z');
});

test('a spreadsheet that took some days of a column for others gives itself away', async () => {
  const read = await readOrders(
    book(row(1, '2026-10', { n: '1' }, { n: '46150', style: STYLE.day }), row(2, '2026-10', { n: '1' }, '13/10/2026')),
  );
  expect(faultsOf(read)).toEqual(['2 paid_at dateSwapped']);
  expect(read.rows[0]?.paidAt).toBe('2026-10-12T16:00:00.000Z');
});

test('notes above, totals below, gaps, and the sheet that has the headings; hidden ones are not read', async () => {
  const read = await readOrders(
    workbook({
      sheets: [
        { name: '旧', rows: [HEAD, row(9)], state: 'hidden' },
        { name: '说明', rows: [['付款明细'], ['请勿修改']] },
        {
          name: '订单',
          rows: [
            ['付款明细', undefined],
            [],
            HEAD,
            row(1),
            [],
            row(2),
            ['合计', undefined, undefined, undefined, { n: '2736' }],
            ['共2笔记录'],
          ],
        },
      ],
    }),
  );
  expect(read.rows.map(({ order, line }) => [order, line])).toEqual([
    ['ORD-X1', 4],
    ['ORD-X2', 6],
  ]);
  expect(read.found).toMatchObject({ sheet: '订单', otherSheets: ['说明'], headingLine: 3, ignored: [7, 8] });
  expect(read.found?.differs).toBeUndefined();
});

const sheet = (xml: string) =>
  workbook({ sheets: [{ name: 's', rows: [HEAD, row(1)] }], parts: { 'xl/worksheets/sheet1.xml': xml } });
const good = book(row(1), row(2));

/** A workbook in which a digit of an amount was turned over on the way. */
function changed(): Buffer {
  const bytes = workbook({ sheets: [{ name: 's', rows: [HEAD, row(1)] }], level: 0 });
  bytes[bytes.indexOf('<v>1368</v>') + 3] = 0x39;
  return bytes;
}

/** A ZIP whose list says another size than its part has. */
function lying(): Buffer {
  const bytes = Buffer.from(good);
  const at = bytes.lastIndexOf(Buffer.from('xl/worksheets/sheet1.xml')) - 46;
  bytes.writeUInt32LE(10, at + 24);
  return bytes;
}

test.each<[string, () => Buffer, string]>([
  ['half of it', () => good.subarray(0, good.length / 2), 'sheetBroken'],
  ['its end missing', () => good.subarray(0, good.length - 10), 'sheetBroken'],
  ['a part that was changed', changed, 'sheetBroken'],
  ['a list that lies about a size', lying, 'sheetBroken'],
  [
    'an XML bomb',
    () =>
      sheet(
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>',
      ),
    'bomb',
  ],
  ['an entity of a file', () => sheet('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>'), 'bomb'],
  ['a ZIP bomb', () => sheet(`<worksheet><sheetData>${' '.repeat(40 * 1024 * 1024)}</sheetData></worksheet>`), 'bomb'],
  ['elements without end', () => sheet(`<worksheet>${'<a>'.repeat(100)}`), 'bomb'],
  ['half an XML', () => sheet('<worksheet><sheetData><row r="1"><c r="A1"'), 'sheetBroken'],
  [
    'rows out of order',
    () => sheet('<worksheet><sheetData><row r="5"/><row r="2"/></sheetData></worksheet>'),
    'sheetBroken',
  ],
  [
    'a text that is not there',
    () => sheet('<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>'),
    'sheetBroken',
  ],
  ['a text document', () => workbook({ sheets: [], parts: { 'xl/workbook.xml': '<document/>' } }), 'otherKind'],
  [
    'another archive',
    () => workbook({ sheets: [], parts: { 'xl/workbook.xml': undefined, '_rels/.rels': undefined } }),
    'otherKind',
  ],
  ['no sheet', () => workbook({ sheets: [] }), 'emptyFile'],
  ['a sheet without headings', () => workbook({ sheets: [{ name: 's', rows: [['a', 'b']] }] }), 'missingColumns'],
])('%s: nothing is read', async (_, content, fault) => {
  expect(await readOrders(content())).toEqual({ fault, rows: [], bad: [] });
});

test('cells far to the right, and a row that says it is the last of all, take no memory', async () => {
  const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const read = await readOrders(
    sheet(
      `<worksheet><sheetData><row r="1">${cell('A1', '订单编号')}${cell('B1', '付款人')}${cell('XFD1', '金额')}</row><row r="1048576">${cell('A1048576', 'ORD-X1')}${cell('B1048576', PAYER)}</row></sheetData></worksheet>`,
    ),
  );
  expect(read.rows).toEqual([{ line: 1_048_576, order: 'ORD-X1', payer: PAYER }]);
});
