// Every question has an answer that fits on a phone, and buttons that the assistant understands.
import i18next, { type i18n } from 'i18next';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import { FAQ_TOPICS, faqReply, needsReply, todayReply } from '../../dialogs/answers/faq';
import type { Ctx } from '../../dialogs/flows/flow';
import type { Reply } from '../../dialogs/reply';
import { understand } from '../../dialogs/understanding/understand';
import { selectBills } from '../../dialogs/understanding/bills';
import { LOCALES, type Locale } from '../../locales/list';
import type { Text, Value } from '../../locales/text';
import { textsOf } from '../locales/texts';

const due = { at: '2026-11-24T15:59:59.999Z', provisional: false };

const context = (locale: Locale, business: Partial<Ctx['business']> = {}, provisional = false): Ctx =>
  ({
    now: '2026-11-20T08:00:00.000Z',
    locale,
    business: { ...BUSINESS_DEFAULTS, ...business },
    query: { due: () => ({ ...due, provisional }) },
  }) as unknown as Ctx;

const words: i18n = i18next.createInstance();
beforeAll(async () => {
  await words.init({
    lng: 'en-US',
    ns: ['faq'],
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(LOCALES.map((locale) => [locale, { faq: textsOf(locale, 'faq') }])),
    keySeparator: false,
  });
});

const plainValue = (value: Value): string | number =>
  typeof value === 'string' || typeof value === 'number' ? value : 'Tue 24 Nov 2026';

const worded = (text: Text, locale: Locale): string => {
  const values = Object.fromEntries(
    Object.entries(text.values ?? {}).map(([name, value]) => [name, plainValue(value)]),
  );
  return words.t(text.key, { lng: locale, ...values });
};

const wordedReply = (reply: Reply, locale: Locale): string => reply.text.map((text) => worded(text, locale)).join('\n');

/** About 12 lines of 40 characters, or of 20 Chinese ones. */
const SCREEN = { latin: 480, han: 240 };
const width = (text: string): number =>
  [...text.replaceAll('**', '')].reduce(
    (sum, one) => sum + (/\p{Script=Han}|[，。：；？！（）「」“”]/u.test(one) ? SCREEN.latin / SCREEN.han : 1),
    0,
  );

describe.each(LOCALES)('in %s', (locale) => {
  test('every answer is complete, without a placeholder left open', () => {
    const ctx = context(locale, { branchContact: 'Wang Min' });
    const replies = [...FAQ_TOPICS.map((topic) => faqReply(topic, ctx)), needsReply(ctx), todayReply(ctx)];
    for (const reply of replies) {
      const texts = [...reply.text, ...(reply.quote ? [reply.quote] : [])].map((text) => worded(text, locale));
      for (const text of texts) expect(text).not.toMatch(/\{\{|^faq:/);
    }
  });

  test('an answer fits on the screen of a phone', () => {
    const long = FAQ_TOPICS.filter((topic) => topic !== 'whatToHaveReady')
      .map((topic) => ({ topic, width: width(wordedReply(faqReply(topic, context(locale)), locale)) }))
      .filter((one) => one.width > SCREEN.latin);
    expect(long).toEqual([]);
  });

  test('what a button says leads where the button promises', () => {
    const astray = FAQ_TOPICS.filter((topic) => {
      const [best] = understand(textsOf(locale, 'faq')[`${topic}.title`]!, { locale });
      const wish = topic === 'whatToHaveReady' ? 'whatDoINeed' : topic;
      return !best || !('name' in best) || (best.name !== topic && best.name !== wish);
    });
    expect(astray).toEqual([]);
  });

  test.each([
    ['common', 'menu.apply', 'apply'],
    ['common', 'menu.register', 'register'],
    ['common', 'menu.resend', 'resend'],
    ['common', 'menu.progress', 'progress'],
    ['common', 'menu.person', 'person'],
    ['account', 'button.changeEmail', 'changeEmail'],
    ['faq', 'forgot', 'forgotPassword'],
  ])('the button %s:%s is understood as %s', (namespace, key, name) => {
    const text = textsOf(locale, namespace)[key];
    expect(text).toBeDefined();
    const [best] = understand(text!, { locale });
    expect(best).toMatchObject({ name, exact: true });
  });

  test('the examples for choosing bills choose them', () => {
    const answer = textsOf(locale, 'faq')['severalBills.answer']!;
    const examples = [...answer.matchAll(/[“「«]\s?([^”」»]+?)\s?[”」»]/gu)].map((match) => match[1]!);
    const bills = Array.from({ length: 4 }, (_, at) => ({
      bill: `B${at + 1}`,
      period: `2026-0${at + 1}`,
      number: at + 1,
      selectable: true,
    }));
    const all = bills.map(({ bill }) => bill);
    expect(examples.map((example) => selectBills(example, bills, all, { locale, month: '2026-12' }))).toEqual([
      ['B1', 'B3'],
      all,
      ['B1', 'B2', 'B4'],
    ]);
  });

  test('“I need it today” is understood', () => {
    const [best] = understand(textsOf(locale, 'faq')['today.title']!, { locale });
    expect(best).toMatchObject({ kind: 'flow', name: 'needToday' });
  });
});

test('values are stored with a text only when it names them', () => {
  const [answer] = faqReply('howLong', context('en-US')).text;
  expect(Object.keys(answer!.values!).sort()).toEqual(['courierMax', 'courierMin', 'workingDays']);
});

test('three days are said when 72 hours are configured', () => {
  expect(wordedReply(faqReply('whenAvailable', context('en-US')), 'en-US')).toContain('3 days after you have paid');
});

test('who has no access gets a text to forward that names the admin center', () => {
  const reply = faqReply('noAccess', context('en-US'));
  expect(worded(reply.quote!, 'en-US')).toContain(BUSINESS_DEFAULTS.adminCentreUrl);
});

test('the branch is shown in Chinese to Chinese readers, in both scripts to others', () => {
  expect(wordedReply(faqReply('pickup', context('zh-CN')), 'zh-CN')).not.toContain('Keyuan Road');
  const danish = wordedReply(faqReply('pickup', context('da-DK')), 'da-DK');
  expect(danish).toContain('Keyuan Road');
  expect(danish).toContain('科苑路88号');
});

test('a medium that is switched off is not offered', () => {
  const digitalOnly = context('en-US', { paper: false });
  expect(needsReply(digitalOnly).text.map((text) => text.key)).not.toContain('faq:needs.paper');
  expect(faqReply('shipping', digitalOnly).text.map((text) => text.key)).toContain('faq:only.digital');
  const paperOnly = context('en-US', { digital: false });
  expect(needsReply(paperOnly).text.map((text) => text.key)).not.toContain('faq:needs.digitalNormal');
  expect(todayReply(paperOnly).text.map((text) => text.key)).not.toContain('faq:today.fastest');
});

test('“I need it today” names the due date and the way to a person, and says when the date is provisional', () => {
  const reply = todayReply(context('en-US'));
  expect(reply.text[0]!.values!.due).toEqual({ day: due.at });
  expect(wordedReply(reply, 'en-US')).toContain(BUSINESS_DEFAULTS.phone);
  expect(reply.text.map((text) => text.key)).not.toContain('faq:today.provisional');
  expect(todayReply(context('en-US', {}, true)).text.map((text) => text.key)).toContain('faq:today.provisional');
});
