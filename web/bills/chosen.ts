// What was chosen when a session ended by itself, for whoever signs in again: numbers only, and only bills that are listed count.
import type { BillItem } from '../../domain/bill-view';
import type { PageState } from './page-state';

const NAME = 'fapiao.bills.chosen';

/** Kept in this tab until bills are listed again, or somebody signs out. */
export function keepChosen({ selected, config }: PageState): void {
  if (config.way !== 'account') return;
  try {
    if (selected.size) sessionStorage.setItem(NAME, JSON.stringify([...selected.keys()]));
    else sessionStorage.removeItem(NAME);
  } catch {
    // A browser that stores nothing.
  }
}

/** Chooses them again, once. */
export function chooseAgain({ selected }: PageState, bills: readonly BillItem[]): void {
  try {
    const kept = new Set<unknown>(JSON.parse(sessionStorage.getItem(NAME) ?? '[]') as unknown[]);
    sessionStorage.removeItem(NAME);
    for (const bill of bills) if (kept.has(bill.number)) selected.set(bill.number, bill);
  } catch {
    // A browser that stores nothing.
  }
}
