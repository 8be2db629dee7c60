// Which customer, and so which partition, an order belongs to. Names of tenants and of single orders can never be the same.
import { parseOrderNumber } from '../../domain/order';
import { everyIn } from '../../storage/every';
import { bodyOf, keys } from '../../storage/records';
import type { Deps } from '../shared/deps';

/**
 * Names: an order without a tenant is a customer of its own, `o:<order>`. A tenant is `<tenant>`, except where that could be
 * an order's number: then `t:<tenant>`. No tenant's name holds a colon (ASVS 5.0 8.2.2: nobody comes into another
 * customer's partition by the name of a tenant or the number of an order).
 *
 * Before, both were the bare name, and a tenant that was named like an order shared its partition. Nothing is moved: the
 * pointer of each order says where it is, what is there stays there and is found there, and nothing new is put into a bare
 * name that could be both, unless a tenant's bills were there before. In such a partition the order of that very number is
 * the single one, all others are the tenant's. Every answer follows from what was written before the names were apart, so
 * processes, imports and copies of old stores need no step of their own and can't disagree.
 */
const single = (order: string): string => `o:${order}`;
const apart = (tenant: string): string => `t:${tenant}`;

/** The customer of a new order without a tenant. */
export const singleCustomer = single;

/** Whether an order that is at this customer is a customer of its own. */
export const isSingle = (customer: string, order: string): boolean => customer === single(order) || customer === order;

/** Whether this customer may be this tenant's, under either name. */
export const mayBeTenant = (customer: string, tenant: string): boolean =>
  customer === tenant || customer === apart(tenant);

/** Orders are upper-case and tenants lower-case: only digits and hyphens are both. */
function couldBeOrder(tenant: string): boolean {
  const parsed = parseOrderNumber(tenant);
  return parsed.ok && parsed.value === tenant;
}

/** A customer of a tenant, and which of the orders there are the tenant's. */
export interface TenantHome {
  customer: string;
  /** A single order of before may be there as well. */
  shared: boolean;
  owns(order: string): boolean;
}

/** Every customer under which a tenant's orders may be: one, or where the name could be an order's, both names. */
export function homesOfTenant(tenant: string): TenantHome[] {
  const everything = () => true;
  if (!couldBeOrder(tenant)) return [{ customer: tenant, shared: false, owns: everything }];
  return [
    { customer: apart(tenant), shared: false, owns: everything },
    { customer: tenant, shared: true, owns: (order) => order !== tenant },
  ];
}

/** The customer of a tenant's new orders. One read more only where the name could be an order's. */
export async function customerOfTenant({ store }: Pick<Deps, 'store'>, tenant: string): Promise<string> {
  if (!couldBeOrder(tenant)) return tenant;
  for await (const doc of everyIn(store, 'bills', { pk: keys.customer(tenant) })) {
    if (bodyOf('bill', doc).order !== tenant) return tenant;
  }
  return apart(tenant);
}

/** The customer of an order that has no tenant; undefined for a tenant's, and for one that nobody knows. */
export async function customerOfSingle({ store }: Pick<Deps, 'store'>, order: string): Promise<string | undefined> {
  const found = await store.get(keys.orderPointer(order));
  const customer = found && bodyOf('pointer', found).customer;
  return customer !== undefined && isSingle(customer, order) ? customer : undefined;
}
