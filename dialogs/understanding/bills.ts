// Which bills a message means: its wish applied to the bills that the person sees.
import type { BillRef, BillWish } from '../../domain/reading';
import type { Locale } from '../../locales/list';
import { readIn } from './reading';

export interface Listed {
  bill: string;
  /** `2026-11` */
  period: string;
  /** Place in the shown list, from 1. */
  number: number;
  selectable: boolean;
}

/** Longer texts are no answer to "which bills". */
const LONGEST = 300;

/**
 * The bills that a message chooses, in the list's order, or undefined when it says nothing about bills. `current`: those chosen so
 * far, for "without March" and "add 4"; `month`: the one that it is now, `2026-12`. Sets ("all", a year, a range of months, the latest) hold selectable bills only; a bill named
 * by its own number or month is returned even when it isn't selectable, so that the reason can be said.
 */
export function selectBills(
  text: string,
  bills: Listed[],
  current: string[],
  { locale, month }: { locale: Locale; month: string },
): string[] | undefined {
  if (!bills.length || text.length > LONGEST) return undefined;
  const wish = readIn(text, locale, { asked: ['bills'], month }).bills;
  return wish && billsMeant(wish, bills, current);
}

/** A wish applied to a list; undefined when it names only places that the list does not have. */
export function billsMeant(wish: BillWish, bills: readonly Listed[], current: readonly string[]): string[] | undefined {
  const newest = bills.toSorted((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : a.number - b.number));
  const open = newest.filter(({ selectable }) => selectable);
  const chosen = new Set(wish.only.flatMap((ref) => meant(ref, bills, newest, open)));
  // "Without March": of what is chosen, else of what could be.
  const among = current.length ? newest.filter(({ bill }) => current.includes(bill) || chosen.has(bill)) : newest;
  const removed = new Set(wish.without.flatMap((ref) => meant(ref, bills, among, open)));
  const names = [...wish.only, ...wish.without];
  if (!chosen.size && !removed.size && names.every((ref) => 'number' in ref || 'bill' in ref)) return undefined;
  const base = wish.add || (!chosen.size && removed.size) ? [...current, ...chosen] : [...chosen];
  const from = !base.length && wish.without.length ? open.map(({ bill }) => bill) : base;
  const result = new Set(from.filter((bill) => !removed.has(bill)));
  return bills.filter(({ bill }) => result.has(bill)).map(({ bill }) => bill);
}

const monthOf = ({ period }: Listed): number => Number(period.slice(5));
const yearOf = ({ period }: Listed): number => Number(period.slice(0, 4));
const indexOf = (one: Listed): number => yearOf(one) * 12 + monthOf(one) - 1;

function meant(ref: BillRef, bills: readonly Listed[], among: readonly Listed[], open: readonly Listed[]): string[] {
  const names = (some: readonly Listed[]) => some.map(({ bill }) => bill);
  if ('bill' in ref) return names(bills.filter(({ bill }) => bill === ref.bill));
  if ('all' in ref) return names(open);
  if ('latest' in ref) return names(open.slice(0, ref.latest));
  if ('number' in ref) {
    const [from, to] = [Math.min(ref.number, ref.upTo ?? ref.number), Math.max(ref.number, ref.upTo ?? ref.number)];
    return names(
      bills.filter(({ number, selectable }) => number >= from && number <= to && (from === to || selectable)),
    );
  }
  if ('month' in ref) return names(ofMonth(ref.month, ref.year, among));
  if ('from' in ref) {
    const [last] = ofMonth(ref.to, ref.year, among);
    if (!last) return [];
    const first = indexOf(last) - ((ref.to - ref.from + 12) % 12);
    return names(open.filter((one) => indexOf(one) >= first && indexOf(one) <= indexOf(last)));
  }
  return names(open.filter((one) => yearOf(one) >= ref.year && yearOf(one) <= (ref.upTo ?? ref.year)));
}

/** The newest of that month, unless a year is said. */
function ofMonth(month: number, year: number | undefined, among: readonly Listed[]): Listed[] {
  const same = among.filter((one) => monthOf(one) === month);
  const wanted = year ?? (same[0] && yearOf(same[0]));
  return same.filter((one) => yearOf(one) === wanted);
}
