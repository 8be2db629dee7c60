// Every reason that a rule gives has a sentence in every language, with placeholders that the rule fills.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translate, type TextKey } from '../../locales';
import { LOCALES } from '../../locales/list';
import { parseTaxId } from '../../domain/taxid';

const root = join(__dirname, '../..');
const sentences = (locale: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, 'locales', locale, 'errors.json'), 'utf8'));

const flat = (tree: Record<string, unknown>, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[path + key, value] as [string, string]]
      : flat(value as Record<string, unknown>, `${path}${key}.`),
  );
const placeholders = (sentence: string) => (sentence.match(/\{\{\w+\}\}/g) ?? []).sort();

/** What only staff can do is refused in the desk's own words. */
const deskSentences = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, 'locales/en-US/desk.json'), 'utf8')).errors;

test('every code in domain/ has a sentence', () => {
  const codes = readdirSync(join(root, 'domain'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(join(root, 'domain', file), 'utf8');
      return [...source.matchAll(/(?:refuse\(|code: )'(\w+)'/g)].map(([, code = '']) => code);
    });
  expect(codes.length).toBeGreaterThan(30);
  const worded = { ...deskSentences(), ...sentences('en-US') };
  expect(codes.filter((code) => worded[code] === undefined)).toEqual([]);
});

test.each(LOCALES)('%s has the same sentences with the same placeholders', (locale) => {
  const own = new Map(flat(sentences(locale)));
  for (const [key, sentence] of flat(sentences('en-US'))) {
    expect([key, placeholders(own.get(key) ?? '')]).toEqual([key, placeholders(sentence)]);
  }
  expect(own.size).toBe(flat(sentences('en-US')).length);
});

test.each(LOCALES)('%s names the part of a tax id that looks wrong', (locale) => {
  for (const typed of ['91310115591698356A', '91540300708461136T', '911000001000044477']) {
    const parsed = parseTaxId(typed);
    if (!parsed.ok || !parsed.warn) throw new Error(typed);
    const sentence = translate(locale, { key: `errors:${parsed.warn.code}` as TextKey, values: parsed.warn.params });
    expect(sentence).toContain(typed.slice(0, 4));
    expect(sentence).not.toMatch(/\$t|\{\{|errors:|taxIdPart/);
  }
});
