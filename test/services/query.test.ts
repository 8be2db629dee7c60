// What a turn may read: nothing without a valid link, own things only, and each thing once.
import { createQuery } from '../../services/query';
import { counted } from '../../storage/counted';
import { applied, by, createWorld, draft, PAYER, seedAccount, seedBills, type World } from '../support/fapiao-world';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.temp.remove());

async function setUp() {
  await seedBills(world.deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002', period: '2026-09' }]);
  const link = await seedAccount(world.deps);
  const [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001']));
  return { link, number };
}

it('answers account, bills, applications and due date', async () => {
  const { link, number } = await setUp();
  const query = createQuery(world.deps, { conversation: 'web:1', link });
  expect(await query.account()).toMatchObject({ email: 'account-1@qinghe.example', last: { buyer: { name: PAYER } } });
  expect((await query.bills()).map(({ bill, state }) => [bill, state])).toEqual([
    ['BILL-0001', 'applied'],
    ['BILL-0002', 'available'],
  ]);
  expect(await query.applications()).toHaveLength(1);
  expect(await query.application(number.toLowerCase())).toMatchObject({
    number,
    state: 'submitted',
    cancellable: true,
  });
  expect(await query.application('FP-2611-0999')).toBeUndefined();
  expect(await query.pending()).toBeUndefined();
  expect(query.due('2026-11-20T08:00:00.000Z')).toEqual({ at: '2026-11-24T15:59:59.999Z', provisional: false });
});

it('reveals no password hash and no link of the account', async () => {
  const { link } = await setUp();
  const account = await createQuery(world.deps, { conversation: 'web:1', link }).account();
  expect(Object.keys(account ?? {}).toSorted()).toEqual(['email', 'id', 'last', 'locale']);
});

it.each([
  ['no link', undefined],
  ['an old epoch', { epoch: 0 }],
  ['a link that ran out', { until: '2026-11-20T08:00:00.000Z' }],
  ['a link of another customer', { customer: 'ORDER-2' }],
])('shows nothing with %s', async (_, change) => {
  const { link, number } = await setUp();
  const query = createQuery(world.deps, { conversation: 'web:1', link: change && { ...link, ...change } });
  expect(await query.account()).toBeUndefined();
  expect(await query.bills()).toEqual([]);
  expect(await query.applications()).toEqual([]);
  expect(await query.application(number)).toBeUndefined();
});

it('reads each thing once a turn, and nothing before it is asked for', async () => {
  const { link } = await setUp();
  const store = counted(world.store);
  const query = createQuery({ ...world.deps, store }, { conversation: 'web:1', link });
  expect(store.stats).toMatchObject({ gets: 0, lists: 0 });
  await Promise.all([query.account(), query.bills(), query.bills(), query.account()]);
  expect(store.stats).toMatchObject({ gets: 1, lists: 1 });
});
