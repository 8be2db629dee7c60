// Demo mode: orders to try everything with, and a service centre that issues.
import { demoIssue, demoOrders, seedDemo } from '../../../services/demo/demo';
import { findApplication, moveApplication } from '../../../services/application/applications';
import { billState } from '../../../services/application/bills';
import { loginOf } from '../../../services/account/logins';
import { findOrder } from '../../../services/account/orders';
import { possibleEvents } from '../../../domain/application';
import { bodyOf } from '../../../storage/records';
import {
  applied,
  by,
  createWorld,
  draft,
  emptyOutbox,
  outbox,
  seedAccount,
  seedBills,
  type World,
} from '../../support/fapiao-world';
import { changesIn } from '../../support/changes';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.temp.remove());

async function statesOf(order: string): Promise<string[]> {
  const { docs } = await world.store.list('bills', { limit: 100, desc: true });
  const bills = docs.map((doc) => bodyOf('bill', doc)).filter((bill) => bill.order === order);
  return bills.map((bill) => billState(bill, world.deps.now()));
}

it('seeds once, and each order is what it is named for, on any day', async () => {
  for (const day of ['2026-11-20', '2027-01-01', '2028-02-29', '2026-12-31']) {
    const fresh = await createWorld(`${day}T17:30:00.000Z`);
    await world.temp.remove();
    world = fresh;
    expect(await seedDemo(world.deps)).toBe(true);
    const orders = Object.fromEntries(demoOrders().map(({ kind, order }) => [kind, order]));
    expect(await statesOf(orders.oneOpen ?? '')).toEqual(['available']);
    expect(await statesOf(orders.several ?? '')).toEqual(['unpaid', 'notYetOpen', ...Array(12).fill('available')]);
    expect(await statesOf(orders.paidYesterday ?? '')).toEqual(['notYetOpen']);
    expect(await statesOf(orders.otherPayer ?? '')).toEqual(Array(3).fill('available'));
    expect((await findOrder(world.deps, orders.held ?? ''))?.body.holder).toBe('demo-holder');
  }
  expect((await loginOf(world.deps, 'Holder@demo.example'))?.body.orders).toEqual(['DEMO-1005']);
  expect(await seedDemo(world.deps)).toBe(false);
});

it('two processes that start at once leave one set', async () => {
  const other = await world.other();
  await Promise.all([seedDemo(world.deps), seedDemo(other)]);
  expect((await world.store.list('bills', { limit: 100 })).docs).toHaveLength(20);
  expect((await findOrder(world.deps, 'DEMO-1005'))?.body.holder).toBe('demo-holder');
});

it('issues the newest application that waits, step by step, up to its delivery', async () => {
  const { deps } = world;
  await seedBills(deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002' }, { bill: 'BILL-0003' }]);
  const link = await seedAccount(deps);
  const courier = {
    method: 'yunda' as const,
    recipient: '王敏',
    mobile: '13800138000',
    address: '上海市浦东新区世纪大道100号12楼',
  };
  const pickup = { method: 'pickup' as const, recipient: '王敏', mobile: '13800138000' };
  const [digital = ''] = await applied(deps, by(link), draft(['BILL-0001']));
  const [paper = ''] = await applied(deps, by(link), draft(['BILL-0002'], { kind: 'paper-normal', delivery: courier }));
  const [picked = ''] = await applied(deps, by(link), draft(['BILL-0003'], { kind: 'paper-normal', delivery: pickup }));
  await emptyOutbox(deps);
  expect(await demoIssue(deps)).toEqual({ number: picked, state: 'readyForPickup' });
  expect(await demoIssue(deps, digital)).toEqual({ number: digital, state: 'delivered' });
  expect(
    changesIn((await outbox(deps)).filter(({ to }) => to === 'chat'))
      .filter(({ number }) => number === digital)
      .map(({ state }) => state),
  ).toEqual(['processing', 'issued', 'delivered']);
  expect(await demoIssue(deps)).toEqual({ number: paper, state: 'mailed' });
  expect((await findApplication(deps, paper))?.body.shipment?.waybill).toMatch(/^4\d{14}$/);
  expect(await demoIssue(deps)).toBeUndefined();
  expect(await demoIssue(deps, 'FP-2611-9999')).toBeUndefined();
  expect(possibleEvents('delivered', { role: 'staff', medium: 'digital', method: 'email' })).not.toContain('issue');
});

it('goes on where staff stopped', async () => {
  const { deps } = world;
  await seedBills(deps, [{ bill: 'BILL-0001' }]);
  const link = await seedAccount(deps);
  const [number = ''] = await applied(deps, by(link), draft(['BILL-0001']));
  const staff = { role: 'staff', name: 'clerk' } as const;
  await moveApplication(deps, { number, event: 'delay', by: staff, data: { expectedAt: '2026-12-01T15:59:59.999Z' } });
  expect(await demoIssue(deps)).toEqual({ number, state: 'delivered' });
});
