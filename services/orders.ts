// Finding an order by what people have at hand: its own number, or the number of one of its bills.
import { parseOrderNumber } from '../domain/order';
import { bodyOf, keys, type Order } from '../storage/records';
import type { Stored, Write } from '../storage/store';
import type { Deps } from './deps';

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
  return found && { ...found, body: bodyOf('order', found) };
}

/** The order with another holder, to be written if nobody wrote it since. */
export function held(order: StoredOrder, holder: string): Write {
  const { etag, ...doc } = order;
  return { op: 'replace', doc: { ...doc, body: { ...order.body, holder } }, etag };
}
