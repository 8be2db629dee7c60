// The statement of a bill: what was paid for, by whom and how, and that it is no fapiao.
import type { BillItem } from '../../domain/bill-view';
import { say, type Locale, type Text, translate, type Value } from '../../locales';
import type { Fact, Paper, PaperPart } from './paper';
import { carrierText, frame, methodText, onDay, type Press, stateText, wordsIn } from './words';

/** The statement in a language. Amounts and days are those of the bill, days in China. */
export function statementPaper(press: Press, bill: BillItem, locale: Locale): Paper {
  const t = wordsIn(locale);
  const { seller } = press.business;
  const period = { month: bill.period };
  const rows: [Text, Value][] = [
    [say('bills:field.bill'), bill.number],
    [say('bills:field.order'), bill.order],
    [say('bills:field.period'), period],
    [say('bills:field.product'), { text: say('bills:product') }],
    ...(seller ? [[say('bills:field.seller'), seller] as [Text, Value]] : []),
    [say('bills:field.paid'), bill.paidAt ? onDay(bill.paidAt) : { text: say('bills:unpaid') }],
    [say('bills:field.method'), methodText(bill.method)],
    [say('bills:field.payer'), bill.payer],
    [say('bills:field.amount'), { money: bill.amount }],
  ];
  return {
    ...frame(press, locale),
    title: t(say('bills:pdf.statement.title')),
    subtitle: t(say('bills:pdf.statement.subtitle', { bill: bill.number, period })),
    amount: [t(say('bills:field.amount')), translate(locale, say('common:plain', { value: { money: bill.amount } }))],
    parts: [
      { kind: 'note', text: t(say('bills:pdf.statement.notFapiao')) },
      { kind: 'facts', facts: facts(locale, rows) },
      { kind: 'facts', heading: t(say('bills:detail.fapiao')), facts: facts(locale, fapiaoRows(press, bill)) },
      ...how(press, bill, locale),
    ],
  };
}

/** Rows of labels and values in a language. */
export const facts = (locale: Locale, rows: readonly (readonly [Text, Value])[]): Fact[] =>
  rows.map(([label, value]) => [translate(locale, label), translate(locale, say('common:plain', { value }))]);

function fapiaoRows(press: Press, { fapiao }: BillItem): [Text, Value][] {
  const state = say('bills:stateAsOf', { state: { text: stateText(fapiao) }, at: onDay(press.now()) });
  const rows: [Text, Value][] = [[say('bills:pdf.receipt.state'), { text: state }]];
  if ('application' in fapiao) rows.push([say('bills:field.application'), fapiao.application]);
  if ('numbers' in fapiao && fapiao.numbers.length) rows.push([say('bills:field.numbers'), fapiao.numbers.join(', ')]);
  if ('issuedAt' in fapiao) rows.push([say('bills:field.issuedAt'), onDay(fapiao.issuedAt)]);
  if ('waybill' in fapiao && fapiao.waybill) {
    const values = { carrier: carrierText(fapiao.carrier ?? ''), waybill: fapiao.waybill };
    rows.push([say('bills:field.waybill'), { text: say('bills:line.waybill', values) }]);
  }
  return rows;
}

/** Only while there is something to do. */
function how({ publicUrl }: Press, { fapiao }: BillItem, locale: Locale): PaperPart[] {
  if (fapiao.state !== 'available' && fapiao.state !== 'opens' && fapiao.state !== 'unpaid') return [];
  const text = say('bills:pdf.statement.how', { url: `${publicUrl}/chat` });
  return [
    { kind: 'text', heading: translate(locale, say('bills:pdf.statement.howTitle')), text: translate(locale, text) },
  ];
}
