// What is known before anything is asked: the only bill, and the last confirmed application (R32).
import { answersIn, REMEMBERED } from '../../../domain/application-draft';
import type { AccountView, BillView } from '../../../services/queries';
import type { Values } from '../flow';
import { canGo, isTaken } from './bills';
import { type ApplyValues, choose } from './values';

export function prefill(account: AccountView | undefined, bills: readonly BillView[]): Values {
  const open = bills.filter((one) => one.state === 'available');
  const going = bills.filter(canGo);
  const only = open.length === 1 ? open : going.length === 1 ? going : [];
  const others = { now: open.length, later: going.length - open.length, applied: bills.filter(isTaken).length };
  return {
    ...(account ? { ownEmail: account.email } : {}),
    ...(only.length ? { bills: only.map(choose) } : {}),
    ...(others.later || others.applied ? { others } : {}),
    // Without a tax id is a decision for one fapiao, never a default: then it is asked again.
    ...(account?.last ? (answersIn(account.last, REMEMBERED) as ApplyValues) : {}),
  };
}
