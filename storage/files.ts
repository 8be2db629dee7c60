// What makes a written file last.
import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';

/** Flushes a file or a directory: until then a power cut could leave an empty file under a good name. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } catch (cause) {
    // Windows flushes no directories.
    if (!statSync(path).isDirectory()) throw cause;
  } finally {
    closeSync(handle);
  }
}
