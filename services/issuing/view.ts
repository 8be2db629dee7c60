// An application as an issuing service sees it: what is needed to issue and to send on paper, and nothing else of a person.
import { heldBy, pileOf } from '../../domain/desk';
import { mediumOf } from '../../domain/fapiao';
import type { Instant } from '../../domain/result';
import type { Application } from '../../storage/records';
import { fapiaosNeeded } from '../application/fapiaos';
import { type FileRow } from '../application/files';
import { fapiaoLabel } from '../application/notices';
import { SERVICE } from './service';
import type { IssuingApplication, IssuingStanding } from './shapes';

/** Where it stands. */
export function standingOf({ number, events, state, claim }: Application, now: Instant): IssuingStanding {
  const held = heldBy(claim, now);
  return {
    number,
    revision: events.length,
    state,
    ...(held ? { heldBy: held.staff === SERVICE.id ? 'service' : 'desk' } : {}),
  };
}

/** Whether somebody has something to do with it: then its particulars are needed. */
export const isOpen = (application: Application): boolean =>
  pileOf(application) !== undefined && application.closed === undefined;

/** All that is needed to issue. `files`: those that are there. */
export function issuingView(application: Application, files: readonly FileRow[], now: Instant): IssuingApplication {
  const { kind, grouping, buyer, remark, taxIdChecked, withoutTaxId, amount, bills, delivery } = application;
  const { submittedAt, dueAt, expectedAt, fapiaos, shipment } = application;
  const { name, taxId, address, phone, bank, account } = buyer;
  // ASVS 5.0 14.2.6: digital ones are mailed by us, so nobody outside needs an address of them.
  const { recipient, mobile, address: shipTo } = mediumOf(kind) === 'paper' ? delivery : {};
  return {
    ...standingOf(application, now),
    kind,
    grouping,
    needed: fapiaosNeeded(application),
    buyer: known({ kind: buyer.kind, name, taxId, address, phone, bank, account }),
    ...known({ remark, expectedAt }),
    taxIdChecked: taxIdChecked === true,
    withoutTaxId: withoutTaxId === true,
    amount,
    bills: bills.map((bill) => ({ bill: bill.bill, period: bill.period, amount: bill.amount })),
    submittedAt,
    dueAt,
    delivery: known({ method: delivery.method, recipient, mobile, address: shipTo }),
    fapiaos: fapiaos.map((one) => ({
      ...known({ number: one.number, code: one.code }),
      amount: one.amount,
      bills: one.bills,
      files: files.filter((row) => row.fapiao === fapiaoLabel(one)).map(({ type }) => type),
    })),
    ...(shipment ? { shipment: { carrier: shipment.carrier, waybill: shipment.waybill } } : {}),
  };
}

/** Without what is not known. */
const known = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as T;
