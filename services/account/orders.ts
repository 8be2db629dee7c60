// Finding an order by what people have at hand: its own number, or the number of one of its bills.
import { parseOrderNumber } from '../../domain/order';
import { type Account, bodyOf, keys, type Order, typed } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import type { Deps } from '../shared/deps';

export type StoredOrder = Stored<Order>;

/** The order of an order number or bill number, in any case and with stray spaces; undefined when there is none. */
export async function findOrder(deps: Deps, typed: string): Promise<StoredOrder | undefined> {
  const parsed = parseOrderNumber(typed);
  if (!parsed.ok) return undefined;
  const number = parsed.value;
  const direct = await deps.store.get(keys.orderPointer(number));
  if (direct) return orderAt(deps, bodyOf('pointer', direct).customer, number);
  const viaBill = await deps.store.get(keys.billPointer(number));
  if (!viaBill) return undefined;
  const { customer, data } = bodyOf('pointer', viaBill);
  return data === undefined ? undefined : orderAt(deps, customer, data);
}

export async function orderAt(deps: Deps, customer: string, order: string): Promise<StoredOrder | undefined> {
  const found = await deps.store.get(keys.order(customer, order));
  return found && typed('order', found);
}

/**
 * Whether bills and applications of an order are open to an account: the one rule of everything that reads or writes
 * them for a person. An order that waits for its contact, or was taken back, is not (ASVS 5.0 8.2.2).
 */
export const isOpen = ({ orders }: Pick<Account, 'orders'>, order: string): boolean => orders.includes(order);

/** An application is open with all of its bills' orders. */
export const isOpenWith = (account: Pick<Account, 'orders'>, bills: readonly { order: string }[]): boolean =>
  bills.every(({ order }) => isOpen(account, order));

/** The order with other fields, to be written if nobody wrote it since. `undefined` removes a field. */
export function orderWith(order: StoredOrder, fields: { [K in keyof Order]?: Order[K] | undefined }): Write {
  const { etag, ...doc } = order;
  return { op: 'replace', doc: { ...doc, body: { ...order.body, ...fields } }, etag };
}

/** The order with another holder. */
export const held = (order: StoredOrder, holder: string): Write => orderWith(order, { holder });
