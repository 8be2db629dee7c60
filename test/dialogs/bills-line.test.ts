// Chosen bills in a line: which months they are is never left to guessing.
import { billsLine, listsTooMany } from '../../dialogs/flows/apply/bills';
import type { ChosenBill } from '../../dialogs/flows/apply/values';
import { formatValue, type Locale } from '../../locales';

const bills = (...periods: string[]): ChosenBill[] =>
  periods.map((period, index) => ({ bill: `BILL-${index}`, period, amount: 100, payer: 'x' }) as ChosenBill);
const year = (from: number, to: number, without: number[] = []): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n)
    .filter((month) => !without.includes(month))
    .map((month) => `2026-${String(month).padStart(2, '0')}`);
const line = (periods: string[], locale: Locale = 'en-US'): string =>
  formatValue(locale, billsLine(bills(...periods))).replace(/[\u00a0\u202f]/g, ' ');

test('up to six months with gaps are named one by one', () => {
  expect(line(['2026-10', '2026-12'])).toMatch(/^2 \(Oct and Dec 2026\)/);
  expect(line(year(1, 12, [2, 4, 6, 8, 9, 11]))).toContain('Jan, Mar, May, Jul, Oct, and Dec 2026');
  expect(line(['2026-12', '2026-10'], 'zh-CN')).toMatch(/^2 张（2026年10月和12月）/);
});

test('more than six months without a gap are a span, fewer have their names, also over the turn of the year', () => {
  expect(line(year(4, 10))).toMatch(/^7 \(Apr 2026 to Oct 2026\)/);
  expect(line(['2025-11', '2025-12', '2026-01'])).toMatch(/^3 \(Nov, Dec 2025, and Jan 2026\)/);
});

test('more than six months with gaps are a span that names the gaps', () => {
  expect(line(year(1, 12, [8]))).toMatch(/^11 \(Jan 2026 to Dec 2026, without Aug 2026\)/);
  expect(line(year(1, 12, [3, 8]), 'nl-NL')).toContain('zonder mrt en aug 2026');
});

test('with more gaps than a line holds every month has its name', () => {
  const odd = Array.from({ length: 9 }, (_, n) => `20${10 + n}-01`);
  expect(line(odd)).toContain('Jan 2010, Jan 2011, Jan 2012');
  expect(line(odd)).toContain('and Jan 2018');
});

test('two bills of one month say the month once; strange periods end', () => {
  expect(line(['2026-10', '2026-10'])).toMatch(/^2 \(Oct 2026\)/);
  expect(listsTooMany(bills(...year(1, 6)))).toBe(false);
  expect(listsTooMany(bills(...year(1, 7)))).toBe(true);
  expect(listsTooMany(bills('0001-01', '9999-12'))).toBe(false);
  expect(line(['0001-01', '9999-12'])).toContain('9999');
});
