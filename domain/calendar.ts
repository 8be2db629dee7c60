// Working days in mainland China: when an application is due, and when a bill opens. Days are those of Asia/Shanghai.
import table from 'chinese-days/dist/chinese-days.json';
import type { Business, YearCalendar } from './business';
import type { Instant } from './result';
import { CHINA_AHEAD, chinaDay, DAY, HOUR } from './time';

type Overlay = Business['calendarOverlay'];

/** `2026-11-24` */
type Day = string;

/** The State Council's days, as the library's data has them; years appear when their notice is out. */
const OFF: Record<Day, string> = table.holidays;
const WORK: Record<Day, string> = table.workdays;
const KNOWN = new Set(Object.keys(OFF).map((day) => day.slice(0, 4)));

const FIXED = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/** Monday to Friday. */
export function isWeekday(day: Day): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

const nextDay = (day: Day): Day => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);

/** The last millisecond of that day in China, so that its day still is the due day: `…T15:59:59.999Z`. */
const endOf = (day: Day): Instant => new Date(Date.parse(day) + DAY - CHINA_AHEAD - 1).toISOString();

const yearKnown = (year: string, overlay: Overlay): boolean => KNOWN.has(year) || overlay[year] !== undefined;

/** The overlay wins over the library; a year that neither knows works from Monday to Friday, but for the fixed days. */
export function isWorkingDay(day: Day, overlay: Overlay = {}): boolean {
  const own = overlay[day.slice(0, 4)];
  if (own?.work.includes(day)) return true;
  if (own?.off.includes(day)) return false;
  if (own?.whole) return isWeekday(day);
  if (WORK[day] !== undefined) return true;
  if (OFF[day] !== undefined) return false;
  // Fixed by law (放假办法, as of 2025): no working days even where the year's notice is not out.
  if (!yearKnown(day.slice(0, 4), overlay) && FIXED.has(day.slice(5))) return false;
  return isWeekday(day);
}

/** The days off and the make-up work days of a year, as the library's data has them; undefined where it has none. */
export function publishedCalendar(year: string): YearCalendar | undefined {
  if (!KNOWN.has(year)) return undefined;
  const of = (days: Record<Day, string>) => Object.keys(days).filter((day) => day.startsWith(`${year}-`));
  return { off: of(OFF).sort(), work: of(WORK).sort() };
}

/**
 * Until when an application is issued: 24:00 of the n-th working day after the day of submission, which does not count (R11).
 * `provisional`: a day was counted in a year whose calendar is not known yet.
 */
export function dueAt(
  submitted: Instant,
  { workingDays = 2, overlay = {} }: { workingDays?: number; overlay?: Overlay } = {},
): { at: Instant; provisional: boolean } {
  let day = chinaDay(submitted);
  let provisional = false;
  for (let left = workingDays; left > 0; ) {
    day = nextDay(day);
    provisional ||= !yearKnown(day.slice(0, 4), overlay);
    if (isWorkingDay(day, overlay)) left--;
  }
  return { at: endOf(day), provisional };
}

/** Of this year and the next, those without a calendar: the operator is told at start. */
export function missingYears(now: Instant, overlay: Overlay = {}): string[] {
  const year = Number(chinaDay(now).slice(0, 4));
  return [String(year), String(year + 1)].filter((each) => !yearKnown(each, overlay));
}

/** From when a fapiao can be applied for: that many hours after payment (R9, R10). */
export const opensAt = (paidAt: Instant, hours: number): Instant =>
  new Date(Date.parse(paidAt) + hours * HOUR).toISOString();
