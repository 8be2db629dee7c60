// Demo mode: orders to try everything with, relative to today, and a service centre that issues at the press of a button.
import { possibleEvents, type ApplicationEvent } from '../../domain/application';
import { mediumOf } from '../../domain/fapiao';
import type { Actor } from '../../domain/people';
import { type Account, type Application, keys, record } from '../../storage/records';
import {
  type Moved,
  findApplication,
  listApplications,
  moveApplication,
  type MoveData,
} from '../application/applications';
import type { Deps } from '../shared/deps';
import { fapiaosNeeded } from '../application/fapiaos';
import { importOrders } from '../import/import';
import type { RawRow } from '../import/rows';
import { accountAt, claimLogin } from '../account/logins';
import { settle } from '../shared/once';
import { findOrder, held, orderAt } from '../account/orders';
import { chinaDay, DAY, HOUR, later } from '../../domain/time';

export type DemoKind = 'oneOpen' | 'several' | 'paidYesterday' | 'otherPayer' | 'held';

const ORDERS: readonly { order: string; kind: DemoKind; payer: string }[] = [
  { order: 'DEMO-1001', kind: 'oneOpen', payer: '上海青禾餐饮管理有限公司' },
  { order: 'DEMO-1002', kind: 'several', payer: '上海云帆软件有限公司' },
  { order: 'DEMO-1003', kind: 'paidYesterday', payer: '北京知行教育咨询有限公司' },
  { order: 'DEMO-1004', kind: 'otherPayer', payer: '上海蓝港控股有限公司' },
  { order: 'DEMO-1005', kind: 'held', payer: '杭州远山文化传媒有限公司' },
];
const HOLDER = 'holder@demo.example';
const HOLDER_ID = 'demo-holder';
const MARK = { pk: 'system', id: 'demo-seed' };

/** The orders to print and to show in the chat's strip; the words for each kind are the printer's. */
export const demoOrders = (): { order: string; kind: DemoKind }[] => ORDERS.map(({ order, kind }) => ({ order, kind }));

/** `2026-11` for so many months before the month of `day` (`2026-11-20`). */
export function monthBefore(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 7);
}

type Paid = { period: string; amount: string; paidAt?: string };

function billsFor(kind: DemoKind, now: string): Paid[] {
  const today = chinaDay(now);
  const days = (n: number) => later(now, -n * DAY - HOUR);
  const recent = (n: number, amount: string): Paid => ({
    period: chinaDay(days(n)).slice(0, 7),
    amount,
    paidAt: days(n),
  });
  if (kind === 'oneOpen' || kind === 'held') return [recent(5, '1368.00')];
  if (kind === 'paidYesterday') return [recent(1, '2736.00')];
  if (kind === 'otherPayer') {
    return ['12960.00', '648.50', '99.90'].map((amount, i) => ({
      period: monthBefore(today, i + 1),
      amount,
      paidAt: `${monthBefore(today, i + 1)}-08 10:15`,
    }));
  }
  // Fourteen months: the newest is not paid yet, the one before was paid yesterday, twelve can go.
  return Array.from({ length: 14 }, (_, i) => ({
    period: monthBefore(today, i),
    amount: '1368.00',
    ...(i === 0 ? {} : { paidAt: i === 1 ? days(1) : `${monthBefore(today, i)}-15 09:30` }),
  }));
}

function* rows(now: string): Generator<RawRow> {
  let line = 0;
  for (const { order, kind, payer } of ORDERS) {
    for (const { period, amount, paidAt } of billsFor(kind, now)) {
      line += 1;
      const bill_number = `BILL-${order.slice(-4)}-${period.replace('-', '').slice(2)}`;
      const cells = { order_number: order, payer_name: payer, bill_number, period, amount, payment_method: 'Alipay' };
      yield { line, cells: paidAt ? { ...cells, paid_at: paidAt } : cells };
    }
  }
}

/** Seeds the demo orders once for ever; answers whether it did so now. Two processes at once leave one set. */
export async function seedDemo(deps: Deps): Promise<boolean> {
  if (await deps.store.get(MARK)) return false;
  await importOrders(deps, rows(deps.now()));
  await seedHolder(deps);
  const doc = record('done', MARK, { hash: 'demo', outcome: demoOrders() });
  return (await deps.store.commit(MARK.pk, [{ op: 'create', doc }])).ok;
}

/** Somebody else, active, who holds the last order. Nobody knows the password. */
async function seedHolder(deps: Deps): Promise<void> {
  const number = ORDERS.find(({ kind }) => kind === 'held')?.order ?? '';
  const customer = (await findOrder(deps, number))?.body.customer;
  if (!customer) return;
  const passwordHash = await deps.passwords.hash(deps.random(24).toString('base64url'), { key: 'demo', own: true });
  if (!(await claimLogin(deps, HOLDER, customer, HOLDER_ID))) return;
  await settle(deps, keys.customer(customer), async () => {
    const order = await orderAt(deps, customer, number);
    if (!order || (await accountAt(deps, customer, HOLDER_ID))) return { writes: [], answer: undefined };
    const account: Account = {
      id: HOLDER_ID,
      customer,
      email: HOLDER,
      passwordHash,
      locale: 'zh-CN',
      orders: [number],
      epoch: 1,
      activatedAt: deps.now(),
      links: {},
    };
    const doc = record('account', keys.account(customer, HOLDER_ID), account);
    return { writes: [{ op: 'create', doc }, held(order, HOLDER_ID)], answer: undefined };
  });
}

const digits = (deps: Deps, count: number): string => [...deps.random(count)].map((byte) => String(byte % 10)).join('');

/** Well-formed numbers of fully digital fapiao, for demonstrations only: year, Shanghai, channel, sequence. */
export const demoFapiaoNumbers = (deps: Deps, count: number): string[] =>
  Array.from({ length: count }, () => `${deps.now().slice(2, 4)}310${digits(deps, 15)}`);

const CENTRE: Actor = { role: 'staff', name: 'demo' };
/** The order in which the service centre does things. */
const STEPS: readonly ApplicationEvent[] = ['start', 'issue', 'mail', 'ready', 'deliver'];
const WAITS: readonly string[] = ['submitted', 'processing', 'outOfStock', 'issued'];

/** What staff would type for a step. */
export function demoMoveData(
  deps: Deps,
  application: { grouping: Application['grouping']; bills: readonly unknown[]; delivery: { method: string } },
  event: ApplicationEvent,
): MoveData {
  if (event === 'issue') {
    return { fapiaos: demoFapiaoNumbers(deps, fapiaosNeeded(application)).map((number) => ({ number })) };
  }
  if (event !== 'mail') return {};
  return { waybill: application.delivery.method === 'sf' ? `SF1${digits(deps, 12)}` : `4${digits(deps, 14)}` };
}

/**
 * Takes one application through the service centre, each step with its notices: until it is mailed, ready for pickup, or
 * sent by e-mail. Without a number the newest one that waits. Undefined when none waits.
 */
export async function demoIssue(deps: Deps, number?: string): Promise<{ number: string; state: string } | undefined> {
  const wanted = number ?? (await newestWaiting(deps));
  const found = wanted ? await findApplication(deps, wanted) : undefined;
  if (!found || !WAITS.includes(found.body.state)) return undefined;
  const { kind, delivery } = found.body;
  const by = { role: CENTRE.role, medium: mediumOf(kind), method: delivery.method };
  let state = found.body.state;
  while (WAITS.includes(state)) {
    const possible = possibleEvents(state, by);
    const event = STEPS.find((step) => possible.includes(step));
    if (!event) break;
    const data = demoMoveData(deps, found.body, event);
    const moved: Moved = await moveApplication(deps, { number: found.body.number, event, by: CENTRE, data });
    // Somebody else moved it meanwhile: what it is now is the answer.
    if (!moved.ok) break;
    state = moved.application.state;
  }
  return { number: found.body.number, state };
}

async function newestWaiting(deps: Deps): Promise<string | undefined> {
  let after: string | undefined;
  do {
    const page = await listApplications(deps, { limit: 50, ...(after ? { after } : {}) });
    const waiting = page.applications.find(({ state }) => WAITS.includes(state));
    if (waiting) return waiting.number;
    after = page.next;
  } while (after);
  return undefined;
}
