// What is recognised is read by folder: every language's file has the shape of the English one, which the compiler checks.
import { type Phrases, PHRASES } from '../../dialogs/understanding/phrases';
import { readLocale } from '../../locales/files';
import { LOCALES } from '../../locales/list';
import english from '../../locales/en-US/phrases.json';

/** The compiler's part: en-US has all that is read, in its types. */
const ENGLISH: Phrases = english;

/** Lists whose names are a language's own: they are looked up in all languages together. */
const OWN = new Set(['concepts']);

/** `faq.price: list of texts` of each part. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    const kinds = new Set(value.map((one) => typeof one));
    return [`${path}: list${kinds.size && !kinds.has('string') ? ` of ${[...kinds].join()}` : ''}`];
  }
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  if (OWN.has(path)) return [`${path}: own`];
  return Object.entries(value).flatMap(([name, inner]) => shapeOf(inner, path ? `${path}.${name}` : name));
}

test.each(LOCALES)('%s has every list that en-US has, and no other', (locale) => {
  expect(shapeOf(readLocale(locale, 'phrases')).toSorted()).toEqual(shapeOf(ENGLISH).toSorted());
});

test('the shape tells what is missing, too much, or of another kind', () => {
  expect(shapeOf({ a: ['x'], b: { c: [1], d: 'text' }, concepts: { any: ['x'] } })).toEqual([
    'a: list',
    'b.c: list of number',
    'b.d: string',
    'concepts: own',
  ]);
});

test('a language names itself only, and no two are called the same', () => {
  const called = LOCALES.flatMap((locale) => PHRASES[locale].called);
  expect(called.filter((name, at) => called.indexOf(name) !== at)).toEqual([]);
});
