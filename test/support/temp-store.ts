// A real store in a directory of its own, gone after the test; with a clock that the test sets.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Instant } from '../../domain/result';
import { openSqlite, type SqliteOptions, type SqliteStore } from '../../storage/sqlite';

export interface TempStore {
  directory: string;
  file: string;
  now(): Instant;
  setNow(now: Instant): void;
  /** Another client on the same data. */
  open(options?: Partial<SqliteOptions>): Promise<SqliteStore>;
  /** Closes every client and removes the directory. */
  remove(): Promise<void>;
}

export function tempStore(start: Instant = '2026-11-20T08:00:00.000Z', parent = tmpdir()): TempStore {
  const directory = mkdtempSync(join(parent, 'fapiao-store-'));
  const file = join(directory, 'data', 'fapiao.db');
  const clients: SqliteStore[] = [];
  let now = start;
  return {
    directory,
    file,
    now: () => now,
    setNow(at) {
      now = at;
    },
    async open(options = {}) {
      const store = await openSqlite({ file, now: () => now, ...options });
      clients.push(store);
      return store;
    },
    async remove() {
      for (const client of clients) await client.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** So often it is looked after every turn of the event loop; then others get the processor in between. */
const EAGER_LOOKS = 1_000;

/** Resolves once `test` holds; looks after a turn of the event loop. For things that arrive by themselves. */
export async function until(test: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; !(await test()); looks += 1) await (looks < EAGER_LOOKS ? turn() : wait(1));
}
