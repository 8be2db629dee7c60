// The days that nobody works on by law (放假办法, as of 2025): a calendar of a year that lacks one of them was not copied whole.
import { getSolarDateFromLunar, getSolarTermDate } from 'chinese-days';
import { DAY } from './time';

const before = (day: string): string => new Date(Date.parse(day) - DAY).toISOString().slice(0, 10);
const after = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The 13 days of a year, at least 11 different ones, in order: `2027-02-05`. */
export function holidaysByLaw(year: string): string[] {
  const lunar = (monthAndDay: string): string => getSolarDateFromLunar(`${year}-${monthAndDay}`).date;
  const spring = lunar('01-01');
  const days = [
    `${year}-01-01`,
    before(spring),
    spring,
    after(spring, 1),
    after(spring, 2),
    getSolarTermDate(Number(year), 4, 'pure_brightness'),
    `${year}-05-01`,
    `${year}-05-02`,
    lunar('05-05'),
    lunar('08-15'),
    `${year}-10-01`,
    `${year}-10-02`,
    `${year}-10-03`,
  ];
  return [...new Set(days)].sort();
}
