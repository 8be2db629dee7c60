// What administrators set at the desk, over what the environment says: each section that differs from it, and what a change changed.
import type { CourseEvent } from './application';
import type { Business, YearCalendar } from './business';
import type { RejectReason } from './desk';
import type { Carrier } from './shipping';

/** Of a day, China time: `09:00`. */
export interface Span {
  from: string;
  to: string;
}

export interface Branch {
  addressZh: string;
  addressEn: string;
  phone: string;
  contact: string;
}

export interface Settings {
  /** When the phone is answered, Monday to Friday, in order. */
  hours: readonly Span[];
  phone: string;
  branch: Branch;
  carriers: readonly Carrier[];
  workingDays: number;
  /** Whole years, each instead of what was published of it. */
  calendar: Readonly<Record<string, Pick<YearCalendar, 'off' | 'work'>>>;
  silent: readonly CourseEvent[];
  reasons: readonly RejectReason[];
}
export type Section = keyof Settings;
export const SECTIONS: readonly Section[] = [
  'hours',
  'phone',
  'branch',
  'carriers',
  'workingDays',
  'calendar',
  'silent',
  'reasons',
];

/** Whoever waits is not harmed when these are not told; what ends an application, delays it or wants something of its holder is. */
export const QUIETABLE = ['open', 'start', 'issue', 'mail', 'requestReturn', 'confirmReturn', 'reissue'] as const;

/** What is stored: sections that say something else than the environment. */
export type SetSections = Partial<Settings>;

const SPAN = /^(\d{1,2}:\d\d) ?[-–] ?(\d{1,2}:\d\d)$/;

/** `09:00-12:00,13:00-18:00`; none where the environment's words are something else. */
export const spansOf = (hours: string): Span[] =>
  hours.split(',').flatMap((part) => {
    const [, from, to] = SPAN.exec(part.trim()) ?? [];
    return from && to ? [{ from: from.padStart(5, '0'), to: to.padStart(5, '0') }] : [];
  });

const hoursText = (spans: readonly Span[]): string => spans.map(({ from, to }) => `${from}-${to}`).join(',');

/** What the environment sets, as settings. */
export function settingsOf(business: Business): Settings {
  const { phoneHours, phone, branchAddressZh, branchAddressEn, branchPhone, branchContact = '' } = business;
  const { carriers, workingDays, silent, reasons } = business;
  return {
    hours: spansOf(phoneHours),
    phone,
    branch: { addressZh: branchAddressZh, addressEn: branchAddressEn, phone: branchPhone, contact: branchContact },
    carriers,
    workingDays,
    calendar: {},
    silent,
    reasons,
  };
}

/** The environment's business with what was set at the desk. */
export function businessWith(environment: Business, set: SetSections): Business {
  const { hours, phone, branch, calendar = {}, carriers, workingDays, silent, reasons } = set;
  const { branchContact: _, ...rest } = environment;
  const contact = branch ? branch.contact : environment.branchContact;
  const years = Object.entries(calendar).map(([year, days]) => [year, { ...days, whole: true }] as const);
  return {
    ...rest,
    ...(hours ? { phoneHours: hoursText(hours) } : {}),
    ...(phone === undefined ? {} : { phone }),
    ...(branch
      ? { branchAddressZh: branch.addressZh, branchAddressEn: branch.addressEn, branchPhone: branch.phone }
      : {}),
    ...(contact ? { branchContact: contact } : {}),
    ...(carriers ? { carriers } : {}),
    ...(workingDays === undefined ? {} : { workingDays }),
    ...(silent ? { silent } : {}),
    ...(reasons ? { reasons } : {}),
    calendarOverlay: { ...environment.calendarOverlay, ...Object.fromEntries(years) },
  };
}

/** A part of the settings that changed: what is in one of the lists and not in the other. `calendar.2027.off`, `branch.phone`. */
export interface SettingChange {
  what: string;
  before: string[];
  after: string[];
}

/** Every part of the settings as a list of texts, by its name. */
function partsOf(settings: Settings): Map<string, readonly string[]> {
  const { hours, phone, branch, carriers, workingDays, calendar, silent, reasons } = settings;
  return new Map<string, readonly string[]>([
    ['hours', hours.map(({ from, to }) => `${from}–${to}`)],
    ['phone', [phone]],
    ...Object.entries(branch).map(([name, value]) => [`branch.${name}`, [value as string].filter(Boolean)] as const),
    ['carriers', carriers],
    ['workingDays', [String(workingDays)]],
    ...Object.entries(calendar).flatMap(([year, { off, work }]) => [
      [`calendar.${year}.off`, off] as const,
      [`calendar.${year}.work`, work] as const,
    ]),
    ['silent', silent],
    ['reasons', reasons],
  ]);
}

/** What differs, part by part; empty where nothing does. */
export function changesBetween(before: Settings, after: Settings): SettingChange[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((what) => {
    const [old, now] = [was.get(what) ?? [], is.get(what) ?? []];
    const change = {
      what,
      before: old.filter((one) => !now.includes(one)),
      after: now.filter((one) => !old.includes(one)),
    };
    return change.before.length || change.after.length ? [change] : [];
  });
}

/** Sections that say something else than the environment: what follows the environment goes on following it. */
export function setSections(environment: Settings, settings: Settings): SetSections {
  const differs = (section: Section): boolean =>
    changesBetween({ ...environment, [section]: settings[section] }, environment).length > 0;
  return Object.fromEntries(SECTIONS.filter(differs).map((section) => [section, settings[section]]));
}
