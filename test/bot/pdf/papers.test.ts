// Statements and receipts as PDFs: what they say in six languages, their fonts, their size, and what hostile data does to them.
import { BUSINESS_DEFAULTS } from '../../../domain/business';
import type { ApplicationItem, BillItem } from '../../../domain/bill-view';
import { layOut } from '../../../bot/pdf/layout';
import { receiptPaper } from '../../../bot/pdf/receipt';
import { statementPaper } from '../../../bot/pdf/statement';
import { LOCALES, type Locale, say, translate } from '../../../locales';
import { everyBill, HOSTILE, hostileBill, NOW, oneApplication } from '../../support/bill-items';
import { ensurePoppler, fontsOf, infoOf, textOf } from '../../support/poppler';

const press = { business: BUSINESS_DEFAULTS, publicUrl: 'https://fapiao.example.cn', now: () => NOW };
const statement = (bill: BillItem, locale: Locale, more = press) =>
  layOut(statementPaper(more, bill, locale), new Date(NOW));
const receipt = (application: ApplicationItem, locale: Locale) =>
  layOut(receiptPaper(press, application, locale), new Date(NOW));
const stateOf = (state: string) => everyBill().find(({ fapiao }) => fapiao.state === state) as BillItem;
/** As text extraction sees it: lines break anywhere. */
const tight = (text: string) => text.replace(/\s+/g, '');

beforeAll(ensurePoppler, 120_000);

const SAYS: Record<Locale, string[]> = {
  'en-US': ['Billing statement', 'CNY 12,960.00', 'Oct 2026', 'Oct 15, 2026', 'UnionPay', 'Available'],
  'zh-CN': ['账单明细', '¥12,960.00', '2026年10月', '2026年10月15日', '银联', '可申请', '如何获取发票'],
  'zh-TW': ['帳單明細', 'CNY 12,960.00', '2026年10月', '銀聯', '可申請', '如何取得發票'],
  'nl-NL': ['Factuuroverzicht', 'CNY 12.960,00', 'okt 2026', '15 okt 2026', 'UnionPay', 'Beschikbaar'],
  'da-DK': ['Regningsoversigt', '12.960,00 CNY', 'okt. 2026', 'UnionPay', 'Kan søges nu'],
  'fr-FR': ['Relevé de facturation', '12 960,00 CNY', 'oct. 2026', '15 oct. 2026', 'Disponible'],
};

test.each(LOCALES)(
  '%s: the statement says what was paid, by whom and how, and that it is no fapiao',
  async (locale) => {
    const bill = stateOf('available');
    const text = tight(textOf(await statement(bill, locale)));
    const notFapiao = translate(locale, say('bills:pdf.statement.notFapiao'));
    for (const part of [
      ...SAYS[locale],
      bill.number,
      bill.order,
      bill.payer,
      notFapiao,
      'https://fapiao.example.cn/chat',
    ])
      expect(text).toContain(tight(part));
  },
);

test('the amount is the bill’s to the cent, also where the sum is long', async () => {
  for (const [amount, shown] of [
    [1, 'CNY 0.01'],
    [9_990, 'CNY 99.90'],
    [123_456_789_012, 'CNY 1,234,567,890.12'],
  ] as const) {
    const text = textOf(await statement({ ...stateOf('available'), amount }, 'en-US'));
    expect(text.split(shown)).toHaveLength(3);
  }
});

test('a bill on its way says how far its fapiao is, and no longer how to get one', async () => {
  const text = textOf(await statement(stateOf('mailed'), 'en-US'));
  for (const part of ['Mailed out (as of Nov 28, 2026)', 'FP-2611-0003', '26310000000012345678', 'SF1234567890123'])
    expect(text).toContain(part);
  expect(text).not.toContain('How to get the fapiao');
  expect(textOf(await statement(stateOf('unpaid'), 'en-US'))).toContain('Paid on Not paid yet');
});

test('the day of payment is the one in China', async () => {
  const bill = { ...stateOf('available'), paidAt: '2026-10-15T16:30:00.000Z' };
  expect(textOf(await statement(bill, 'en-US'))).toContain('Oct 16, 2026');
});

test('the seller is named when it is configured, and never invented', async () => {
  const bill = stateOf('available');
  expect(textOf(await statement(bill, 'en-US'))).not.toContain('Seller');
  const business = { ...BUSINESS_DEFAULTS, seller: '上海示例科技有限公司' };
  expect(textOf(await statement(bill, 'en-US', { ...press, business }))).toContain('Seller 上海示例科技有限公司');
});

test.each(LOCALES)('%s: one font, embedded, only the glyphs that are used, and a small file', async (locale) => {
  const pdf = await statement(stateOf('mailed'), locale);
  expect(fontsOf(pdf)).toEqual([
    { name: expect.stringMatching(/^[A-Z]{6}\+NotoSansHans-Regular$/), embedded: true, subset: true, unicode: true },
  ]);
  expect(pdf.length).toBeLessThan(90_000);
  expect(infoOf(pdf)).toMatchObject({
    Pages: '1',
    Tagged: 'yes',
    JavaScript: 'no',
    'Page size': '595.28 x 841.89 pts (A4)',
  });
});

test('its letters come back as they were: simplified, traditional, accents', async () => {
  const payer = '上海发票与帳單發票：“Œuvre” Ærø, naïve façade – „Größe“ €';
  expect(tight(textOf(await statement({ ...stateOf('available'), payer }, 'fr-FR')))).toContain(tight(payer));
});

test('the receipt has title, number, kind and bills; phone numbers are masked, the tax id is in groups', async () => {
  const text = textOf(await receipt(oneApplication(), 'en-US'));
  for (const part of [
    'Application number FP-2611-0003',
    'Mailed out (as of Nov 28, 2026)',
    'Submitted Nov 20, 2026',
    '上海青禾餐饮管理有限公司',
    '9131 0115 5916 9385 6A',
    'Paper, special (专票), one for each bill',
    'SF (freight collect), SF1234567890123',
    '王敏, ***8000',
    'BILL-2001-2605 May 2026 CNY 1,368.00',
    'Total',
    '3100204130 12345678',
    'This receipt shows that a fapiao was applied for. It is not a fapiao.',
  ])
    expect(text).toContain(part);
  // Large at the top, and as the bills' sum.
  expect(text.split('CNY 2,736.00')).toHaveLength(3);
  expect(text).not.toContain('13800138000');
});

test('a receipt of a private person’s number shows its ends only; a day that may move says so', async () => {
  const application: ApplicationItem = {
    ...oneApplication(),
    state: 'submitted',
    provisional: true,
    buyer: { kind: 'individual', name: '王敏', taxId: '11010119900307123401' },
  };
  const text = textOf(await receipt(application, 'en-US'));
  expect(text).toContain('1101 **** **** **** 3401');
  expect(text).toContain('Nov 24, 2026 (end of the day, China time), provisional');
});

test('fifty bills fill pages that say which one they are, and none is lost', async () => {
  const bills = Array.from({ length: 50 }, (_, i) => ({ number: `BILL-9-${i}`, period: '2026-10', amount: 100 + i }));
  const pdf = await receipt({ ...oneApplication(), bills }, 'zh-CN');
  const text = textOf(pdf);
  const pages = Number(infoOf(pdf).Pages);
  expect(pages).toBeGreaterThan(2);
  for (let page = 1; page <= pages; page++) expect(tight(text)).toContain(`${page}/${pages}`);
  for (const { number } of bills) expect(text).toContain(number);
});

test('markup, direction marks, emoji, foreign scripts and 300 characters are text, or a box, and run off no page', async () => {
  const pdf = await statement(hostileBill(), 'zh-CN');
  const text = tight(textOf(pdf));
  expect(text).toContain(tight('../../<img src=x onerror="window.broken=1">gnp.exe'));
  expect(text).toContain(tight('<script>window.broken=1</script> □'));
  expect(text).toContain('c□□X');
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(text.split('X').length - 1).toBe(120);
  expect(text.split('很').length - 1).toBe(140);
  expect(HOSTILE.payer.length).toBeGreaterThan(300);
  expect(Number(infoOf(pdf).Pages)).toBeLessThanOrEqual(2);
  expect(pdf.includes('/JavaScript')).toBe(false);
  expect(pdf.includes('/URI')).toBe(false);
});
