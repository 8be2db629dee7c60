// The demo's admin centre: a tenant with a year of bills in every state, and an administrator who has applied before.
import type { ApplicationEvent } from '../../domain/application';
import { caseOf, draftFrom } from '../../domain/application-draft';
import type { Answers } from '../../domain/application-fields';
import type { Actor } from '../../domain/people';
import { type Account, keys, record } from '../../storage/records';
import { linkTo } from '../account/accounts';
import { moveApplication } from '../application/applications';
import { applyCommand } from '../application/apply';
import { demoMoveData, monthBefore } from './demo';
import type { Deps } from '../shared/deps';
import { importOrders } from '../import/import';
import type { RawRow } from '../import/rows';
import { accountAt, claimLogin } from '../account/logins';
import { settle } from '../shared/once';
import { held, orderAt } from '../account/orders';
import { chinaDay, DAY, HOUR, later } from '../../domain/time';

export const DEMO_ADMIN = { email: 'admin@demo.example', tenant: 'demo-tenant', subject: 'demo-admin' };
const ADMIN_ID = 'demo-admin';
const MARK = { pk: 'system', id: 'demo-tenant-seed' };

const PAYER = '上海云帆软件有限公司';
const OFFICE = 'DEMO-2001';
const VISIO = 'DEMO-2002';

/** Months back, and how many days ago it was paid where that matters; `unpaid` is the current month's. */
const BILLS: readonly {
  order: string;
  month: number;
  amount: string;
  method: string;
  paidDays?: number;
  unpaid?: true;
}[] = [
  { order: OFFICE, month: 0, amount: '2736.00', method: 'Alipay', unpaid: true },
  { order: OFFICE, month: 1, amount: '2736.00', method: 'Alipay', paidDays: 1 },
  ...[2, 3, 4, 5, 6, 7].map((month) => ({ order: OFFICE, month, amount: '2736.00', method: 'Alipay' })),
  ...[8, 9, 10, 11].map((month) => ({ order: OFFICE, month, amount: '2394.00', method: 'UnionPay' })),
  { order: VISIO, month: 1, amount: '12960.00', method: 'Invoice', paidDays: 9 },
  { order: VISIO, month: 2, amount: '648.50', method: 'Invoice', paidDays: 2 },
  { order: VISIO, month: 7, amount: '12960.00', method: 'Invoice' },
];

const BUYER: Answers = { buyerKind: 'enterprise', name: PAYER, taxId: '91310115591693856A' };
const EMAIL: Answers = { ...BUYER, kind: 'digital-normal', emails: [DEMO_ADMIN.email] };
const SF: Answers = {
  ...BUYER,
  kind: 'paper-normal',
  method: 'sf',
  recipient: '王敏',
  mobile: '13800138000',
  shipTo: '上海市浦东新区世纪大道100号12楼',
};

/** Earlier applications, oldest first: how they went out, and how far the service centre came. */
const APPLIED: readonly { bills: [string, number][]; answers: Answers; steps: ApplicationEvent[] }[] = [
  {
    bills: [
      [OFFICE, 11],
      [OFFICE, 10],
    ],
    answers: EMAIL,
    steps: ['start', 'issue', 'deliver'],
  },
  { bills: [[VISIO, 7]], answers: SF, steps: ['start', 'issue', 'mail'] },
  { bills: [[OFFICE, 9]], answers: SF, steps: ['start', 'issue'] },
  { bills: [[VISIO, 2]], answers: EMAIL, steps: [] },
  { bills: [[OFFICE, 8]], answers: EMAIL, steps: [] },
];

const billNumber = (order: string, period: string): string =>
  `BILL-${order.slice(-4)}-${period.replace('-', '').slice(2)}`;

function* rows(now: string): Generator<RawRow> {
  const today = chinaDay(now);
  for (const [index, { order, month, amount, method, paidDays, unpaid }] of BILLS.entries()) {
    const period = monthBefore(today, month);
    const paid = paidDays === undefined ? `${period}-15 09:30` : later(now, -paidDays * DAY - HOUR);
    const cells = {
      order_number: order,
      tenant: DEMO_ADMIN.tenant,
      payer_name: PAYER,
      bill_number: billNumber(order, period),
      period,
      amount,
      payment_method: method,
    };
    yield { line: index + 1, cells: unpaid ? cells : { ...cells, paid_at: paid } };
  }
}

/** Seeds the tenant once for ever; answers whether it did so now. What a crash left half done is done by the next start. */
export async function seedDemoTenant(deps: Deps): Promise<boolean> {
  if (await deps.store.get(MARK)) return false;
  await importOrders(deps, rows(deps.now()));
  const account = await seedAdmin(deps);
  if (account) await seedApplications(deps, account);
  await forgetMails(deps);
  const doc = record('done', MARK, { hash: 'demo-tenant', outcome: DEMO_ADMIN.tenant });
  return (await deps.store.commit(MARK.pk, [{ op: 'create', doc }])).ok;
}

/** The administrator's account. Nobody knows its password: it is signed in by the demo page. */
async function seedAdmin(deps: Deps): Promise<Account | undefined> {
  const { email, tenant: customer } = DEMO_ADMIN;
  const passwordHash = await deps.passwords.hash(deps.random(24).toString('base64url'), { key: 'demo', own: true });
  if (!(await claimLogin(deps, email, customer, ADMIN_ID))) return undefined;
  return settle(deps, keys.customer(customer), async () => {
    const known = await accountAt(deps, customer, ADMIN_ID);
    if (known) return { writes: [], answer: known.body };
    const orders = (await Promise.all([OFFICE, VISIO].map((no) => orderAt(deps, customer, no)))).filter(
      (order) => order !== undefined,
    );
    const account: Account = {
      id: ADMIN_ID,
      customer,
      email,
      passwordHash,
      locale: 'zh-CN',
      orders: orders.map(({ body }) => body.order),
      epoch: 1,
      activatedAt: deps.now(),
      links: {},
    };
    const doc = record('account', keys.account(customer, ADMIN_ID), account);
    return {
      writes: [{ op: 'create' as const, doc }, ...orders.map((order) => held(order, ADMIN_ID))],
      answer: account,
    };
  });
}

/** What happened before anybody came is told to nobody. */
async function forgetMails({ store }: Deps): Promise<void> {
  const pk = keys.customer(DEMO_ADMIN.tenant);
  const { docs } = await store.list('due', { pk, limit: 100 });
  const rows = docs.filter(({ kind }) => kind === 'outbox');
  if (rows.length)
    await store.commit(
      pk,
      rows.map(({ id, etag }) => ({ op: 'delete', id, etag })),
    );
}

async function seedApplications(deps: Deps, account: Account): Promise<void> {
  const today = chinaDay(deps.now());
  const by: Actor = { role: 'customer', link: linkTo(deps, account) };
  for (const [index, { bills, answers, steps }] of APPLIED.entries()) {
    const numbers = bills.map(([order, month]) => billNumber(order, monthBefore(today, month)));
    const known = { ...answers, bills: numbers, ahead: true };
    const draft = draftFrom(known, caseOf(known, { open: bills.length, later: 0 }));
    // The same id again is the same application: two processes make one.
    const id = `demo-tenant-${index}`;
    const outcome = await applyCommand(deps, { id, by, type: 'apply', draft, locale: 'zh-CN' });
    if (!outcome.ok || outcome.type !== 'applied') continue;
    const number = outcome.applications[0]?.number ?? '';
    for (const event of steps) {
      const data = demoMoveData(deps, { ...draft, bills }, event);
      await moveApplication(deps, { number, event, by: { role: 'staff', name: 'demo' }, data });
    }
  }
}
