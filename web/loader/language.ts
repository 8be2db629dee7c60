// Which language the launcher speaks, before any server was asked.

/** Its name in every language of ours. */
export const TITLES = LOADER_TITLES;

/** The nearest language of ours for a tag, or undefined. Plain Chinese is the first of the two. */
const nearest = (tag = ''): string | undefined =>
  /^zh.*-(tw|hk|mo|hant)/i.test(tag)
    ? 'zh-TW'
    : Object.keys(TITLES).find((one) => one.slice(0, 2) === tag.slice(0, 2).toLowerCase());

/** `auto` (or nothing, or one that we don't speak) is the page's own language, then the browser's. */
export const wanted = (locale?: string): string =>
  [locale, document.documentElement.lang, ...navigator.languages].map((tag) => nearest(tag)).find(Boolean) ?? 'en-US';
