// Days and months of an import: every form that means one day, and a reason for every form that could mean another.
import { dateOfSerial, type DayOrder, parsePeriod, readDate } from '../../../services/import/dates';

const at = (text: string, order?: DayOrder) => {
  const read = readDate(text, order);
  return read.ok ? read.at : read.fault;
};

test.each([
  ['2026-11-20', '2026-11-19T16:00:00.000Z'],
  ['2026/11/2 8:30', '2026-11-02T00:30:00.000Z'],
  ['2026.11.02', '2026-11-01T16:00:00.000Z'],
  ['2026-11-20T08:30:05', '2026-11-20T00:30:05.000Z'],
  ['2026-11-20T08:30:05.5Z', '2026-11-20T08:30:05.500Z'],
  ['2026-11-20T08:30:05+0100', '2026-11-20T07:30:05.000Z'],
  ['2026-11-20 08:30:05 +08:00', '2026-11-20T00:30:05.000Z'],
  ['2026-11-20 00:30 UTC', '2026-11-20T00:30:00.000Z'],
  ['2026年10月5日 09:00', '2026-10-05T01:00:00.000Z'],
  ['2026年10月5日', '2026-10-04T16:00:00.000Z'],
  ['2026年10月5日下午3时05分', '2026-10-05T07:05:00.000Z'],
  ['2026年10月05日 上午12:10', '2026-10-04T16:10:00.000Z'],
  ['２０２６－１０－０５　０９：００', '2026-10-05T01:00:00.000Z'],
  ['20261005', '2026-10-04T16:00:00.000Z'],
  ['20261005093000', '2026-10-05T01:30:00.000Z'],
  ['20261005 0930', '2026-10-05T01:30:00.000Z'],
  ['46027.375', '2026-01-05T01:00:00.000Z'],
  ['46027', '2026-01-04T16:00:00.000Z'],
  ['20/11/2026', '2026-11-19T16:00:00.000Z'],
  ['11/20/2026 9:00 AM', '2026-11-20T01:00:00.000Z'],
  ['11/20/2026, 12:05:00 AM', '2026-11-19T16:05:00.000Z'],
  ['5/5/2026', '2026-05-04T16:00:00.000Z'],
  ['5 Oct 2026 09:00', '2026-10-05T01:00:00.000Z'],
  ['05-Oct-2026', '2026-10-04T16:00:00.000Z'],
  ['October 5, 2026 9:00 PM', '2026-10-05T13:00:00.000Z'],
])('%s is one day', (text, wanted) => {
  expect(at(text)).toBe(wanted);
});

test.each([
  ['10/5/2026 9:00 AM', 'dateAmbiguous'],
  ['05.10.2026', 'dateAmbiguous'],
  ['Oct-26', 'dateNoDay'],
  ['26-Oct', 'dateNoDay'],
  ['2026-11', 'dateNoDay'],
  ['2026年11月', 'dateNoDay'],
  ['5/10/26', 'dateYear'],
  ['26-10-05', 'dateYear'],
  ['2026-11-20 24:00', 'dateFormat'],
  ['2026-11-20 08:60', 'dateFormat'],
  ['2026-11-20 13:00 PM', 'dateFormat'],
  ['2026-11-20 上午 9:00 PM', 'dateFormat'],
  ['2026-11-20 晚上12:30', 'dateFormat'],
  ['2026-11-20 晚上1:00', 'dateFormat'],
  ['Octopus 5, 2026', 'dateFormat'],
  ['2026-11-31', 'dateFormat'],
  ['2026-02-29', 'dateFormat'],
  ['31/11/2026', 'dateFormat'],
  ['2026-11/20', 'dateFormat'],
  ['2026-11-20 08:30 +99:00', 'dateFormat'],
  ['2026-11-20 08:30 昨天', 'dateFormat'],
  ['46027.375.2', 'dateFormat'],
  ['99999', 'dateFormat'],
  ['1764547200', 'dateFormat'],
  ['1764547200000', 'dateFormat'],
  ['2026100509', 'dateFormat'],
  ['4.6027E+4', 'dateFormat'],
  ['0000-00-00', 'dateFormat'],
])('%s is none: %s', (text, fault) => {
  expect(at(text)).toBe(fault);
});

test('the order of a column decides what a date alone cannot, and never makes a day of a wrong one', () => {
  expect(at('10/5/2026 9:00 AM', 'monthFirst')).toBe('2026-10-05T01:00:00.000Z');
  expect(at('10/5/2026 9:00 AM', 'dayFirst')).toBe('2026-05-10T01:00:00.000Z');
  expect(at('20/11/2026', 'monthFirst')).toBe('dateFormat');
  expect(at('11/20/2026', 'dayFirst')).toBe('dateFormat');
});

test('all days that a spreadsheet can mean between 2000 and 2099 come back as they are', () => {
  for (let serial = 36_526; serial <= 73_050; serial += 97) {
    // 30 December 1899 is day 0 of spreadsheets since March 1900.
    const day = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
    expect(dateOfSerial(String(serial))).toMatchObject({
      ok: true,
      at: new Date(`${day}T00:00:00+08:00`).toISOString(),
    });
  }
});

test('months: with hyphen, slash, nothing, or in Chinese; the first of a month, as spreadsheets make of them', () => {
  const months = [
    '2026-11',
    '2026/1',
    '202611',
    '2026年11月',
    '2026年1月份',
    '２０２６-11',
    '2026.11',
    '2026/11/1',
    '2026-11-01',
  ];
  expect(months.map(parsePeriod)).toEqual([
    '2026-11',
    '2026-01',
    '2026-11',
    '2026-11',
    '2026-01',
    '2026-11',
    '2026-11',
    '2026-11',
    '2026-11',
  ]);
  const none = [
    '2026-0',
    '2026-13',
    '26-11',
    'Nov-26',
    '2026-11-02',
    '1999-11',
    '2026.1',
    '20261',
    '202600',
    '11/2026',
    '46327',
  ];
  expect(none.map(parsePeriod)).toEqual(none.map(() => undefined));
});
