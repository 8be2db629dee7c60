// Counts what a store is asked: tests hold turns to their number of reads and commits.
import type { Store } from './store';

export interface Stats {
  gets: number;
  commits: number;
  /** Documents written, by all commits. */
  writes: number;
  lists: number;
  scans: number;
}

export type CountedStore = Store & { stats: Stats };

/** The same store with `stats`, counted from 0. */
export function counted(store: Store): CountedStore {
  const stats: Stats = { gets: 0, commits: 0, writes: 0, lists: 0, scans: 0 };
  return {
    ...store,
    stats,
    get(key) {
      stats.gets++;
      return store.get(key);
    },
    commit(pk, writes, deadline) {
      stats.commits++;
      stats.writes += writes.length;
      return store.commit(pk, writes, deadline);
    },
    list(list, query) {
      stats.lists++;
      return store.list(list, query);
    },
    scan(query) {
      stats.scans++;
      return store.scan(query);
    },
  };
}
