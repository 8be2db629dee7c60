// Notices: a sentence for every state, medium and way of delivery, in six languages, with every placeholder filled.
import { APPLICATION_STATES } from '../../../domain/application';
import { BUSINESS_DEFAULTS } from '../../../domain/business';
import { translate } from '../../../locales';
import { LOCALES } from '../../../locales/list';
import { changeText } from '../../../dialogs/answers/application-changed';
import { changeWith } from '../../support/changes';

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
    for (const change of [...states.map((state) => ({ state })), { state: 'submitted', event: 'open' } as const]) {
      const text = changeText(changeWith({ ...way, ...change }), { locale, business: BUSINESS_DEFAULTS });
      const { key, values = {} } = text;
      const sentence = applicationChanged[key.replace('notices:applicationChanged.', '')];
      expect([key, sentence]).toEqual([key, expect.any(String)]);
      const placeholders = [...(sentence ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');
      expect(placeholders.filter((name) => !(name in values))).toEqual([]);
      const said = translate(locale, text);
      expect(said).toContain('FP-2611-0001');
      expect(said).not.toMatch(/[{}]|notices:|progress:|undefined|object/);
    }
  }
});

it('says that a date is provisional, what SF costs, and no more than eight fapiao numbers', () => {
  const words = (change: Parameters<typeof changeWith>[0]) =>
    changeText(changeWith(change), { locale: 'en-US', business: BUSINESS_DEFAULTS });
  expect(words({ provisional: true }).values?.due).toMatchObject({ text: { key: 'notices:provisionalDay' } });
  expect(words({ state: 'mailed', medium: 'paper', method: 'sf', carrier: 'sf' }).key).toBe(
    'notices:applicationChanged.mailedSf',
  );
  const fapiaos = Array.from({ length: 50 }, (_, i) => `2631000000001234${i}`);
  const many = words({ state: 'issued', fapiaos }).values?.fapiaos;
  expect(many).toEqual({ items: [...fapiaos.slice(0, 8), '…'] });
});

it('has no sentence for a state that only a newer process knows: whoever shows it apologises', () => {
  for (const state of ['ofTheFuture', 'scheduled', 'constructor'] as const)
    expect(() =>
      changeText(changeWith({ state: state as 'scheduled' }), { locale: 'en-US', business: BUSINESS_DEFAULTS }),
    ).toThrow(RangeError);
});
