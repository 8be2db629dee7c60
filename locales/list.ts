// The languages: one entry each, in the order in which menus show them. Its wording is the folder of the same name.

export const LOCALES = ['en-US', 'zh-CN', 'zh-TW', 'nl-NL', 'da-DK', 'fr-FR'] as const;
export type Locale = (typeof LOCALES)[number];

/** Each language's name in itself. */
export const NAMES: Record<Locale, string> = {
  'en-US': 'English',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  'nl-NL': 'Nederlands',
  'da-DK': 'Dansk',
  'fr-FR': 'Français',
};

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
  const [language, ...rest] = tag.toLowerCase().replaceAll('_', '-').split('-');
  if (language === 'zh') return rest.map((part) => CHINESE.get(part)).find(Boolean) ?? 'zh-CN';
  return LOCALES.find((locale) => locale.split('-')[0] === language);
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
