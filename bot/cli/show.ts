// How the command line prints applications: plain lines, amounts in yuan, times in China's zone.
import { yuan as plain } from '../../domain/money';
import type { ParticularField } from '../../domain/application-draft';
import { formatPhone } from '../../domain/contact';
import type { Instant } from '../../domain/result';
import { groupTaxId } from '../../domain/taxid';
import { chinaClock } from '../../domain/time';
import { fapiaoLabel } from '../../services/application/notices';
import type { ApplicationView } from '../../services/queries';

/** `2026-11-24 23:59` in China. */
export const chinaTime = (at: Instant): string => chinaClock(at).slice(0, 16).replace('T', ' ');

export const yuan = (fen: number): string => `CNY ${plain(fen)}`;

/** When something has to happen, in one word and a date. */
function deadline(view: ApplicationView): string {
  if (view.state === 'scheduled' && view.scheduledFor) return `opens ${chinaTime(view.scheduledFor)}`;
  if (view.state === 'outOfStock' && view.expectedAt) return `expected ${chinaTime(view.expectedAt).slice(0, 10)}`;
  const due = `due ${chinaTime(view.dueAt).slice(0, 10)}${view.provisional ? ' (provisional)' : ''}`;
  return view.overdue ? `${due} OVERDUE` : due;
}

export const listLine = (view: ApplicationView): string =>
  [
    view.number,
    view.state.padEnd(14),
    view.kind.padEnd(15),
    `${view.bills.length} bill(s)`,
    yuan(view.amount),
    deadline(view),
  ].join('  ');

/** A labelled line, or none. */
export const line = (label: string, value: string | undefined): string[] =>
  value ? [`${label.padEnd(12)} ${value}`] : [];

const joined = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(', ');

/** Each confirmed answer as whoever issues it needs it; one that stands in the line of another names that one. */
const ANSWERS: Record<ParticularField, ParticularField | ((view: ApplicationView) => string[])> = {
  kind: ({ kind, grouping }) =>
    line('kind', `${kind}, ${grouping === 'together' ? 'one fapiao together' : 'one fapiao for each bill'}`),
  grouping: 'kind',
  name: ({ buyer }) => line('title', `${buyer.name} (${buyer.kind})`),
  buyerKind: 'name',
  taxId: ({ buyer, withoutTaxId, taxIdChecked }) => [
    ...line(
      'tax id',
      buyer.taxId && `${groupTaxId(buyer.taxId)}${taxIdChecked ? ' (check fails; kept knowingly)' : ''}`,
    ),
    ...line('tax id', withoutTaxId ? 'none (confirmed: no valid tax voucher)' : undefined),
  ],
  address: ({ buyer }) => line('address', buyer.address),
  phone: ({ buyer }) => line('phone', buyer.phone && formatPhone(buyer.phone)),
  bank: ({ buyer }) => line('bank', joined(buyer.bank, buyer.account)),
  account: 'bank',
  method: ({ delivery }) => line('delivery', delivery.method),
  emails: ({ delivery }) => line('e-mail', delivery.emails?.join(', ')),
  recipient: ({ delivery }) =>
    line('recipient', joined(delivery.recipient, delivery.mobile && formatPhone(delivery.mobile))),
  mobile: 'recipient',
  shipTo: ({ delivery }) => line('ship to', delivery.address),
  remark: ({ remark }) => line('remark', remark),
  certificate: ({ certificate }) =>
    line('certificate', certificate ? 'for a refund or a purchase certificate: title = payer' : undefined),
};

/** Everything that whoever issues it needs. */
export function showLines(view: ApplicationView): string[] {
  return [
    `${view.number}  ${view.state}`,
    ...line('deadline', deadline(view)),
    ...line('amount', yuan(view.amount)),
    ...view.bills.flatMap(({ bill, period, amount }, i) =>
      line(i ? '' : 'bills', `${bill}  ${period}  ${yuan(amount)}`),
    ),
    ...line('payer', view.payer),
    ...Object.values(ANSWERS).flatMap((show) => (typeof show === 'string' ? [] : show(view))),
    ...view.fapiaos.flatMap((one, i) => line(i ? '' : 'fapiao', `${fapiaoLabel(one)}  ${yuan(one.amount)}`)),
    ...line('waybill', view.shipment && `${view.shipment.carrier} ${view.shipment.waybill}`),
    ...line('reason', view.reason),
    ...view.events.map(
      ({ at, event, state, note }) => `  ${chinaTime(at)}  ${event} → ${state}${note ? ` (${note})` : ''}`,
    ),
  ];
}
