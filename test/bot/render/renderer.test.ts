// Drawing is total: every text of every reply, with whatever fills it, becomes text and card; what can't be, an apology.
import { TEAMS, TEXT_ONLY, WEB } from '../../../bot/render/channels';
import { renderActivity } from '../../../bot/render';
import { createRenderer } from '../../../bot/render/renderer';
import type { Reply } from '../../../dialogs/reply';
import type { LogItem } from '../../../bot/turn/inbound';
import { baseOf, placeholdersOf, textsOf } from '../../locales/texts';
import { LOCALES, type Locale, type Text, type TextKey, type Value } from '../../../locales';

const PHONE = '400-089-0365';
const NAMESPACES = ['common', 'errors', 'account', 'apply', 'faq', 'notices', 'progress', 'register', 'bills'];

/** Every key of what replies say, with the names of its placeholders. Plural forms are one key. */
function texts(locale: Locale): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const namespace of NAMESPACES) {
    for (const [key, text] of Object.entries(textsOf(locale, namespace))) {
      const base = `${namespace}:${baseOf(key)}`;
      found.set(base, [...(found.get(base) ?? []), ...placeholdersOf(text)]);
    }
  }
  return [...found];
}

const HOSTILE: [string, Value][] = [
  ['nothing', ''],
  ['HTML', '<img src=x onerror=alert(1)>"&\'</script>'],
  ['Markdown', '**[x](javascript:alert(1))** `# |~_'],
  ['a placeholder', '{{phone}} $t(common:error) $1'],
  ['right to left', '\u202eשלום\u200f\u2067'],
  ['half a pair and controls', '\ud800\u0000\u001b[31m\ufeff'],
  ['10,000 characters', 'あ<'.repeat(5_000)],
  ['a number', 1e21],
  ['no list', { list: [] }],
  ['one in a list', { list: ['x'] }],
  [
    '60 in a list',
    { list: Array.from({ length: 60 }, (_, n): Value => ({ month: `2026-${String((n % 12) + 1).padStart(2, '0')}` })) },
  ],
  ['an inline text', { inline: { key: 'common:plain' as TextKey, values: { value: '' } } }],
];

/** The text wherever a reply has one. */
function replyOf(text: Text): Reply {
  return {
    text: [text, text],
    facts: [
      { n: 1, label: text, value: { text }, slot: 'name' },
      {
        n: 2,
        label: text,
        value: { text },
        change: [{ slot: 'name', kind: 'text', label: text, hint: text, error: text }],
      },
    ],
    after: [text],
    fields: [
      { slot: 'name', kind: 'multiline', label: text, hint: text, error: text, required: true, pattern: '.*' },
      { slot: 'none', kind: 'many', label: text, choices: [] },
      {
        slot: 'many',
        kind: 'many',
        label: text,
        offset: 99,
        choices: Array.from({ length: 20 }, (_, n) => ({ value: String(n), title: { text }, disabled: n % 2 === 0 })),
      },
    ],
    choices: [{ title: text, say: text }],
    links: [{ title: text, url: 'https://fapiao.example/' }],
    hint: text,
    quote: text,
    form: { id: 'form', rev: 1, submit: { title: text, action: 'confirm' }, cancel: text },
  };
}

/** Names a text, and is chosen by the rules. */
const PART = { part: 'any' };
const MEDIA = [TEXT_ONLY, WEB, TEAMS];

test.each(LOCALES)('%s: every text, whatever fills it, is drawn as text and card', (locale) => {
  const all = texts(locale);
  expect(all.length).toBeGreaterThan(500);
  for (const [at, [key, names]] of all.entries()) {
    // Each text is filled with something else; in six languages and with two counts, most of it meets most of it.
    for (const [n, count] of [0, 60].entries()) {
      const [what, value] = HOSTILE[(at + n * 5 + LOCALES.indexOf(locale)) % HOSTILE.length] as [string, Value];
      const fill = names.filter((name) => name !== 'count').map((name) => [name, value] as const);
      const values = { ...Object.fromEntries(fill), ...PART };
      const text: Text = { key: key as TextKey, values, count };
      for (const shows of MEDIA) {
        const reply = n === 0 && (at + LOCALES.indexOf(locale)) % 4 === 0 ? replyOf(text) : { text: [text] };
        const drawn = JSON.stringify(renderActivity(reply, { shows, locale }));
        expect([key, what, drawn.length > 40, /undefined|\[object|NaN/.test(drawn)]).toEqual([key, what, true, false]);
      }
    }
    for (const shows of MEDIA)
      renderActivity({ text: [{ key: key as TextKey, count: 2, values: PART }] }, { shows, locale });
  }
});

describe('what can not be drawn', () => {
  const errors: object[] = [];
  const renderer = createRenderer({ phone: () => PHONE, log: { error: (fields) => errors.push(fields) } });
  const broken: [string, Reply][] = [
    ['a month that is none', { text: [{ key: 'common:plain', values: { value: { month: '' } } }] }],
    ['a day that is none', { text: [{ key: 'common:plain', values: { value: { day: 'soon' } } }] }],
    ['a text of another version', { text: [{ key: 'common:gone.long.ago' as TextKey }] }],
    ['a reply without texts', {} as Reply],
    ['nothing', undefined as never],
    ['a list that is none', { text: [{ key: 'common:plain', values: { value: { list: null as never } } }] }],
  ];
  beforeEach(() => void (errors.length = 0));

  test.each(broken)(
    '%s: an apology with the phone number in every language, and one line in the log',
    (_what, reply) => {
      for (const locale of LOCALES) {
        for (const shows of MEDIA) {
          errors.length = 0;
          const { text, textFormat } = renderer.activity(reply, { locale, shows });
          expect({ text, textFormat, errors: errors.length }).toEqual({
            text: expect.stringContaining(PHONE),
            textFormat: 'plain',
            errors: 1,
          });
        }
      }
    },
  );

  test('a language that is none: the apology in English', () => {
    const locale = 'xx-XX-nonsense-' as Locale;
    expect(renderer.activity({} as Reply, { locale, shows: WEB })).toMatchObject({ locale: 'en-US' });
  });

  test('of a turn that says three things only the broken one is an apology, and nothing of it is in the log', () => {
    const item = (reply: Reply): LogItem => ({ seq: 0, author: 'bot', at: '', locale: 'nl-NL', reply });
    const said = (text: string): Reply => ({ text: [{ key: 'common:plain', values: { value: text } }] });
    const secret: Reply = { text: [{ key: 'common:plain', values: { value: { day: 'lihua@qinghe.example' } } }] };
    const [turn] = renderer.turn([item(said('one')), item(secret), item(said('three'))], WEB);
    expect(turn?.text?.split('\n\n')).toEqual(['one', expect.stringContaining(PHONE), 'three']);
    expect(JSON.stringify(errors)).not.toContain('lihua');
  });
});
