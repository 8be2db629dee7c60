// Which encoding a file of text has, by its bytes: UTF-8, UTF-16 or GB18030, and nothing is read where it is in doubt.
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { FileRefused } from './cell';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const STREAM = { stream: true };
const LEAD = 0x81;
/** Of the characters that GB18030 would make of a file, so many may lie outside the set of 1980, which has all common ones. */
const RARE = 0.1;

/**
 * The encoding of a file; the whole file is looked at, as half an import of broken characters would be worse than none.
 * Throws FileRefused: `emptyFile`, `halfFile` (it ends within a character), `encodingUnknown`.
 */
export async function encodingOf(path: string): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const gb = new TextDecoder('gb18030', { fatal: true });
  const pairs = createPairs();
  let [first, plain, isGb] = [true, true, true];
  let [bytes, badAt] = [0, 0];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (first) {
      const wide = wideOf(chunk);
      if (wide) return wide;
      first = false;
    }
    if (plain && !(plain = decodes(utf8, chunk))) badAt = bytes + firstBadByte(chunk);
    isGb &&= decodes(gb, chunk);
    pairs.take(chunk);
    bytes += chunk.length;
    if (!plain && !isGb) break;
  }
  if (!bytes) throw new FileRefused({ code: 'emptyFile' });
  if (plain) {
    // All of it was UTF-8 but its end: it was cut off.
    if (!ends(utf8)) throw new FileRefused({ code: 'halfFile' });
    return 'utf-8';
  }
  // Other encodings (Big5, Latin-1, broken UTF-8) come out as characters that nobody writes: a name would be stored wrong.
  if (isGb && ends(gb) && pairs.rare() <= RARE) return 'gb18030';
  throw new FileRefused({ code: 'encodingUnknown', byte: badAt });
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer): boolean {
  try {
    decoder.decode(chunk, STREAM);
    return true;
  } catch {
    return false;
  }
}

/** Halves the chunk until the place is found; a character cut by the end of a half may shift it by three bytes. */
function firstBadByte(chunk: Buffer): number {
  let [good, bad] = [0, chunk.length];
  while (bad - good > 4) {
    const middle = (good + bad) >> 1;
    if ([0, 1, 2, 3].some((cut) => isUtf8(chunk.subarray(0, middle - cut)))) good = middle;
    else bad = middle;
  }
  return good;
}

function ends(decoder: InstanceType<typeof TextDecoder>): boolean {
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 by its mark; without one, by the zeros of its ASCII (separators and digits are in every file). */
function wideOf(start: Buffer): Encoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const sample = start.subarray(0, 2_000);
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 10;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : undefined;
}

/** Counts two-byte characters, and those that GB 2312 does not have. */
function createPairs() {
  let lead = 0;
  let [all, outside] = [0, 0];
  return {
    take(chunk: Buffer): void {
      for (const byte of chunk) {
        if (!lead) {
          if (byte >= LEAD) lead = byte;
          continue;
        }
        all += 1;
        const common = byte >= 0xa1 && ((lead >= 0xa1 && lead <= 0xa9) || (lead >= 0xb0 && lead <= 0xf7));
        if (!common) outside += 1;
        lead = 0;
      }
    },
    rare: () => (all ? outside / all : 1),
  };
}

/** The file's text in pieces, without the byte order mark. Throws FileRefused `halfFile` where UTF-16 is broken. */
export async function* textOf(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      const text = decoder.decode(chunk, STREAM);
      if (text) yield text;
    }
    const rest = decoder.decode();
    if (rest) yield rest;
  } catch (error) {
    if (error instanceof TypeError) throw new FileRefused({ code: 'halfFile' });
    throw error;
  }
}
