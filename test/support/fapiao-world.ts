// A small world on a real store: deps with a clock that the test sets, imported bills, accounts and drafts.
import { randomBytes } from 'node:crypto';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import type { AccountLink, Actor } from '../../domain/people';
import type { Instant } from '../../domain/result';
import type { ApplyDraft, Command, Outcome } from '../../services/commands';
import { singleCustomer } from '../../services/import/customers';
import type { Deps } from '../../services/shared/deps';
import { importOrders } from '../../services/import/import';
import type { RawRow } from '../../services/import/rows';
import { settle } from '../../services/shared/once';
import { held, orderAt } from '../../services/account/orders';
import { createSecrets } from '../../services/shared/secret';
import { applyCommand } from '../../services/application/apply';
import { type Account, bodyOf, keys, type Outbox, record } from '../../storage/records';
import type { Store } from '../../storage/store';
import { type TempStore, tempStore } from './temp-store';
import { tempBlobs } from './temp-blobs';
import { cheapPasswords } from './cheap-passwords';

/** What a world stands on: a store of its own, in a file or elsewhere, with a clock that the test sets. */
export type Ground = Pick<TempStore, 'now' | 'setNow' | 'remove'> & { open(): Promise<Store>; directory?: string };

export interface World<G extends Ground = TempStore> {
  temp: G;
  deps: Deps;
  store: Store;
  wakes: () => number;
  /** The same data seen by another process. */
  other(): Promise<Deps>;
}

export const NOW = '2026-11-20T08:00:00.000Z';
export const PAYER = '上海青禾餐饮管理有限公司';
export const TAX_ID = '91310115591693856A';

export const createWorld = (now: Instant = NOW): Promise<World> => createWorldOn(tempStore(now));

export async function createWorldOn<G extends Ground>(temp: G): Promise<World<G>> {
  let count = 0;
  let ids = 0;
  const make = async (): Promise<Deps> => {
    const store = await temp.open();
    const process = randomBytes(3).toString('hex');
    return {
      store,
      blobs: tempBlobs(temp.directory),
      now: temp.now,
      newId: () => `${process}-${(ids += 1)}`,
      random: randomBytes,
      business: { ...BUSINESS_DEFAULTS },
      environment: BUSINESS_DEFAULTS,
      secrets: await createSecrets({ store }),
      passwords: cheapPasswords(1),
      publicUrl: 'http://localhost:3978',
      wake: () => {
        count += 1;
      },
    };
  };
  const deps = await make();
  return { temp, deps, store: deps.store, wakes: () => count, other: make };
}

export interface BillSeed {
  bill: string;
  order?: string;
  tenant?: string;
  period?: string;
  amount?: string;
  /** ISO or China time; null = not paid. */
  paidAt?: string | null;
  payer?: string;
  /** The order's contact. */
  contact?: string;
}

/** Imports bills as the command line does. */
export async function seedBills(deps: Deps, seeds: readonly BillSeed[]): Promise<void> {
  const rows = seeds.map(
    (
      { bill, order = 'ORDER-1', tenant, period = '2026-10', amount = '1368.00', paidAt, payer, contact },
      i,
    ): RawRow => ({
      line: i + 2,
      cells: {
        order_number: order,
        payer_name: payer ?? PAYER,
        bill_number: bill,
        period,
        amount,
        ...(tenant ? { tenant } : {}),
        ...(contact ? { contact_email: contact } : {}),
        ...(paidAt === null ? {} : { paid_at: paidAt ?? '2026-11-01 10:00' }),
      },
    }),
  );
  const bad: unknown[] = [];
  await importOrders(deps, rows, { refused: (row) => bad.push(row) });
  if (bad.length) throw new Error(`the seeds are wrong: ${JSON.stringify(bad)}`);
}

/** An active account that holds these orders, and the link of a chat that is signed in with it. */
export async function seedAccount(
  deps: Deps,
  {
    orders = ['ORDER-1'],
    customer = singleCustomer(orders[0] ?? ''),
    id = 'account-1',
    email,
    passwordHash = '',
  }: { customer?: string; id?: string; orders?: string[]; email?: string; passwordHash?: string } = {},
): Promise<AccountLink> {
  const account: Account = {
    id,
    customer,
    email: email ?? `${id}@qinghe.example`,
    passwordHash,
    locale: 'en-US',
    orders,
    epoch: 1,
    activatedAt: deps.now(),
    links: {},
  };
  await settle(deps, keys.customer(customer), async () => {
    const found = await Promise.all(orders.map((order) => orderAt(deps, customer, order)));
    const doc = record('account', keys.account(customer, id), account);
    return {
      writes: [{ op: 'create' as const, doc }, ...found.flatMap((order) => (order ? [held(order, id)] : []))],
      answer: undefined,
    };
  });
  return { customer, account: id, epoch: 1, until: '2026-12-20T00:00:00.000Z' };
}

export const by = (link: AccountLink, conversation = 'web:1'): Actor => ({ role: 'customer', link, conversation });

export function draft(bills: string[], more: Partial<ApplyDraft> = {}): ApplyDraft {
  return {
    bills,
    ahead: false,
    kind: 'digital-normal',
    grouping: 'each',
    buyer: { kind: 'enterprise', name: PAYER, taxId: TAX_ID },
    delivery: { method: 'email', emails: ['lihua@qinghe.example'] },
    certificate: false,
    ...more,
  };
}

let commands = 0;
export function applying(actor: Actor, body: ApplyDraft, id = `command-${(commands += 1)}`) {
  return { id, by: actor, type: 'apply', draft: body, locale: 'en-US' } satisfies Command;
}

/** Applies and answers the numbers; throws when it was refused. */
export async function applied(deps: Deps, actor: Actor, body: ApplyDraft): Promise<string[]> {
  const outcome = await applyCommand(deps, applying(actor, body));
  if (!outcome.ok || outcome.type !== 'applied') throw new Error(JSON.stringify(outcome));
  return outcome.applications.map(({ number }) => number);
}

export const reasonOf = (outcome: Outcome | { ok: boolean; reason?: { code: string } }): string | undefined =>
  'reason' in outcome ? outcome.reason?.code : undefined;

/** Everything in the outbox, oldest first. */
export async function outbox(deps: Deps): Promise<Outbox[]> {
  const { docs } = await deps.store.list('due', { limit: 500 });
  return docs.filter((doc) => doc.kind === 'outbox').map((doc) => bodyOf('outbox', doc));
}

/** Takes everything out of the outbox, as the dispatcher does. */
export async function emptyOutbox(deps: Deps): Promise<Outbox[]> {
  const { docs } = await deps.store.list('due', { limit: 500 });
  const rows = docs.filter((doc) => doc.kind === 'outbox');
  for (const row of rows) await deps.store.commit(row.pk, [{ op: 'delete', id: row.id }]);
  return rows.map((doc) => bodyOf('outbox', doc));
}

export async function billOf(deps: Deps, bill: string, customer = singleCustomer('ORDER-1')) {
  const doc = await deps.store.get(keys.bill(customer, bill));
  if (!doc) throw new Error(`there is no bill ${bill}`);
  return bodyOf('bill', doc);
}
