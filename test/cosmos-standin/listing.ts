// One page of a list from one range: filter, order, continuation.
import { charges } from './charges';
import type { Doc, PartitionRange } from './documents';
import { badRequest } from './errors';
import { compareCodePoints } from './order';
import type { ListQuery } from './query';

export interface PageOptions {
  range: PartitionRange;
  /** The state that is shown. */
  lsn: number;
  pk?: string;
  query: ListQuery;
  parameters: Map<string, unknown>;
  continuation?: string;
  /** -1: as much as fits. */
  limit: number;
  /** Answers none of the rows, and how to go on. */
  empty: boolean;
  strong: boolean;
}

export interface ListPage {
  rows: string[];
  continuation?: string;
  charge: number;
}

/** A page ends there, too. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;

interface Position {
  place: string;
  order: number;
}

export function listPage(options: PageOptions): ListPage {
  const { range, lsn, pk, query, parameters, limit, empty, strong } = options;
  const [low, high, now] = [query.low, query.high, query.now].map((name) => parameters.get(name));
  const after = options.continuation === undefined ? undefined : parseToken(options.continuation);
  if (typeof low !== 'string' || typeof high !== 'string') return { rows: [], charge: charges.query([], strong) };

  const sign = query.descending ? -1 : 1;
  const compare = (a: Position, b: Position): number =>
    sign * (compareCodePoints(a.place, b.place) || a.order - b.order);
  const found = range
    .inList(query.list, lsn, pk)
    .flatMap((doc) => {
      const place = doc.lists[query.list];
      // Values of other types do not compare with a text, so they are not found.
      if (typeof place !== 'string' || compareCodePoints(place, low) <= 0 || compareCodePoints(place, high) >= 0)
        return [];
      const position = { place, order: doc.order, doc };
      return after && compare(position, after) <= 0 ? [] : [position];
    })
    .toSorted(compare);

  const loaded: number[] = [];
  const rows: string[] = [];
  let bytes = 0;
  let last: Position | undefined = after;
  let more = false;
  for (const { place, order, doc } of found) {
    if (empty || rows.length === limit || bytes > MAX_PAGE_BYTES) {
      more = true;
      break;
    }
    loaded.push(doc.size);
    last = { place, order };
    if (!fresh(doc, now)) continue;
    bytes += doc.size;
    rows.push(
      query.rewritten
        ? `{"_rid":"${doc.rid}","orderByItems":[{"item":${JSON.stringify(place)}}],"payload":${doc.text}}`
        : doc.text,
    );
  }
  const token = more && tokenOf(last ?? { place: query.descending ? high : low, order: 0 });
  return { rows, ...(token && { continuation: token }), charge: charges.query(loaded, strong) };
}

/** `NOT IS_DEFINED(c.expiresAt) OR c.expiresAt > @now`; what does not compare is not greater. */
const fresh = ({ expiresAt }: Doc, now: unknown): boolean =>
  expiresAt === undefined ||
  (typeof expiresAt === 'string' && typeof now === 'string' && compareCodePoints(expiresAt, now) > 0);

const tokenOf = ({ place, order }: Position): string =>
  `-STANDIN:${Buffer.from(JSON.stringify([place, order])).toString('base64')}`;

function parseToken(token: string): Position {
  const invalid = () => badRequest('Invalid Continuation Token');
  const text = /^-STANDIN:([\w+/=]+)$/.exec(token)?.[1];
  if (!text) throw invalid();
  try {
    const [place, order] = JSON.parse(Buffer.from(text, 'base64').toString()) as unknown[];
    if (typeof place !== 'string' || typeof order !== 'number') throw invalid();
    return { place, order };
  } catch {
    throw invalid();
  }
}
