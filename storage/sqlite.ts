// The embedded store: one SQLite file, shared by any number of processes of one machine.
import { randomInt } from 'node:crypto';
import type { Instant } from '../domain/result';
import { checkKey, checkQuery, checkWrites } from './rules';
import { createApply } from './sqlite/apply';
import { createCleaner } from './sqlite/clean';
import { createDoorbell } from './sqlite/doorbell';
import { asStoreError, type Database, loadDriver, PATIENCE_MS, patiently } from './sqlite/driver';
import { prepareFile } from './sqlite/file';
import { createGroup } from './sqlite/group';
import { createReads } from './sqlite/read';
import { prepareSchema } from './sqlite/schema';
import {
  type Committed,
  type Key,
  type ListName,
  type ListQuery,
  type Page,
  type ScanQuery,
  type Store,
  StoreDown,
  type Stored,
  type Write,
} from './store';

export interface SqliteOptions {
  file: string;
  now: () => Instant;
  /** Trouble that no caller hears of. Never holds a value of a document. */
  log?: (message: string, error: unknown) => void;
  /** How often the doorbell looks for other processes' commits, and how often it looks whatever it heard. */
  pollMs?: number;
  repairMs?: number;
  /** How often expired documents are deleted; they are invisible before. */
  cleanMs?: number;
  /** Called after each transaction with the number of commits that shared it: for tests and measurements. */
  onGroup?: (commits: number) => void;
}

export interface SqliteStore extends Store {
  /** Deletes now what housekeeping would delete later. */
  clean(): Promise<void>;
}

const closed = (): StoreDown => new StoreDown('the store is closed');

/**
 * Opens or makes the file (mode 0600). Throws StoreDown (unusable directory, network file system, damaged, another
 * program's file), StoreTooNew (a newer schema), StoreBusy (locked for 8 s).
 */
export async function openSqlite(options: SqliteOptions): Promise<SqliteStore> {
  const { file, now, log = () => {}, pollMs = 25, repairMs = 2_000, cleanMs = 60_000, onGroup = () => {} } = options;
  prepareFile(file);
  const db = await connect(file);
  // 47 bits: two connections with the same number would not hear each other until the number changes.
  const writer = randomInt(2 ** 47);
  const doorbell = createDoorbell(db, { writer, pollMs, repairMs, log });
  const group = createGroup(db, { changed: doorbell.changed, onGroup });
  const cleaner = createCleaner(db, group, { now, everyMs: cleanMs, log });
  const apply = createApply(db, writer);
  const reads = createReads(db, now);
  let open = true;

  return {
    async get<B>(key: Key): Promise<Stored<B> | undefined> {
      if (!open) throw closed();
      checkKey(key);
      return patiently(() => reads.get<B>(key));
    },

    async commit(pk: string, writes: readonly Write[], deadline?: Instant): Promise<Committed> {
      if (!open) throw closed();
      const bodies = checkWrites(pk, writes);
      if (!writes.length) return { ok: true, etags: [] };
      const patience = deadline === undefined ? PATIENCE_MS : Date.parse(deadline) - Date.parse(now());
      return group.submit(() => apply(pk, writes, bodies, now()), { pk, patience });
    },

    async list<B>(list: ListName, query: ListQuery): Promise<Page<B>> {
      if (!open) throw closed();
      checkQuery(query);
      return patiently(() => reads.list<B>(list, query));
    },

    async scan<B>(query: ScanQuery): Promise<Page<B>> {
      if (!open) throw closed();
      checkQuery(query);
      return patiently(() => reads.scan<B>(query));
    },

    watch: (ring) => doorbell.watch(ring),

    clean: () => cleaner.run(),

    async close(): Promise<void> {
      if (!open) return;
      open = false;
      doorbell.stop();
      cleaner.stop();
      await group.drained();
      closeFile(db, log);
    },
  };
}

/** Leaves everything in the one file when nobody else has it open: the package closes it only with its statements. */
function closeFile(db: Database, log: (message: string, error: unknown) => void): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    log('the last checkpoint failed; the next start does it', error);
  }
  db.close();
}

/** No busy timeout, here or later: it would freeze the event loop while another process writes. */
async function connect(file: string): Promise<Database> {
  let db: Database;
  try {
    db = new (loadDriver().DatabaseSync)(file, { timeout: 0 });
  } catch (cause) {
    throw asStoreError(cause);
  }
  try {
    await patiently(() => prepareSchema(db, file));
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}
