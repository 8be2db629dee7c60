// What is known before anything is asked: the only bill, and the last confirmed application (R32).
import type { AccountView, BillView, LastUsed } from '../../../services/queries';
import type { Values } from '../flow';
import { canGo, isTaken } from './bills';
import { type ApplyValues, choose } from './values';

export function prefill(account: AccountView | undefined, bills: readonly BillView[]): Values {
  const open = bills.filter((one) => one.state === 'available');
  const going = bills.filter(canGo);
  const only = open.length === 1 ? open : going.length === 1 ? going : [];
  const others = { now: open.length, later: going.length - open.length, applied: bills.filter(isTaken).length };
  const values: ApplyValues = {
    ...(account ? { ownEmail: account.email } : {}),
    ...(only.length ? { bills: only.map(choose) } : {}),
    ...(others.later || others.applied ? { others } : {}),
    ...(account?.last ? lastTime(account.last) : {}),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Without a tax id is a decision for one fapiao, never a default: then it is asked again. */
const lastTime = ({ kind, grouping, buyer, delivery }: LastUsed): ApplyValues => ({
  kind,
  grouping,
  name: buyer.name,
  buyerKind: buyer.kind,
  taxId: buyer.taxId,
  address: buyer.address,
  phone: buyer.phone,
  bank: buyer.bank,
  account: buyer.account,
  method: delivery.method,
  emails: delivery.emails,
  recipient: delivery.recipient,
  mobile: delivery.mobile,
  shipTo: delivery.address,
});
