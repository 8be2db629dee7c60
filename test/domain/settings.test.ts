// Settings as typed: what can't be so is named with its field; what differs from the environment is all that is stored.
import { dueAt, isWorkingDay, publishedCalendar } from '../../domain/calendar';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import { holidaysByLaw } from '../../domain/holidays';
import {
  businessWith,
  changesBetween,
  SECTIONS,
  setSections,
  type Settings,
  settingsOf,
  spansOf,
} from '../../domain/settings';
import { checkSettings } from '../../domain/settings-check';

const base = settingsOf(BUSINESS_DEFAULTS);
const off = (year: string, ...more: string[]) => [...new Set([...holidaysByLaw(year), ...more])].sort();
const checked = (more: Partial<Settings>) => {
  const result = checkSettings({ ...base, ...more });
  return result.ok ? 'ok' : [result.slot, result.reason.code, Object.values(result.reason.params ?? {}).join(' | ')];
};
const hours = (text: string) => ({
  hours: text.split(',').map((part) => ({ from: part.split('-')[0] ?? '', to: part.split('-')[1] ?? '' })),
});
const branch = (more: Partial<Settings['branch']>) => ({ branch: { ...base.branch, ...more } });
const year = (days: { off?: string[]; work?: string[] }) => ({
  calendar: { 2027: { off: off('2027'), work: [], ...days } },
});

test('what the environment says is good, and is told from nothing', () => {
  expect(checked({})).toBe('ok');
  expect(setSections(base, base)).toEqual({});
  expect(businessWith(BUSINESS_DEFAULTS, {})).toEqual(BUSINESS_DEFAULTS);
  expect(Object.keys(base).sort()).toEqual([...SECTIONS].sort());
});

test.each([
  [hours('09:00-12:00,13:00-18:00'), 'ok'],
  [hours('9:00-12:00,12:00-18:00'), 'ok'],
  [{ hours: [] }, ['hours', 'hoursMissing', '']],
  [hours('09:00-12:00,11:59-18:00'), ['hours', 'hoursOverlap', '09:00–12:00 | 11:59–18:00']],
  // Typed in any order: the overlap is found all the same.
  [hours('13:00-18:00,09:00-13:30'), ['hours', 'hoursOverlap', '09:00–13:30 | 13:00–18:00']],
  [hours('18:00-09:00'), ['hours', 'hoursOrder', '18:00 | 09:00']],
  [hours('09:00-25:00'), ['hours', 'hoursFormat', '25:00']],
  [hours('-18:00'), ['hours', 'hoursFormat', '00000']],
  [hours('08:00-09:00,10:00-11:00,12:00-13:00,14:00-15:00'), ['hours', 'hoursMany', '3']],
  [{ phone: '<b>400</b>' }, ['phone', 'phoneForm', '']],
  [{ phone: '<img src=x onerror=alert(1)> 4000890365' }, ['phone', 'phoneForm', '']],
  [{ phone: ' ' }, ['phone', 'phoneEmpty', '']],
  [{ phone: '400-089-0365 转 2' }, 'ok'],
  [{ phone: '12' }, ['phone', 'phoneForm', '']],
  [branch({ phone: 'call me' }), ['branch.phone', 'phoneForm', '']],
  [branch({ addressZh: '' }), ['branch.addressZh', 'addressEmpty', '']],
  [branch({ addressEn: '<script>' }), ['branch.addressEn', 'settingMarkup', '']],
  [branch({ addressEn: '{{phone}}' }), ['branch.addressEn', 'settingMarkup', '']],
  [branch({ contact: 'x'.repeat(61) }), ['branch.contact', 'settingLong', '60']],
  [{ workingDays: 0 }, ['workingDays', 'workingDaysRange', '30']],
  [{ workingDays: 1.5 }, ['workingDays', 'workingDaysRange', '30']],
  [{ workingDays: Number.NaN }, ['workingDays', 'workingDaysRange', '30']],
  [year({}), 'ok'],
  [year({ off: ['2027-01-01'] }), ['calendar.2027', 'calendarMissing', off('2027').slice(1).join(', ')]],
  [year({ off: off('2027', '2027-02-30') }), ['calendar.2027', 'calendarDay', '2027-02-30 | 2027']],
  [year({ off: off('2027', '2028-01-01') }), ['calendar.2027', 'calendarDay', '2028-01-01 | 2027']],
  [year({ work: ['2027-02-20'] }), 'ok'],
  [year({ work: ['2027-02-22'] }), ['calendar.2027', 'calendarWeekday', '2027-02-22']],
  [year({ work: ['2027-05-01'] }), ['calendar.2027', 'calendarBoth', '2027-05-01']],
  [{ calendar: { twenty: { off: [], work: [] } } }, ['calendar.twenty', 'calendarYear', 'twenty']],
  [{ silent: ['start' as const] }, 'ok'],
  [{ silent: ['reject' as const] }, ['silent', 'silentNever', '']],
  [{ reasons: [] }, ['reasons', 'reasonsMissing', '']],
  [{ carriers: [] }, 'ok'],
])('%j: %j', (more, wanted) => {
  expect(checked(more)).toEqual(wanted);
});

test('the holidays by law are those that were published, in every year that was', () => {
  for (const each of ['2020', '2024', '2025', '2026']) {
    const published = publishedCalendar(each)?.off ?? [];
    // 31 December of the year before has been published as one of the next year; two days are by law since 2025.
    const since = (day: string) => each >= '2025' || !(day.endsWith('-05-02') || isWorkingDay(day));
    expect(holidaysByLaw(each).filter((day) => since(day) && !published.includes(day))).toEqual([]);
  }
  // The festival of 2027 begins eight minutes before its midnight in China: a day later by the sun's clock of others.
  expect(holidaysByLaw('2027').slice(1, 5)).toEqual(['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08']);
});

test('a year that is set counts whole, whatever was published; make-up days are worked', () => {
  const calendar = {
    2026: { off: off('2026'), work: [] },
    2027: { off: off('2027', '2027-01-04'), work: ['2027-01-09'] },
  };
  const { calendarOverlay: overlay } = businessWith(BUSINESS_DEFAULTS, { calendar });
  // Published as a make-up work day, a Sunday.
  expect([isWorkingDay('2026-01-04'), isWorkingDay('2026-01-04', overlay)]).toEqual([true, false]);
  expect([isWorkingDay('2027-01-04', overlay), isWorkingDay('2027-01-09', overlay)]).toEqual([false, true]);
  const submitted = '2026-12-31T02:00:00.000Z';
  expect(dueAt(submitted)).toEqual({ at: '2027-01-05T15:59:59.999Z', provisional: true });
  expect(dueAt(submitted, { overlay })).toEqual({ at: '2027-01-06T15:59:59.999Z', provisional: false });
});

test('a section that is the environment’s again follows it again; another branch without a contact has none', () => {
  const there = { ...BUSINESS_DEFAULTS, branchContact: 'Wang Min' };
  const set = setSections(settingsOf(there), { ...settingsOf(there), phone: '400-1', ...branch({ contact: '' }) });
  expect(Object.keys(set)).toEqual(['phone', 'branch']);
  expect(businessWith(there, set)).toMatchObject({ phone: '400-1', phoneHours: '09:00-18:00' });
  expect(businessWith(there, set)).not.toHaveProperty('branchContact');
  expect(businessWith(there, {})).toHaveProperty('branchContact', 'Wang Min');
  expect(setSections(settingsOf(there), settingsOf(there))).toEqual({});
});

test('what changed is told part by part', () => {
  const after = { ...base, ...hours('09:00-12:00,13:00-18:00'), silent: ['start' as const], ...year({}) };
  expect(changesBetween(base, base)).toEqual([]);
  expect(changesBetween(base, after)).toEqual([
    { what: 'hours', before: ['09:00–18:00'], after: ['09:00–12:00', '13:00–18:00'] },
    { what: 'silent', before: [], after: ['start'] },
    { what: 'calendar.2027.off', before: [], after: off('2027') },
  ]);
});

test.each([
  ['09:00-18:00', ['09:00–18:00']],
  ['9:00 - 12:00, 13:30–18:00', ['09:00–12:00', '13:30–18:00']],
  ['around the clock', []],
])('the environment’s hours %s are read', (text, spans) => {
  expect(spansOf(text).map(({ from, to }) => `${from}–${to}`)).toEqual(spans);
});
