// When the desk is open: hours, breaks, weekends, holidays and make-up work days, in China.
import { BUSINESS_DEFAULTS } from '../../domain/business';
import { openingAt } from '../../domain/opening';

const business = (phoneHours: string) => ({ ...BUSINESS_DEFAULTS, phoneHours });
/** China's clock. */
const china = (text: string) => new Date(`${text}:00.000+08:00`).toISOString();

test.each([
  ['2026-12-01T08:59', false, '2026-12-01T09:00'],
  ['2026-12-01T09:00', true, '2026-12-01T18:00'],
  ['2026-12-01T17:59', true, '2026-12-01T18:00'],
  ['2026-12-01T18:00', false, '2026-12-02T09:00'],
  // Friday evening, and a Saturday.
  ['2026-12-04T20:00', false, '2026-12-07T09:00'],
  ['2026-12-05T10:00', false, '2026-12-07T09:00'],
  // National Day 2026: closed from 1 October on, and Saturday 10 October is worked.
  ['2026-10-01T10:00', false, '2026-10-08T09:00'],
  ['2026-10-10T10:00', true, '2026-10-10T18:00'],
])('at %s it is open: %s, until %s', (now, open, until) => {
  expect(openingAt(business('09:00-18:00'), china(now))).toEqual({ open, until: china(until) });
});

test('a break closes it; hours until midnight end with the day; words of one’s own count as open', () => {
  const broken = business('09:00-12:00,13:00-18:00');
  expect(openingAt(broken, china('2026-12-01T12:30'))).toEqual({ open: false, until: china('2026-12-01T13:00') });
  expect(openingAt(broken, china('2026-12-01T11:30'))).toEqual({ open: true, until: china('2026-12-01T12:00') });
  const late = openingAt(business('09:00-24:00'), china('2026-12-01T23:59'));
  expect(late).toEqual({ open: true, until: china('2026-12-02T00:00') });
  expect(openingAt(business('around the clock'), china('2026-12-05T03:00'))).toEqual({ open: true });
});
