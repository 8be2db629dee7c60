// Who has the store open: each process holds a shared lock on an empty file beside it, whoever replaces the store an exclusive one.
import { type Database, isBusy, loadDriver } from './driver';
import { makePrivate } from './file';

/**
 * A database of its own that stays empty, because SQLite's locks can't be asked for on a file that is damaged. The lock
 * is the system's: a process that dies loses it.
 */
const lockFile = (file: string): string => `${file}.lock`;

/** Answers how to let go. Throws the driver's BUSY when somebody holds it in a way that excludes this one. */
function hold(file: string, begin: string): () => void {
  makePrivate(lockFile(file));
  const db: Database = new (loadDriver().DatabaseSync)(lockFile(file), { timeout: 0 });
  try {
    db.exec(begin);
  } catch (cause) {
    db.close();
    throw cause;
  }
  return () => {
    // The package closes a database only after its transaction: the lock would outlive the call.
    if (db.isTransaction) db.exec('ROLLBACK');
    db.close();
  };
}

/** Marks the store as open, from before the file is opened until after it is closed. */
export const holdOpen = (file: string): (() => void) => hold(file, 'BEGIN; SELECT count(*) FROM sqlite_schema');

/** Keeps every process out of the store; undefined while one has it open. */
export function holdAlone(file: string): (() => void) | undefined {
  try {
    return hold(file, 'BEGIN EXCLUSIVE');
  } catch (cause) {
    if (isBusy(cause)) return undefined;
    throw cause;
  }
}
