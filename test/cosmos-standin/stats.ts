// What was asked of the stand-in: counts and request units per operation, and every request in order.
import { rounded } from './charges';
import type { FaultAction, Operation } from './faults';

export interface LogEntry {
  /** From 1. */
  n: number;
  op: Operation;
  method: string;
  /** 0: never answered. With `lost` and `lostStall`: what the client did not see. */
  status: number;
  charge: number;
  pk?: string;
  id?: string;
  /** The document's own kind. */
  kind?: string;
  /** The list that was queried. */
  list?: string;
  /** The partition key range that answered. */
  range?: string;
  /** The operations of a batch. */
  batch?: { op: string; id: string; kind?: string; status: number }[];
  fault?: FaultAction | 'down';
}

export interface Stats {
  requests: Partial<Record<Operation, number>>;
  /** Request units. */
  charge: Partial<Record<Operation, number>>;
  total: { requests: number; charge: number };
  log: LogEntry[];
}

export interface StatsRecorder {
  record(entry: Omit<LogEntry, 'n'>): void;
  /** A copy of all since the last reset. */
  read(): Stats;
  reset(): void;
}

/** `keep`: how many entries the log holds at most; the counts go on. */
export function createStats({ keep = 50_000 }: { keep?: number } = {}): StatsRecorder {
  let requests: Stats['requests'] = {};
  let charge: Stats['charge'] = {};
  let log: LogEntry[] = [];
  let n = 0;
  return {
    record(entry) {
      n++;
      requests[entry.op] = (requests[entry.op] ?? 0) + 1;
      charge[entry.op] = (charge[entry.op] ?? 0) + entry.charge;
      log.push({ n, ...entry, charge: rounded(entry.charge) });
      if (log.length > 2 * keep) log = log.slice(-keep);
    },
    read() {
      const units = Object.entries(charge).map(([op, sum]) => [op, rounded(sum)] as const);
      return {
        requests: { ...requests },
        charge: Object.fromEntries(units),
        total: { requests: n, charge: rounded(units.reduce((sum, [, one]) => sum + one, 0)) },
        log: log.slice(-keep),
      };
    },
    reset() {
      requests = {};
      charge = {};
      log = [];
      n = 0;
    },
  };
}
