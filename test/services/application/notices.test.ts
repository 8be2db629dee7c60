// Notices: a sentence for every state, medium and way of delivery, in six languages, with every placeholder filled.
import { APPLICATION_STATES } from '../../../domain/application';
import { BUSINESS_DEFAULTS } from '../../../domain/business';
import { translate, type TextKey } from '../../../locales';
import { LOCALES } from '../../../locales/list';
import { type ChangeParams, chatWords } from '../../../services/application/notices';

const params = (change: Partial<ChangeParams>): ChangeParams => ({
  number: 'FP-2611-0001',
  state: 'submitted',
  event: 'submit',
  medium: 'digital',
  method: 'email',
  bills: 1,
  amount: 136_800,
  dueAt: '2026-11-24T15:59:59.999Z',
  provisional: false,
  ...change,
});

const ways = [
  { medium: 'digital', method: 'email' },
  { medium: 'paper', method: 'yunda' },
  { medium: 'paper', method: 'sf' },
  { medium: 'paper', method: 'pickup' },
] as const;
// Nobody is told in the chat that an application was scheduled: there the outcome says so.
const states = APPLICATION_STATES.filter((state) => state !== 'scheduled');

it.each(LOCALES)('%s: every change has its sentence', (locale) => {
  const { applicationChanged } = require(`../../../locales/${locale}/notices.json`) as {
    applicationChanged: Record<string, string>;
  };
  for (const way of ways) {
    for (const change of [...states.map((state) => ({ state })), { state: 'submitted', event: 'open' }]) {
      const { text, values } = chatWords(params({ ...way, ...change }), locale, BUSINESS_DEFAULTS);
      const sentence = applicationChanged[text.replace('applicationChanged.', '')];
      expect([text, sentence]).toEqual([text, expect.any(String)]);
      const placeholders = [...(sentence ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');
      expect(placeholders.filter((name) => !(name in values))).toEqual([]);
      const said = translate(locale, { key: `notices:${text}` as TextKey, values });
      expect(said).toContain('FP-2611-0001');
      expect(said).not.toMatch(/[{}]|notices:|progress:|undefined|object/);
    }
  }
});

it('says that a date is provisional, what SF costs, and no more than eight fapiao numbers', () => {
  const provisional = chatWords(params({ provisional: true }), 'en-US', BUSINESS_DEFAULTS);
  expect(provisional.values.due).toMatchObject({ text: { key: 'notices:provisionalDay' } });
  expect(
    chatWords(params({ state: 'mailed', medium: 'paper', method: 'sf', carrier: 'sf' }), 'en-US', BUSINESS_DEFAULTS)
      .text,
  ).toBe('applicationChanged.mailedSf');
  const fapiaos = Array.from({ length: 50 }, (_, i) => `2631000000001234${i}`);
  const many = chatWords(params({ state: 'issued', fapiaos }), 'en-US', BUSINESS_DEFAULTS).values.fapiaos;
  expect(many).toEqual({ items: [...fapiaos.slice(0, 8), '…'] });
});
