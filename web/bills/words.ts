// The page's words with plural forms, and values as the reader's language writes them; days are those of China.
import { CHINA_ZONE } from '../../domain/time';
import type { TextKey } from '../../locales/text';
import { createWords, type T } from '../widget/text';

/** A text's place in this page's words: those of `bills` at the top, others under their namespace. */
export const keyOf = (key: TextKey): string => key.replace(/^bills:/, '').replace(':', '.');

export interface Words {
  t: T;
  /** The plural form for `count`, which also fills `{{count}}`. */
  n(key: string, count: number, values?: Record<string, string | number>): string;
  locale(): string;
  use(locale: string): Promise<boolean>;
  money(fen: number): string;
  /** `15 Nov 2026` */
  day(at: string): string;
  /** `15 Nov 2026, 09:30` */
  moment(at: string): string;
  /** `2026-11` as `Nov 2026`. */
  month(period: string): string;
}

export function createBillWords(locale: string, urls: Record<string, string>): Words {
  const words = createWords({ locale, texts: {} }, urls);
  let formats = formatsOf(locale);
  return {
    t: words.t,
    n: (key, count, values = {}) =>
      words.t(`${key}_${formats.plural.select(count)}`, { ...values, count: formats.number.format(count) }),
    locale: words.locale,
    async use(wanted) {
      const there = await words.use(wanted);
      if (there) formats = formatsOf(wanted);
      return there;
    },
    money: (fen) => formats.money.format(fen / 100),
    day: (at) => formats.day.format(new Date(at)),
    moment: (at) => formats.moment.format(new Date(at)),
    // Opaque data stays readable when it is no month.
    month: (period) =>
      /^\d{4}-\d{2}$/.test(period) ? formats.month.format(new Date(`${period}-15T00:00:00Z`)) : period,
  };
}

function formatsOf(locale: string) {
  const date = { day: 'numeric', month: 'short', year: 'numeric', timeZone: CHINA_ZONE } as const;
  return {
    plural: new Intl.PluralRules(locale),
    number: new Intl.NumberFormat(locale),
    money: new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'CNY',
      // A bare ¥ is read as Japanese yen outside China.
      currencyDisplay: locale === 'zh-CN' ? 'narrowSymbol' : 'code',
    }),
    day: new Intl.DateTimeFormat(locale, date),
    moment: new Intl.DateTimeFormat(locale, {
      ...date,
      minute: '2-digit',
      ...(locale === 'en-US' ? { hour: 'numeric', hourCycle: 'h12' } : { hour: '2-digit', hourCycle: 'h23' }),
    }),
    month: new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  };
}

/**
 * A text of other people's without the marks that turn around what follows them: a bill must look like its number
 * (Unicode UTS 55).
 */
export const plain = (text: string): string => text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
