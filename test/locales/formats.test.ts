// How values read in each language: days, months, office hours, lists of names and of choices.
import { formatValue, LOCALES, type Locale, type Value } from '../../locales';

// Numbers and dates hold blanks that do not break.
const inEach = (value: Value): Record<string, string> =>
  Object.fromEntries(LOCALES.map((locale) => [locale, formatValue(locale, value).replace(/[\u00a0\u202f]/g, ' ')]));

test('office hours are on the reader’s clock', () => {
  expect(inEach({ hours: '09:00-18:00' })).toEqual({
    'en-US': '9 AM to 6 PM',
    'zh-CN': '9:00–18:00',
    'zh-TW': '9:00–18:00',
    'nl-NL': '9 tot 18',
    'da-DK': '9 til 18',
    'fr-FR': '9 h à 18 h',
  });
  expect(inEach({ hours: '8:30-17:00' })).toMatchObject({
    'en-US': '8:30 AM to 5:00 PM',
    'nl-NL': '8:30 tot 17:00',
    'da-DK': '8.30 til 17.00',
  });
});

test('hours that an operator wrote in words stay as they are', () => {
  expect(formatValue('zh-CN', { hours: '全天 *24* 小时' }, (text) => text.replaceAll('*', '\\*'))).toBe(
    '全天 \\*24\\* 小时',
  );
});

test('a moment has one clock with the office hours', () => {
  const moments = inEach({ moment: '2026-12-02T10:42:00Z' });
  expect(moments['en-US']).toBe('Wed, Dec 2, 6:42 PM China time');
  expect(moments['zh-CN']).toBe('北京时间 12月2日（周三）18:42');
  expect(moments['zh-TW']).toBe('中國時間 12月2日（週三）18:42');
  expect(moments['da-DK']).toBe('ons. 2. dec. kl. 18.42 kinesisk tid');
});

test('months say each year once', () => {
  const months = ['2025-12', '2026-04', '2026-10'];
  expect(inEach({ months })).toEqual({
    'en-US': 'Dec 2025, Apr, and Oct 2026',
    'zh-CN': '2025年12月、2026年4月和10月',
    'zh-TW': '2025年12月、2026年4月和10月',
    'nl-NL': 'dec 2025, apr en okt 2026',
    'da-DK': 'dec. 2025, apr. og okt. 2026',
    'fr-FR': 'déc. 2025, avr. et oct. 2026',
  });
});

test.each<[Locale, string, string]>([
  ['en-US', 'a, b, or c', 'a, b, c'],
  ['zh-CN', 'a、b或c', 'a、b、c'],
  ['nl-NL', 'a, b of c', 'a, b, c'],
])('%s: one of several is joined by "or", addresses and numbers by commas only', (locale, or, items) => {
  expect(formatValue(locale, { or: ['a', 'b', 'c'] })).toBe(or);
  expect(formatValue(locale, { items: ['a', 'b', 'c'] })).toBe(items);
});
