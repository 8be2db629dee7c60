// What somebody typed as settings, read: in canonical form, or the first thing that can't be so and the field that it stands in.
import { isWeekday } from './calendar';
import { holidaysByLaw } from './holidays';
import type { Reason } from './result';
import { QUIETABLE, type Settings, type Span } from './settings';
import { clean } from './text';

/** `slot`: the field, by its section: `hours`, `branch.phone`, `calendar.2027`. */
export type Fault = { reason: Reason; slot: string };
export type Checked = { ok: true; settings: Settings } | ({ ok: false } & Fault);

const SPANS_MAX = 3;
const ADDRESS_MAX = 200;
const NAME_MAX = 60;
const WORKING_DAYS_MAX = 30;

const fault = (slot: string, code: string, params?: Reason['params']): Fault => ({
  slot,
  reason: params ? { code, params } : { code },
});

/** In order, and none in another; a day has no 24:00 that begins. */
function hoursFault(hours: readonly Span[]): Fault | undefined {
  if (!hours.length) return fault('hours', 'hoursMissing');
  if (hours.length > SPANS_MAX) return fault('hours', 'hoursMany', { max: SPANS_MAX });
  for (const [i, { from, to }] of hours.entries()) {
    const wrong = [from, to].find((clock) => !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(clock));
    if (wrong !== undefined) return fault('hours', 'hoursFormat', { given: wrong || '–' });
    if (from >= to) return fault('hours', 'hoursOrder', { from, to });
    const next = hours[i + 1];
    if (next && next.from < to)
      return fault('hours', 'hoursOverlap', { first: `${from}–${to}`, second: `${next.from}–${next.to}` });
  }
  return undefined;
}

const PHONE_MAX = 40;

/** Digits with what people write between them, and an extension. */
function phoneFault(slot: string, phone: string): Fault | undefined {
  if (phone === '') return fault(slot, 'phoneEmpty');
  const digits = phone.replace(/\D/g, '').length;
  const fits = phone.length <= PHONE_MAX && /^[+\d()（） /转#*ext.-]+$/i.test(phone) && digits >= 5 && digits <= 20;
  return fits ? undefined : fault(slot, 'phoneForm');
}

/** What stands in mails and cards as it is: no markup, which would be shown as such and looks like an attack. */
function lineFault(slot: string, text: string, max: number): Fault | undefined {
  if ([...text].length > max) return fault(slot, 'settingLong', { max });
  return /[<>{}]/.test(text) ? fault(slot, 'settingMarkup') : undefined;
}

function branchFault({ addressZh, addressEn, phone, contact }: Settings['branch']): Fault | undefined {
  for (const [name, address] of Object.entries({ addressZh, addressEn })) {
    if (address === '') return fault(`branch.${name}`, 'addressEmpty');
    const wrong = lineFault(`branch.${name}`, address, ADDRESS_MAX);
    if (wrong) return wrong;
  }
  return phoneFault('branch.phone', phone) ?? lineFault('branch.contact', contact, NAME_MAX);
}

const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && new Date(Date.parse(day) || 0).toISOString().startsWith(day);

type Year = Settings['calendar'][string];

/** A year whole: every day is one of it, holidays by law are off, and only weekends are worked instead. */
function yearFault(year: string, { off, work }: Year): Fault | undefined {
  const wrong = (code: string, params?: Reason['params']) => fault(`calendar.${year}`, code, params);
  if (!/^20\d\d$/.test(year)) return wrong('calendarYear', { year });
  const foreign = [...off, ...work].find((day) => !isDay(day) || !day.startsWith(`${year}-`));
  if (foreign !== undefined) return wrong('calendarDay', { day: foreign, year });
  const both = work.find((day) => off.includes(day));
  if (both) return wrong('calendarBoth', { day: both });
  const missing = holidaysByLaw(year).filter((day) => !off.includes(day));
  if (missing.length) return wrong('calendarMissing', { days: missing.join(', ') });
  const weekday = work.find(isWeekday);
  return weekday ? wrong('calendarWeekday', { day: weekday }) : undefined;
}

function calendarFault(calendar: Settings['calendar']): Fault | undefined {
  for (const [year, days] of Object.entries(calendar)) {
    const wrong = yearFault(year, days);
    if (wrong) return wrong;
  }
  return undefined;
}

const sorted = (days: readonly string[]): string[] =>
  [...new Set(days.map((day) => day.trim()))].filter(Boolean).sort();

/** Blanks gone, days in order, hours with two digits. */
function canonical(given: Settings): Settings {
  const { hours, phone, branch, calendar } = given;
  const years = Object.entries(calendar).map(([year, { off, work }]) => [
    year,
    { off: sorted(off), work: sorted(work) },
  ]);
  return {
    ...given,
    hours: hours
      .map(({ from, to }) => ({ from: from.trim().padStart(5, '0'), to: to.trim().padStart(5, '0') }))
      .toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    phone: clean(phone),
    branch: {
      addressZh: clean(branch.addressZh),
      addressEn: clean(branch.addressEn),
      phone: clean(branch.phone),
      contact: clean(branch.contact),
    },
    calendar: Object.fromEntries(years) as Settings['calendar'],
  };
}

/**
 * Faults: `hoursMissing`, `hoursMany` {max}, `hoursFormat` {given}, `hoursOrder` {from, to}, `hoursOverlap` {first, second},
 * `phoneEmpty`, `phoneForm`, `addressEmpty`, `settingLong` {max}, `settingMarkup`, `workingDaysRange` {max}, `calendarYear` {year},
 * `calendarDay` {day, year}, `calendarBoth` {day}, `calendarMissing` {days}, `calendarWeekday` {day}, `silentNever`, `reasonsMissing`.
 */
export function checkSettings(given: Settings): Checked {
  const settings = canonical(given);
  const { hours, phone, branch, workingDays, calendar, silent, reasons } = settings;
  const wrong =
    hoursFault(hours) ??
    phoneFault('phone', phone) ??
    branchFault(branch) ??
    (Number.isInteger(workingDays) && workingDays >= 1 && workingDays <= WORKING_DAYS_MAX
      ? undefined
      : fault('workingDays', 'workingDaysRange', { max: WORKING_DAYS_MAX })) ??
    calendarFault(calendar) ??
    (silent.every((event) => QUIETABLE.some((one) => one === event)) ? undefined : fault('silent', 'silentNever')) ??
    (reasons.length ? undefined : fault('reasons', 'reasonsMissing'));
  return wrong ? { ok: false, ...wrong } : { ok: true, settings };
}
