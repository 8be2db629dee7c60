// What a sentence is about, where the words alone would mislead: other vendors' paper, values beside their labels, resemblances.
import { isConfirm } from '../../dialogs/understanding/answers';
import { PHRASES } from '../../dialogs/understanding/phrases';
import { bestTopic } from '../../dialogs/understanding/recognise';
import { understand } from '../../dialogs/understanding/understand';
import { LOCALES, type Locale } from '../../locales/list';

const topicOf = (text: string, locale: Locale, asked?: string): string => {
  const best = bestTopic(understand(text, { locale, ...(asked ? { asked } : {}) }), text);
  return best && 'name' in best ? best.name : '';
};

const ASKED_OF_OTHERS: Record<Locale, (vendor: string) => string[]> = {
  'en-US': (vendor) => [`where is my ${vendor} fapiao`, `the title on the ${vendor} invoice is wrong`],
  'zh-CN': (vendor) => [`${vendor}的发票怎么还没到`, `${vendor}开的发票抬头错了怎么改`],
  'zh-TW': (vendor) => [`${vendor}的發票怎麼還沒到`, `${vendor}開的發票抬頭錯了怎麼改`],
  'nl-NL': (vendor) => [`waar blijft mijn fapiao van ${vendor}`, `de titel op de factuur van ${vendor} klopt niet`],
  'da-DK': (vendor) => [`hvor bliver min fapiao fra ${vendor} af`, `titlen på fakturaen fra ${vendor} er forkert`],
  'fr-FR': (vendor) => [`où est mon fapiao de ${vendor}`, `l’intitulé de la facture ${vendor} est faux`],
};

test.each(LOCALES)('%s: what is asked about the paper of a vendor that is not ours is not taken for ours', (locale) => {
  for (const vendor of ['Huawei Cloud', 'Starbucks', '京东', 'Lufthansa'])
    for (const text of ASKED_OF_OTHERS[locale](vendor))
      expect([text, topicOf(text, locale)]).toEqual([text, 'otherBusiness']);
});

test('where a title is asked for, the name of a vendor is one: vendors are customers too', () => {
  for (const name of ['Starbucks', 'Huawei Cloud', 'IKEA Shanghai', '华为云'])
    expect([name, topicOf(name, 'en-US', 'name')]).toEqual([name, '']);
});

test.each([
  ['en-US', 'phone 021-55001234'],
  ['zh-CN', '电话：021-55001234'],
  ['zh-TW', '電話 021-55001234'],
  ['nl-NL', 'telefoon 021-55001234'],
  ['da-DK', 'telefon 021-55001234'],
  ['fr-FR', 'téléphone 021-55001234'],
] as const)('%s: «%s» is a value, no question about ours', (locale, text) => {
  expect(topicOf(text, locale)).toBe('');
});

test('what only resembles a confirmation confirms nothing, and is no other wish', () => {
  for (const text of ['everything looks fine to me, please go ahead and submit it all', 'all good, submit the lot'])
    expect([isConfirm(text, 'en-US'), topicOf(text, 'en-US')]).toEqual([false, '']);
});

test('what skips a question is told from what asks something', () => {
  expect(topicOf('we do not have that one, so please skip it', 'en-US')).toBe('skip');
});

/** A meaning that one language knows much better than another would be heard there where it is not meant. */
test.each(['flows', 'faq'] as const)('%s have about as many phrases in each language', (part) => {
  const uneven = Object.keys(PHRASES['en-US'][part]).filter((name) => {
    const sizes = LOCALES.map((locale) => (PHRASES[locale][part] as Record<string, string[]>)[name]?.length ?? 0);
    return Math.min(...sizes) < 10 || Math.min(...sizes) < Math.max(...sizes) / 2;
  });
  expect(uneven).toEqual([]);
});
