// The part of node:sqlite's DatabaseSync that the adapter uses, where it comes from, and what its errors mean.
import { StoreBusy, StoreDamaged, StoreDown, StoreMisuse, StoreTooNew } from '../store';

export type Value = string | number | null;

export interface Statement {
  run(...values: Value[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...values: Value[]): unknown;
  all(...values: Value[]): unknown[];
}

export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  readonly isTransaction: boolean;
  close(): void;
}

export interface Driver {
  DatabaseSync: new (file: string, options: { timeout: number }) => Database;
}

/** node:sqlite where the runtime has it without a warning (24.15 on); else the package with the same interface. */
export function loadDriver(): Driver {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const builtIn = major > 24 || (major === 24 && minor >= 15);
  return require(builtIn ? 'node:sqlite' : '@photostructure/sqlite') as Driver;
}

/** https://sqlite.org/rescode.html: BUSY, LOCKED, and PROTOCOL (two processes begin to use the WAL at once). */
const BUSY = new Set([5, 6, 15]);
/** CORRUPT and NOTADB. */
const BROKEN = new Set([11, 26]);

/** READONLY, IOERR, FULL, CANTOPEN: what of the machine is in the way. */
const TROUBLE: Record<number, string> = {
  8: 'the data directory (DATA_DIR) can only be read',
  10: 'the disk of the data directory (DATA_DIR) can not be read or written',
  13: 'the disk of the data directory (DATA_DIR) is full',
  14: 'the store file in the data directory (DATA_DIR) can not be opened',
};

function codeOf(cause: unknown): number | undefined {
  // No instanceof: an error from native code can be of another realm.
  const code = typeof cause === 'object' && cause !== null && 'errcode' in cause ? cause.errcode : undefined;
  // The low byte is the primary code of an extended one.
  return typeof code === 'number' ? code & 0xff : undefined;
}

export const isBusy = (cause: unknown): boolean => BUSY.has(codeOf(cause) ?? -1);

/** Any error as one of the port's own. The message names the trouble, never a value. */
export function asStoreError(cause: unknown): Error {
  if (cause instanceof StoreDown || cause instanceof StoreBusy) return cause;
  if (cause instanceof StoreTooNew || cause instanceof StoreMisuse) return cause;
  if (isBusy(cause)) return new StoreBusy('other processes hold the store', { cause });
  if (BROKEN.has(codeOf(cause) ?? -1)) return new StoreDamaged('the store file is damaged', { cause });
  const words = TROUBLE[codeOf(cause) ?? -1];
  return new StoreDown(words ?? 'the store failed', { cause });
}

/**
 * How long to stay away from a lock that is taken, in ms. Jitter, so that those who wait don't come back together; no
 * longer each time, because asking costs 3 us and those who waited longest must not be the last.
 */
export const pause = (): number => 1 + Math.random() * 2;

/** How long a call waits for a lock when it names no deadline. */
export const PATIENCE_MS = 8_000;

/** Runs a read; while the file is locked (recovery, a last connection that closes) tries again, for at most 8 s. */
export async function patiently<T>(work: () => T): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (cause) {
      if (!isBusy(cause) || performance.now() > until) throw asStoreError(cause);
    }
    await new Promise((resolve) => setTimeout(resolve, pause()));
  }
}
