// The bills of an account, with the state that each has now.
import type { Instant } from '../../domain/result';
import { everyIn } from '../../storage/every';
import { type Account, type Bill, bodyOf, keys } from '../../storage/records';
import type { Stored } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { isOpen } from '../account/orders';
import type { BillState, BillView } from '../queries';

/** A bill can be in one live application; `stage` says how far that is. Not paid or not synchronised yet: not open. */
export function billState(bill: Bill, now: Instant): BillState {
  if (bill.application) return bill.stage ?? 'applied';
  if (!bill.paidAt || !bill.opensAt) return 'unpaid';
  return bill.opensAt > now ? 'notYetOpen' : 'available';
}

const billView = (bill: Bill, now: Instant): BillView => ({
  bill: bill.bill,
  order: bill.order,
  period: bill.period,
  amount: bill.amount,
  payer: bill.payer,
  state: billState(bill, now),
  ...(bill.paidAt ? { paidAt: bill.paidAt } : {}),
  ...(bill.opensAt ? { opensAt: bill.opensAt } : {}),
  ...(bill.application ? { application: bill.application } : {}),
});

/** The place in the list of bills: periods sort as texts do, and the number makes the place unique. */
export const billPlace = (bill: Pick<Bill, 'period' | 'bill'>): string => `${bill.period}:${bill.bill}`;

/** All bills of the orders that are open to the account, newest period first. Other orders of the same customer stay unseen. */
export async function billsOf(deps: Deps, account: Account): Promise<BillView[]> {
  const now = deps.now();
  const views: BillView[] = [];
  for await (const doc of everyIn(deps.store, 'bills', { pk: keys.customer(account.customer), desc: true })) {
    const bill = bodyOf('bill', doc);
    if (isOpen(account, bill.order)) views.push(billView(bill, now));
  }
  return views;
}

/** The documents of these bills, in this order; undefined where there is none or its order is not open to the account. */
export async function readBills(deps: Deps, account: Account, numbers: readonly string[]) {
  const docs = await Promise.all(numbers.map((no) => deps.store.get(keys.bill(account.customer, no))));
  return docs.map((doc): Stored<Bill> | undefined =>
    doc && isOpen(account, bodyOf('bill', doc).order) ? (doc as Stored<Bill>) : undefined,
  );
}
