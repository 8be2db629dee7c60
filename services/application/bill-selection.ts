// A selection of bills: year, search words, order, page.
import { BILL_SORTS, type BillSort } from '../../domain/bill-view';
import { sum, yuan } from '../../domain/money';
import type { Instant } from '../../domain/result';
import type { Bill } from '../../storage/records';
import { billPlace, billState } from './bills';
import type { ScopedBill } from './host-scope';
import type { BillState } from '../queries';

export interface Selection {
  /** `2026` */
  year?: string;
  /** All words must occur in a bill. */
  q?: string;
  /** With `-` in front: descending. */
  sort: BillSort | `-${BillSort}`;
  limit: number;
  /** The `next` of the page before. */
  after?: string;
}

export interface Selected {
  page: ScopedBill[];
  total: { count: number; amount: number };
  years: string[];
  next?: string;
}

/** What can be done first, what needs nothing any more last. */
const STATES: readonly BillState[] = ['available', 'notYetOpen', 'scheduled', 'applied', 'issued', 'unpaid'];

export const isSort = (text: string): text is Selection['sort'] =>
  (BILL_SORTS as readonly string[]).includes(text.replace(/^-/, ''));

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** `1368.00`, also as `1,368.00` is searched for. */
const words = (bill: Bill): string =>
  fold([bill.bill, bill.order, bill.payer, bill.period, bill.method, bill.application, yuan(bill.amount)].join(' '));

/** The bills of a selection, a page of them. Undefined when `after` names no bill of it. */
export function selectBills(bills: readonly ScopedBill[], selection: Selection, now: Instant): Selected | undefined {
  const { year, q = '', sort, limit, after } = selection;
  const wanted = fold(q)
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .split(/\s+/)
    .filter(Boolean);
  const found = bills.filter(({ bill }) => {
    if (year && !bill.period.startsWith(`${year}-`)) return false;
    const text = wanted.length ? words(bill) : '';
    return wanted.every((word) => text.includes(word));
  });
  const place = placeOf(sort.replace(/^-/, '') as BillSort, now);
  const sign = sort.startsWith('-') ? -1 : 1;
  // The bill's own place settles what is equal, so that pages never overlap.
  const sorted = found
    .map((one) => ({ one, at: place(one.bill), second: billPlace(one.bill) }))
    .toSorted((a, b) => sign * compare(a.at, b.at) || sign * compare(a.second, b.second))
    .map(({ one }) => one);
  const from = after === undefined ? 0 : sorted.findIndex(({ bill }) => bill.bill === after) + 1;
  if (after !== undefined && from === 0) return undefined;
  const page = sorted.slice(from, from + limit);
  const last = sorted.length > from + limit ? page.at(-1)?.bill.bill : undefined;
  return {
    page,
    total: { count: found.length, amount: sum(found.map(({ bill }) => bill.amount)) },
    years: [...new Set(bills.map(({ bill }) => bill.period.slice(0, 4)))].toSorted().toReversed(),
    ...(last ? { next: last } : {}),
  };
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

function placeOf(sort: BillSort, now: Instant): (bill: Bill) => string | number {
  if (sort === 'amount') return ({ amount }) => amount;
  if (sort === 'state') return (bill) => STATES.indexOf(billState(bill, now));
  if (sort === 'paidAt') return ({ paidAt = '' }) => paidAt;
  return sort === 'payer' ? ({ payer }) => payer : ({ period }) => period;
}
