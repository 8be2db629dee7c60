// `POST /api/import/orders` over HTTP: keys, what it came to as a whole and row by row, and everything that is no import.
import { createIntake } from '../../../bot/import/intake';
import { importApi } from '../../../bot/api/import';
import { createHttpServer } from '../../../bot/http/server';
import { readAudit } from '../../../services/staff/audit';
import { createWorld, type World } from '../../support/fapiao-world';

const KEY = 'k'.repeat(32);
const BEFORE = 'b'.repeat(40);
let world: World;
let base: string;
let close: () => Promise<void>;

async function serve(keys: readonly string[]): Promise<void> {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const http = createHttpServer({ health: { ready: async () => ({ status: 'ready' }) as never }, trustProxy: 0, log });
  importApi({ intake: createIntake(world.deps), keys, ipOf: http.ipOf, now: world.deps.now, log }).mount(http.router);
  await new Promise<void>((resolve) => http.router.http.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(http.router.http.address() as { port: number }).port}`;
  close = () => http.close();
}
beforeEach(async () => {
  world = await createWorld();
  await serve([KEY, BEFORE]);
});
afterEach(async () => {
  await close();
  await world.temp.remove();
});

const ENTRY = {
  order_number: 'ORD-P1',
  payer_name: '上海青禾餐饮管理有限公司',
  bill_number: 'BILL-P1',
  period: '2026-10',
  amount: '1368.00',
};
const post = (body: unknown, headers: Record<string, string> = {}, search = '') =>
  fetch(`${base}/api/import/orders${search}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${KEY}`,
      'Content-Type': 'application/json',
      'Accept-Language': 'en',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const bills = async () => (await world.store.list('bills', { limit: 200 })).docs.length;

test('good rows go in although others are bad, and each bad one is named', async () => {
  const answered = await post([ENTRY, { ...ENTRY, order_number: 'ORD-P2', bill_number: 'BILL-P2', amount: 13.685 }]);
  expect(answered.status).toBe(200);
  expect(await answered.json()).toMatchObject({
    counts: { created: 1, updated: 0, unchanged: 0, refused: 1 },
    file: { format: 'json', rows: 2 },
    again: false,
    refused: [{ line: 2, column: 'amount', code: 'amountDecimals', message: 'has more than two decimals.' }],
    refusedLeftOut: 0,
  });
  expect((await readAudit(world.deps, {})).entries).toMatchObject([
    { who: 'api: import', what: 'orders.import', after: { created: 1 } },
  ]);
});

test('row by row where that is asked for, with what it came to at the end', async () => {
  const answered = await post([ENTRY, 'x'], { Accept: 'application/x-ndjson' });
  const lines = (await answered.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines).toMatchObject([
    { line: 1, result: 'created', order: 'ORD-P1', bill: 'BILL-P1' },
    { line: 2, result: 'refused', code: 'noObject' },
    { done: true, counts: { created: 1, refused: 1 } },
  ]);
});

test('numbers keep their digits, or are refused', async () => {
  const body = `[{"order_number":2026113012345678901,"payer_name":"甲公司"},{"order_number":2.02611e17,"payer_name":"乙公司"}]`;
  const answered = (await (await post(body)).json()) as { counts: object; refused: object[] };
  expect(answered).toMatchObject({ counts: { created: 1 }, refused: [{ line: 2, code: 'digitsLost' }] });
  const lists = JSON.stringify(await world.store.get({ pk: 'order:2026113012345678901', id: 'pointer' }));
  expect(lists ?? '').toContain('2026113012345678901');
});

test('a preview writes nothing; the same key of a command answers the same', async () => {
  expect(await (await post([ENTRY], {}, '?preview=1')).json()).toMatchObject({ counts: { created: 1 } });
  expect(await bills()).toBe(0);
  const id = { 'Idempotency-Key': 'export-2026-11-30' };
  expect(await (await post([ENTRY], id)).json()).toMatchObject({ counts: { created: 1 }, again: false });
  expect(await (await post([ENTRY], id)).json()).toMatchObject({ counts: { created: 1 }, again: true });
  expect((await post([{ ...ENTRY, amount: '5.00' }], id)).status).toBe(409);
  expect(await (await post([ENTRY])).json()).toMatchObject({ counts: { unchanged: 1 } });
});

test('the key before is taken, any other is not, and tries have an end (ASVS 5.0 2.4.1)', async () => {
  expect((await post([ENTRY], { Authorization: `Bearer ${BEFORE}` })).status).toBe(200);
  for (const wrong of ['', 'Bearer', `Bearer ${KEY}x`, `Basic ${KEY}`, `Bearer ${KEY.slice(1)}`])
    expect((await post([ENTRY], { Authorization: wrong })).status).toBe(401);
  const statuses: number[] = [];
  for (let i = 0; i < 130; i += 1) statuses.push((await post('', { Authorization: 'Bearer no' })).status);
  expect(statuses.at(-1)).toBe(429);
});

test('without a key in the configuration the route is closed', async () => {
  await close();
  await serve([]);
  const answered = await post([ENTRY]);
  expect([answered.status, ((await answered.json()) as { error: { code: string } }).error.code]).toEqual([
    404,
    'ImportOff',
  ]);
});

test.each([
  ['half a JSON', '[{"order_number":"ORD-P1","payer_name":"甲', 422, 'jsonSyntax'],
  ['no list', '{"a":1}', 422, 'jsonShape'],
  ['nothing', '', 422, 'emptyFile'],
  ['a page', '<!doctype html><p>502', 422, 'otherKind'],
])('%s imports nothing', async (_, body, status, code) => {
  const answered = await post(body);
  expect([answered.status, ((await answered.json()) as { error: { code: string } }).error.code]).toEqual([
    status,
    code,
  ]);
  expect(await bills()).toBe(0);
});

test('forms, bad parameters and bad command keys are refused with what to do', async () => {
  expect((await post('x', { 'Content-Type': 'multipart/form-data; boundary=x' })).status).toBe(415);
  expect((await post([ENTRY], {}, '?dates=sideways')).status).toBe(400);
  expect((await post([ENTRY], { 'Idempotency-Key': 'short' })).status).toBe(400);
  expect(await bills()).toBe(0);
});
