// Orders from a file at the desk: looked at without writing, imported once, every refused row named; what is no import is refused.
import type { DeskError } from '../../../domain/desk-view';
import type { ImportLine } from '../../../domain/import-view';
import { MAX_IMPORT_BYTES } from '../../../services/import/file/cell';
import { readAudit } from '../../../services/staff/audit';
import { type DeskClient, signedIn, upload } from '../../support/desk-client';
import { type DeskWorld, deskWorld } from '../../support/desk-world';
import { workbook } from '../../support/workbook';

let desk: DeskWorld;
let boss: DeskClient;
beforeEach(async () => {
  desk = await deskWorld();
  ({ client: boss } = await signedIn(desk.deps, desk.base, ['supervisor']));
});
afterEach(() => desk.close());

const HEAD = '订单编号,付款人名称,账单编号,账期,金额(元),付款时间';
const row = (n: number, rest = '2026-10,1368.00,2026-11-01 10:00') =>
  `ORD-I${n},上海青禾餐饮管理有限公司,BILL-I${n},${rest}`;
const FILE = `导出说明\n${HEAD}\n${row(1)}\n${row(2, '2026-10,-5.00,2026-11-01')}\n${row(3)}\n合计,,,,2736.00,\n`;

interface Sent {
  status: number;
  lines: ImportLine[];
  error?: DeskError['error'] | undefined;
}
const PATH = '/desk/api/import/orders';
async function send(
  content: string | Uint8Array,
  to = `${PATH}/preview`,
  headers: Record<string, string> = {},
  client = boss,
): Promise<Sent> {
  const answered = await upload(desk.base, to, content, { cookie: client.cookie, headers });
  const text = await answered.text();
  if (!answered.headers.get('content-type')?.includes('ndjson'))
    return { status: answered.status, lines: [], error: (JSON.parse(text) as DeskError).error };
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportLine);
  return { status: answered.status, lines };
}
const key = (name: string) => ({ 'Idempotency-Key': `${name}-0000-0000` });
const has = <K extends string>(lines: readonly ImportLine[], name: K) =>
  lines.flatMap((line) => (name in line ? [(line as unknown as Record<K, never>)[name]] : []));
const done = ({ lines }: Sent) =>
  has(lines, 'done')[0] as unknown as { counts: object; sha256: string; again?: boolean };
const bills = async () => (await desk.deps.store.list('bills', { limit: 200 })).docs.length;

test('looked at first: how it was read, the first rows, each refused one with its cells; nothing is written', async () => {
  const { status, lines } = await send(FILE);
  expect(status).toBe(200);
  expect(has(lines, 'found')[0]).toMatchObject({ format: 'csv', headingLine: 2, rows: 3, ignored: [6] });
  expect((has(lines, 'read') as object[]).map((one) => one)).toMatchObject([
    { line: 3, result: 'created', order: 'ORD-I1', bill: { amount: 136_800 } },
    { line: 5, result: 'created', order: 'ORD-I3' },
  ]);
  expect(has(lines, 'refused')).toEqual([
    {
      line: 4,
      column: 'amount',
      code: 'amountNegative',
      message: 'is negative. Refunds are not imported; nothing of this row was changed.',
      cells: {
        order_number: 'ORD-I2',
        payer_name: '上海青禾餐饮管理有限公司',
        bill_number: 'BILL-I2',
        period: '2026-10',
        amount: '-5.00',
        paid_at: '2026-11-01',
      },
    },
  ]);
  expect(done({ status, lines }).counts).toEqual({ created: 2, updated: 0, unchanged: 0, refused: 1 });
  expect([
    await bills(),
    (await readAudit(desk.deps, {})).entries.filter(({ what }) => what === 'orders.import'),
  ]).toEqual([0, []]);
});

test('imported, it stands in the audit; the same file again changes nothing; the same command answers what it came to', async () => {
  const { sha256 } = done(await send(FILE));
  const to = `${PATH}?sha256=${sha256}&name=${encodeURIComponent('11月订单.csv')}`;
  expect(done(await send(FILE, to, key('first'))).counts).toEqual({ created: 2, updated: 0, unchanged: 0, refused: 1 });
  const again = await send(FILE, to, key('first'));
  expect(done(again)).toMatchObject({ again: true, counts: { created: 2, refused: 1 } });
  expect(has(again.lines, 'refused')).toMatchObject([{ line: 4, code: 'amountNegative' }]);
  expect(done(await send(FILE, to, key('other'))).counts).toEqual({ created: 0, updated: 0, unchanged: 2, refused: 1 });
  const entries = (await readAudit(desk.deps, {})).entries.filter(({ what }) => what === 'orders.import');
  expect(entries).toMatchObject([
    { who: 'supervisor', thing: '11月订单.csv', after: { sha256, unchanged: 2 } },
    { who: 'supervisor', thing: '11月订单.csv', after: { sha256, created: 2, refused: 1, format: 'csv', rows: 3 } },
  ]);
  expect(JSON.stringify(entries)).not.toContain('青禾');
});

test('two at once make one of each', async () => {
  const [one, two] = await Promise.all([send(FILE, PATH, key('one')), send(FILE, PATH, key('two'))]);
  const sum = [one, two].map((sent) => done(sent).counts as { created: number; unchanged: number });
  expect([sum.reduce((n, { created }) => n + created, 0), await bills()]).toEqual([2, 2]);
});

test('the same command twice at once is done once, and named once in the audit', async () => {
  const both = await Promise.all([send(FILE, PATH, key('same')), send(FILE, PATH, key('same'))]);
  expect(both.map((sent) => done(sent).counts)).toEqual(
    Array(2).fill({ created: 2, updated: 0, unchanged: 0, refused: 1 }),
  );
  expect((await readAudit(desk.deps, {})).entries.filter(({ what }) => what === 'orders.import')).toHaveLength(1);
});

test('a file that is not the one that was looked at, or another one under the same command, is not imported', async () => {
  const { sha256 } = done(await send(FILE));
  const other = FILE.replace('1368.00', '1386.00');
  expect((await send(other, `${PATH}?sha256=${sha256}`, key('first'))).error?.code).toBe('importChanged');
  expect(await bills()).toBe(0);
  await send(FILE, PATH, key('first'));
  const reused = await send(other, PATH, key('first'));
  expect([reused.status, reused.error?.code]).toEqual([409, 'commandReused']);
});

test('a workbook, and dates whose order the sender says', async () => {
  const book = workbook({
    sheets: [
      {
        name: '订单',
        rows: [
          ['订单编号', '付款人', '付款时间'],
          ['ORD-I1', '甲公司', '5/10/2026 12:00'],
        ],
      },
    ],
  });
  expect(has((await send(book)).lines, 'refused')).toMatchObject([
    { line: 2, column: 'paid_at', code: 'dateAmbiguous' },
  ]);
  const told = await send(book, `${PATH}/preview?dates=dayFirst`);
  expect(has(told.lines, 'read')).toMatchObject([{ paidAt: '2026-10-05T04:00:00.000Z' }]);
});

test('refusals are in the language of whoever works there', async () => {
  const chinese = { 'Accept-Language': 'zh-CN' };
  expect((await send('%PDF-1.7', `${PATH}/preview`, chinese)).error?.message).toBe(
    '文件内容是 PDF，与文件名无关。可导入 CSV、JSON、XLSX。没有导入任何内容。',
  );
  expect(has((await send(FILE, `${PATH}/preview`, chinese)).lines, 'refused')).toMatchObject([
    { message: '是负数。退款不在此导入，这一行没有做任何改动。' },
  ]);
});

test.each([
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['a form', { 'Content-Type': 'multipart/form-data; boundary=x' }, 415],
  ['nobody', { Cookie: '' }, 401],
  ['no command', {}, 400],
])('%s imports nothing (ASVS 5.0 3.5.1)', async (_, headers, status) => {
  expect((await send(FILE, PATH, headers)).status).toBe(status);
  expect(await bills()).toBe(0);
});

test.each(['clerk', 'agent', 'auditor'] as const)('as %s nobody imports', async (role) => {
  const { client } = await signedIn(desk.deps, desk.base, [role]);
  expect((await send(FILE, PATH, key('first'), client)).error?.code).toBe('forbidden');
});

test('100 MB are refused before they are read; as much as allowed is read', async () => {
  const { status, error } = await send(Buffer.alloc(100 * 1024 * 1024, 'a'));
  expect([status, error?.code]).toEqual([413, 'importTooLarge']);
  expect((await send(Buffer.alloc(MAX_IMPORT_BYTES, ' '))).error?.code).toBe('importFile');
});

test('whoever goes away while it is imported finds it done', async () => {
  const many = `${HEAD}\n${Array.from({ length: 3_000 }, (_, i) => row(i + 1_000)).join('\n')}\n`;
  const leaving = new AbortController();
  const headers = {
    Cookie: boss.cookie ?? '',
    'Content-Type': 'application/octet-stream',
    'Sec-Fetch-Site': 'same-origin',
    ...key('gone'),
  };
  const answered = await fetch(`${desk.base}${PATH}`, { method: 'POST', headers, body: many, signal: leaving.signal });
  await answered.body?.getReader().read();
  leaving.abort();
  // Waits for its turn behind the first, and is then answered from what that came to.
  const again = await send(many, PATH, key('gone'));
  expect(done(again)).toMatchObject({ again: true, counts: { created: 3_000 } });
});
