// Puts a backup in the place of the store's file: checked first, alone, and what was there before is kept beside it.
import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Instant } from '../../domain/result';
import { flush } from '../files';
import { StoreBusy, StoreDamaged, StoreDown, StoreTooNew } from '../store';
import { inspect } from './backup';
import { prepareDirectory } from './file';
import { holdAlone } from './in-use';

const SIDE_FILES = ['-wal', '-shm', '-journal'];

export interface Restored {
  documents: number;
  /** Where the file that was there before is now; undefined when there was none. */
  kept?: string;
}

/**
 * Replaces the store `file` by the backup `from`, which stays as it is. Works when the present file is damaged.
 * Throws StoreBusy (a process has the store open), StoreDown (no such backup, not a store), StoreDamaged (the backup),
 * StoreTooNew; then the present file is untouched.
 */
export async function restore(file: string, from: string, now: Instant): Promise<Restored> {
  if (!existsSync(from) || !statSync(from).isFile()) throw new StoreDown(`there is no file ${from}`);
  if (existsSync(file) && sameFile(file, from)) throw new StoreDown(`${from} is the store itself`);
  prepareDirectory(file);
  const letGo = holdAlone(file);
  if (!letGo) throw new StoreBusy('another process has the store open: stop every server on it and try again');
  const fresh = `${file}.restoring`;
  try {
    const documents = await checkedCopy(from, fresh);
    const kept = existsSync(file) ? setAside(file, now) : undefined;
    // Without its WAL a database is whole; with another one's it is damaged: so this goes first.
    for (const end of SIDE_FILES) rmSync(file + end, { force: true });
    renameSync(fresh, file);
    flush(dirname(resolve(file)));
    return { documents, ...(kept ? { kept } : {}) };
  } finally {
    dropAll(fresh);
    letGo();
  }
}

/** What is checked is what is put in place: a copy of our own. Answers how many documents it holds. */
async function checkedCopy(from: string, fresh: string): Promise<number> {
  dropAll(fresh);
  try {
    copyFileSync(from, fresh);
    // A copy of a store that was in use has its newest commits in the file beside it.
    if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${fresh}-wal`);
    for (const end of ['', '-wal']) if (existsSync(fresh + end)) chmodSync(fresh + end, 0o600);
  } catch (cause) {
    throw new StoreDown(`${from} cannot be copied into the data directory`, { cause });
  }
  try {
    const documents = await inspect(fresh);
    flush(fresh);
    return documents;
  } catch (cause) {
    if (cause instanceof StoreTooNew) throw cause;
    const message =
      cause instanceof StoreDamaged
        ? `${from} is damaged, or no backup at all (a file of "export" is read by "import")`
        : `${from} is no backup of this product`;
    throw new StoreDown(`${message}; the store was not touched`, { cause });
  }
}

/** The old file stays as it is, damaged or not, with what belongs to it: what a restore loses can be looked for in it. */
function setAside(file: string, now: Instant): string {
  const kept = `${file}.before-restore-${now.replace(/[-:.]/g, '')}`;
  for (const end of ['', '-wal', '-journal']) {
    if (end && !(existsSync(file + end) && statSync(file + end).size)) continue;
    // A second name, not a new one: at every moment there is a file where the server looks for it.
    try {
      linkSync(file + end, kept + end);
    } catch {
      copyFileSync(file + end, kept + end);
    }
  }
  return kept;
}

const dropAll = (file: string): void => {
  for (const end of ['', ...SIDE_FILES]) rmSync(file + end, { force: true });
};

function sameFile(one: string, other: string): boolean {
  const [a, b] = [statSync(one), statSync(other)];
  return a.ino === b.ino && a.dev === b.dev;
}
