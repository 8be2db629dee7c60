// How the command line prints applications: plain lines, amounts in yuan, times in China's zone.
import { formatPhone } from '../../domain/contact';
import type { Instant } from '../../domain/result';
import { groupTaxId } from '../../domain/taxid';
import { chinaClock } from '../../domain/time';
import { fapiaoLabel } from '../../services/application/notices';
import type { ApplicationView } from '../../services/queries';

/** `2026-11-24 23:59` in China. */
export const chinaTime = (at: Instant): string => chinaClock(at).slice(0, 16).replace('T', ' ');

export const yuan = (fen: number): string => `CNY ${(fen / 100).toFixed(2)}`;

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

/** Everything that whoever issues it needs. */
export function showLines(view: ApplicationView): string[] {
  const { buyer, delivery } = view;
  return [
    `${view.number}  ${view.state}`,
    ...line('deadline', deadline(view)),
    ...line(
      'kind',
      `${view.kind}, ${view.grouping === 'together' ? 'one fapiao together' : 'one fapiao for each bill'}`,
    ),
    ...line('amount', yuan(view.amount)),
    ...view.bills.flatMap(({ bill, period, amount }, i) =>
      line(i ? '' : 'bills', `${bill}  ${period}  ${yuan(amount)}`),
    ),
    ...line('title', `${buyer.name} (${buyer.kind})`),
    ...line('tax id', buyer.taxId && groupTaxId(buyer.taxId)),
    ...line('address', buyer.address),
    ...line('phone', buyer.phone && formatPhone(buyer.phone)),
    ...line('bank', [buyer.bank, buyer.account].filter(Boolean).join(', ')),
    ...line('delivery', delivery.method),
    ...line('e-mail', delivery.emails?.join(', ')),
    ...line(
      'recipient',
      [delivery.recipient, delivery.mobile && formatPhone(delivery.mobile)].filter(Boolean).join(', '),
    ),
    ...line('ship to', [delivery.address, delivery.postcode].filter(Boolean).join(', ')),
    ...view.fapiaos.flatMap((one, i) => line(i ? '' : 'fapiao', `${fapiaoLabel(one)}  ${yuan(one.amount)}`)),
    ...line('waybill', view.shipment && `${view.shipment.carrier} ${view.shipment.waybill}`),
    ...line('reason', view.reason),
    ...view.events.map(
      ({ at, event, state, note }) => `  ${chinaTime(at)}  ${event} → ${state}${note ? ` (${note})` : ''}`,
    ),
  ];
}
