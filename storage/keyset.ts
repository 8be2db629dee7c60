// Keyset paging: a page goes on after the last document of the page before, whatever was written meanwhile.
import { type Key, StoreMisuse } from './store';

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

/** Where a document stands in a list: `next` of a page is the position of its last one. */
export interface Position extends Key {
  place: string;
}

export const writePosition = ({ place, pk, id }: Position): string =>
  Buffer.from(JSON.stringify([place, pk, id])).toString('base64url');

/** Throws StoreMisuse when `after` is not the `next` of a page. */
export function readPosition(after: string): Position {
  try {
    const parts: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === 3 && parts.every((part) => typeof part === 'string')) {
      const [place, pk, id] = parts as [string, string, string];
      return { place, pk, id };
    }
  } catch {
    // Told below: what is not a position is the caller's mistake, whatever it is.
  }
  throw new StoreMisuse('`after` is not the `next` of a page');
}
