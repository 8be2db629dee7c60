// The embedded store: one SQLite file, shared by any number of processes of one machine.
import { randomInt } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Instant } from '../domain/result';
import { checkKey, checkQuery, checkWrites } from './rules';
import { createApply } from './sqlite/apply';
import { createCleaner } from './sqlite/clean';
import { damaged, watchDamage } from './sqlite/damage';
import { createDoorbell } from './sqlite/doorbell';
import { asStoreError, type Database, loadDriver, PATIENCE_MS, patiently } from './sqlite/driver';
import { prepareFile } from './sqlite/file';
import { createGroup } from './sqlite/group';
import { holdOpen } from './sqlite/in-use';
import { createReads } from './sqlite/read';
import { watchPlace } from './sqlite/place';
import { prepareSchema } from './sqlite/schema';
import {
  type Committed,
  type Key,
  type ListName,
  type ListQuery,
  type Page,
  type ScanQuery,
  type Store,
  StoreDamaged,
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
 * Opens or makes the file (mode 0600). Throws StoreDown (unusable directory, network file system, another program's
 * file), StoreDamaged, StoreTooNew (a newer schema), StoreBusy (locked for 8 s, a restore for example).
 */
export async function openSqlite(options: SqliteOptions): Promise<SqliteStore> {
  const { file, now, log = () => {}, pollMs = 25, repairMs = 2_000, cleanMs = 60_000, onGroup = () => {} } = options;
  prepareFile(file);
  const letGo = await patiently(() => holdOpen(file));
  const db = await connect(file).catch((cause: unknown) => {
    letGo();
    throw cause;
  });
  // 47 bits: two connections with the same number would not hear each other until the number changes.
  const writer = randomInt(2 ** 47);
  const damage = watchDamage(file, { log, stop: rest });
  const trouble = (message: string, error: unknown) => {
    if (!damage.sees(error)) log(message, error);
  };
  const doorbell = createDoorbell(db, { writer, pollMs, repairMs, log: trouble });
  const place = watchPlace(file);
  const group = createGroup(db, { changed: doorbell.changed, onGroup, durable: place.check });
  const cleaner = createCleaner(db, group, { now, everyMs: cleanMs, log: trouble });
  const apply = createApply(db, writer);
  const reads = createReads(db, now);
  let open = true;

  /** Nothing is done by itself any more. */
  function rest(): void {
    doorbell.stop();
    cleaner.stop();
  }

  function ready(): void {
    if (!open) throw closed();
    damage.check();
    place.checkAgain();
  }

  return {
    async get<B>(key: Key): Promise<Stored<B> | undefined> {
      ready();
      checkKey(key);
      return damage.told(patiently(() => reads.get<B>(key)));
    },

    async commit(pk: string, writes: readonly Write[], deadline?: Instant): Promise<Committed> {
      ready();
      const bodies = checkWrites(pk, writes);
      if (!writes.length) return { ok: true, etags: [] };
      const patience = deadline === undefined ? PATIENCE_MS : Date.parse(deadline) - Date.parse(now());
      return damage.told(group.submit(() => apply(pk, writes, bodies, now()), { pk, patience }));
    },

    async list<B>(list: ListName, query: ListQuery): Promise<Page<B>> {
      ready();
      checkQuery(query);
      return damage.told(patiently(() => reads.list<B>(list, query)));
    },

    async scan<B>(query: ScanQuery): Promise<Page<B>> {
      ready();
      checkQuery(query);
      return damage.told(patiently(() => reads.scan<B>(query)));
    },

    watch: (ring) => doorbell.watch(ring),

    clean: () => cleaner.run(),

    async scrub(): Promise<void> {
      ready();
      await group.drained();
      // Until then the log still has the pages as they were. Readers of other processes hold it for moments.
      await damage.told(patiently(() => emptyLog(db, rewrites(file))));
    },

    async close(): Promise<void> {
      if (!open) return;
      open = false;
      rest();
      await group.drained();
      // Closing deletes the log by its name: it may be another store's by now.
      if (!place.lost()) closeFile(db, log);
      letGo();
    },
  };
}

/** Rewriting takes 10 ms for each MB, in which nobody is served: what is larger is left as it is. */
const REWRITTEN_BYTES = 64 * 1024 * 1024;
const rewrites = (file: string): boolean => statSync(file).size <= REWRITTEN_BYTES;

/**
 * Moves the log into the file and cuts it off. `rewrite`: the file anew before, since rows that moved to another page when
 * their neighbours grew left bytes behind that `secure_delete` does not see. Throws SQLITE_BUSY's like while somebody reads.
 */
function emptyLog(db: Database, rewrite: boolean): void {
  if (rewrite) db.exec('VACUUM');
  const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
  if (busy) throw Object.assign(new Error('the log is being read'), { errcode: 5 });
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
  let db: Database | undefined;
  try {
    const opened = (db = new (loadDriver().DatabaseSync)(file, { timeout: 0 }));
    await patiently(() => prepareSchema(opened, file));
    return opened;
  } catch (cause) {
    db?.close();
    const error = asStoreError(cause);
    throw error instanceof StoreDamaged ? damaged(file, error.cause) : error;
  }
}
