// The page and its PDFs say the same: two mappings, one in the browser and one on the server, kept together here.
import vm from 'node:vm';
import { methodText as printedMethod, stateText as printedState } from '../../bot/pdf/words';
import type { BillFapiao } from '../../domain/bill-view';
import { formatValue, LOCALES, type Locale, translate } from '../../locales';
import { everyBill } from '../support/bill-items';
import { bundle } from '../support/web';

/** What the page's modules export; they need no page. */
interface PageWords {
  use(locale: string): Promise<boolean>;
  money(fen: number): string;
  month(period: string): string;
}
let createBillWords: (locale: string, urls: Record<string, string>) => PageWords;
let plain: (text: string) => string;
let stateText: (fapiao: BillFapiao, words: PageWords) => string;
let methodText: (method: string | undefined, words: PageWords) => string;

beforeAll(async () => {
  const load = async (entry: string) => vm.runInThisContext(`${await bundle(entry)};lib`) as object;
  ({ createBillWords, plain, stateText, methodText } = {
    ...(await load('web/bills/words.ts')),
    ...(await load('web/bills/state.ts')),
  } as never);
});

async function wordsOf(locale: Locale) {
  const { pdf: _, ...bills } = await import(`../../locales/${locale}/bills.json`);
  const progress = await import(`../../locales/${locale}/progress.json`);
  const texts = JSON.stringify({ ...bills, progress });
  const words = createBillWords(locale, { [locale]: `data:application/json,${encodeURIComponent(texts)}` });
  expect(await words.use(locale)).toBe(true);
  return words;
}

const applied = {
  state: 'applied',
  application: 'FP-1',
  dueAt: '2026-12-31T15:59:59.999Z',
  provisional: true,
} as const;
const delivered = { application: 'FP-1', numbers: ['1'], issuedAt: applied.dueAt, waybill: 'SF1' };
const STATES: BillFapiao[] = [
  ...new Map(
    everyBill().map(({ number, fapiao }) => [fapiao.state === 'applied' ? number : fapiao.state, fapiao]),
  ).values(),
  applied,
  { state: 'delivered', ...delivered, carrier: 'sf' },
];

test.each(LOCALES)('%s: every state of a fapiao reads the same on the page and on paper', async (locale) => {
  const words = await wordsOf(locale);
  const page = STATES.map((fapiao) => stateText(fapiao, words));
  expect(page).toEqual(STATES.map((fapiao) => translate(locale, printedState(fapiao))));
  // A date that may move says so; no two states look alike.
  expect(new Set(page).size).toBe(STATES.length);
});

test.each(LOCALES)('%s: amounts, months and ways to pay are written the same', async (locale) => {
  const words = await wordsOf(locale);
  for (const amount of [1, 99_90, 136_800, 123_456_789_012])
    expect(words.money(amount)).toBe(formatValue(locale, { money: amount }));
  for (const month of ['2026-01', '2025-12']) expect(words.month(month)).toBe(formatValue(locale, { month }));
  const methods = [
    'Alipay',
    '支付宝',
    'wechat pay',
    '微信',
    'UnionPay',
    'Bank transfer',
    'Credit card',
    'Invoice',
    'Cash',
  ];
  for (const method of [...methods, undefined])
    expect(methodText(method, words)).toBe(formatValue(locale, printedMethod(method)));
});

test('a state that a newer server knows is shown as one to look up, not as a key', async () => {
  const newer = { state: 'archived' } as unknown as BillFapiao;
  expect(stateText(newer, await wordsOf('en-US'))).toBe('See the application');
});

test('numbers of others lose the marks that would turn around what follows', () => {
  expect(plain('\u202eABC\u2066-1\u2069\u200f')).toBe('ABC-1');
});
