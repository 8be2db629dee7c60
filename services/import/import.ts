// Imports orders, payments and bills. The same rows again change nothing; applications are never touched.
import { opensAt } from '../../domain/calendar';
import { type Bill, bodyOf, keys, type Order, type Pointer, record } from '../../storage/records';
import { claim } from '../../storage/claims';
import { StoreBusy, type Stored, type Write } from '../../storage/store';
import { billPlace } from '../application/bills';
import { customerOfTenant, isSingle, mayBeTenant, singleCustomer } from './customers';
import type { Deps } from '../shared/deps';
import type { BadRow } from './faults';
import { type ImportRow, type RawRow, readRow } from './rows';
import { inParallel } from '../shared/parallel';

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
}

/** Rows that are read ahead and imported together; bounds the memory, not the file. */
const CHUNK = 512;
/** An order and a bill each: stays under the 100 writes of one commit. */
const ROWS_A_COMMIT = 45;
const CUSTOMERS_AT_ONCE = 32;
const TRIES = 20;

export type Fate = 'created' | 'updated' | 'unchanged';
/** A row that went in, and what it came to. */
export interface Taken {
  row: ImportRow;
  fate: Fate;
}
type Planned = { fate: Fate; order: Order; bill?: Bill };

const same = (a: object, b: object): boolean => {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => (a as Record<string, unknown>)[name] === (b as Record<string, unknown>)[name]);
};

/** What the order is after the row: the newest bill's row speaks for it, and an empty cell never erases. */
function nextOrder(before: Order | undefined, customer: string, row: ImportRow): Order {
  const asOf = row.bill ? billPlace(row.bill) : '';
  if (before && asOf < (before.asOf ?? '')) return before;
  return {
    ...before,
    order: row.order,
    customer,
    payer: row.payer,
    asOf,
    ...(row.contact ? { contact: row.contact } : {}),
    ...(row.method ? { method: row.method } : {}),
    ...(row.paidAt ? { paidAt: row.paidAt } : {}),
  };
}

function nextBill(before: Bill | undefined, row: ImportRow & { bill: object }, syncHours: number): Bill {
  const opens = row.paidAt ? { paidAt: row.paidAt, opensAt: opensAt(row.paidAt, syncHours) } : {};
  const method = row.method ? { method: row.method } : {};
  return { ...before, ...row.bill, order: row.order, payer: row.payer, ...method, ...opens } as Bill;
}

/** Who hears what came of the rows, as they are done: a chunk at a time, its refused rows in the order of the file. */
export interface Heard {
  refused?: (bad: BadRow) => void;
  taken?: (row: Taken) => void;
  /** After each chunk: how many rows are done. */
  progress?: (rows: number) => void | Promise<void>;
}

export interface ImportOptions {
  /** Nothing is written: the counts are what an import would come to now. */
  dry?: boolean;
}

/**
 * Imports all rows; good ones although others are bad. A new order belongs to its tenant, or to itself where there is none (customers.ts); a known one stays where it is.
 */
export async function importOrders(
  deps: Deps,
  rows: AsyncIterable<RawRow | BadRow> | Iterable<RawRow | BadRow>,
  heard: Heard = {},
  { dry = false }: ImportOptions = {},
): Promise<ImportCounts> {
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  const seen = new Map<string, number>();
  let good: ImportRow[] = [];
  let bad: BadRow[] = [];
  const plan: Plan = { dry, homes: new Map() };
  const flush = async () => {
    const { taken, refusals } = await importChunk(deps, good, plan);
    for (const each of taken) {
      counts[each.fate]++;
      heard.taken?.(each);
    }
    for (const each of [...bad, ...refusals].toSorted((a, b) => a.line - b.line)) {
      counts.refused++;
      heard.refused?.(each);
    }
    [good, bad] = [[], []];
    await heard.progress?.(counts.created + counts.updated + counts.unchanged + counts.refused);
  };
  for await (const raw of rows) {
    const read = 'fault' in raw ? { ok: false as const, bad: raw } : readRow(raw, deps.now());
    if (!read.ok) bad.push(read.bad);
    else {
      // Without a bill number the order itself is what must not come twice.
      const name = read.row.bill ? `bill:${read.row.bill.bill}` : `order:${read.row.order}`;
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, raw.line);
        good.push(read.row);
      } else {
        const column = read.row.bill ? 'bill_number' : 'order_number';
        bad.push({ line: raw.line, column, fault: 'billTwice', other: String(first) });
      }
    }
    if (good.length + bad.length >= CHUNK) await flush();
  }
  await flush();
  return counts;
}

/** `homes`: where a run without writes would have put orders so far. */
interface Plan {
  dry: boolean;
  homes: Map<string, string>;
}

async function importChunk(deps: Deps, rows: readonly ImportRow[], { dry, homes: planned }: Plan) {
  const refusals: BadRow[] = [];
  const taken: Taken[] = [];
  const orders = [...new Set(rows.map((row) => row.order))];
  const homes = new Map(orders.flatMap((order) => (planned.has(order) ? [[order, planned.get(order) ?? '']] : [])));
  await inParallel(orders, CUSTOMERS_AT_ONCE, async (order) => {
    const pointer = await deps.store.get(keys.orderPointer(order));
    if (pointer) homes.set(order, bodyOf('pointer', pointer).customer);
  });
  const tenants = new Map<string, string>();
  const unplaced = rows.filter(({ order }) => !homes.has(order)).flatMap(({ tenant }) => tenant ?? []);
  await inParallel([...new Set(unplaced)], CUSTOMERS_AT_ONCE, async (tenant) => {
    tenants.set(tenant, await customerOfTenant(deps, tenant));
  });
  const customers = new Map<string, ImportRow[]>();
  for (const row of rows) {
    const home = homes.get(row.order) ?? tenants.get(row.tenant ?? '') ?? singleCustomer(row.order);
    homes.set(row.order, home);
    if (row.tenant && !mayBeTenant(home, row.tenant) && !isSingle(home, row.order)) {
      refusals.push({ line: row.line, column: 'tenant', fault: 'orderOfOtherTenant' });
    } else customers.set(home, [...(customers.get(home) ?? []), row]);
  }
  await inParallel([...customers], CUSTOMERS_AT_ONCE, async ([customer, own]) => {
    for (let from = 0; from < own.length; from += ROWS_A_COMMIT) {
      const outcome = await importBatch(deps, customer, own.slice(from, from + ROWS_A_COMMIT), dry);
      taken.push(...outcome.taken);
      refusals.push(...outcome.refusals);
    }
  });
  if (dry) for (const [order, home] of homes) planned.set(order, home);
  return { taken: taken.toSorted((a, b) => a.row.line - b.row.line), refusals };
}

/** One commit; read anew and decided anew when somebody else wrote in between. */
async function importBatch(deps: Deps, customer: string, rows: readonly ImportRow[], dry: boolean) {
  for (let tries = 0; tries < TRIES; tries++) {
    const orders = new Map<string, { stored?: Stored; now: Order }>();
    const bills: { stored?: Stored; now: Bill }[] = [];
    const refusals: BadRow[] = [];
    const taken: Taken[] = [];
    await inParallel([...new Set(rows.map((row) => row.order))], CUSTOMERS_AT_ONCE, async (no) => {
      const stored = await deps.store.get(keys.order(customer, no));
      if (stored) orders.set(no, { stored, now: bodyOf('order', stored) });
    });
    const found = await Promise.all(
      rows.map(async (row) => row.bill && deps.store.get(keys.bill(customer, row.bill.bill))),
    );
    const claimed = await Promise.all(
      rows.map((row, i) =>
        claimRow(deps, customer, row, { order: orders.get(row.order)?.stored, bill: found[i], dry }),
      ),
    );
    for (const [i, row] of rows.entries()) {
      const stored = found[i];
      const refusal = claimed[i];
      if (refusal) {
        refusals.push(refusal);
        continue;
      }
      const plan = planRow(
        deps,
        customer,
        row,
        orders.get(row.order)?.now,
        stored ? bodyOf('bill', stored) : undefined,
      );
      if ('fault' in plan) {
        refusals.push(plan);
        continue;
      }
      orders.set(row.order, { ...orders.get(row.order), now: plan.order });
      if (plan.bill) bills.push({ stored, now: plan.bill });
      taken.push({ row, fate: plan.fate });
    }
    const writes = [...writesOf('order', customer, orders.values()), ...writesOf('bill', customer, bills)];
    if (dry || !writes.length || (await deps.store.commit(keys.customer(customer), writes)).ok)
      return { taken, refusals };
  }
  throw new StoreBusy('an import found no quiet moment in a partition');
}

/** An order number and a bill number each have one home; the pointer is claimed before the document is written. */
async function claimRow(
  deps: Deps,
  customer: string,
  row: ImportRow,
  { order, bill, dry }: { order?: Stored | undefined; bill?: Stored | undefined; dry: boolean },
): Promise<BadRow | undefined> {
  const now = deps.now();
  if (!order && !dry) {
    const knows = async ({ customer: home }: Pointer) => !!(await deps.store.get(keys.order(home, row.order)));
    const claimed = await claim(deps.store, keys.orderPointer(row.order), { customer, holder: customer, now }, knows);
    if (!claimed.ok) return { line: row.line, column: 'tenant', fault: 'orderOfOtherTenant' } satisfies BadRow;
  }
  if (!row.bill) return undefined;
  const taken: BadRow = { line: row.line, column: 'bill_number', fault: 'billOfOtherOrder' };
  if (bill) return bodyOf('bill', bill).order === row.order ? undefined : taken;
  const no = row.bill.bill;
  const knows = async ({ customer: home, holder }: Pointer) => {
    const known = await deps.store.get(keys.bill(home, no));
    return known !== undefined && bodyOf('bill', known).order === holder;
  };
  if (dry) {
    const pointer = await deps.store.get(keys.billPointer(no));
    const there = pointer && bodyOf('pointer', pointer);
    return there && there.holder !== row.order && (await knows(there)) ? taken : undefined;
  }
  // `data` is the order that a bill number leads to.
  const wish = { customer, holder: row.order, now, data: row.order };
  return (await claim(deps.store, keys.billPointer(no), wish, knows)).ok ? undefined : taken;
}

function planRow(
  deps: Deps,
  customer: string,
  row: ImportRow,
  orderBefore: Order | undefined,
  billBefore: Bill | undefined,
): Planned | BadRow {
  const order = nextOrder(orderBefore, customer, row);
  const orderMoved = !orderBefore || !same(order, orderBefore);
  if (!row.bill) return { order, fate: !orderBefore ? 'created' : orderMoved ? 'updated' : 'unchanged' };
  // The application was confirmed over this amount, and its fapiao must match it to the cent.
  if (billBefore?.application && billBefore.amount !== row.bill.amount) {
    return { line: row.line, column: 'amount', fault: 'amountOfApplied', other: billBefore.application };
  }
  const bill = nextBill(billBefore, { ...row, bill: row.bill }, deps.business.syncHours);
  const fate: Fate = !billBefore ? 'created' : orderMoved || !same(bill, billBefore) ? 'updated' : 'unchanged';
  return { order, bill, fate };
}

function* writesOf(
  kind: 'order' | 'bill',
  customer: string,
  entries: Iterable<{ stored?: Stored; now: Order | Bill }>,
): Generator<Write> {
  for (const { stored, now } of entries) {
    if (stored && same(stored.body as object, now)) continue;
    const doc =
      kind === 'order'
        ? record('order', keys.order(customer, (now as Order).order), now as Order)
        : record('bill', keys.bill(customer, (now as Bill).bill), now as Bill, {
            lists: { bills: billPlace(now as Bill) },
          });
    yield stored
      ? { op: 'replace', doc: { ...doc, lists: { ...stored.lists, ...doc.lists } }, etag: stored.etag }
      : { op: 'create', doc };
  }
}
