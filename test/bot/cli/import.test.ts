// `npm run import`: files as payment platforms and spreadsheets write them, in a process of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../support/run-cli';

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fapiao-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (content: string | Buffer, ending = 'csv'): string => {
  const path = join(folder, `orders-${(files += 1)}.${ending}`);
  writeFileSync(path, content);
  return path;
};
const run = (...args: string[]) => runCli('import', args, { DATA_DIR: join(folder, 'data') });

const HEAD = 'order_number,payer_name,bill_number,period,amount,paid_at';
const line = (n: number, rest = '2026-10,1368.00,2026-11-01 10:00') =>
  `ORDER-${n},上海青禾餐饮管理有限公司,BILL-${n},${rest}`;

it('imports the good rows, reports the bad ones with line, column and reason, and changes nothing the second time', async () => {
  const path = file(
    [
      `\uFEFF${HEAD},备注`,
      `${line(100001)},"two\nlines"`,
      '',
      `${line(100002, '2026-10,13.685,2026-11-01')},`,
      `${line(100003)}`,
      `${line(100001)},`,
      `${line(100004)},ok`,
    ].join('\r\n'),
  );
  const first = await run('orders', path);
  expect(first).toEqual({
    code: 1,
    out: ['2 created, 0 updated, 0 unchanged, 3 refused'],
    err: [
      'Columns that are not used: 备注',
      'line 5, amount: has more than two decimals.',
      'line 6: The row has more or fewer cells than the heading row (an amount with a comma needs quotes).',
      'line 7, bill_number: stands already in line 2 of this file.',
    ],
  });
  const second = await run('orders', path);
  expect(second.out).toEqual(['0 created, 0 updated, 2 unchanged, 3 refused']);
});

it('reads semicolons, Chinese headings and JSON', async () => {
  const semicolons = file(
    `订单编号;付款人名称;账单编号;账期;金额;付款时间;账户状态\n${line(200001).replaceAll(',', ';')};active\n`,
  );
  expect(await run('orders', semicolons)).toEqual({
    code: 0,
    out: ['1 created, 0 updated, 0 unchanged, 0 refused'],
    err: [],
  });
  const entry = {
    order_number: 'ORDER-200002',
    payer_name: '王敏',
    bill_number: 'BILL-200002',
    period: '2026-10',
    amount: 99.5,
  };
  const json = file(
    `\uFEFF${JSON.stringify([entry, 'x', { ...entry, bill_number: 'BILL-200003', amount: {} }])}`,
    'json',
  );
  expect(await run('orders', json)).toEqual({
    code: 1,
    out: ['1 created, 0 updated, 0 unchanged, 2 refused'],
    err: [
      'line 2: The entry is no object.',
      'line 3, amount: has characters that no such value has (control characters, < or >, a nested object).',
    ],
  });
});

it('refuses a file of mixed encodings, and imports nothing of it', async () => {
  const good = Buffer.from(`${HEAD}\n${line(300001)}\n`);
  const gbk = file(Buffer.concat([good, Buffer.from([0xc9, 0xcf, 0xba, 0xa3])]));
  const refused = await run('orders', gbk);
  expect(refused.code).toBe(2);
  expect(refused.err[0]).toMatch(/neither UTF-8, UTF-16 nor GB18030 \(near byte \d{3}\).*Nothing was imported/);
  expect((await run('orders', file(good))).out).toEqual(['1 created, 0 updated, 0 unchanged, 0 refused']);
});

it('says what is wrong with a file that can’t be read, in one line, and exits with 2', async () => {
  const cases: [string, RegExp][] = [
    [join(folder, 'missing.csv'), /There is no such file/],
    [file(''), /is empty/],
    [file('a,b\n1,2\n'), /headings \(Order number \(order_number\), Payer \(payer_name\) missing\)/],
    [file(`${HEAD},订单编号\n`), /More than one column means the same: order_number, 订单编号/],
    [file('{"a":', 'json'), /no valid JSON/],
    [file('{"a":1}', 'json'), /must be a list of objects/],
  ];
  for (const [path, message] of cases) {
    const ran = await run('orders', path);
    expect([ran.code, ran.out]).toEqual([2, []]);
    expect(ran.err).toHaveLength(1);
    expect(ran.err[0]).toMatch(message);
  }
});

it('a quote that is never closed is reported where it begins, and the rows before it go in', async () => {
  const ran = await run(
    'orders',
    file(`${HEAD}\n${line(400001)}\nORDER-400002,"青禾,BILL-1,2026-10,1,2026-11-01\n${line(400003)}\n`),
  );
  expect(ran.out).toEqual(['1 created, 0 updated, 0 unchanged, 1 refused']);
  expect(ran.err[0]).toMatch(/^line 3: A quote is never closed/);
});

it('helps, and says what was not understood', async () => {
  expect((await run('--help')).out.join('\n')).toContain('contact_email');
  expect((await run()).code).toBe(2);
  expect((await run('bills', 'x.csv')).err).toEqual(['"bills" is not known; see --help.']);
  expect((await run('orders')).code).toBe(2);
  expect((await run('--nonsense')).code).toBe(2);
  const wrong = await runCli('import', ['orders', file(`${HEAD}\n`)], {
    DATA_DIR: join(folder, 'data'),
    WORKING_DAYS: 'two',
  });
  expect(wrong.code).toBe(2);
  expect(wrong.err.join('\n')).toContain('WORKING_DAYS');
});
