// Whether the store's files are still where they were opened: what is written into a file that is gone is lost.
import { statSync } from 'node:fs';
import { StoreDown } from '../store';

export interface Place {
  /** After a commit and before it is acknowledged. Throws when a file is gone or another one is there. */
  check(): void;
  /** The same, only while it was so the last time: costs nothing otherwise. */
  checkAgain(): void;
  /** Another file may be there, with a log of its own: nothing more must be done by path. */
  lost(): boolean;
}

const moved = (code: 'ENOENT' | 'ESTALE'): StoreDown =>
  new StoreDown(
    `the store file ${code === 'ENOENT' ? 'is gone from' : 'was replaced in'} the data directory (DATA_DIR); nothing ` +
      'more is written to it. Put it back, or stop every server, restore a backup and start again',
    { cause: Object.assign(new Error(code), { code }) },
  );

/** Device and inode name a file whatever its path says. */
const identityOf = (path: string): string | undefined => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
};

/** The file and its log, in which SQLite writes first; the log is there from the first write on. Two stats, some 5 us. */
export function watchPlace(file: string): Place {
  const known = new Map([file, `${file}-wal`].map((path) => [path, identityOf(path)]));
  let lost: StoreDown | undefined;

  function check(): void {
    for (const [path, before] of known) {
      const now = identityOf(path);
      if (before === undefined) known.set(path, now);
      else if (now !== before) throw (lost = moved(now === undefined ? 'ENOENT' : 'ESTALE'));
    }
    // The same files again: whoever moved them put them back.
    lost = undefined;
  }

  return {
    check,
    checkAgain() {
      if (lost) check();
    },
    lost: () => lost !== undefined,
  };
}
