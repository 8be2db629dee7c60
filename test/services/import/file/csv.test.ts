// CSV as payment platforms and spreadsheets write it: encodings, separators, notes above and totals below, and half a file.
import { faultsOf, readOrders } from '../../../support/orders-file';

const PAYER = '上海青禾餐饮管理有限公司';
const HEAD = '订单编号,付款人名称,账单编号,账期,金额(元),付款时间,付款方式';
const row = (n: number, rest = '2026-10,"1,368.00",2026-11-01 10:00,支付宝') => `ORD-A${n},${PAYER},BILL-A${n},${rest}`;
const file = (...lines: string[]) => `${[HEAD, ...lines].join('\r\n')}\r\n`;

/** GB18030 by the tables of ICU, turned round: no encoder is at hand. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, number[]>();
  for (let a = 0x81; a <= 0xfe; a++)
    for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) table.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
  return Buffer.from([...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : (table.get(char) ?? []))));
}
const utf16 = (text: string, order: 'le' | 'be', mark = true) => {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

const TEXT = file(row(1), row(2));
test.each<[string, string | Buffer]>([
  ['UTF-8', TEXT],
  ['UTF-8 with a mark', `\uFEFF${TEXT}`],
  ['UTF-16 little-endian', utf16(TEXT, 'le')],
  ['UTF-16 big-endian', utf16(TEXT, 'be')],
  ['UTF-16 without a mark', utf16(TEXT.replaceAll('\r\n', '\n'), 'le', false)],
  ['GB18030', gb18030(TEXT)],
  ['semicolons', TEXT.replaceAll('"1,368.00"', '1368.00').replaceAll(',', ';')],
  ['tabs', TEXT.replaceAll('"1,368.00"', '1368.00').replaceAll(',', '\t')],
  ['bars', TEXT.replaceAll('"1,368.00"', '1368.00').replaceAll(',', '|')],
  ['lines of Unix', TEXT.replaceAll('\r\n', '\n')],
  ['lines of old Macs', TEXT.replaceAll('\r\n', '\r')],
  ['a line that names the separator', `sep=,\n${TEXT}`],
  ['empty lines everywhere', TEXT.replaceAll('\r\n', '\r\n\r\n')],
  ['quotes everywhere', TEXT.replaceAll('"1,368.00"', '1368.00').replace(/[^,\r\n]+/g, '"$&"')],
])('%s: the same two rows', async (_, content) => {
  const read = await readOrders(content);
  expect(faultsOf(read)).toEqual([]);
  expect(read.rows.map(({ order, payer, bill, paidAt }) => ({ order, payer, amount: bill?.amount, paidAt }))).toEqual(
    ['ORD-A1', 'ORD-A2'].map((order) => ({ order, payer: PAYER, amount: 136_800, paidAt: '2026-11-01T02:00:00.000Z' })),
  );
});

test('notes above the headings: the heading row is found and named, lines are those of the file', async () => {
  const notes = '交易明细导出,,,,,,\n"查询时间：2026-11-01\n至 2026-11-30",,,,,,\n导出人: 王敏 "财务\n\n';
  const read = await readOrders(`${notes}${file(row(1), row(2, '2026-10,-5.00,2026-11-01,'))}`);
  expect(read.found).toMatchObject({ headingLine: 6, rows: 2 });
  expect(read.rows).toHaveLength(1);
  expect(faultsOf(read)).toEqual(['8 amount amountNegative']);
});

test('totals and counts below are no rows; what they say otherwise is told', async () => {
  const read = await readOrders(`${file(row(1), row(2))}合计,,,,2736.00,,\n共2笔记录\n导出时间：2026-12-01 09:00\n`);
  expect([read.rows.length, read.found?.ignored, read.found?.differs]).toEqual([2, [4, 5, 6], undefined]);
  const half = await readOrders(`${file(row(1))}总计：,,,,"4,104.00",,\n共 3 条记录\n`);
  expect(half.found?.differs).toEqual({ rows: 3, total: { said: 410_400, found: 136_800 } });
});

test('a row that could be an order is never a total', async () => {
  const read = await readOrders(
    `订单编号,付款人名称\nTOTAL-2026,${PAYER}\n合计,${PAYER}\n,合计\n共享单车示例有限公司,x\n`,
  );
  expect(read.rows.map(({ order }) => order)).toEqual(['TOTAL-2026']);
  expect(faultsOf(read)).toEqual(['5 order_number orderFormat']);
});

test('headings again are left out; below others nothing is read', async () => {
  const read = await readOrders(`${file(row(1))}${file(row(2))}订单编号,金额,付款人名称\nORD-A3,5.00,${PAYER}\n`);
  expect(read.rows.map(({ order }) => order)).toEqual(['ORD-A1', 'ORD-A2']);
  expect(faultsOf(read)).toEqual(['5 otherHeading', '6 otherHeading']);
});

test.each([
  ['no headings', 'a,b\n1,2\n', 'missingColumns'],
  ['two columns of one meaning', '订单编号,订单号,付款人\nA,B,C\n', 'columnTwice'],
  ['amounts of another unit', '订单编号,付款人,金额(万元)\n', 'columnUnit'],
  ['times of another zone', '订单编号,付款人,付款时间（UTC）\n', 'columnUnit'],
  ['blanks', ' \n \n', 'emptyFile'],
  ['nothing', '', 'emptyFile'],
  ['a page that is called .xls', '<html><table><tr><td>订单编号</td></tr></table></html>', 'otherKind'],
  ['a PDF', '%PDF-1.7\n', 'otherKind'],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'oldExcel'],
  ['UTF-8 that ends in a character', Buffer.from(file(row(1))).subarray(0, -2 - 4), 'halfFile'],
  ['Latin-1', Buffer.from('order_number,payer_name\nORD-A1,Société Générale SA\n', 'latin1'), 'encodingUnknown'],
  [
    'Big5',
    Buffer.concat([
      Buffer.from('order_number,payer_name\nORD-A1,'),
      Buffer.from('a57ca4bdb9e4b77eaaf8a5f7a6b3adada4bda571', 'hex'),
    ]),
    'encodingUnknown',
  ],
  [
    'UTF-8 with a broken character',
    Buffer.concat([Buffer.from(`order_number,payer_name\nORD-A1,${PAYER}`), Buffer.from([0xe4, 0x0a])]),
    'encodingUnknown',
  ],
])('%s: nothing is read', async (_, content, fault) => {
  expect(await readOrders(content)).toEqual({ fault, rows: [], bad: [] });
});

test('which line is most like headings, and what it lacks', async () => {
  const read = await readOrders('导出\n订单编号,金额\nORD-A1,5\n');
  expect(read.fault).toBe('missingColumns');
});

const numbers = (...cells: string[]) =>
  `order_number,payer_name\n${cells.map((cell) => `${cell},${PAYER}`).join('\n')}\n`;
test('marks that spreadsheets need before numbers are no part of them', async () => {
  const read = await readOrders(
    numbers(
      "'20261130001",
      '`20261130002',
      '="20261130003"',
      '\t20261130004',
      '２０２６１１３０００５',
      '’20261130006',
    ),
  );
  expect(read.rows.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `2026113000${n}`));
});

test('numbers whose digits a spreadsheet threw away are refused, not guessed', async () => {
  const lost = await readOrders(
    numbers('2.02611E+17', '2.02611300123457E+18', '1E+15', '=A2', '=A1&"x"', '20261105.0'),
  );
  expect(faultsOf(lost)).toEqual([
    '2 order_number digitsLost',
    '3 order_number digitsLost',
    '4 order_number digitsLost',
    '5 order_number formula',
    '6 order_number formula',
    '7 order_number orderFormat',
  ]);
  const rounded = await readOrders(
    numbers('202611300123456000', '202611300123457000', "'202611300123458000", 'ORD-A1'),
  );
  expect(faultsOf(rounded)).toEqual(['2 order_number digitsRounded', '3 order_number digitsRounded']);
  // A number that ends in zeros beside others that do not is whole.
  expect(faultsOf(await readOrders(numbers('202611300123456000', '202611300123457891')))).toEqual([]);
});

const dates = (...cells: string[]) =>
  `order_number,payer_name,paid_at\n${cells.map((cell, i) => `ORD-A${i},${PAYER},"${cell}"`).join('\n')}\n`;
const days = async (...cells: string[]) => {
  const read = await readOrders(dates(...cells));
  return [...read.rows.map(({ paidAt }) => paidAt?.slice(0, 10)), ...read.bad.map(({ fault }) => fault)];
};
test('day and month are told apart by the column as a whole, or not at all', async () => {
  const noon = (day: string) => `${day} 12:00 PM`;
  expect(await days(noon('10/5/2026'), noon('10/25/2026'))).toEqual(['2026-10-05', '2026-10-25']);
  expect(await days('5/10/2026 12:00', '25/10/2026 12:00')).toEqual(['2026-10-05', '2026-10-25']);
  expect(await days('5/10/2026 12:00', '6/10/2026 12:00', '7/7/2026 12:00')).toEqual([
    '2026-07-07',
    'dateAmbiguous',
    'dateAmbiguous',
  ]);
  expect(await days('5/10/2026 12:00', '25/10/2026 12:00', '10/26/2026 12:00')).toEqual([
    '2026-10-25',
    '2026-10-26',
    'dateContradicts',
  ]);
  // What a spreadsheet could take for a day it turned round; what it could not, it left.
  expect(await days('2026/5/10 12:00', '2026/10/25 12:00', '25/10/2026 12:00')).toEqual([
    '2026-10-25',
    '2026-10-25',
    'dateSwapped',
  ]);
});

test('whoever sends the file may say the order of day and month; a day that is none then stays none', async () => {
  const read = await readOrders(dates('5/10/2026 12:00', '10/25/2026 12:00'), { dates: 'dayFirst' });
  expect(read.rows.map(({ paidAt }) => paidAt)).toEqual(['2026-10-05T04:00:00.000Z']);
  expect(faultsOf(read)).toEqual(['3 paid_at dateFormat']);
});

test('a whole last row without a line break is taken where it is seen to be whole', async () => {
  const head = 'order_number,payer_name,bill_number,period,amount';
  expect((await readOrders(`${head}\nORD-A1,甲公司,BILL-A1,2026-10,13.00`)).bad).toEqual([]);
  const dates = 'order_number,payer_name,paid_at\nORD-A1,甲公司,2026-11-01 10:00\nORD-A2,甲公司,2026-11-02 11:30';
  expect((await readOrders(dates)).bad).toEqual([]);
  expect((await readOrders('payer_name,order_number\n甲公司,ORD-A1\n甲公司,ORD-A2')).bad).toEqual([]);
  expect((await readOrders('order_number,"payer_name"\nORD-A1,"甲公司"')).bad).toEqual([]);
});

test.each([
  [
    'an amount',
    'order_number,payer_name,bill_number,period,amount',
    'ORD-A2,甲公司,BILL-A2,2026-10,13',
    'ORD-A1,甲公司,BILL-A1,2026-10,1368.00',
  ],
  ['a date', 'order_number,payer_name,paid_at', 'ORD-A2,甲公司,2026-11-01', 'ORD-A1,甲公司,2026-11-01 10:00'],
  ['a day', 'order_number,payer_name,paid_at', 'ORD-A2,甲公司,2026-11-1', 'ORD-A1,甲公司,2026-11-15'],
  ['a number', 'payer_name,order_number', '甲公司,ORD-20', '甲公司,ORD-2000'],
  ['a name', 'order_number,payer_name', 'ORD-A2,上海青禾餐饮', `ORD-A1,${PAYER}`],
  [
    'a month',
    'order_number,payer_name,bill_number,amount,period',
    'ORD-A2,甲公司,BILL-A2,5,2026-1',
    'ORD-A1,甲公司,BILL-A1,5,2026-10',
  ],
])('a file that breaks off within %s does not store half of it', async (_, head, cut, whole) => {
  const read = await readOrders(`${head}\n${whole}\n${cut}`);
  expect(read.rows.map(({ order }) => order)).toEqual([/ORD-[A\d]+/.exec(whole)?.[0]]);
  expect(read.bad.map(({ line, fault }) => [line, fault])).toEqual([[3, 'cutOff']]);
  expect((await readOrders(`${head}\n${whole}\n${cut}\n`)).bad.filter(({ fault }) => fault === 'cutOff')).toEqual([]);
});

test.each([
  ['(1,368.00)', 'amountNegative'],
  ['−1368.00', 'amountNegative'],
  ['1368.00-', 'amountNegative'],
  ['-￥1,368.00', 'amountNegative'],
  ['1.368E+3', 'amountScientific'],
  ['1368,00', 'amountComma'],
  ['1.368,00', 'amountComma'],
  ['1,2345', 'amountComma'],
  ['1368,000', 'amountComma'],
  ['1368.005', 'amountDecimals'],
  ['1.368', 'amountDecimals'],
  ['13元68', 'amountFormat'],
  ['1368美元', 'amountFormat'],
  ['USD 1368', 'amountFormat'],
  ['$1368', 'amountFormat'],
  ['1 2 3', 'amountFormat'],
  ['0.00', 'amountZero'],
  ['=B2*2', 'formula'],
  ['#VALUE!', 'amountFormat'],
  ['1368.00 ', 136_800],
  ['¥１，３６８．００', 136_800],
  ['1 368.00', 136_800],
  ['1368元', 136_800],
  ['RMB 12,345,678.9', 1_234_567_890],
  ["'1368.10", 136_810],
])('the amount %s', async (cell, wanted) => {
  const read = await readOrders(
    `order_number,payer_name,bill_number,period,amount\nORD-A1,甲公司,BILL-A1,2026-10,"${cell}"\n`,
  );
  expect(read.rows[0]?.bill?.amount ?? read.bad[0]?.fault).toBe(wanted);
});

test.each(['null', 'N/A', '-', '—', '无', '/', 'NULL'])(
  '%s in a cell that may be empty is nothing',
  async (nothing) => {
    const read = await readOrders(
      `order_number,payer_name,tenant,contact_email,paid_at\nORD-A1,甲公司,${nothing},${nothing},${nothing}\n`,
    );
    expect(read.rows).toEqual([{ line: 2, order: 'ORD-A1', payer: '甲公司' }]);
    const payer = await readOrders(`order_number,payer_name\nORD-A1,${nothing}\n`);
    expect(faultsOf(payer)).toEqual(['2 payer_name empty']);
  },
);

test.each(['???公司', '锟斤拷公司', 'SociÃ©tÃ© GÃ©nÃ©rale', '上海\ufffd公司', '12345678', '=HYPERLINK("x")'])(
  'a payer that lost its characters is refused: %s',
  async (payer) => {
    expect((await readOrders(`order_number,payer_name\nORD-A1,"${payer.replaceAll('"', '""')}"\n`)).rows).toEqual([]);
  },
);
