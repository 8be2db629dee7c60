// What whoever is signed in on a page may see: bills of a tenant and its orders, or of one's own account, and the applications over them.
import type { ApplicationItem, BillItem } from '../../domain/bill-view';
import { everyIn } from '../../storage/every';
import { type Application, type Bill, bodyOf, keys, typed } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { accountAt } from '../account/logins';
import { linksOf } from './file-links';
import { filesOf } from './files';
import { applicationItem, billItem } from './bill-items';
import { customerOfSingle, homesOfTenant, singleCustomer } from '../import/customers';
import type { Deps } from '../shared/deps';
import { isOwn, type OwnUser, type PageUser } from '../account/host';
import { isOpen } from '../account/orders';
import { readApplicationNumber } from '../../domain/application-number';
import { inParallel } from '../shared/parallel';

export interface ScopedBill {
  bill: Bill;
  customer: string;
}

/** `partitions` are those whose changes may change the bills. */
export interface Scope {
  bills: ScopedBill[];
  partitions: string[];
}

const AT_ONCE = 16;

async function billsAt(deps: Deps, customer: string): Promise<ScopedBill[]> {
  const bills: ScopedBill[] = [];
  for await (const doc of everyIn(deps.store, 'bills', { pk: keys.customer(customer), desc: true })) {
    bills.push({ bill: bodyOf('bill', doc), customer });
  }
  return bills;
}

/**
 * ASVS 5.0 8.2.2: bills of the token's tenant, of its orders if it names some; and of named orders that the import knows
 * without any tenant. An order of another tenant opens nothing, although a token may name it.
 */
export async function scopeOf(deps: Deps, user: PageUser): Promise<Scope> {
  if (isOwn(user)) return scopeOfAccount(deps, user);
  const { tenant, orders } = user;
  const homes = homesOfTenant(tenant);
  const own = await Promise.all(
    homes.map(async ({ customer, owns }) => (await billsAt(deps, customer)).filter(({ bill }) => owns(bill.order))),
  );
  const named = orders && new Set(orders);
  const bills = own.flat().filter(({ bill }) => !named || named.has(bill.order));
  const known = new Set(bills.map(({ bill }) => bill.order));
  const alone = (orders ?? []).filter((order) => !known.has(order));
  const partitions = homes.map(({ customer }) => customer);
  await inParallel(alone, AT_ONCE, async (order) => {
    const customer = await customerOfSingle(deps, order);
    partitions.push(customer ?? singleCustomer(order));
    if (customer) bills.push(...(await billsAt(deps, customer)).filter(({ bill }) => bill.order === order));
  });
  return { bills, partitions: partitions.map(keys.customer) };
}

/** ASVS 5.0 8.2.2: of the account's customer only the orders that are open to it now. */
async function scopeOfAccount(deps: Deps, { own: { customer, account: id } }: OwnUser): Promise<Scope> {
  const account = await accountAt(deps, customer, id);
  const bills = account ? await billsAt(deps, customer) : [];
  return {
    bills: bills.filter(({ bill }) => account && isOpen(account.body, bill.order)),
    partitions: [keys.customer(customer)],
  };
}

async function applicationAt(deps: Deps, customer: string, number: string): Promise<Stored<Application> | undefined> {
  const doc = await deps.store.get(keys.application(customer, number));
  const found = doc && typed('application', doc);
  // What is kept for the law alone is shown to nobody.
  return found?.body.closed ? undefined : found;
}

/** Bills as people see them; each application is read once. */
export async function billItems(deps: Deps, bills: readonly ScopedBill[]): Promise<BillItem[]> {
  const read = new Map<string, Stored<Application> | undefined>();
  const wanted = new Map(
    bills.flatMap(({ bill: { application }, customer }) => (application ? [[application, customer] as const] : [])),
  );
  await inParallel([...wanted], AT_ONCE, async ([number, customer]) => {
    read.set(number, await applicationAt(deps, customer, number));
  });
  const now = deps.now();
  return bills.map(({ bill }) => billItem(bill, read.get(bill.application ?? '')?.body, now));
}

/** One of the scope's applications, by its number in any spelling: every bill of it must be in the scope. */
export async function applicationInScope(
  deps: Deps,
  user: PageUser,
  { bills }: Scope,
  number: string,
): Promise<ApplicationItem | undefined> {
  const wanted = readApplicationNumber(number);
  if (!wanted) return undefined;
  const homes = new Set(bills.map(({ customer }) => customer));
  const found = (await Promise.all([...homes].map((home) => applicationAt(deps, home, wanted)))).find(Boolean);
  if (!found) return undefined;
  const known = new Set(bills.map(({ bill }) => bill.bill));
  if (!found.body.bills.every(({ bill }) => known.has(bill))) return undefined;
  const account = await accountAt(deps, found.body.customer, found.body.account);
  const own = account?.body.email === user.email;
  const files = own ? linksOf(deps, found.body, await filesOf(deps, found.body)) : [];
  return { ...applicationItem(found, deps.now(), { own }), ...(files.length ? { files } : {}) };
}

/** One of the scope's bills with its application. */
export async function billInScope(deps: Deps, user: PageUser, scope: Scope, number: string) {
  const found = scope.bills.find(({ bill }) => bill.bill === number.trim().toUpperCase());
  if (!found) return undefined;
  const [bill] = await billItems(deps, [found]);
  const { application: named } = found.bill;
  const application = named ? await applicationInScope(deps, user, scope, named) : undefined;
  return bill && { bill, ...(application ? { application } : {}) };
}
