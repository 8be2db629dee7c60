// A backup of the store's file while servers write to it: one snapshot, checked before it gets its name.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { flush } from '../files';
import { StoreBusy, StoreDamaged, StoreDown } from '../store';
import { damaged } from './damage';
import { type Database, loadDriver, patiently } from './driver';
import { makePrivate } from './file';
import { holdOpen } from './in-use';
import { checkOurs, pragma } from './schema';

export interface BackedUp {
  bytes: number;
  documents: number;
}

/**
 * Copies the store `file` to `to` (mode 0600), which must not exist. VACUUM INTO reads one snapshot, and a reader holds
 * up no writer in WAL mode; unlike the page by page copy it leaves out what was deleted, which was personal data.
 * Throws StoreDown (no store, unusable place), StoreDamaged, StoreTooNew, StoreBusy; then there is no `to`.
 */
export async function backUp(file: string, to: string): Promise<BackedUp> {
  if (!existsSync(file)) throw noStore(file);
  if (existsSync(to)) throw new StoreDown(`${to} exists already; a backup never replaces another one`);
  const part = `${to}.${process.pid}.part`;
  dropLeftovers(to);
  const letGo = await patiently(() => holdOpen(file));
  try {
    makePart(part);
    await copyInto(file, part);
    const documents = await inspect(part);
    flush(part);
    renameSync(part, to);
    flush(dirname(resolve(to)));
    return { bytes: statSync(to).size, documents };
  } finally {
    rmSync(part, { force: true });
    letGo();
  }
}

async function copyInto(file: string, part: string): Promise<void> {
  const db: Database = new (loadDriver().DatabaseSync)(file, { timeout: 0 });
  try {
    await patiently(() => {
      checkOurs(db);
      db.prepare('VACUUM INTO ?').run(part);
    });
  } catch (cause) {
    throw cause instanceof StoreDamaged ? damaged(file, cause.cause) : cause;
  } finally {
    db.close();
  }
}

/** Checks every page of a store that may be in use. Answers how many documents it holds. Throws as `backUp`. */
export async function checkFile(file: string): Promise<number> {
  if (!existsSync(file)) throw noStore(file);
  const letGo = await patiently(() => holdOpen(file));
  const db: Database = new (loadDriver().DatabaseSync)(file, { timeout: 0 });
  try {
    return await patiently(() => soundness(db));
  } catch (cause) {
    throw cause instanceof StoreDamaged ? damaged(file, cause.cause) : cause;
  } finally {
    db.close();
    letGo();
  }
}

const noStore = (file: string): StoreDown => new StoreDown(`there is no store at ${resolve(file)} (DATA_DIR)`);

function soundness(db: Database): number {
  checkOurs(db);
  if (pragma(db, 'integrity_check(1)') !== 'ok') throw new StoreDamaged('the file is damaged');
  return Number((db.prepare('SELECT count(*) AS n FROM docs').get() as { n: number }).n);
}

/**
 * Checks a file that nobody uses, every page of it and every index, and leaves all of it in the one file. Answers how many documents it holds, expired ones
 * included. Throws StoreDamaged, StoreDown (not a store), StoreTooNew.
 */
export async function inspect(file: string): Promise<number> {
  const db: Database = new (loadDriver().DatabaseSync)(file, { timeout: 0 });
  try {
    return await patiently(() => {
      checkOurs(db);
      intoOneFile(db);
      return soundness(db);
    });
  } finally {
    db.close();
  }
}

/** Ends WAL mode, which takes in what the WAL holds; the next start begins it again. Throws when the file is in use. */
function intoOneFile(db: Database): void {
  if (pragma(db, 'journal_mode = DELETE') !== 'delete') throw new StoreBusy('the file is in use');
}

function makePart(part: string): void {
  try {
    makePrivate(part);
  } catch (cause) {
    throw new StoreDown(`${part} cannot be written`, { cause });
  }
}

/** What a backup left that was killed; one that still runs has a living process. */
function dropLeftovers(to: string): void {
  const directory = dirname(resolve(to));
  if (!existsSync(directory)) return;
  const start = `${basename(to)}.`;
  for (const name of readdirSync(directory)) {
    const pid = name.startsWith(start) ? /^(\d+)\.part(-journal)?$/.exec(name.slice(start.length))?.[1] : undefined;
    if (pid && (Number(pid) === process.pid || !lives(Number(pid)))) rmSync(join(directory, name), { force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
