// The tables, and what is checked when the file is opened.
import { statSync } from 'node:fs';
import { StoreDamaged, StoreDown, StoreTooNew } from '../store';
import type { Database } from './driver';

const SCHEMA = 1;
/** "fapi": tells our files from other programs' (https://sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION = 0x66617069;
/** The quick check reads about 2 MB a millisecond; a larger file is not held up by it. */
const CHECKED_BYTES = 256 * 1024 * 1024;

/**
 * `changes.seq` is the ETag of all documents of that commit. AUTOINCREMENT never gives a number twice, not even after
 * the row is gone, and the row itself is what other processes' doorbells read.
 */
const TABLES = `
  CREATE TABLE docs(
    pk TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, v INTEGER NOT NULL, body TEXT NOT NULL,
    lists TEXT, expires TEXT, seq INTEGER NOT NULL, UNIQUE(pk, id)
  ) STRICT;
  CREATE INDEX docs_expires ON docs(expires) WHERE expires IS NOT NULL;
  CREATE TABLE lists(
    list TEXT NOT NULL, place TEXT NOT NULL, pk TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(list, place, pk, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX lists_pk ON lists(list, pk, place, id);
  CREATE TABLE changes(seq INTEGER PRIMARY KEY AUTOINCREMENT, pk TEXT NOT NULL, writer INTEGER NOT NULL) STRICT;
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${SCHEMA};
`;

export const pragma = (db: Database, name: string): unknown =>
  Object.values(db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>)[0];

/** Throws StoreDown (another program's file) and StoreTooNew. */
export function checkOurs(db: Database): void {
  if (pragma(db, 'application_id') !== APPLICATION) throw new StoreDown('the store file belongs to another program');
  const version = Number(pragma(db, 'user_version'));
  if (version > SCHEMA) throw new StoreTooNew(`the store has schema ${version}; this process knows ${SCHEMA}`);
}

/** Sets the connection up and makes the tables of an empty file. Throws StoreDown (damaged, not ours) and StoreTooNew. */
export function prepareSchema(db: Database, file: string): void {
  // Also a file that another process makes at this moment: its journal mode is set before its tables are there.
  const empty =
    db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined && pragma(db, 'application_id') === 0;
  if (!empty) {
    // Before anything is written: a file that is not ours stays as it is.
    checkOurs(db);
    if (statSync(file).size <= CHECKED_BYTES && pragma(db, 'quick_check(1)') !== 'ok') {
      throw new StoreDamaged('the store file is damaged');
    }
  }
  db.exec('PRAGMA journal_mode = WAL');
  // FULL: what was acknowledged survives a power cut. Cache in KiB. The WAL shrinks back to 64 MB after a burst.
  db.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864');
  // What is deleted is overwritten with zeros: neither the file nor a backup of it still shows an erased person.
  db.exec('PRAGMA secure_delete = ON');
  // A checkpoint each 8 MB of WAL, not 4: hot pages are copied less often. With 16 MB it held the event loop for 40 ms.
  db.exec('PRAGMA wal_autocheckpoint = 2000');
  if (!empty) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have made them in the meantime.
    if (pragma(db, 'user_version') === 0) db.exec(TABLES);
    db.exec('COMMIT');
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK');
  }
}
