// Made-up files of every format: whatever is taken is what was meant, and nothing is taken from what was cut or turned over.
import { readOrders } from '../../../support/orders-file';
import { STYLE, workbook, type XlsxCell } from '../../../support/workbook';

interface Meant {
  order: string;
  payer: string;
  bill: string;
  period: string;
  fen: number;
  /** China time, to the minute. */
  day: string;
  hour: number;
}

/** Deterministic noise. */
function noise(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
type Next = ReturnType<typeof noise>;
const pick = <T>(next: Next, list: readonly T[]): T => list[next(list.length)] as T;
const two = (n: number) => String(n).padStart(2, '0');

const PAYERS = [
  '上海青禾餐饮管理有限公司',
  'Siemens Ltd., China',
  '深圳（示例）投资合伙企业',
  '"引号"示例厂',
  "'s-Hertogenbosch BV",
  '𠮷野家示例',
  'A;B|C 公司',
];

function meant(next: Next, i: number): Meant {
  const month = 1 + next(11);
  return {
    order: pick(next, [
      `ORD-${i}-${next(1e6)}`,
      `20261130${String(next(1e9)).padStart(9, '0')}${1 + next(9)}`,
      `${1e7 + i}`,
    ]),
    payer: pick(next, PAYERS),
    bill: `BILL-${i}-${1 + next(1e6)}`,
    period: `2026-${two(month)}`,
    fen: 1 + next(5e8),
    day: `2026-${two(month)}-${two(1 + next(28))}`,
    hour: next(24),
  };
}

const money = (fen: number) => `${Math.floor(fen / 100)}.${two(fen % 100)}`;
const grouped = (fen: number) => money(fen).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const wide = (text: string) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const [Y, M, D] = [
  (day: string) => day.slice(0, 4),
  (day: string) => String(Number(day.slice(5, 7))),
  (day: string) => String(Number(day.slice(8))),
];
const serial = ({ day, hour }: Meant) => (Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569 + hour / 24).toFixed(10);

const AMOUNTS = [
  money,
  grouped,
  (fen: number) => `¥${grouped(fen)}`,
  (fen: number) => `${money(fen)}元`,
  (fen: number) => wide(money(fen)),
  (fen: number) => `'${money(fen)}`,
];
const DATES = [
  ({ day, hour }: Meant) => `${day} ${two(hour)}:00`,
  ({ day, hour }: Meant) => `${Y(day)}/${M(day)}/${D(day)} ${hour}:00:00`,
  ({ day, hour }: Meant) => `${Y(day)}年${M(day)}月${D(day)}日 ${two(hour)}:00`,
  ({ day, hour }: Meant) => `${day.replaceAll('-', '')}${two(hour)}0000`,
  ({ day, hour }: Meant) => `${day}T${two(hour)}:00:00+08:00`,
  ({ day, hour }: Meant) => new Date(`${day}T${two(hour)}:00:00+08:00`).toISOString(),
  serial,
];
/** Forms that need the column to be understood. */
const COLUMN_DATES = [
  ({ day, hour }: Meant) => `${M(day)}/${D(day)}/${Y(day)} ${hour % 12 || 12}:00 ${hour < 12 ? 'AM' : 'PM'}`,
  ({ day, hour }: Meant) => `${two(Number(D(day)))}.${two(Number(M(day)))}.${Y(day)} ${two(hour)}:00`,
];
const PERIODS = [
  (p: string) => p,
  (p: string) => p.replace('-', '/'),
  (p: string) => p.replace('-', ''),
  (p: string) => `${p.slice(0, 4)}年${Number(p.slice(5))}月`,
];
const NUMBERS = [
  (n: string) => n,
  (n: string) => `'${n}`,
  (n: string) => `\`${n}`,
  (n: string) => `="${n}"`,
  (n: string) => ` ${n} `,
  (n: string) => n.toLowerCase(),
];

const HEADS = ['order_number', 'payer_name', 'bill_number', 'period', 'amount', 'paid_at'];
function cells(next: Next, one: Meant, dates: (one: Meant) => string): string[] {
  const number = pick(next, NUMBERS);
  return [
    number(one.order),
    one.payer,
    pick(next, NUMBERS)(one.bill),
    pick(next, PERIODS)(one.period),
    pick(next, AMOUNTS)(one.fen),
    dates(one),
  ];
}

const at = ({ day, hour }: Meant) => new Date(`${day}T${two(hour)}:00:00+08:00`).toISOString();
const asMeant = (one: Meant) => ({
  order: one.order.toUpperCase(),
  payer: one.payer,
  bill: { bill: one.bill, period: one.period, amount: one.fen },
  paidAt: at(one),
});

/** Every row that was taken is the one that was meant, number and all. */
function wrong(rows: Awaited<ReturnType<typeof readOrders>>['rows'], all: readonly Meant[]): object[] {
  const byBill = new Map(all.map((one) => [one.bill, asMeant(one)]));
  return rows.flatMap((row) => {
    const wanted = byBill.get(row.bill?.bill ?? '');
    return JSON.stringify({ order: row.order, payer: row.payer, bill: row.bill, paidAt: row.paidAt }) ===
      JSON.stringify(wanted)
      ? []
      : [{ row, wanted }];
  });
}

function csv(next: Next, rows: readonly string[][]): string {
  const delimiter = pick(next, [',', ';', '\t', '|']);
  const eol = pick(next, ['\r\n', '\n', '\r']);
  const notes = pick(next, ['', `导出说明${eol}`, `"a ""b"" ${eol} c"${eol}${eol}`]);
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  return `${pick(next, ['', '\uFEFF'])}${notes}${[HEADS, ...rows].map((row) => row.map(quoted).join(delimiter)).join(eol)}${eol}${pick(next, ['', `合计${delimiter.repeat(5)}${eol}`])}`;
}

test('CSV of any form: all rows are taken, as they were meant', async () => {
  const next = noise(7);
  for (let round = 0; round < 60; round += 1) {
    const all = Array.from({ length: 1 + next(30) }, (_, i) => meant(next, i));
    const dates = pick(next, DATES);
    const read = await readOrders(
      csv(
        next,
        all.map((one) => cells(next, one, dates)),
      ),
    );
    expect([round, read.fault, read.bad, wrong(read.rows, all), read.rows.length]).toEqual([
      round,
      undefined,
      [],
      [],
      all.length,
    ]);
  }
});

test('dates that end with the year: what is taken was meant, whatever the rows tell of their order', async () => {
  const next = noise(11);
  let taken = 0;
  for (let round = 0; round < 80; round += 1) {
    const all = Array.from({ length: 1 + next(6) }, (_, i) => meant(next, i));
    const dates = pick(next, COLUMN_DATES);
    const read = await readOrders(
      csv(
        next,
        all.map((one) => cells(next, one, dates)),
      ),
    );
    expect(wrong(read.rows, all)).toEqual([]);
    expect(read.bad.filter(({ fault }) => fault !== 'dateAmbiguous')).toEqual([]);
    taken += read.rows.length;
  }
  expect(taken).toBeGreaterThan(100);
});

test('workbooks: what is taken was meant, also where numbers are numbers', async () => {
  const next = noise(13);
  for (let round = 0; round < 25; round += 1) {
    const all = Array.from({ length: 1 + next(12) }, (_, i) => meant(next, i));
    const rows = all.map((one): XlsxCell[] => [
      // A spreadsheet keeps 15 digits.
      /^\d+$/.test(one.order) && next(2) ? { n: String(Number(Number(one.order).toPrecision(15))) } : one.order,
      one.payer,
      one.bill,
      next(2)
        ? one.period
        : { n: String(Date.parse(`${one.period}-01T00:00:00Z`) / 86_400_000 + 25_569), style: STYLE.month },
      next(2)
        ? { n: String(one.fen / 100 + (next(2) ? (Number.EPSILON * one.fen) / 100 : 0)), style: STYLE.money }
        : money(one.fen),
      next(2) ? { n: serial(one), style: STYLE.dayTime } : pick(next, DATES)(one),
    ]);
    const read = await readOrders(
      workbook({ sheets: [{ name: 's', rows: [HEADS, ...rows] }], level: pick(next, [0, 6]) }),
    );
    expect([round, read.fault, wrong(read.rows, all)]).toEqual([round, undefined, []]);
    expect(read.bad.filter(({ fault }) => fault !== 'digitsLost')).toEqual([]);
  }
});

test('a CSV cut anywhere: every row that is taken was meant', async () => {
  const next = noise(17);
  const all = Array.from({ length: 12 }, (_, i) => meant(next, i));
  const line = (one: Meant) =>
    [one.order, one.bill, one.period, `${one.day} ${two(one.hour)}:00`, money(one.fen)].join(',');
  for (const last of [4, 3, 2, 1]) {
    // The cut falls into each column once as the last one; the payer is of one length, so that a part of it is seen to be one.
    const order = [0, 1, 2, 3, 4].filter((at) => at !== last).concat(last);
    const heads = ['order_number', 'bill_number', 'period', 'paid_at', 'amount'];
    const row = (parts: string[]) => ['上海青禾餐饮管理有限公司', ...order.map((i) => parts[i])].join(',');
    const text = `${['payer_name', ...order.map((i) => heads[i])].join(',')}\n${all.map((one) => row(line(one).split(','))).join('\n')}\n`;
    const bytes = Buffer.from(text);
    const payer = all.map((one) => ({ ...one, payer: '上海青禾餐饮管理有限公司' }));
    for (let end = 60; end < bytes.length; end += 1 + next(3)) {
      const read = await readOrders(bytes.subarray(0, end));
      expect([
        last,
        end,
        wrong(
          read.rows.filter(({ bill }) => bill),
          payer,
        ),
      ]).toEqual([last, end, []]);
    }
  }
});
