// Tenants and single orders have names that can't meet, also where a store was filled before they had; on both stores.
import type { Deps } from '../../../services/shared/deps';
import { billPlace } from '../../../services/application/bills';
import { customerOfTenant } from '../../../services/import/customers';
import { type HostUser, resolveHost } from '../../../services/account/host';
import { scopeOf } from '../../../services/application/host-scope';
import { importOrders } from '../../../services/import/import';
import { accountAt, claimLogin } from '../../../services/account/logins';
import { findOrder } from '../../../services/account/orders';
import { run } from '../../../services/run';
import { type Bill, keys, record } from '../../../storage/records';
import { storeSource } from '../../../storage/move/source';
import { transfer } from '../../../storage/move/transfer';
import { by, createWorldOn, type Ground, seedAccount, seedBills, type World } from '../../support/fapiao-world';
import { tempCosmos } from '../../support/temp-cosmos';
import { tempStore } from '../../support/temp-store';

/** Both a tenant's name and an order's number. */
const NAME = '4500000001';
const OTHER = '4500000002';
const EMAIL = 'lihua@qinghe.example';

/** An order as it was stored before the names were apart: at `customer:<tenant, or the order itself>`. */
async function stored(deps: Deps, order: string, { customer = order, bills = [`B-${order}`] } = {}): Promise<void> {
  const claimedAt = deps.now();
  const write = async (doc: ReturnType<typeof record>) =>
    expect(await deps.store.commit(doc.pk, [{ op: 'create', doc }])).toMatchObject({ ok: true });
  await write(record('pointer', keys.orderPointer(order), { customer, holder: customer, claimedAt }));
  await write(record('order', keys.order(customer, order), { order, customer, payer: 'P' }));
  for (const number of bills) {
    const bill: Bill = { bill: number, order, period: '2026-10', amount: 100, payer: 'P' };
    const pointer = { customer, holder: order, claimedAt, data: order };
    await write(record('pointer', keys.billPointer(number), pointer));
    await write(record('bill', keys.bill(customer, number), bill, { lists: { bills: billPlace(bill) } }));
  }
}

const user = (more: Partial<HostUser> = {}): HostUser => ({ subject: 's', email: EMAIL, tenant: NAME, ...more });
const seen = async (deps: Deps, who: HostUser) =>
  (await scopeOf(deps, who)).bills.map(({ bill }) => bill.order).toSorted();
const homeOf = async (deps: Deps, order: string) => (await findOrder(deps, order))?.body.customer;
async function account(deps: Deps, customer: string, order: string) {
  const link = await seedAccount(deps, { customer, orders: [order], email: EMAIL });
  await claimLogin(deps, EMAIL, link.customer, link.account);
  return link;
}

describe.each<[string, () => Promise<Ground> | Ground]>([
  ['SQLite', () => tempStore()],
  ['Cosmos DB', () => tempCosmos({ consistency: 'Strong' })],
])('%s', (_, open) => {
  let world: World<Ground>;
  let deps: Deps;
  beforeEach(async () => {
    world = await createWorldOn(await open());
    deps = world.deps;
  });
  afterEach(() => world.temp.remove());

  test('ASVS 5.0 8.2.2: a tenant named like somebody’s order sees nothing of it, links no account of it, whoever came first', async () => {
    for (const first of ['order', 'tenant']) {
      const [single, tenants] = first === 'order' ? [NAME, 'BILL-T1'] : [OTHER, 'BILL-T2'];
      const alone = () => seedBills(deps, [{ order: single, bill: `${tenants}-ALONE` }]);
      const many = () => seedBills(deps, [{ order: `ORDER-${first}`.toUpperCase(), tenant: single, bill: tenants }]);
      for (const each of first === 'order' ? [alone, many] : [many, alone]) await each();
      expect(await seen(deps, user({ tenant: single }))).toEqual([`ORDER-${first}`.toUpperCase()]);
      expect(await seen(deps, user({ tenant: 'another', orders: [single] }))).toEqual([single]);
      expect(await homeOf(deps, single)).toBe(`o:${single}`);
      expect(await homeOf(deps, `ORDER-${first}`)).toBe(`t:${single}`);
    }
    await account(deps, `o:${NAME}`, NAME);
    const resolved = await resolveHost(deps, user());
    expect(resolved.link).toBeUndefined();
    expect(resolved.orders).toEqual(['ORDER-ORDER']);
  });

  test('a single order stored before stays where it is and opens to nobody else: tenant, token, account', async () => {
    await stored(deps, NAME);
    const link = await account(deps, NAME, NAME);
    await seedBills(deps, [{ order: 'ORDER-9', tenant: NAME, bill: 'BILL-9' }]);
    expect(await homeOf(deps, 'ORDER-9')).toBe(`t:${NAME}`);
    expect(await seen(deps, user())).toEqual(['ORDER-9']);
    expect((await resolveHost(deps, user())).link).toBeUndefined();
    // Named by a token it is known, as before; and its account can't take the tenant's orders.
    expect(await seen(deps, user({ tenant: 'another', orders: [NAME] }))).toEqual([NAME]);
    expect((await resolveHost(deps, user({ tenant: 'another', orders: [NAME] }))).link?.account).toBe(link.account);
    const add = { id: 'c', by: by(link), type: 'register', order: 'ORDER-9', email: '', locale: 'en-US' } as const;
    expect(await run(deps, add)).toMatchObject({ reason: { code: 'otherCustomer' } });
    // A new row of it is an update where it is.
    await seedBills(deps, [{ order: NAME, bill: 'BILL-NEW' }]);
    expect(await homeOf(deps, NAME)).toBe(NAME);
    expect(await seen(deps, user({ tenant: 'another', orders: [NAME] }))).toEqual([NAME, NAME]);
  });

  test('a tenant stored before keeps its orders, its account, and gets its new orders beside them', async () => {
    for (const tenant of ['contoso', NAME]) {
      await stored(deps, `A-${tenant}`.toUpperCase(), { customer: tenant });
      await seedBills(deps, [{ order: `B-${tenant}`.toUpperCase(), tenant, bill: `B-${tenant}-2` }]);
      expect(await homeOf(deps, `B-${tenant}`)).toBe(tenant);
      expect(await seen(deps, user({ tenant }))).toEqual([`A-${tenant}`.toUpperCase(), `B-${tenant}`.toUpperCase()]);
    }
    const link = await account(deps, NAME, `A-${NAME}`);
    expect((await resolveHost(deps, user())).link?.account).toBe(link.account);
    expect((await accountAt(deps, NAME, link.account))?.body.orders).toEqual([`A-${NAME}`, `B-${NAME}`]);
  });

  test('a tenant and a single order that share a partition since before are told apart by the order’s number', async () => {
    await stored(deps, NAME);
    await stored(deps, 'ORDER-9', { customer: NAME });
    await account(deps, NAME, NAME);
    expect(await seen(deps, user())).toEqual(['ORDER-9']);
    expect((await resolveHost(deps, user())).link).toBeUndefined();
    expect((await resolveHost(deps, user())).orders).toEqual(['ORDER-9']);
    expect(await seen(deps, user({ tenant: 'another', orders: [NAME, 'ORDER-9'] }))).toEqual([NAME]);
    // A tenant's name and a foreign token: an order of another tenant opens nothing.
    expect(await seen(deps, user({ tenant: 'another', orders: ['ORDER-9'] }))).toEqual([]);
  });

  test('a tenant whose orders have no bills yet keeps them, too', async () => {
    await stored(deps, 'ORDER-9', { customer: NAME, bills: [] });
    const cells = {
      order_number: 'ORDER-9',
      payer_name: 'P',
      tenant: NAME,
      bill_number: 'B-LATE',
      period: '2026-10',
      amount: '1',
    };
    expect(await importOrders(deps, [{ line: 2, cells }])).toMatchObject({ created: 1, refused: 0 });
    expect(await homeOf(deps, 'ORDER-9')).toBe(NAME);
    expect(await seen(deps, user())).toEqual(['ORDER-9']);
  });

  test('two processes that import the same at once agree, and doing it again changes nothing', async () => {
    const rows = [NAME, 'ORDER-9'].map((order, i) => ({
      line: i + 2,
      cells: {
        order_number: order,
        payer_name: 'P',
        bill_number: `B-${order}`,
        period: '2026-10',
        amount: '1',
        ...(i ? { tenant: NAME } : {}),
      },
    }));
    const others = await world.other();
    const counts = await Promise.all([importOrders(deps, rows), importOrders(others, rows)]);
    expect(counts.map(({ refused }) => refused)).toEqual([0, 0]);
    expect(await importOrders(deps, rows)).toEqual({ created: 0, updated: 0, unchanged: 2, refused: 0 });
    expect(await homeOf(deps, NAME)).toBe(`o:${NAME}`);
    expect(await homeOf(deps, 'ORDER-9')).toBe(`t:${NAME}`);
  });

  test('an old SQLite store that is copied here answers the same', async () => {
    const old = await createWorldOn(tempStore());
    await stored(old.deps, NAME);
    await stored(old.deps, 'ORDER-9', { customer: NAME });
    await stored(old.deps, 'ORDER-7');
    const copied = await transfer({
      source: storeSource(old.deps.store),
      target: deps.store,
      mode: 'overwrite',
      now: deps.now,
    });
    expect(copied.ok).toBe(true);
    for (const each of [old.deps, deps]) {
      expect(await seen(each, user())).toEqual(['ORDER-9']);
      expect(await seen(each, user({ tenant: 'another', orders: [NAME, 'ORDER-7'] }))).toEqual([NAME, 'ORDER-7']);
      expect(await customerOfTenant(each, NAME)).toBe(NAME);
    }
    await old.temp.remove();
  });
});
