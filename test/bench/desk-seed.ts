// A service centre's years: applications of which the newest are open, their bills, and the accounts that applied; straight into the store.
import type { Deps } from '../../services/shared/deps';
import { later } from '../../domain/time';
import { type Application, keys, record } from '../../storage/records';
import type { Write } from '../../storage/store';
import { application, seedApplications } from '../support/desk-work';

/** As desk-work.ts spreads them. */
const CUSTOMERS = 1_000;
const AT_ONCE = 5_000;
const HOUR = 3_600_000;

type Ground = Pick<Deps, 'store' | 'now'>;

/** Writes `all` applications; the newest `open` of them have something to be done, within two days past and a week to come. */
export async function seedCentre(deps: Ground, { all, open }: { all: number; open: number }): Promise<void> {
  const now = deps.now();
  const waiting: Application[] = [];
  for (let from = 1; from <= all; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, all - from + 1) }, (_, i) => {
      const n = from + i;
      const state = n > all - open ? 'submitted' : 'delivered';
      return application(n, { state, dueAt: later(now, ((n % 216) - 48) * HOUR) });
    });
    await seedApplications(deps.store, some);
    waiting.push(...some.filter(({ state }) => state === 'submitted'));
  }
  await seedCustomers(deps, waiting);
}

/** Who applied with these, and their bills. */
async function seedCustomers(deps: Ground, applications: readonly Application[]): Promise<void> {
  for (let c = 0; c < CUSTOMERS; c += 1) {
    const customer = `c${c}`;
    const own = applications.filter((one) => one.customer === customer);
    const bills = own.flatMap(({ number, payer, bills }) =>
      bills.map((bill): Write => {
        const body = { ...bill, payer, paidAt: deps.now(), application: number, stage: 'applied' as const };
        return { op: 'put', doc: record('bill', keys.bill(customer, bill.bill), body) };
      }),
    );
    const account = {
      id: 'account-1',
      customer,
      email: `account${c}@qinghe.example`,
      passwordHash: '',
      locale: 'zh-CN' as const,
      orders: own.flatMap((one) => one.bills.map(({ order }) => order)),
      epoch: 1,
      activatedAt: deps.now(),
      links: {},
    };
    const doc = record('account', keys.account(customer, account.id), account);
    await deps.store.commit(keys.customer(customer), [{ op: 'put', doc }, ...bills]);
  }
}
