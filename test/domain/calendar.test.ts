// Due dates: the State Council's calendars of 2025 and 2026, and years that are not known yet.
import { dueAt, isWorkingDay, missingYears, opensAt } from '../../domain/calendar';
import { chinaDay } from '../../domain/time';

const dueDay = (day: string, time = '10:00:00') => {
  const { at, provisional } = dueAt(new Date(`${day}T${time}+08:00`).toISOString());
  return [chinaDay(at), provisional];
};

test.each([
  ['2025-01-23', '2025-01-26'],
  ['2025-01-26', '2025-02-05'],
  ['2025-02-06', '2025-02-08'],
  ['2025-09-26', '2025-09-29'],
  ['2025-09-27', '2025-09-29'],
  ['2025-09-30', '2025-10-10'],
  ['2025-10-08', '2025-10-10'],
  ['2025-12-30', '2026-01-04'],
  ['2026-02-11', '2026-02-13'],
  ['2026-02-13', '2026-02-24'],
  ['2026-02-26', '2026-02-28'],
  ['2026-04-03', '2026-04-08'],
  ['2026-05-08', '2026-05-11'],
  ['2026-09-17', '2026-09-20'],
  ['2026-09-29', '2026-10-08'],
  ['2026-10-08', '2026-10-10'],
  ['2026-11-20', '2026-11-24'],
])('submitted on %s, issued by %s', (submitted, due) => {
  expect(dueDay(submitted)).toEqual([due, false]);
});

test('the day is that of Shanghai, whatever the time', () => {
  expect(dueDay('2026-11-20', '00:00:00')).toEqual(['2026-11-24', false]);
  expect(dueDay('2026-11-20', '23:59:59')).toEqual(['2026-11-24', false]);
  expect(chinaDay('2026-11-20T16:00:00.000Z')).toBe('2026-11-21');
});

test('the due time is the last moment of the day in China', () => {
  expect(dueAt('2026-11-20T02:00:00.000Z').at).toBe('2026-11-24T15:59:59.999Z');
});

test('a year without a calendar works from Monday to Friday but for the fixed days, and the due date says so', () => {
  expect(dueDay('2026-12-30')).toEqual(['2027-01-04', true]);
  expect(dueDay('2026-12-31')).toEqual(['2027-01-05', true]);
  expect(dueDay('2027-04-29')).toEqual(['2027-05-03', true]);
  expect(dueDay('2027-09-30')).toEqual(['2027-10-05', true]);
  expect(dueDay('2026-12-29')).toEqual(['2026-12-31', false]);
});

test('an overlay makes a year known and wins over the data', () => {
  const overlay = { '2027': { off: ['2027-01-01'], work: ['2027-01-02'] } };
  const due = dueAt('2026-12-30T02:00:00.000Z', { overlay });
  expect([chinaDay(due.at), due.provisional]).toEqual(['2027-01-02', false]);
  expect(isWorkingDay('2026-11-23', { '2026': { off: ['2026-11-23'], work: [] } })).toBe(false);
  expect(isWorkingDay('2026-11-22', { '2026': { off: [], work: ['2026-11-22'] } })).toBe(true);
});

test('the number of working days is configuration', () => {
  expect(chinaDay(dueAt('2026-11-20T02:00:00.000Z', { workingDays: 1 }).at)).toBe('2026-11-23');
  expect(chinaDay(dueAt('2026-11-20T02:00:00.000Z', { workingDays: 5 }).at)).toBe('2026-11-27');
});

test('the operator is told which of this year and the next have no calendar', () => {
  expect(missingYears('2026-11-20T00:00:00.000Z')).toEqual(['2027']);
  expect(missingYears('2026-11-20T00:00:00.000Z', { '2027': { off: [], work: [] } })).toEqual([]);
  expect(missingYears('2026-12-31T16:00:00.000Z')).toEqual(['2027', '2028']);
});

test('a bill opens so many hours after payment', () => {
  expect(opensAt('2026-11-20T08:00:00.000Z', 72)).toBe('2026-11-23T08:00:00.000Z');
});
