// Keyset paging: a page goes on after the last document of the page before, whatever was written meanwhile.
import { StoreMisuse } from './store';

/** The first text after all that begin with `prefix`, in the order of code points; undefined when there is none. */
export function endOf(prefix: string): string | undefined {
  const points = Array.from(prefix);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) as number;
    // Half surrogate pairs are no characters: what follows U+D7FF is U+E000.
    if (point < 0x10ffff) return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
  }
  return undefined;
}

/** `next` of a page: where its last document stands, as a text without meaning for the caller. */
export const writeCursor = (parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts again. Throws StoreMisuse when `after` is not the `next` of such a page. */
export function readCursor(after: string, length: number): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === length && parts.every((part) => typeof part === 'string')) {
      return parts as string[];
    }
  } catch {
    // Told below: what is not a position is the caller's mistake, whatever it is.
  }
  throw new StoreMisuse('`after` is not the `next` of a page');
}
