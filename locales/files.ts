// Reads the files of the languages: what a folder holds is found there, and no other file names it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, type Locale } from './list';

/** `locales/<locale>/<name>.json`. Its shape is `T`: a test compares all languages with en-US. */
export const readLocale = <T>(locale: Locale, name: string): T =>
  JSON.parse(readFileSync(join(__dirname, locale, `${name}.json`), 'utf8')) as T;

/** The same file of every language. */
export const byLocale = <T>(name: string): Record<Locale, T> =>
  Object.fromEntries(LOCALES.map((locale) => [locale, readLocale<T>(locale, name)])) as Record<Locale, T>;
