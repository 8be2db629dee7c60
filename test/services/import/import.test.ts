// Importing: good rows in, bad rows named, the same again changes nothing, applications untouched.
import { importOrders } from '../../../services/import/import';
import { columnOf } from '../../../services/import/columns';
import type { BadRow } from '../../../services/import/faults';
import type { RawRow } from '../../../services/import/rows';
import { findOrder } from '../../../services/account/orders';
import { bodyOf, keys } from '../../../storage/records';
import { applied, billOf, by, createWorld, draft, seedAccount, type World } from '../../support/fapiao-world';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.temp.remove());

const GOOD: RawRow['cells'] = {
  order_number: 'ORDER-1',
  payer_name: '上海青禾餐饮管理有限公司',
  bill_number: 'BILL-0001',
  period: '2026-10',
  amount: '1,368.00',
  currency: 'CNY',
  paid_at: '2026-11-01 10:00',
};
const row = (change: RawRow['cells'] = {}, line = 2): RawRow => ({ line, cells: { ...GOOD, ...change } });

async function run(rows: readonly (RawRow | BadRow)[], deps = world.deps) {
  const bad: BadRow[] = [];
  const counts = await importOrders(deps, rows, { refused: (one) => bad.push(one) });
  return { counts, bad };
}

it('makes an order, its bill, and the pointers that lead to them', async () => {
  const { counts } = await run([row()]);
  expect(counts).toEqual({ created: 1, updated: 0, unchanged: 0, refused: 0 });
  expect(await billOf(world.deps, 'BILL-0001')).toEqual({
    bill: 'BILL-0001',
    order: 'ORDER-1',
    period: '2026-10',
    amount: 136_800,
    payer: '上海青禾餐饮管理有限公司',
    paidAt: '2026-11-01T02:00:00.000Z',
    opensAt: '2026-11-04T02:00:00.000Z',
  });
  expect((await findOrder(world.deps, 'order-1'))?.body).toMatchObject({ order: 'ORDER-1', customer: 'o:ORDER-1' });
  expect((await findOrder(world.deps, 'bill-0001'))?.body.order).toBe('ORDER-1');
});

it('again changes nothing, in any order of rows', async () => {
  const rows = [
    row(),
    row({ bill_number: 'BILL-0002', period: '2026-09', payer_name: '另一家公司', paid_at: '2026-10-01' }, 3),
    row(
      { order_number: 'ORDER-2', bill_number: 'BILL-0003', tenant: 'Tenant-A', contact_email: 'Li@Qinghe.example' },
      4,
    ),
    row({ order_number: 'ORDER-3', bill_number: '', period: '', amount: '' }, 5),
  ];
  expect((await run(rows)).counts).toMatchObject({ created: 4, refused: 0 });
  const before = await world.store.list('bills', { limit: 10 });
  expect((await run(rows)).counts).toEqual({ created: 0, updated: 0, unchanged: 4, refused: 0 });
  expect((await run(rows.toReversed())).counts).toEqual({ created: 0, updated: 0, unchanged: 4, refused: 0 });
  expect(await world.store.list('bills', { limit: 10 })).toEqual(before);
});

it('two imports at the same time make one of each', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => row({ bill_number: `BILL-${i + 1000}`, tenant: 't' }, i + 2));
  const other = await world.other();
  const [one, two] = await Promise.all([run(rows), run(rows, other)]);
  expect(one.counts.created + two.counts.created).toBe(60);
  expect(one.counts.refused + two.counts.refused).toBe(0);
  expect((await world.store.list('bills', { limit: 200 })).docs).toHaveLength(60);
});

it('a payment that comes later opens the bill; an empty cell erases nothing', async () => {
  await run([row({ paid_at: '' })]);
  expect((await billOf(world.deps, 'BILL-0001')).opensAt).toBeUndefined();
  expect((await run([row()])).counts.updated).toBe(1);
  expect((await run([row({ paid_at: '', payment_method: '' })])).counts.unchanged).toBe(1);
  expect((await billOf(world.deps, 'BILL-0001')).opensAt).toBe('2026-11-04T02:00:00.000Z');
});

it('a tenant holds several orders; a known order stays where it is', async () => {
  const { bad, counts } = await run([
    row({ tenant: 'tenant-a' }),
    row({ order_number: 'ORDER-2', bill_number: 'BILL-0002', tenant: 'TENANT-A' }, 3),
    row({ bill_number: 'BILL-0003', tenant: '' }, 4),
    row({ bill_number: 'BILL-0004', tenant: 'tenant-b' }, 5),
  ]);
  expect(counts).toMatchObject({ created: 3, refused: 1 });
  expect(bad).toEqual([{ line: 5, column: 'tenant', fault: 'orderOfOtherTenant' }]);
  expect(await world.store.get(keys.order('tenant-a', 'ORDER-2'))).toBeDefined();
  expect(await billOf(world.deps, 'BILL-0003', 'tenant-a')).toBeDefined();
});

it('never touches an application: not its bill’s state, and no other amount', async () => {
  await run([row()]);
  const link = await seedAccount(world.deps);
  const [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001']));
  const { bad } = await run([row({ amount: '1368.01' })]);
  expect(bad).toEqual([{ line: 2, column: 'amount', fault: 'amountOfApplied', other: number }]);
  expect((await run([row({ payment_method: 'UnionPay', paid_at: '2026-11-02' })])).counts.updated).toBe(1);
  expect(await billOf(world.deps, 'BILL-0001')).toMatchObject({
    application: number,
    stage: 'applied',
    amount: 136_800,
  });
  const order = await world.store.get(keys.order('o:ORDER-1', 'ORDER-1'));
  expect(order && bodyOf('order', order)).toMatchObject({ holder: 'account-1', method: 'UnionPay' });
});

describe('a bad row is refused with line, column and reason, and the others go in', () => {
  const cases: [what: string, change: RawRow['cells'], column: string, fault: string][] = [
    ['no order number', { order_number: ' ' }, 'order_number', 'empty'],
    ['an order number that is none', { order_number: 'AB 1' }, 'order_number', 'orderFormat'],
    ['no payer', { payer_name: '' }, 'payer_name', 'empty'],
    ['markup in the payer', { payer_name: '<b>公司' }, 'payer_name', 'characters'],
    ['a control character', { payer_name: '公司\u0007' }, 'payer_name', 'characters'],
    ['right-to-left marks', { payer_name: '公司\u202e' }, 'payer_name', 'characters'],
    ['a payer without end', { payer_name: '公'.repeat(201) }, 'payer_name', 'tooLong'],
    ['a tenant with blanks', { tenant: 'a b' }, 'tenant', 'tenantFormat'],
    ['an e-mail address that is none', { contact_email: 'li@' }, 'contact_email', 'emailFormat'],
    ['a date that is none', { paid_at: 'yesterday' }, 'paid_at', 'dateFormat'],
    ['30 February', { paid_at: '2026-02-30' }, 'paid_at', 'dateFormat'],
    ['a payment in the future', { paid_at: '2026-11-21' }, 'paid_at', 'dateFuture'],
    ['a bill number that is none', { bill_number: '账单一' }, 'bill_number', 'billFormat'],
    ['an amount without a bill', { bill_number: '' }, 'bill_number', 'billMissing'],
    ['no period', { period: '' }, 'period', 'empty'],
    ['a thirteenth month', { period: '2026-13' }, 'period', 'periodFormat'],
    ['no amount', { amount: '' }, 'amount', 'empty'],
    ['half a cent', { amount: '13.685' }, 'amount', 'amountDecimals'],
    ['a negative amount', { amount: '-1368.00' }, 'amount', 'amountNegative'],
    ['nothing to pay', { amount: '0.00' }, 'amount', 'amountZero'],
    ['another currency', { currency: 'USD' }, 'currency', 'currency'],
  ];
  it.each(cases)('%s', async (_, change, column, fault) => {
    const { counts, bad } = await run([row(change, 7), row({ order_number: 'ORDER-9', bill_number: 'BILL-9999' }, 8)]);
    expect(bad).toEqual([{ line: 7, column, fault }]);
    expect(counts).toEqual({ created: 1, updated: 0, unchanged: 0, refused: 1 });
  });

  it('a bill number twice in the file names the first line', async () => {
    const { bad, counts } = await run([row({}, 2), row({ period: '2026-11' }, 3), row({ order_number: 'ORDER-2' }, 4)]);
    expect(counts).toMatchObject({ created: 1, refused: 2 });
    expect(bad).toEqual([
      { line: 3, column: 'bill_number', fault: 'billTwice', other: '2' },
      { line: 4, column: 'bill_number', fault: 'billTwice', other: '2' },
    ]);
  });

  it('a bill number of another order', async () => {
    await run([row()]);
    const { bad } = await run([row({ order_number: 'ORDER-2' })]);
    expect(bad).toEqual([{ line: 2, column: 'bill_number', fault: 'billOfOtherOrder' }]);
    await run([row({ bill_number: 'BILL-0002', tenant: 'x', order_number: 'ORDER-5' })]);
    const same = await run([row({ bill_number: 'BILL-0002', tenant: 'x', order_number: 'ORDER-6' })]);
    expect(same.bad).toEqual([{ line: 2, column: 'bill_number', fault: 'billOfOtherOrder' }]);
  });

  it('what the file itself could not tell is counted, too', async () => {
    const { counts, bad } = await run([{ line: 3, fault: 'columnCount' }, row({}, 4)]);
    expect(counts).toMatchObject({ created: 1, refused: 1 });
    expect(bad).toEqual([{ line: 3, fault: 'columnCount' }]);
  });
});

it('headings: documented names, any case and blanks, and Chinese ones', () => {
  expect(['order_number', ' Order Number ', 'ORDER-NUMBER', '订单编号', '訂單編號', '订单 ID'].map(columnOf)).toEqual(
    Array(6).fill('order_number'),
  );
  expect(columnOf('账户状态')).toBe('ignored');
  expect(columnOf('备注')).toBeUndefined();
});
