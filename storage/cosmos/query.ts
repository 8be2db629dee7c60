// The two queries: a list upwards and a list downwards, between two places. Nothing else is ever asked.
import type { SqlQuerySpec } from '@azure/cosmos';
import type { Instant } from '../../domain/result';
import { endOf, readCursor } from '../keyset';
import type { ListName, ListQuery } from '../store';
import { placeBound, writePlace } from './document';

/** No place begins with so many of the last character there is. */
const LAST = '\u{10ffff}'.repeat(8);

/** Cosmos DB compares texts by their UTF-8 bytes; JavaScript's `<` does not. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The list's name can't be a parameter of an ORDER BY; it is one of ours, never a person's text. */
export function queryOf(list: ListName, { prefix, from, to, after, desc }: ListQuery, now: Instant): SqlQuerySpec {
  const lows = [''];
  const highs = [LAST];
  if (from !== undefined) lows.push(placeBound(from));
  if (to !== undefined) highs.push(placeBound(to));
  if (prefix) {
    const end = endOf(prefix);
    lows.push(placeBound(prefix));
    if (end !== undefined) highs.push(placeBound(end));
  }
  if (after !== undefined) {
    const [at, pk, id] = readCursor(after, 3) as [string, string, string];
    (desc ? highs : lows).push(writePlace(at, { pk, id }));
  }
  const place = `c.lists.${list}`;
  return {
    query: `SELECT * FROM c WHERE ${place} > @low AND ${place} < @high AND (NOT IS_DEFINED(c.expiresAt) OR c.expiresAt > @now) ORDER BY ${place} ${desc ? 'DESC' : 'ASC'}`,
    parameters: [
      { name: '@low', value: lows.toSorted(byBytes).at(-1) as string },
      { name: '@high', value: highs.toSorted(byBytes)[0] as string },
      { name: '@now', value: now },
    ],
  };
}
