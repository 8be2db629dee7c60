// A file that turns out to be damaged while it is open: said once, and from then on nothing is promised on it.
import { dirname, resolve } from 'node:path';
import { StoreDamaged } from '../store';
import { asStoreError } from './driver';

export interface DamageWatch {
  /** Throws when damage was seen. */
  check(): void;
  /** Whether an error tells of damage; the first one is logged. */
  sees(cause: unknown): boolean;
  /** Passes a call's answer on; when it failed by damage, with the sentence that says what to do. */
  told<T>(call: Promise<T>): Promise<T>;
}

/** What whoever runs the server reads: which file, which setting, which command. */
export const damaged = (file: string, cause?: unknown): StoreDamaged =>
  new StoreDamaged(
    `the store file ${resolve(file)} (DATA_DIR ${dirname(resolve(file))}) is damaged and stays as it is; ` +
      'stop every server on it and restore a backup: npm run store -- restore FILE',
    { cause },
  );

/**
 * A commit on a damaged tree can take whole pages with it, and what it acknowledged would be gone after the restore: so
 * one page that can't be read closes the store, as the next start would.
 */
export function watchDamage(
  file: string,
  { log, stop }: { log: (message: string, error: unknown) => void; stop: () => void },
): DamageWatch {
  let found: StoreDamaged | undefined;
  const sees = (cause: unknown): boolean => {
    const error = asStoreError(cause);
    if (!(error instanceof StoreDamaged)) return false;
    if (!found) {
      found = damaged(file, error.cause);
      log(found.message, found);
      stop();
    }
    return true;
  };
  return {
    check() {
      if (found) throw found;
    },
    sees,
    told: (call) =>
      call.catch((cause: unknown) => {
        throw sees(cause) ? (found as StoreDamaged) : cause;
      }),
  };
}
