// Request units by the documented sizes. CONTRIBUTING.md says what that is worth: a real account is the judge.

/**
 * KB, read, write.
 * Source: https://learn.microsoft.com/azure/cosmos-db/understand-request-unit-consumption ("Document size").
 */
const BY_SIZE: readonly (readonly [kb: number, read: number, write: number])[] = [
  [1, 1, 4.95],
  [2, 1.04, 6.29],
  [4, 1.14, 6.67],
  [8, 1.33, 7.04],
  [16, 1.67, 9.52],
  [32, 2.19, 11.23],
  [64, 4.76, 22.67],
  [128, 9.95, 48.19],
  [256, 20.28, 98.29],
  [512, 40.95, 184.57],
  [1024, 145.9, 625],
  [2048, 291.8, 1250],
];

/** Straight lines between the documented sizes; below 1 KB costs as 1 KB. */
function bySize(bytes: number, column: 1 | 2): number {
  const kb = bytes / 1024;
  let [from] = BY_SIZE;
  for (const row of BY_SIZE) {
    if (kb <= row[0]) {
      if (!from || row === from || row[0] === from[0]) return row[column];
      return from[column] + ((kb - from[0]) / (row[0] - from[0])) * (row[column] - from[column]);
    }
    from = row;
  }
  return from ? from[column] : 0;
}

/**
 * Each indexed value of a written document. An estimate: small documents under the default policy (8 to 10 values with the
 * system's) were recorded at 6.67 on a hosted account (github.com/xo/dbimp, notes on Cosmos DB), 4.95 without.
 */
const INDEXED_VALUE = 0.2;
/** "Replacing an item costs two times the charge required to insert it": learn.microsoft.com, optimize-cost-reads-writes; recorded: 11.05 and 6.67. */
const REPLACE = 2;
/** A query that finds one small document was recorded at 2.26, 2,500 small documents at 38.14 (as above). */
const QUERY = 2.25;
const QUERY_PER_DOCUMENT = 0.0143;
/** What loading a document costs beside a small one: a fifth of a KB was in the recorded ones. */
const QUERY_PER_KB = 0.07;
/** Strong and bounded staleness read two replicas: learn.microsoft.com, optimize-cost-reads-writes. */
const STRONG_READ = 2;
/** An empty poll of one range. An estimate: the smallest charge there is. */
const POLL = 1;

export const charges = {
  read: (bytes: number, strong: boolean): number => bySize(bytes, 1) * (strong ? STRONG_READ : 1),
  create: (bytes: number, indexed: number): number => bySize(bytes, 2) + indexed * INDEXED_VALUE,
  replace: (bytes: number, indexed: number): number => REPLACE * charges.create(bytes, indexed),
  /** Recorded like an insert (as above). */
  delete: (bytes: number, indexed: number): number => charges.create(bytes, indexed),
  /** `loaded`: the bytes of every document that was looked at. */
  query: (loaded: readonly number[], strong: boolean): number =>
    (QUERY + loaded.reduce((sum, bytes) => sum + Math.max(QUERY_PER_DOCUMENT, (QUERY_PER_KB * bytes) / 1024), 0)) *
    (strong ? STRONG_READ : 1),
  poll: (loaded: readonly number[]): number =>
    POLL + loaded.reduce((sum, bytes) => sum + (QUERY_PER_KB * bytes) / 1024, 0),
  /** A write that met 404, 409 or 412. An estimate: the read that finds out. */
  refused: 1,
  /** Recorded (as above). */
  throttled: 0.38,
  /** Databases, containers, offers, ranges. An estimate. */
  metadata: 1,
} as const;

/** As the header shows it. */
export const rounded = (charge: number): number => Math.round(charge * 100) / 100;
