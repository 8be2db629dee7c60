// A bill and an application as the admin centre's API shows them.
import type { ApplicationItem, BillFapiao, BillItem } from '../../domain/bill-view';
import { particularsOf } from '../../domain/application-draft';
import type { Instant } from '../../domain/result';
import type { Application, Bill } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { applicationView } from './application-doc';
import { billState } from './bills';
import { fapiaoLabel } from './notices';

export function billItem(bill: Bill, application: Application | undefined, now: Instant): BillItem {
  const { bill: number, order, period, amount, payer, method, paidAt } = bill;
  return {
    number,
    order,
    period,
    amount,
    currency: 'CNY',
    payer,
    ...(method ? { method } : {}),
    ...(paidAt ? { paidAt } : {}),
    fapiao: application ? fapiaoOf(number, application) : withoutOne(bill, now),
  };
}

function withoutOne(bill: Bill, now: Instant): BillFapiao {
  const state = billState({ ...bill, application: undefined }, now);
  if (state === 'notYetOpen') return { state: 'opens', opensAt: bill.opensAt ?? now };
  return { state: state === 'available' ? 'available' : 'unpaid' };
}

function fapiaoOf(bill: string, application: Application): BillFapiao {
  const { number, dueAt, provisional, scheduledFor, expectedAt, fapiaos, shipment } = application;
  const state = application.state;
  if (state === 'scheduled') return { state, application: number, scheduledFor: scheduledFor ?? dueAt };
  if (state === 'submitted' || state === 'processing' || state === 'outOfStock') {
    const delayed = state === 'outOfStock' && expectedAt ? { delayedUntil: expectedAt } : {};
    return { state: 'applied', application: number, dueAt, provisional, ...delayed };
  }
  const own = fapiaos.filter(({ bills }) => bills.includes(bill));
  const issued = { application: number, numbers: own.map(fapiaoLabel), issuedAt: own[0]?.issuedAt ?? dueAt };
  const sent = shipment && { carrier: shipment.carrier, waybill: shipment.waybill };
  if (state === 'mailed' && sent && shipment) return { state, ...issued, ...sent, sentAt: shipment.sentAt };
  if (state === 'delivered') return { state, ...issued, ...sent };
  if (state === 'readyForPickup') return { state, ...issued };
  return { state: state === 'returnRequested' || state === 'returned' ? 'returning' : 'issued', ...issued };
}

/** `own`: for the address that applied; others of the tenant see no person's name, phone or address (ASVS 5.0 8.2.3). */
export function applicationItem(doc: Stored<Application>, now: Instant, { own }: { own: boolean }): ApplicationItem {
  const { bills, payer: _, cancellable: __, ...view } = applicationView(doc, now);
  return {
    ...view,
    ...particularsOf(view, own ? [] : ['person']),
    state: view.state,
    currency: 'CNY',
    bills: bills.map(({ bill, ...rest }) => ({ number: bill, ...rest })),
    ...(view.shipment ? { shipment: view.shipment } : {}),
  } as ApplicationItem;
}
