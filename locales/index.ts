// Words texts in a language: i18next set up once, values formatted by Intl for the reader, times in China time.
import i18next, { type ResourceKey, type TFunction } from 'i18next';
import { CHINA_ZONE } from '../domain/time';
import { readLocale } from './files';
import { type DeskLocale, LOCALES, type Locale } from './list';
import { type DeskKey, type DeskText, LOCALES_OF, type Text, type TextKey, type Value } from './text';

export { acceptedLocale, type DeskLocale, deskLocale, LOCALES, type Locale, NAMES, nearestLocale } from './list';
export { type DeskKey, reasonValues, say, type Text, type TextKey, type Value } from './text';

const NAMED = Object.keys(LOCALES_OF);
const load = (locale: Locale) =>
  Object.fromEntries(
    NAMED.filter((name) => LOCALES_OF[name]?.includes(locale)).map((name) => [
      name,
      readLocale<ResourceKey>(locale, name),
    ]),
  );

const i18n = i18next.createInstance();
void i18n.init({
  initAsync: false,
  lng: 'en-US',
  fallbackLng: 'en-US',
  supportedLngs: [...LOCALES],
  load: 'currentOnly',
  ns: NAMED,
  defaultNS: 'common',
  resources: Object.fromEntries(LOCALES.map((locale) => [locale, load(locale)])),
  // Values are escaped by the renderer that knows the medium (Markdown, HTML, plain).
  interpolation: { escapeValue: false, skipOnVariables: true },
  returnNull: false,
  // A key of another version, or without its number: its name is no sentence. Whoever shows it apologises.
  parseMissingKeyHandler: (key) => {
    throw new RangeError(`no text ${key}`);
  },
});

/** How a value's own text is made safe for the medium; the locale's sentence is left as it is. */
export type Escape = (value: string) => string;
const plain: Escape = (value) => value;

type Formats = ReturnType<typeof formatsOf>;
const cache = new Map<Locale, { t: TFunction; formats: Formats; fixed: Map<string, string> }>();

const isChinese = (locale: Locale): boolean => locale.startsWith('zh');

/** `12月2日（周三）`: Intl glues day and weekday together in Chinese. */
const dayAndWeekday = (parts: Intl.DateTimeFormatPart[]): string => {
  const of = (weekday: boolean) =>
    parts.flatMap((part) => ((part.type === 'weekday') === weekday ? part.value : [])).join('');
  return `${of(false)}（${of(true)}）`;
};

function formatsOf(locale: Locale) {
  const hourCycle = locale === 'en-US' ? 'h12' : 'h23';
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: CHINA_ZONE, hourCycle, ...options });
  const day = make({ weekday: 'short', day: 'numeric', month: 'short' });
  const clock = (minute: boolean) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      hourCycle,
      hour: 'numeric',
      ...(minute ? { minute: '2-digit' } : {}),
    });
  return {
    money: new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'CNY',
      // 'CNY' instead of a bare yen sign outside China: ¥ alone is read as Japanese yen there.
      currencyDisplay: locale === 'zh-CN' ? 'narrowSymbol' : 'code',
    }),
    day: (at: Date) => (isChinese(locale) ? dayAndWeekday(day.formatToParts(at)) : day.format(at)),
    dayWithYear: make({ day: 'numeric', month: 'short', year: 'numeric' }),
    time: make({ hour: locale === 'en-US' ? 'numeric' : '2-digit', minute: '2-digit' }),
    hour: clock(false),
    hourAndMinute: clock(true),
    monthOfYear: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short' }),
    month: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: 'numeric' }),
    number: new Intl.NumberFormat(locale),
    list: new Intl.ListFormat(locale, { type: 'conjunction' }),
    or: new Intl.ListFormat(locale, { type: 'disjunction' }),
    comma: isChinese(locale) ? '、' : ', ',
  };
}

function languageOf(locale: Locale) {
  let language = cache.get(locale);
  if (!language) {
    language = { t: i18n.getFixedT(locale), formats: formatsOf(locale), fixed: new Map() };
    cache.set(locale, language);
  }
  return language;
}

/** A value in the reader's language. */
export function formatValue(locale: Locale, value: Value, escape: Escape = plain): string {
  const { t, formats } = languageOf(locale);
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return formats.number.format(value);
  if ('money' in value) return formats.money.format(value.money / 100);
  if ('day' in value) {
    const at = new Date(value.day);
    return value.year ? formats.dayWithYear.format(at) : formats.day(at);
  }
  if ('time' in value) return t('common:format.time', { time: formats.time.format(new Date(value.time)) });
  if ('moment' in value) {
    const at = new Date(value.moment);
    return t('common:format.moment', { day: formats.day(at), time: formats.time.format(at) });
  }
  if ('month' in value) return formats.month.format(inMonth(value.month));
  if ('months' in value) return monthsIn(locale, value.months);
  if ('hours' in value) return hoursIn(locale, value.hours, escape);
  if ('taxId' in value) return value.taxId.replace(/(.{4})(?=.)/g, '$1 ');
  if ('phone' in value) return `***${value.phone.slice(-4)}`;
  const all = (parts: Value[]) => parts.map((part) => formatValue(locale, part, escape));
  if ('list' in value) return formats.list.format(all(value.list));
  if ('or' in value) return formats.or.format(all(value.or));
  if ('items' in value) return all(value.items).join(formats.comma);
  if ('inline' in value) return lowerFirst(translate(locale, value.inline, escape), locale);
  return translate(locale, value.text, escape);
}

const inMonth = (month: string): Date => new Date(`${month}-15T00:00:00Z`);

/** Each year stands once: before its first month in Chinese, behind its last elsewhere. */
function monthsIn(locale: Locale, months: readonly string[]): string {
  const { formats } = languageOf(locale);
  const step = isChinese(locale) ? -1 : 1;
  return formats.list.format(
    months.map((month, index) => {
      const format = months[index + step]?.slice(0, 4) === month.slice(0, 4) ? formats.monthOfYear : formats.month;
      return format.format(inMonth(month));
    }),
  );
}

/** Whole hours lose their minutes where people say so: `9 AM to 6 PM`, `9 tot 18`. */
function hoursIn(locale: Locale, hours: string, escape: Escape): string {
  const { t, formats } = languageOf(locale);
  const spans = hours.split(',');
  if (spans.length > 1) return formats.list.format(spans.map((span) => hoursIn(locale, span.trim(), escape)));
  const [, ...parts] = /^(\d{1,2}):(\d\d) ?[-–] ?(\d{1,2}):(\d\d)$/.exec(hours) ?? [];
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts.map(Number);
  if (!parts.length) return escape(hours);
  const whole = !isChinese(locale) && !fromMinute && !toMinute;
  const clock = (hour: number, minute: number) =>
    (whole ? formats.hour : formats.hourAndMinute).format(Date.UTC(2026, 0, 1, hour, minute)).replace(/^0(?=\d)/, '');
  return t('common:format.hours', { from: clock(fromHour, fromMinute), to: clock(toHour, toMinute) });
}

const lowerFirst = (text: string, locale: Locale): string => text.slice(0, 1).toLocaleLowerCase(locale) + text.slice(1);

/** The sentence of a text, its values formatted and escaped for the medium. */
export function translate(locale: Locale, text: Text, escape: Escape = plain): string {
  return worded(locale, text, escape);
}

/** The same for who works at the desk, in one of their languages. */
export const translateDesk = (locale: DeskLocale, text: DeskText): string => worded(locale, text, plain);

function worded(locale: Locale, text: DeskText, escape: Escape): string {
  const { t, fixed } = languageOf(locale);
  if (!text.values && text.count === undefined) {
    // Most texts hold no values: looked up once.
    const known = fixed.get(text.key) ?? t(text.key);
    fixed.set(text.key, known);
    return known;
  }
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(text.values ?? {})) values[name] = formatValue(locale, value, escape);
  return t(text.key, text.count === undefined ? values : { ...values, count: text.count });
}

/** Whether a key exists. */
export const hasText = (locale: Locale, key: string): key is TextKey => i18n.exists(key, { lng: locale });
export const hasDeskText = (locale: DeskLocale, key: string): key is DeskKey => i18n.exists(key, { lng: locale });
