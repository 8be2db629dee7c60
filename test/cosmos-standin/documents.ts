// One physical partition: its documents, the log sequence number (LSN) of every commit, and the states that lagging replicas still show.
import type { StandinClock } from './clock';

/** A stored document. `text` is its complete JSON, as it is answered. */
export interface Doc {
  pk: string;
  id: string;
  kind?: string;
  text: string;
  /** Bytes of the user's JSON. */
  size: number;
  /** Indexed values. */
  indexed: number;
  etag: string;
  /** Seconds. */
  ts: number;
  rid: string;
  /** Grows with each created document: the order of equals. */
  order: number;
  lists: Record<string, unknown>;
  expiresAt?: unknown;
  ttl?: number;
}

interface Version {
  lsn: number;
  at: number;
  /** Absent: deleted. */
  doc?: Doc;
}

interface Entry {
  pk: string;
  id: string;
  /** Oldest first; more than one only while replicas lag. */
  versions: Version[];
}

export interface Change {
  doc: Doc;
  lsn: number;
}

export interface PartitionRange {
  id: string;
  /** Effective partition keys, from and below. */
  min: string;
  max: string;
  /** Of the newest commit. */
  lsn(): number;
  /** Of the newest commit that replicas have by now. */
  replicated(): number;
  read(pk: string, id: string, lsn?: number): Doc | undefined;
  /** One commit: one LSN for all of it. `doc` absent: deleted. */
  commit(writes: readonly { pk: string; id: string; doc?: Doc }[]): number;
  /** Documents with a place in the list, of one partition key or all. Unordered. */
  inList(list: string, lsn: number, pk?: string): Doc[];
  /**
   * The latest version of what changed after one LSN, up to another; `since`: what was written before that second is
   * passed over. A commit is never split: a page may be longer than `limit`.
   */
  changes(after: number, upTo: number, options: { limit: number; since?: number }): { changes: Change[]; lsn: number };
  all(): Doc[];
  /** Called when the lag changes: what was, is kept from now on. */
  keepFromNow(): void;
}

export interface RangeOptions {
  id: string;
  min: string;
  max: string;
  clock: StandinClock;
  lagMs: () => number;
  /** Whether TTL has taken the document by now. */
  gone: (doc: Doc) => boolean;
}

export function createRange({ id, min, max, clock, lagMs, gone }: RangeOptions): PartitionRange {
  const byPk = new Map<string, Map<string, Entry>>();
  const byList = new Map<string, Set<Entry>>();
  let log: { lsn: number; entry: Entry }[] = [];
  let commits: { lsn: number; at: number }[] = [];
  let current = 0;
  let floor = 0;
  let entries = 0;

  const at = (entry: Entry, lsn: number): Version | undefined => entry.versions.findLast((one) => one.lsn <= lsn);
  const alive = (doc: Doc | undefined): Doc | undefined => (doc && !gone(doc) ? doc : undefined);

  function replicated(): number {
    if (!lagMs()) return current;
    const until = clock.now() - lagMs();
    return Math.max(floor, commits.findLast((one) => one.at <= until)?.lsn ?? 0);
  }

  function entryOf(pk: string, docId: string): Entry {
    let docs = byPk.get(pk);
    if (!docs) byPk.set(pk, (docs = new Map()));
    let entry = docs.get(docId);
    if (!entry) {
      docs.set(docId, (entry = { pk, id: docId, versions: [] }));
      entries++;
    }
    return entry;
  }

  /** Forgets the versions that no replica shows any more. */
  function prune(entry: Entry): void {
    const shown = replicated();
    const first = entry.versions.findLastIndex((one) => one.lsn <= shown);
    if (first > 0) entry.versions.splice(0, first);
  }

  function index(entry: Entry, lists: Iterable<string>): void {
    for (const list of lists) {
      const has = entry.versions.some(({ doc }) => doc && list in doc.lists);
      let set = byList.get(list);
      if (!set) byList.set(list, (set = new Set()));
      if (has) set.add(entry);
      else set.delete(entry);
    }
  }

  function write(docPk: string, docId: string, version: Version): void {
    const entry = entryOf(docPk, docId);
    const lists = new Set([...entry.versions, version].flatMap(({ doc }) => Object.keys(doc?.lists ?? {})));
    entry.versions.push(version);
    prune(entry);
    index(entry, lists);
    if (entry.versions.length === 1 && !version.doc) {
      byPk.get(docPk)?.delete(docId);
      entries--;
    }
    log.push({ lsn: version.lsn, entry });
  }

  function compact(): void {
    if (log.length < 1000 || log.length < 2 * entries) return;
    log = log.filter(({ lsn, entry }) => entry.versions.some((one) => one.lsn === lsn && one.doc));
  }

  /** Index of the first log record after an LSN. */
  function firstAfter(lsn: number): number {
    let low = 0;
    let high = log.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((log[middle]?.lsn ?? 0) <= lsn) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    id,
    min,
    max,
    lsn: () => current,
    replicated,
    read(pk, docId, lsn = current) {
      const entry = byPk.get(pk)?.get(docId);
      return entry && alive(at(entry, lsn)?.doc);
    },
    commit(writes) {
      const time = clock.now();
      current++;
      if (lagMs()) {
        const shown = replicated();
        commits = [...commits.filter((one) => one.lsn >= shown), { lsn: current, at: time }];
      }
      for (const { pk, id: docId, doc } of writes) write(pk, docId, { lsn: current, at: time, ...(doc && { doc }) });
      compact();
      return current;
    },
    inList(list, lsn, pk) {
      const found = pk === undefined ? (byList.get(list) ?? []) : (byPk.get(pk)?.values() ?? []);
      const docs: Doc[] = [];
      for (const entry of found) {
        const doc = alive(at(entry, lsn)?.doc);
        if (doc && list in doc.lists) docs.push(doc);
      }
      return docs;
    },
    changes(after, upTo, { limit, since = 0 }) {
      const changes: Change[] = [];
      let reached = after;
      for (let n = firstAfter(after); n < log.length; n++) {
        const record = log[n];
        if (!record || record.lsn > upTo) break;
        if (changes.length >= limit && record.lsn !== reached) return { changes, lsn: reached };
        reached = record.lsn;
        const version = at(record.entry, upTo);
        const doc = version?.lsn === record.lsn ? alive(version.doc) : undefined;
        if (doc && doc.ts >= since) changes.push({ doc, lsn: record.lsn });
      }
      return { changes, lsn: upTo };
    },
    all: () =>
      [...byPk.values()].flatMap((docs) => [...docs.values()].flatMap((entry) => alive(at(entry, current)?.doc) ?? [])),
    keepFromNow() {
      floor = current;
      commits = [];
    },
  };
}
