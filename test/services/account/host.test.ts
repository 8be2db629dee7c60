// People whom the admin centre has signed in: what they are linked to, what they may register, what a token is worth twice.
import { resolveHost, takeHostToken } from '../../../services/account/host';
import { activate } from '../../../services/account/activate';
import { run } from '../../../services/run';
import { accountAt, loginOf } from '../../../services/account/logins';
import { orderAt } from '../../../services/account/orders';
import { createPeople, PASSWORD, type People } from '../../support/people';

let people: People;
beforeEach(async () => {
  people = await createPeople();
  for (const order of ['ORDER-1', 'ORDER-2', 'ORDER-3']) await people.order(order, { customer: 'tenant-1' });
  await people.order('ORDER-8', { customer: 'tenant-2' });
  await people.order('ORDER-9');
});
afterEach(() => people.temp.remove());

const EMAIL = 'lihua@qinghe.example';
const user = (more: object = {}) => ({ subject: 's', email: EMAIL, tenant: 'tenant-1', ...more });

test('the account of that address in that tenant is linked, for a working day', async () => {
  const { link } = await people.account('ORDER-1', EMAIL);
  const resolved = await resolveHost(people.deps, user({ orders: ['ORDER-1'] }));
  expect(resolved.link).toMatchObject({ customer: 'tenant-1', account: link.account, epoch: 1 });
  expect(resolved.link?.until).toBe(new Date(Date.parse(people.now()) + 12 * 3_600_000).toISOString());
});

test('named orders that nobody holds join the account, once, and a registration of them that waits is over', async () => {
  const { link } = await people.account('ORDER-1', EMAIL);
  await people.register('elsewhere', 'ORDER-2', 'somebody@else.example');
  const orders = ['ORDER-1', 'ORDER-2', 'ORDER-3', 'ORDER-8', 'ORDER-9', 'NO-SUCH'];
  await Promise.all([1, 2, 3].map(() => resolveHost(people.deps, user({ orders }))));
  const account = await accountAt(people.deps, 'tenant-1', link.account);
  expect(account?.body.orders).toEqual(['ORDER-1', 'ORDER-2', 'ORDER-3']);
  expect((await orderAt(people.deps, 'tenant-1', 'ORDER-2'))?.body.holder).toBe(link.account);
  const late = await activate(people.deps, {
    token: await people.token('activation', 'somebody@else.example'),
    password: PASSWORD,
  });
  expect(late.ok).toBe(false);
});

test('an order that another account holds stays there', async () => {
  const other = await people.account('ORDER-2', 'wang@qinghe.example');
  await people.account('ORDER-1', EMAIL);
  await resolveHost(people.deps, user({ orders: ['ORDER-1', 'ORDER-2'] }));
  expect((await orderAt(people.deps, 'tenant-1', 'ORDER-2'))?.body.holder).toBe(other.account);
});

test('ASVS 5.0 8.4.1: an account elsewhere is not linked, whatever the address; one over a named order without tenant is', async () => {
  await people.account('ORDER-8', EMAIL);
  expect((await resolveHost(people.deps, user({ orders: ['ORDER-8', 'ORDER-1'] }))).link).toBeUndefined();
  const alone = await people.account('ORDER-9', 'alone@qinghe.example');
  const known = await resolveHost(people.deps, user({ email: 'alone@qinghe.example', orders: ['ORDER-9'] }));
  expect(known.link?.account).toBe(alone.account);
  const unnamed = await resolveHost(people.deps, user({ email: 'alone@qinghe.example', orders: ['ORDER-1'] }));
  expect(unnamed.link).toBeUndefined();
});

test('without an account the free orders are known: the tenant’s, else the first that has no tenant', async () => {
  await people.account('ORDER-2', 'wang@qinghe.example');
  const orders = ['ORDER-9', 'ORDER-3', 'ORDER-2', 'ORDER-1', 'ORDER-8'];
  expect(await resolveHost(people.deps, user({ orders }))).toEqual({ email: EMAIL, orders: ['ORDER-3', 'ORDER-1'] });
  expect((await resolveHost(people.deps, user({ orders: ['ORDER-9', 'ORDER-2'] }))).orders).toEqual(['ORDER-9']);
  expect((await resolveHost(people.deps, user({ orders: ['ORDER-8'] }))).orders).toEqual([]);
});

test('one registration brings the other orders along, as far as nobody holds them by then', async () => {
  const { deps } = people;
  const by = { role: 'guest', conversation: 'chat' } as const;
  const others = ['ORDER-2', 'ORDER-3', 'ORDER-8', 'NO-SUCH'];
  await run(deps, { id: 'c1', by, type: 'register', order: 'ORDER-1', email: EMAIL, locale: 'en-US', others });
  const wang = await people.account('ORDER-3', 'wang@qinghe.example');
  const made = await activate(deps, { token: await people.token('activation', EMAIL), password: PASSWORD });
  expect(made.ok).toBe(true);
  expect((await loginOf(deps, EMAIL))?.body.orders).toEqual(['ORDER-1', 'ORDER-2']);
  expect((await orderAt(deps, 'tenant-1', 'ORDER-3'))?.body.holder).toBe(wang.account);
  expect((await orderAt(deps, 'tenant-2', 'ORDER-8'))?.body.holder).toBeUndefined();
});

test('ASVS 5.0 10.5.1: a token is worth one conversation, until it ends by itself', async () => {
  const expiresAt = new Date(Date.parse(people.now()) + 3_600_000).toISOString();
  const take = (conversation: string) => takeHostToken(people.deps, { id: 'jti-1', conversation, expiresAt });
  expect(await take('a')).toBe(true);
  expect(await take('a')).toBe(true);
  expect(await take('b')).toBe(false);
  // Also when the first conversation has been quiet for long.
  people.pass(30 * 60_000);
  expect(await take('b')).toBe(false);
  people.pass(31 * 60_000);
  expect(await take('b')).toBe(true);
});
