// Months as people name them in a language.
import { LOCALES, type Locale } from '../../locales/list';
import type { Seeded } from './seeded';

const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

const namesOf = (locale: Locale): string[] => {
  const long = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, at) => long.format(Date.UTC(2026, at, 15)));
};
const NAMES: Partial<Record<Locale, string[]>> = Object.fromEntries(LOCALES.map((locale) => [locale, namesOf(locale)]));

export function monthsIn(locale: Locale, chance: Seeded): (month: number) => string {
  if (locale.startsWith('zh')) {
    const shape = chance.int(3);
    return (month) => (shape === 0 ? `${CHINESE[month - 1]}月` : `${month}月${shape === 1 ? '份' : ''}`);
  }
  const names = NAMES[locale] ?? [];
  return (month) => names[month - 1] ?? '';
}
