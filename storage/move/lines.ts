// Lines of a file that may be anything: bounded, UTF-8, each with its place; `.gz` is unpacked on the way.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

export type LineFault = 'notFound' | 'unreadable' | 'notGzip' | 'notUtf8' | 'tooLong';
/** `end`: how many bytes of the file, unpacked, come up to and with this line's end. */
export type Line = { line: number; text: string; end: number } | { line: number; fault: LineFault };

/** A document has at most 2 MB; what surrounds it is small. */
const MAX_LINE = 2 * 1024 * 1024 + 64 * 1024;
const NEWLINE = 10;

const isGzip = (path: string): boolean => path.toLowerCase().endsWith('.gz');

function bytesOf(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path);
  if (!isGzip(path)) return file as AsyncIterable<Buffer>;
  const unpacked = createGunzip();
  file.once('error', (error) => unpacked.destroy(error));
  return file.pipe(unpacked) as AsyncIterable<Buffer>;
}

function faultOf(cause: unknown): LineFault {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT') return 'notFound';
  return code.startsWith('Z_') ? 'notGzip' : 'unreadable';
}

/** Ends with the first fault. A last line without a line end is a line. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let [line, end, held] = [1, 0, 0];
  let parts: Buffer[] = [];
  const take = (last: Buffer): Line => {
    const bytes = Buffer.concat([...parts, last]);
    [parts, held] = [[], 0];
    if (bytes.length > MAX_LINE) return { line, fault: 'tooLong' };
    try {
      const text = decoder.decode(bytes);
      return { line: line++, text, end };
    } catch {
      return { line, fault: 'notUtf8' };
    }
  };
  try {
    for await (const chunk of bytesOf(path)) {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
        end += held + at - from + 1;
        const found = take(chunk.subarray(from, at));
        yield found;
        if ('fault' in found) return;
        from = at + 1;
      }
      if (from < chunk.length) parts.push(chunk.subarray(from));
      held += chunk.length - from;
      if (held > MAX_LINE) {
        yield { line, fault: 'tooLong' };
        return;
      }
    }
    end += held;
    if (held) yield take(Buffer.alloc(0));
  } catch (cause) {
    yield { line, fault: faultOf(cause) };
  }
}
