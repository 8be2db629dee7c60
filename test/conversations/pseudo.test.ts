// A language whose every string stands in brackets: what is visible outside them does not come from locales/.
import { WEB } from '../../bot/render/channels';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import type { LogItem } from '../../bot/turn/inbound';
import type { renderCard } from '../../bot/render/card';
import type { renderText } from '../../bot/render/text';
import { LOCALES, NAMES } from '../../locales/list';
import { localesOf, play, scripts } from './script';
import { LAST, SEEDS } from './worlds';

type Rendered = { renderText: typeof renderText; renderCard: typeof renderCard };

/** The renderer with its own i18next, whose translations come back in brackets. */
function bracketed(): Rendered {
  let rendered: Rendered | undefined;
  jest.isolateModules(() => {
    const i18next = jest.requireActual<typeof import('i18next')>('i18next');
    jest.doMock('i18next', () => {
      const createInstance = () => {
        const instance = i18next.createInstance();
        instance.use({ type: 'postProcessor', name: 'brackets', process: (value: string) => `⟦${value}⟧` });
        const init = instance.init.bind(instance);
        instance.init = ((options: object) => init({ ...options, postProcess: ['brackets'] })) as typeof instance.init;
        return instance;
      };
      return { __esModule: true, default: { createInstance }, createInstance };
    });
    rendered = {
      renderText: (require('../../bot/render/text') as Rendered).renderText,
      renderCard: (require('../../bot/render/card') as Rendered).renderCard,
    };
  });
  jest.dontMock('i18next');
  if (!rendered) throw new Error('not rendered');
  return rendered;
}

/** What a text shows outside of all brackets. */
function outside(text: string): string {
  let depth = 0;
  return [...text]
    .filter((char) => {
      if (char === '⟦') depth += 1;
      const shown = depth === 0;
      if (char === '⟧') depth -= 1;
      return shown;
    })
    .join('');
}

/** What Intl makes of amounts, days and lists. */
const intl = LOCALES.flatMap((locale) => [
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'code' }).format(1),
  new Intl.ListFormat(locale).format(['1', '2', '3']),
  ...Array.from({ length: 12 }, (_, n) =>
    new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }).format(
      new Date(2026, n, 1 + n),
    ),
  ),
]);

/** What every value inside brackets must come from: the person, the bills, the account, the business settings. */
const data = (said: string): string =>
  JSON.stringify([
    said,
    intl,
    SEEDS,
    LAST,
    BUSINESS_DEFAULTS,
    NAMES,
    'account-1@qinghe.example',
    'lihua@qq.com lihua@gmail.com',
  ]);

const VISIBLE = new Set(['text', 'title', 'label', 'placeholder', 'errorMessage']);

function visibleIn(card: unknown): string[] {
  if (Array.isArray(card)) return card.flatMap(visibleIn);
  if (typeof card !== 'object' || card === null) return [];
  return Object.entries(card).flatMap(([name, value]) =>
    VISIBLE.has(name) && typeof value === 'string' ? [value] : visibleIn(value),
  );
}

/** Strings that fill placeholders: they must be data, never words of ours. */
function plainValues(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(plainValues);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'values' && typeof inner === 'object' && inner !== null
      ? Object.values(inner).flatMap((one) => (typeof one === 'string' ? [one] : plainValues(one)))
      : plainValues(inner),
  );
}

// Also numbers in groups, and the name of a tax id's part, which chooses a text.
const OURS = /^(?:https?:\/\/\S+|FP-\d{4}-\d+|[\dA-Z][\dA-Z ]*|(?:first|last)\d+)$/;

test('no script shows a word that does not stand in locales/', async () => {
  const { renderText: asText, renderCard: asCard } = bracketed();
  const foreign = new Set<string>();
  for (const { script } of scripts()) {
    const [locale = LOCALES[0]] = localesOf(script);
    const { items } = await play(script, locale);
    const known = data(JSON.stringify(script));
    for (const item of items as LogItem[]) {
      if (item.author !== 'bot') continue;
      const card = asCard(item.reply, { locale: item.locale, shows: WEB });
      for (const shown of [asText(item.reply, item.locale), ...visibleIn(card)]) {
        for (const word of outside(shown).match(/[\p{L}][\p{L}\p{M}'@.-]+/gu) ?? []) {
          if (!known.includes(word.replace(/[.'-]+$/, ''))) foreign.add(`outside: ${word} in ${shown.slice(0, 200)}`);
        }
      }
      for (const value of plainValues(item.reply)) {
        if (!OURS.test(value) && !known.toLowerCase().includes(value.toLowerCase())) foreign.add(`value: ${value}`);
      }
    }
  }
  expect([...foreign]).toEqual([]);
});
