// The change feed of one range, latest versions only: what changed after an LSN, in the order of the commits.
import { charges } from './charges';
import type { PartitionRange } from './documents';
import { badRequest } from './errors';

export interface FeedPage {
  /** 200, or 304 when nothing is new. */
  status: number;
  rows: string[];
  /** Where to go on, as an ETag. */
  etag: string;
  charge: number;
}

/**
 * `from`: absent = the beginning, `*` = now, else the ETag of an earlier page. `since`: from the beginning, only what was
 * written from that second on. `limit` -1: all.
 */
export function feedPage(
  range: PartitionRange,
  lsn: number,
  { from, since = 0, limit }: { from?: string; since?: number; limit: number },
): FeedPage {
  if (from === '*') return { status: 304, rows: [], etag: etagOf(lsn), charge: charges.poll([]) };
  const after = from === undefined ? 0 : lsnOf(from);
  const { changes, lsn: reached } = range.changes(after, Math.max(after, lsn), {
    limit: limit < 0 ? Infinity : limit,
    // The client repeats the time with every continuation; then it says nothing new.
    ...(from === undefined && { since }),
  });
  const rows = changes.map(({ doc, lsn: at }) => `${doc.text.slice(0, -1)},"_lsn":${at}}`);
  return {
    status: rows.length ? 200 : 304,
    rows,
    etag: etagOf(reached),
    charge: charges.poll(changes.map(({ doc }) => doc.size)),
  };
}

const etagOf = (lsn: number): string => `"${lsn}"`;

function lsnOf(etag: string): number {
  const digits = /^"(\d+)"$/.exec(etag)?.[1];
  if (digits === undefined) throw badRequest(`The continuation ${etag} of the change feed is invalid.`);
  return Number(digits);
}
