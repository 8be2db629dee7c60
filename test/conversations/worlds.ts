// The bills that conversation scripts begin with. It is Friday 2026-11-20, 16:00 in China.
import type { BillSeed } from '../support/fapiao-world';

const base = { tenant: 'tenant-1', order: 'ORDER-1' };
const month = (n: number): string => new Date(Date.UTC(2026, 10 - n, 1)).toISOString().slice(0, 7);

export const SEEDS = {
  /** One bill, open, paid by the usual title's company. */
  oneOpen: [{ ...base, bill: 'BILL-1', period: '2026-11', paidAt: '2026-11-15 10:00' }],
  /** October and November, both open. */
  two: [
    { ...base, bill: 'BILL-1', period: '2026-11', paidAt: '2026-11-15 10:00' },
    { ...base, bill: 'BILL-2', period: '2026-10', amount: '12960.00', paidAt: '2026-10-15 10:00' },
  ],
  /** Fourteen bills: the newest opens on Monday 23 November, the others are open. */
  many: Array.from({ length: 14 }, (_, n) => ({
    ...base,
    bill: `BILL-${n + 1}`,
    period: n === 0 ? '2026-12' : month(n - 1),
    paidAt: n === 0 ? '2026-11-20 09:00' : `${month(n)}-15 10:00`,
  })),
  /** Three years of open bills with the long numbers of the payment platform. */
  years: Array.from({ length: 36 }, (_, n) => ({
    ...base,
    bill: `BILL-2001-000${100 + n}`,
    period: month(n + 1),
    paidAt: `${month(n + 1)}-15 10:00`,
  })),
  /** Paid yesterday: opens on 22 November. */
  paidYesterday: [{ ...base, bill: 'BILL-1', period: '2026-11', paidAt: '2026-11-19 10:00' }],
  /** The payer is the holding, not the usual title. */
  otherPayer: [
    { ...base, bill: 'BILL-1', period: '2026-11', paidAt: '2026-11-15 10:00', payer: '上海蓝港控股有限公司' },
  ],
  /** October can go, November opens on 22 November, September is not paid. */
  mixed: [
    { ...base, bill: 'BILL-1', period: '2026-11', paidAt: '2026-11-19 10:00' },
    { ...base, bill: 'BILL-2', period: '2026-10', amount: '12960.00', paidAt: '2026-10-15 10:00' },
    { ...base, bill: 'BILL-3', period: '2026-09', paidAt: null },
  ],
  /** Two open bills of an order whose number holds no word for "order". */
  plainOrder: [
    { ...base, order: 'DEMO-1004', bill: 'BILL-1', period: '2026-11', paidAt: '2026-11-15 10:00' },
    { ...base, order: 'DEMO-1004', bill: 'BILL-2', period: '2026-10', paidAt: '2026-10-15 10:00' },
  ],
  /** Two orders, the first with a known contact; its bill is open. */
  withContact: [
    { ...base, bill: 'BILL-1', period: '2026-11', paidAt: '2026-11-15 10:00', contact: 'boss@qinghe.example' },
    { ...base, order: 'ORDER-2', bill: 'BILL-2', period: '2026-10', paidAt: '2026-10-15 10:00' },
  ],
  /** The signed-in account holds ORDER-1; the second order has a contact of another company. */
  otherContact: [
    { ...base, bill: 'BILL-1', period: '2026-11', paidAt: '2026-11-15 10:00' },
    {
      ...base,
      order: 'ORDER-2',
      bill: 'BILL-2',
      period: '2026-10',
      paidAt: '2026-10-15 10:00',
      contact: 'boss@elsewhere.example',
    },
  ],
  none: [],
} satisfies Record<string, BillSeed[]>;

export type BillsName = keyof typeof SEEDS;

/** What a conversation begins with. */
export interface Scene {
  bills?: BillsName;
  signedIn?: boolean;
  /** What the account confirmed last. */
  prefilled?: keyof typeof LAST;
  /** Nobody has registered yet. */
  stranger?: boolean;
  /** Others read along. */
  group?: boolean;
}

const NAME = '上海青禾餐饮管理有限公司';
export const LAST = {
  digital: {
    kind: 'digital-normal',
    grouping: 'each',
    buyer: { kind: 'enterprise', name: NAME, taxId: '91310115591693856A' },
    delivery: { method: 'email', emails: ['lihua@qinghe.example'] },
  },
  special: {
    kind: 'paper-special',
    grouping: 'each',
    buyer: {
      kind: 'enterprise',
      name: NAME,
      taxId: '91310115591693856A',
      address: '上海市杨浦区国定路88号',
      phone: '021-55001234',
      bank: '招商银行上海分行',
      account: '121909876543210',
    },
    delivery: { method: 'sf', recipient: '王敏', mobile: '13800138000', address: '上海市浦东新区世纪大道100号12楼' },
  },
};
