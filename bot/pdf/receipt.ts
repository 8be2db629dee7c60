// The receipt of an application, to forward to whoever asks whether the fapiao was applied for.
import type { ApplicationItem } from '../../domain/bill-view';
import type { ParticularField } from '../../domain/application-draft';
import type { DeliveryMethod } from '../../domain/fapiao';
import { groupTaxId, maskTaxId } from '../../domain/taxid';
import { stateName } from '../../locales/application-words';
import { formatValue, say, type Locale, type Text, type TextKey, type Value } from '../../locales';
import type { Paper, PaperPart } from './paper';
import { facts } from './statement';
import { carrierText, frame, onDay, type Press, wordsIn } from './words';

type Row = [Text, Value];

/** The receipt in a language. Numbers made of an id-document number and phone numbers are masked: it is made to be passed on. */
export function receiptPaper(press: Press, application: ApplicationItem, locale: Locale): Paper {
  const t = wordsIn(locale);
  return {
    ...frame(press, locale),
    title: t(say('bills:pdf.receipt.title')),
    subtitle: t(say('bills:pdf.receipt.subtitle', { number: application.number })),
    amount: [t(say('bills:field.amount')), formatValue(locale, { money: application.amount })],
    parts: [
      { kind: 'note', text: t(say('bills:pdf.receipt.notFapiao')) },
      {
        kind: 'facts',
        heading: t(say('bills:pdf.receipt.application')),
        facts: facts(locale, applicationRows(press, application)),
      },
      { kind: 'facts', heading: t(say('bills:pdf.receipt.buyer')), facts: facts(locale, buyerRows(application)) },
      billTable(application, locale),
      ...fapiaoTable(application, locale),
    ],
  };
}

function applicationRows(press: Press, application: ApplicationItem): Row[] {
  const { number, state, delivery, submittedAt, scheduledFor, expectedAt, reason, shipment } = application;
  const asOf = say('bills:stateAsOf', {
    state: { text: say(stateName({ state, method: delivery.method })) },
    at: onDay(press.now()),
  });
  const waits = state === 'scheduled' && scheduledFor;
  const rows: Row[] = [
    [say('progress:number'), number],
    [say('bills:pdf.receipt.state'), { text: asOf }],
    waits
      ? [say('bills:pdf.receipt.scheduledFor'), onDay(scheduledFor)]
      : [say('bills:pdf.receipt.submitted'), onDay(submittedAt)],
  ];
  if (!waits && expectedAt) rows.push([say('bills:pdf.receipt.expected'), onDay(expectedAt)]);
  else if (!waits && WAITING.has(state)) rows.push([say('bills:pdf.receipt.due'), dueText(application)]);
  if (reason) rows.push([say('bills:pdf.receipt.reason'), reason]);
  if (shipment) {
    const values = { carrier: carrierText(shipment.carrier), waybill: shipment.waybill };
    rows.push([say('bills:field.waybill'), { text: say('bills:line.waybill', values) }]);
  }
  return rows;
}

const WAITING: ReadonlySet<string> = new Set(['submitted', 'processing']);

function dueText({ dueAt, provisional }: ApplicationItem): Value {
  const due = { text: say('bills:pdf.receipt.dueDay', { day: onDay(dueAt) }) };
  return provisional ? { text: say('bills:pdf.receipt.dueProvisional', { due }) } : due;
}

type RowsOf = (application: ApplicationItem) => Row[];
const row = (key: TextKey, value: Value | undefined): Row[] => (value === undefined ? [] : [[say(key), value]]);

const leftOut: RowsOf = () => [];

/**
 * Each confirmed answer's row; one that stands in the row of another names that one. The receipt is made to be passed on:
 * of the buyer it names who it is, not the bank and where to reach them.
 */
const ANSWERS: Record<ParticularField, ParticularField | RowsOf> = {
  name: ({ buyer }) => row('bills:pdf.receipt.buyerName', buyer.name),
  buyerKind: 'name',
  taxId: ({ buyer }) => row('bills:pdf.receipt.taxId', buyer.taxId && groupTaxId(maskTaxId(buyer.taxId))),
  address: leftOut,
  phone: leftOut,
  bank: leftOut,
  account: leftOut,
  kind: ({ kind, grouping, bills }) => {
    const one = say(`bills:pdf.kind.${kind}`);
    // With one bill there is nothing to divide.
    return row('bills:pdf.receipt.kind', {
      text: bills.length > 1 ? say(`bills:pdf.${grouping}`, { kind: { text: one } }) : one,
    });
  },
  grouping: 'kind',
  remark: ({ remark }) => row('apply:remark.label', remark),
  certificate: leftOut,
  method: ({ delivery: { method, emails } }) => row('bills:pdf.receipt.delivery', { text: wayText(method, emails) }),
  emails: 'method',
  recipient: ({ delivery: { recipient, mobile } }) =>
    row(
      'bills:pdf.receipt.to',
      recipient && mobile
        ? { text: say('bills:pdf.receipt.person', { name: recipient, phone: { phone: mobile } }) }
        : undefined,
    ),
  mobile: 'recipient',
  shipTo: ({ delivery }) => row('apply:shipTo.label', delivery.address),
};

function wayText(method: DeliveryMethod, emails: readonly string[] | undefined): Text {
  if (method === 'pickup') return say('bills:pdf.receipt.byPickup');
  if (method !== 'email') return say(`progress:carrier.${method}`);
  return emails?.length
    ? say('bills:pdf.receipt.byEmailTo', { emails: { items: [...emails] } })
    : say('bills:pdf.receipt.byEmail');
}

const buyerRows = (application: ApplicationItem): Row[] =>
  Object.values(ANSWERS).flatMap((rows) => (typeof rows === 'string' ? [] : rows(application)));

function billTable({ bills, amount }: ApplicationItem, locale: Locale): PaperPart {
  const t = wordsIn(locale);
  return {
    kind: 'table',
    heading: t(say('bills:pdf.receipt.bills')),
    head: [t(say('bills:field.bill')), t(say('bills:field.period')), t(say('bills:field.amount'))],
    rows: [
      ...bills.map((bill) => [
        bill.number,
        formatValue(locale, { month: bill.period }),
        formatValue(locale, { money: bill.amount }),
      ]),
      ...(bills.length > 1 ? [[t(say('bills:pdf.receipt.total')), '', formatValue(locale, { money: amount })]] : []),
    ],
  };
}

function fapiaoTable({ fapiaos }: ApplicationItem, locale: Locale): PaperPart[] {
  if (!fapiaos.length) return [];
  const t = wordsIn(locale);
  return [
    {
      kind: 'table',
      heading: t(say('bills:pdf.receipt.fapiaos')),
      head: [t(say('bills:field.numbers')), t(say('bills:field.issuedAt')), t(say('bills:field.amount'))],
      rows: fapiaos.map(({ number, code, issuedAt, amount }) => [
        code ? `${code} ${number}` : number,
        formatValue(locale, onDay(issuedAt)),
        formatValue(locale, { money: amount }),
      ]),
    },
  ];
}
