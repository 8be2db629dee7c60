// The languages: one entry each, in the order in which menus show them. Its wording is the folder of the same name.

interface Language {
  /** In itself. */
  name: string;
  /** Whether it is read word by word, or by its characters. */
  script: 'latin' | 'han';
}

const LANGUAGES = {
  'en-US': { name: 'English', script: 'latin' },
  'zh-CN': { name: '简体中文', script: 'han' },
  'zh-TW': { name: '繁體中文', script: 'han' },
  'nl-NL': { name: 'Nederlands', script: 'latin' },
  'da-DK': { name: 'Dansk', script: 'latin' },
  'fr-FR': { name: 'Français', script: 'latin' },
} as const satisfies Record<string, Language>;

export type Locale = keyof typeof LANGUAGES;
export const LOCALES = Object.keys(LANGUAGES) as [Locale, ...Locale[]];

/** Those of the people who work at the desk; the first is what stands for others. */
export const DESK_LOCALES = ['en-US', 'zh-CN'] as const satisfies readonly Locale[];
export type DeskLocale = (typeof DESK_LOCALES)[number];

/** Each language's name in itself. */
export const NAMES = Object.fromEntries(LOCALES.map((locale) => [locale, LANGUAGES[locale].name])) as Record<
  Locale,
  string
>;

const written = (script: Language['script']): Locale[] =>
  LOCALES.filter((locale) => LANGUAGES[locale].script === script);
export const LATIN = written('latin');
export const HAN = written('han');

/** A map, not an object: tags come from outside, and `zh-constructor` must find nothing. */
const CHINESE = new Map<string, Locale>([
  ['tw', 'zh-TW'],
  ['hk', 'zh-TW'],
  ['mo', 'zh-TW'],
  ['hant', 'zh-TW'],
  ['cn', 'zh-CN'],
  ['sg', 'zh-CN'],
  ['hans', 'zh-CN'],
]);

/** The nearest language of ours for a BCP 47 tag (`fr-BE`, `zh-Hant-HK`, `nl_NL`), or undefined. */
export function nearestLocale(tag: string | undefined): Locale | undefined {
  if (!tag) return undefined;
  const asked = tag.toLowerCase().replaceAll('_', '-');
  const [language, ...rest] = asked.split('-');
  if (language === 'zh') return rest.map((part) => CHINESE.get(part)).find(Boolean) ?? 'zh-CN';
  const same = LOCALES.filter((locale) => locale.split('-')[0] === language);
  return same.find((locale) => locale.toLowerCase() === asked) ?? same[0];
}

/** The first language of an Accept-Language header that is ours; en-US where none is. */
export function acceptedLocale(header: string | undefined): Locale {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag = '', ...params] = part.trim().split(';');
    const q = params.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((value) => value !== undefined);
    return { tag, q: Number(q ?? 1) };
  });
  wishes.sort((a, b) => b.q - a.q);
  for (const { tag, q } of wishes) {
    const locale = q > 0 ? nearestLocale(tag) : undefined;
    if (locale) return locale;
  }
  return 'en-US';
}

/** The desk's language for one of ours: who reads traditional Chinese reads simplified sooner than English. */
export const deskLocale = (locale: Locale): DeskLocale => (locale.startsWith('zh') ? 'zh-CN' : 'en-US');
