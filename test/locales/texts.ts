// The wording as flat lists, for the checks of all namespaces in all languages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../../locales/list';
import { LOCALES_OF } from '../../locales/text';

const ROOT = join(__dirname, '../../locales');

/** What people type instead of what they read: free in its keys. */
const RECOGNISED = 'phrases.json';

export const NAMESPACE_FILES = readdirSync(join(ROOT, 'en-US'))
  .filter((file) => file.endsWith('.json') && file !== RECOGNISED)
  .map((file) => file.replace('.json', ''));

/** The languages that a namespace is in; all, where the code knows none of the name. */
export const localesOf = (namespace: string): readonly Locale[] => LOCALES_OF[namespace] ?? LOCALES;

/** The namespaces that a language has. */
export const namespacesOf = (locale: Locale): string[] =>
  NAMESPACE_FILES.filter((namespace) => localesOf(namespace).includes(locale));

const flatten = (value: unknown, path: string): [string, unknown][] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key))
    : [[path, value]];

/** `{ 'split.title': 'Can I …' }`; throws when the file is no JSON. */
export function textsOf(locale: Locale, namespace: string): Record<string, string> {
  const parsed: unknown = JSON.parse(readFileSync(join(ROOT, locale, `${namespace}.json`), 'utf8'));
  return Object.fromEntries(flatten(parsed, '').filter(([path]) => path)) as Record<string, string>;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Without its plural suffix. */
export const baseOf = (key: string): string => key.replace(PLURAL, '');
export const formOf = (key: string): string | undefined => PLURAL.exec(key)?.[1];

export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1]!);

/** `namespace:key: text` for each text of a language. */
export function everyText(locale: Locale): { where: string; text: string }[] {
  return namespacesOf(locale).flatMap((namespace) =>
    Object.entries(textsOf(locale, namespace)).map(([key, text]) => ({
      where: `${locale}/${namespace}:${key}`,
      // Another text put in by its key is no wording.
      text: text.replace(/\$t\([^)]*\)/g, '…'),
    })),
  );
}

export const OTHERS = LOCALES.filter((locale) => locale !== 'en-US');

/** Those of a namespace besides English. */
export const othersOf = (namespace: string): Locale[] =>
  OTHERS.filter((locale) => localesOf(namespace).includes(locale));
