// The receipt of an application, to forward to whoever asks whether the fapiao was applied for.
import type { ApplicationItem } from '../../domain/bill-view';
import { mediumOf } from '../../domain/fapiao';
import { groupTaxId, maskTaxId } from '../../domain/taxid';
import { formatValue, say, type Locale, type Text, type Value } from '../../locales';
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
  const { number, state, submittedAt, scheduledFor, expectedAt, reason, shipment } = application;
  const asOf = say('bills:stateAsOf', { state: { text: applicationState(application) }, at: onDay(press.now()) });
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

function applicationState({ state, kind }: ApplicationItem): Text {
  const digital = mediumOf(kind) === 'digital' && (state === 'outOfStock' || state === 'delivered');
  return say(digital ? `progress:stateDigital.${state}` : `progress:state.${state}`);
}

function buyerRows({ buyer, kind, grouping, bills, delivery }: ApplicationItem): Row[] {
  const one = say(`bills:pdf.kind.${kind}`);
  // With one bill there is nothing to divide.
  const type = bills.length > 1 ? say(`bills:pdf.${grouping}`, { kind: { text: one } }) : one;
  const { method, emails, recipient, mobile, address } = delivery;
  const way =
    method === 'email'
      ? emails?.length
        ? say('bills:pdf.receipt.byEmailTo', { emails: { items: emails } })
        : say('bills:pdf.receipt.byEmail')
      : method === 'pickup'
        ? say('bills:pdf.receipt.byPickup')
        : say(`progress:carrier.${method}`);
  const person =
    recipient && mobile ? say('bills:pdf.receipt.person', { name: recipient, phone: { phone: mobile } }) : undefined;
  return [
    [say('bills:pdf.receipt.buyerName'), buyer.name],
    ...(buyer.taxId ? [[say('bills:pdf.receipt.taxId'), groupTaxId(maskTaxId(buyer.taxId))] as Row] : []),
    [say('bills:pdf.receipt.kind'), { text: type }],
    [say('bills:pdf.receipt.delivery'), { text: way }],
    ...(person ? [[say('bills:pdf.receipt.to'), { text: person }] as Row] : []),
    ...(address ? [[say('apply:shipTo.label'), address] as Row] : []),
  ];
}

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
