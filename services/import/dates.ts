// Dates and months as payment platforms and spreadsheets write them. What could be two days is none.
import type { Instant } from '../../domain/result';
import { CHINA_OFFSET, DAY, SECOND } from '../../domain/time';
import type { RowFault } from './faults';

/** In which order a whole column has day and month where the year stands last. */
export type DayOrder = 'dayFirst' | 'monthFirst';

/** A day and a time of it, or why it is none. */
export type ReadDate = { ok: true; at: Instant; day: number } | { ok: false; fault: RowFault };

const no = (fault: RowFault): ReadDate => ({ ok: false, fault });

interface Parts {
  year: number;
  month: number;
  day: number;
  hour?: number;
  minute?: number;
  second?: string;
  zone?: string | undefined;
}

/** The calendar must know the day: Date would turn 30 February into 2 March. */
function instantOf({ year, month, day, hour = 0, minute = 0, second = '00', zone }: Parts): ReadDate {
  const two = (n: number) => String(n).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const midnight = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== date) return no('dateFormat');
  if (hour > 23) return no('dateFormat');
  const offset = zone ? zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2') : CHINA_OFFSET;
  const at = new Date(`${date}T${two(hour)}:${two(minute)}:${second}${offset}`);
  return Number.isNaN(at.getTime()) ? no('dateFormat') : { ok: true, at: at.toISOString(), day };
}

const CLOCK =
  /^(?:(上午|早上|凌晨|中午|下午|晚上|AM|PM) ?)?(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?|[时点時](?:(\d{1,2})分(?:(\d{1,2})秒)?)?) ?(AM|PM|A\.M\.|P\.M\.)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;

/** `08:30[:05[.123]]`, `9:00 PM`, `下午3:05`, `8时30分`, with a zone or without; '' is midnight. Undefined: no time. */
function clockOf(text: string): Pick<Parts, 'hour' | 'minute' | 'second' | 'zone'> | undefined {
  if (text === '') return {};
  const match = CLOCK.exec(text);
  if (!match) return undefined;
  const [, before = '', hours = '', colon, colonSecond, fraction = '', minutes, seconds, after = '', zone] = match;
  let hour = Number(hours);
  const half = before && after ? undefined : (before || after).replace(/\./g, '').toUpperCase();
  if (half === undefined) return undefined;
  if (half) {
    const late = /^(?:PM|下午|晚上|中午)$/.test(half);
    // 13 PM is nothing that a clock of twelve hours shows; 下午14:05 is often written.
    if (/^[AP]M$/.test(half) && (hour < 1 || hour > 12)) return undefined;
    if (!late && hour > 12) return undefined;
    // 晚上1:00 and 晚上12:30 may be of the day after.
    if (half === '晚上' && (hour < EVENING || hour === 12)) return undefined;
    if (late && hour < 12 && !(half === '中午' && hour > 9)) hour += 12;
    else if (/^(?:AM|凌晨|上午)$/.test(half) && hour === 12) hour = 0;
  }
  const second = `${(colonSecond ?? seconds ?? '0').padStart(2, '0')}.${fraction.slice(0, 3).padEnd(3, '0')}`;
  const named = zone && /^(?:UTC|GMT)$/i.test(zone) ? 'Z' : zone;
  return { hour, minute: Number(colon ?? minutes ?? 0), second, zone: named };
}

const EVENING = 5;

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
/** Written out, or so far that it can be no other: Oct, Sept; not Octopus. */
const monthOf = (name: string): number => MONTHS.findIndex((one) => one.startsWith(name.toLowerCase())) + 1;

const YEAR_FIRST = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])(?:[T ,]? ?(.*))?$/i;
const DIGITS = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?$/i;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:,? (.*))?$/;
const NAMED = /^(?:(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ,] ?(\d{4})|([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4}))(?:,? (.*))?$/;
const NO_DAY =
  /^(?:[A-Za-z]{3,9}[- ]\d{2,4}|\d{2,4}[- ][A-Za-z]{3,9}|\d{4}[-/.]\d{1,2}|\d{4}年\d{1,2}月|\d{1,2}[-/]\d{4}|\d{1,2}-[A-Za-z]{3,9})$/;
const TWO_DIGIT_YEAR = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}(?: .*)?$/;
const SERIAL = /^(\d{5})(?:\.(\d{1,15}))?$/;

/** 1 January 2000 and 31 December 2099 as a spreadsheet counts days. */
const [FIRST_SERIAL, LAST_SERIAL] = [36_526, 73_050];

/** A spreadsheet's number of days since 1900, China time, to the second. */
export function dateOfSerial(text: string): ReadDate {
  const days = /^\d{5}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(days >= FIRST_SERIAL && days <= LAST_SERIAL)) return no('dateFormat');
  const local = Math.round((days - 25_569) * (DAY / SECOND)) * SECOND;
  const at = new Date(`${new Date(local).toISOString().slice(0, -1)}${CHINA_OFFSET}`);
  return { ok: true, at: at.toISOString(), day: new Date(local).getUTCDate() };
}

const plain = (text: string): string => text.slice(0, 100).normalize('NFKC').replace(/\s+/g, ' ').trim();

/** Day and month where the year stands last (`10/5/2026`): the two numbers in front; undefined for any other form. */
export function yearLast(text: string): [number, number] | undefined {
  const match = YEAR_LAST.exec(plain(text));
  return match ? [Number(match[1]), Number(match[3])] : undefined;
}

/** Written by a spreadsheet of a country whose dates begin with the year: `2026/10/5`. */
export const isSlashed = (text: string): boolean => /^\d{4}\/\d{1,2}\/\d{1,2}(?: |$)/.test(plain(text));

/**
 * Reads a day with or without a time: China time, unless a zone stands there. `order`: how the column has day and month;
 * without it only what can be but one day is read.
 */
export function readDate(text: string, order?: DayOrder): ReadDate {
  const value = plain(text);
  const first = YEAR_FIRST.exec(value);
  if (first) {
    const [, year, , month, day, cnMonth, cnDay, rest = ''] = first;
    const clock = clockOf(rest.trim());
    if (!clock) return no('dateFormat');
    return instantOf({ year: Number(year), month: Number(month ?? cnMonth), day: Number(day ?? cnDay), ...clock });
  }
  const digits = DIGITS.exec(value);
  if (digits) {
    const [, year, month, day, hour = '0', minute = '0', second = '00'] = digits;
    return instantOf({
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second,
    });
  }
  const named = NAMED.exec(value);
  if (named) {
    const month = monthOf(named[2] ?? named[4] ?? '');
    const clock = clockOf((named[7] ?? '').trim());
    if (!month || !clock) return no('dateFormat');
    return instantOf({ year: Number(named[3] ?? named[6]), month, day: Number(named[1] ?? named[5]), ...clock });
  }
  const last = YEAR_LAST.exec(value);
  if (last) return readYearLast(last, order);
  if (SERIAL.test(value)) return dateOfSerial(value);
  if (NO_DAY.test(value)) return no('dateNoDay');
  return no(TWO_DIGIT_YEAR.test(value) ? 'dateYear' : 'dateFormat');
}

function readYearLast(match: RegExpExecArray, order: DayOrder | undefined): ReadDate {
  const [one, two] = [Number(match[1]), Number(match[3])];
  const clock = clockOf((match[5] ?? '').trim());
  if (!clock) return no('dateFormat');
  const dayFirst = order ? order === 'dayFirst' : one > 12;
  if (!order && one <= 12 && two <= 12 && one !== two) return no('dateAmbiguous');
  const [day, month] = dayFirst ? [one, two] : [two, one];
  return instantOf({ year: Number(match[4]), month, day, ...clock });
}

/** Reads `2026-11`, `2026/11`, `202611`, `2026年11月`, and a first of a month (`2026/11/1`), as `2026-11`. */
export function parsePeriod(text: string): string | undefined {
  const value = plain(text).replace(/\s/g, '');
  // "2026.1" may have been 2026.10 before a spreadsheet took it for a number.
  const match =
    /^(20\d{2})(?:[-/](\d{1,2})|年(\d{1,2})月?(?:份)?|\.?(\d{2}))$/.exec(value) ??
    /^(20\d{2})([-/.])(\d{1,2})\2(?:1|01)$/.exec(value);
  const month = Number(match?.[2]?.match(/^\d+$/)?.[0] ?? match?.[3] ?? match?.[4]);
  return match && month >= 1 && month <= 12 ? `${match[1]}-${String(month).padStart(2, '0')}` : undefined;
}
