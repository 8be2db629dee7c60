// Opens the parts of a workbook's ZIP one by one, each within a bound that follows from the size of the file.
import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { FileRefused } from './cell';

const MAX_PARTS = 2_000;
/** Sheets unpack to five to thirty times their size. */
const RATIO = 100;
const FLOOR_BYTES = 16 * 1024 * 1024;
const MAX_BYTES = 400 * 1024 * 1024;

export interface Zip {
  has(name: string): boolean;
  /** The part's bytes; nothing where it is not there. Throws FileRefused: `bomb`, `sheetBroken`. */
  part(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

/** Throws FileRefused: `sheetBroken` (also half a file: the list of parts stands at its end), `bomb`. */
export async function openZip(path: string): Promise<Zip> {
  const { size } = await stat(path);
  // ASVS 5.0 5.2.3: what is unpacked, of all parts together and of each, has a bound, whatever the list says.
  const bound = Math.min(MAX_BYTES, FLOOR_BYTES + RATIO * size);
  const { zip, parts } = await partsOf(path);
  let left = bound * 3;
  return {
    has: (name) => parts.has(name),
    async *part(name) {
      const entry = parts.get(name);
      if (!entry) return;
      if (entry.uncompressedSize > bound) throw new FileRefused({ code: 'bomb' });
      let [bytes, sum] = [0, 0];
      const stream = await zip.openReadStreamPromise(entry).catch(() => broken());
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          left -= chunk.length;
          sum = crc32(chunk, sum);
          if (bytes > bound || left < 0) throw new FileRefused({ code: 'bomb' });
          yield chunk;
        }
        // A digit that was turned over on the way is still a digit.
        if (sum !== entry.crc32) broken();
      } finally {
        stream.destroy();
      }
    },
    close: () => zip.close(),
  };
}

const broken = (): never => {
  throw new FileRefused({ code: 'sheetBroken' });
};

async function partsOf(path: string): Promise<{ zip: ZipFile; parts: Map<string, Entry> }> {
  const parts = new Map<string, Entry>();
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => broken());
  try {
    if (zip.entryCount > MAX_PARTS) throw new FileRefused({ code: 'bomb' });
    for await (const entry of zip.eachEntry()) {
      // Two parts of one name: two readers would read two workbooks.
      if (parts.has(entry.fileName)) broken();
      parts.set(entry.fileName, entry);
    }
    return { zip, parts };
  } catch (error) {
    zip.close();
    if (error instanceof FileRefused) throw error;
    return broken();
  }
}
