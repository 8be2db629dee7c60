// Work for the desk: staff, applications in any number written straight into the store, and acts with their ids and ETags.
import type { ActRequest, DeskAct } from '../../domain/desk-view';
import type { StaffView } from '../../domain/staff-view';
import type { Kind } from '../../domain/fapiao';
import { act } from '../../services/desk/act';
import { tagOf } from '../../services/desk/rows';
import { applicationDoc } from '../../services/application/application-doc';
import { findApplication } from '../../services/application/applications';
import type { Deps } from '../../services/shared/deps';
import { type Application, keys } from '../../storage/records';
import type { Store } from '../../storage/store';
import { NOW, PAYER, TAX_ID } from './fapiao-world';

export const LI_LEI: StaffView = { id: 's-lilei', name: 'Li Lei', email: 'lilei@desk.example', roles: ['clerk'] };
export const HAN_MEI: StaffView = {
  id: 's-hanmei',
  name: 'Han Meimei',
  email: 'hanmei@desk.example',
  roles: ['clerk'],
};
export const BOSS: StaffView = { id: 's-boss', name: 'Zhao', email: 'zhao@desk.example', roles: ['supervisor'] };
export const AUDITOR: StaffView = { id: 's-audit', name: 'Qian', email: 'qian@desk.example', roles: ['auditor'] };

export const numberOf = (n: number): string => `FP-2609-${String(n).padStart(4, '0')}`;

/** An application that was submitted; every tenth on paper. */
export function application(n: number, more: Partial<Application> = {}): Application {
  const number = numberOf(n);
  const paper = n % 10 === 0;
  const kind: Kind = paper ? 'paper-normal' : 'digital-normal';
  const due = new Date(Date.parse(NOW) + (n % 500) * 3_600_000 - 50 * 3_600_000).toISOString();
  return {
    id: number,
    number,
    customer: `c${n % 1000}`,
    account: 'account-1',
    bills: [{ bill: `B-${n}`, order: `O-${n}`, period: '2026-10', amount: 136_800 }],
    amount: 136_800,
    kind,
    grouping: 'each',
    buyer: { kind: 'enterprise', name: n % 7 ? `上海青禾${n}餐饮有限公司` : PAYER, taxId: TAX_ID },
    delivery: paper
      ? { method: 'sf', recipient: '王敏', mobile: '13800138000', address: '广东省深圳市南山区科苑路1号' }
      : { method: 'email', emails: [`finance${n}@qinghe.example`] },
    certificate: false,
    payer: PAYER,
    state: 'submitted',
    submittedAt: NOW,
    dueAt: due,
    provisional: false,
    events: [{ at: NOW, by: 'account:account-1', event: 'submit', state: 'submitted' }],
    fapiaos: [],
    locale: 'zh-CN',
    ...more,
  } as Application;
}

/** Writes them, a batch for each customer. */
export async function seedApplications(store: Store, applications: readonly Application[]): Promise<void> {
  const byCustomer = new Map<string, Application[]>();
  for (const one of applications) byCustomer.set(one.customer, [...(byCustomer.get(one.customer) ?? []), one]);
  await Promise.all(
    [...byCustomer].map(async ([customer, own]) => {
      for (let i = 0; i < own.length; i += 50) {
        const writes = own.slice(i, i + 50).map((one) => ({ op: 'create' as const, doc: applicationDoc(one) }));
        const done = await store.commit(keys.customer(customer), writes);
        if (!done.ok) throw new Error(`not written: ${done.why}`);
      }
    }),
  );
}

export async function storedOf(deps: Deps, number: string) {
  const found = await findApplication(deps, number);
  if (!found) throw new Error(`there is no ${number}`);
  return found;
}

let commands = 0;
/** Acts on the version that is stored now, or on the one given. */
export async function acts(
  deps: Deps,
  staff: StaffView,
  number: string,
  what: DeskAct,
  data: ActRequest = {},
  { etag, commandId = `desk-command-${(commands += 1)}` }: { etag?: string; commandId?: string } = {},
) {
  const seen = etag ?? tagOf(await storedOf(deps, number));
  return act(deps, { number, act: what, data, staff, etag: seen, commandId });
}
