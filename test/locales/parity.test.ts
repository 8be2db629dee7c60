// All six languages say the same things: keys, placeholders, plural forms, and the typography of each.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { translateDesk } from '../../locales';
import { DESK_LOCALES, deskLocale, LOCALES, type Locale } from '../../locales/list';
import { LOCALES_OF } from '../../locales/text';
import { SIMPLIFIED_ONLY, TRADITIONAL_ONLY } from './scripts';
import {
  baseOf,
  everyText,
  formOf,
  localesOf,
  NAMESPACE_FILES,
  namespacesOf,
  OTHERS,
  othersOf,
  placeholdersOf,
  textsOf,
} from './texts';

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

/** The texts that match, each with where it stands: an empty list is what every check wants. */
const findings = (locale: Locale, pattern: RegExp): string[] =>
  everyText(locale)
    .filter(({ text }) => pattern.test(text))
    .map(({ where, text }) => `${where}: ${text}`);

/** The texts that hold one of these characters. */
const holding = (locale: Locale, characters: Set<string>): string[] =>
  everyText(locale).flatMap(({ where, text }) => {
    const found = [...text].filter((character) => characters.has(character));
    return found.length ? [`${where}: ${found.join('')} in ${text}`] : [];
  });

test('the files in the folders are the namespaces that the code knows', () => {
  expect(NAMESPACE_FILES.sort()).toEqual(Object.keys(LOCALES_OF).sort());
});

test('every language has the files of its namespaces, and no other: the desk’s words are in the desk’s languages', () => {
  const filesOf = (locale: Locale) => readdirSync(join(__dirname, '../../locales', locale)).sort();
  for (const locale of LOCALES)
    expect(filesOf(locale)).toEqual([...namespacesOf(locale), 'phrases'].map((name) => `${name}.json`).sort());
  expect(LOCALES.filter((locale) => namespacesOf(locale).includes('desk')).sort()).toEqual([...DESK_LOCALES].sort());
  expect(namespacesOf('nl-NL')).toEqual(NAMESPACE_FILES.filter((name) => name !== 'desk'));
});

test('a desk’s key is worded in the desk’s languages, and every one of ours has one of those', () => {
  const worded = DESK_LOCALES.map((locale) => translateDesk(locale, { key: 'desk:errors.rolesMissing' }));
  expect(new Set(worded).size).toBe(DESK_LOCALES.length);
  expect(LOCALES.map((locale) => [locale, deskLocale(locale)])).toEqual([
    ['en-US', 'en-US'],
    ['zh-CN', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['nl-NL', 'en-US'],
    ['da-DK', 'en-US'],
    ['fr-FR', 'en-US'],
  ]);
});

describe.each(NAMESPACE_FILES)('%s', (namespace) => {
  const english = textsOf('en-US', namespace);

  test.each(othersOf(namespace))('has the same keys in %s', (locale) => {
    expect(sorted(Object.keys(textsOf(locale, namespace)).map(baseOf))).toEqual(
      sorted(Object.keys(english).map(baseOf)),
    );
  });

  test.each(localesOf(namespace))('has every plural form that %s needs, and no other', (locale) => {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const forms = new Map<string, string[]>();
    for (const key of Object.keys(textsOf(locale, namespace))) {
      const form = formOf(key);
      if (form) forms.set(baseOf(key), [...(forms.get(baseOf(key)) ?? []), form]);
    }
    for (const [key, found] of forms) expect({ key, forms: found.sort() }).toEqual({ key, forms: [...needed].sort() });
  });

  test.each(othersOf(namespace))('fills the same placeholders in %s', (locale) => {
    const byKey = (texts: Record<string, string>) => {
      const names: Record<string, string[]> = {};
      for (const [key, text] of Object.entries(texts)) {
        const base = baseOf(key);
        // "One bill" needs no number: forms of one text count together.
        names[base] = sorted([...(names[base] ?? []), ...placeholdersOf(text)]);
      }
      return names;
    };
    expect(byKey(textsOf(locale, namespace))).toEqual(byKey(english));
  });
});

test.each(LOCALES)('no text of %s is empty, padded with blanks or no text at all', (locale) => {
  const bad = everyText(locale).filter(
    ({ text }) => typeof text !== 'string' || text.trim() === '' || text !== text.trim(),
  );
  expect(bad).toEqual([]);
});

/** The same in English and elsewhere, although they are sentences. */
const SAME_IN_ENGLISH = new Set<string>([]);

test.each(OTHERS)('no English is left over in %s', (locale) => {
  const left = namespacesOf(locale).flatMap((namespace) => {
    const english = textsOf('en-US', namespace);
    return Object.entries(textsOf(locale, namespace))
      .filter(([key, text]) => {
        const words = text.replace(/\{\{[^}]*\}\}/g, ' ').match(/\p{L}+/gu) ?? [];
        return text === english[key] && words.length > 3 && !SAME_IN_ENGLISH.has(`${namespace}:${key}`);
      })
      .map(([key, text]) => `${namespace}:${key}: ${text}`);
  });
  expect(left).toEqual([]);
});

/** What the source documents' machine translations made of their terms, and what must not come back. */
const DEBRIS: Partial<Record<Locale, RegExp>> = {
  'en-US': /Fapioa|out of use|Apply (?:the )?(?:bill|invoice)\b/i,
  'zh-CN': /购买证书|职务|申请帐单|使用超出/,
  'zh-TW': /套用帳單|運費收集|使用超出|應用程式|順序識別碼|隨身攜帶|發票標題|一般 VAT|沒有付費|分支|重新提交/,
  'nl-NL':
    /buiten gebruik|niet meer wordt gebruikt|\bbeller\b|factuur toepassen|laatste (?:aankoop)?bewijs|toepassing/i,
  'da-DK': /anvend faktura|ansøg for|ude af brug|forgrening|hvordan gør jeg ændre/i,
  'fr-FR':
    /appliquer la facture|demander pour cette|hors service|par courrier électronique|transport de marchandises|publipostage|dernière preuve/i,
};

test.each(LOCALES)('no debris of machine translation is in %s', (locale) => {
  expect(findings(locale, DEBRIS[locale] ?? /$^/)).toEqual([]);
});

test('zh-CN has no traditional characters', () => {
  expect(holding('zh-CN', TRADITIONAL_ONLY)).toEqual([]);
});

test('zh-TW has no simplified characters', () => {
  expect(holding('zh-TW', SIMPLIFIED_ONLY)).toEqual([]);
});

test.each(['zh-CN', 'zh-TW'] as const)('%s has full-width punctuation after Chinese text', (locale) => {
  expect(findings(locale, /\p{Script=Han}\*{0,2}[,;:?!(]|\p{Script=Han}\*{0,2}\.(?:\s|$)|\)\p{Script=Han}/u)).toEqual(
    [],
  );
});

test('zh-CN quotes with “ ”, zh-TW with 「 」', () => {
  expect(findings('zh-CN', /["「」]/)).toEqual([]);
  expect(findings('zh-TW', /["“”]/)).toEqual([]);
});

test('fr-FR has a non-breaking space before : ; ? ! and inside « »', () => {
  // A plain space or none before the mark; times (10:42) and addresses (https://) have none.
  expect(findings('fr-FR', / [:;?!»]|« |[\p{L}\p{N})»*}][;?!]|[\p{L})»}]:(?!\/\/)|«(?![\u00a0\u202f])/u)).toEqual([]);
  expect(findings('fr-FR', /["“”„]/)).toEqual([]);
});

test.each(['nl-NL', 'da-DK', 'en-US'] as const)('%s has no space before punctuation', (locale) => {
  expect(findings(locale, /\p{L} [,;:?!](?:\s|$)/u)).toEqual([]);
});

test.each(['da-DK', 'fr-FR'] as const)(
  '%s ends no sentence with a day: "24. nov." would get two full stops',
  (locale) => {
    expect(findings(locale, /\{\{(?:due|opens|expected|day|paid|submitted|periods)\}\}\.(?:\s|$)/)).toEqual([]);
  },
);

/** Words that a picky reading of 30 November found wrong, and what they stood for. */
const UNWANTED: Record<Locale, RegExp> = {
  'en-US': /by itself|free again|24:00|[Tt]ax id\b|how far|business licence/,
  'zh-CN': /到期自动|退票|没看懂|电子邮件地址/,
  'zh-TW': /到期自動|退票|票源|開具|駁回|啟用郵件|Yunda|信箱/,
  'nl-NL': /vanzelf|weer vrij|24:00|[Tt]itel|vrachtbrief|bedrijfsvergunning|(?<!\{)fapiaos|fapiao'|hoe ver/,
  'da-DK':
    /af sig selv|frie igen|24\.00|[Tt]itlen|fragtbrev|refusion|i Administration|logget ud|[Ll]og ind|(?<!\{)\bfapiao(?!-samtale)/,
  'fr-FR':
    /d’elle-même|\blibres|24 h|[Tt]itre(?! privé)|licence commerciale|certificat d’achat|rejetée|(?<!\{)\bfapiao|le chat\b/,
};

test.each(LOCALES)('%s keeps its one name for each thing', (locale) => {
  expect(findings(locale, UNWANTED[locale])).toEqual([]);
});

test.each(LOCALES)('%s has one name for a state in the chat, its mail and the page', (locale) => {
  const progress = textsOf(locale, 'progress');
  const mail = textsOf(locale, 'mail');
  const bills = textsOf(locale, 'bills');
  const same = (a = '', b = '') => expect(a.toLocaleLowerCase(locale)).toContain(b.toLocaleLowerCase(locale));
  for (const state of ['scheduled', 'submitted', 'processing', 'rejected', 'cancelled', 'issued', 'mailed'])
    same(mail[`application.${state}.subject`], progress[`state.${state}`]);
  same(mail['application.readyForPickup.subject'], progress['state.readyForPickup']);
  same(mail['application.delivered.subject'], progress['state.delivered']);
  same(mail['application.delivered.subjectEmail'], progress['stateDigital.delivered']);
  same(progress['state.outOfStock'], progress['event.delay']);
  for (const state of ['issued', 'mailed', 'readyForPickup', 'delivered']) {
    expect(bills[`state.${state}`]).toBe(progress[`state.${state}`]);
  }
  expect(bills['state.deliveredByMail']).toBe(progress['stateDigital.delivered']);
  for (const [state, event] of [
    ['issued', 'issue'],
    ['mailed', 'mail'],
    ['readyForPickup', 'ready'],
  ] as const)
    expect(progress[`event.${event}`]).toBe(progress[`state.${state}`]);
});
