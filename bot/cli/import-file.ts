// Opens a file of orders: CSV (streamed) or JSON, UTF-8 with or without BOM. Nothing is imported from a file in doubt.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse';
import { type BadRow, COLUMNS, type Column, columnOf, type RawRow, REQUIRED } from '../../services/import/rows';

export type FileFault =
  | { code: 'notFound' | 'unreadable' | 'utf16' | 'emptyFile' | 'jsonSyntax' | 'jsonShape' }
  | { code: 'notUtf8'; byte: number }
  | { code: 'missingColumns' | 'columnTwice'; columns: readonly string[] };

export type Opened =
  | { ok: true; rows: AsyncIterable<RawRow | BadRow>; foreign: string[] }
  | { ok: false; fault: FileFault };

const RECORD_LIMIT = 64 * 1024;
const TEXT = { stream: true };

/** Reads the whole file once: half an import of a file with broken characters would be worse than none. */
async function encodingFault(path: string): Promise<FileFault | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let byte = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      if (byte === 0 && /^(fffe|feff)/.test(chunk.subarray(0, 2).toString('hex'))) return { code: 'utf16' };
      try {
        decoder.decode(chunk, TEXT);
      } catch {
        return { code: 'notUtf8', byte: byte + firstBadByte(chunk) };
      }
      byte += chunk.length;
    }
    decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) return { code: 'notUtf8', byte };
    return { code: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'notFound' : 'unreadable' };
  }
  return byte === 0 ? { code: 'emptyFile' } : undefined;
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

/** What a heading row says: which column is where, which headings are foreign, or why the file can't be read. */
function readHeadings(headings: readonly string[]): {
  at: (Column | undefined)[];
  foreign: string[];
  fault?: FileFault;
} {
  const known = headings.map((heading) => columnOf(heading));
  const at = known.map((column) => (column === 'ignored' ? undefined : column));
  const twice = COLUMNS.filter((column) => at.filter((each) => each === column).length > 1);
  const missing = REQUIRED.filter((column) => !at.includes(column));
  const foreign = headings.filter((heading, i) => known[i] === undefined && heading.trim() !== '');
  if (missing.length) return { at, foreign, fault: { code: 'missingColumns', columns: missing } };
  if (twice.length) return { at, foreign, fault: { code: 'columnTwice', columns: twice } };
  return { at, foreign };
}

/** Spreadsheets write `;` or tabs in some countries: the heading row tells. */
async function delimiterOf(path: string): Promise<string> {
  for await (const chunk of createReadStream(path, { encoding: 'utf8', end: 4096 }) as AsyncIterable<string>) {
    const first = chunk.split(/\r?\n/, 1)[0] ?? '';
    const count = (mark: string) => first.split(mark).length;
    return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  }
  return ',';
}

type CsvRecord = { record: string[]; info: { lines: number; empty_lines: number } };

async function openCsv(path: string): Promise<Opened> {
  let broken = false;
  let [end, empty] = [0, 0];
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      delimiter: await delimiterOf(path),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: RECORD_LIMIT,
      skip_records_with_error: true,
      on_skip: () => {
        broken = true;
        return undefined;
      },
    }),
  );
  const records = (parser as AsyncIterable<CsvRecord>)[Symbol.asyncIterator]();
  const next = async (): Promise<{ line: number; cells: string[] } | undefined> => {
    const result = await records.next();
    if (result.done) return undefined;
    const { record, info } = result.value;
    const line = end + 1 + info.empty_lines - empty;
    [end, empty] = [info.lines, info.empty_lines];
    return { line, cells: record };
  };
  const head = await next();
  if (!head) return { ok: false, fault: { code: 'emptyFile' } };
  const { at, foreign, fault } = readHeadings(head.cells);
  if (fault) {
    parser.destroy();
    return { ok: false, fault };
  }
  async function* rows(): AsyncGenerator<RawRow | BadRow> {
    for (let row = await next(); row; row = await next()) {
      const { line, cells } = row;
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (cells.length !== at.length) yield { line, fault: 'columnCount' };
      else yield { line, cells: Object.fromEntries(at.flatMap((column, i) => (column ? [[column, cells[i]]] : []))) };
    }
    // A quote that is never closed swallows the rest of the file: the line where it begins is what helps.
    if (broken) yield { line: end + 1, fault: 'syntax' };
  }
  return { ok: true, rows: rows(), foreign };
}

const cellText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : value == null ? '' : '\u0000';

const isEntry = (entry: unknown): entry is Record<string, unknown> =>
  typeof entry === 'object' && entry !== null && !Array.isArray(entry);

async function openJson(path: string): Promise<Opened> {
  let data: unknown;
  try {
    data = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, fault: { code: 'jsonSyntax' } };
  }
  const entries: unknown = Array.isArray(data) ? data : (data as { orders?: unknown } | null)?.orders;
  if (!Array.isArray(entries)) return { ok: false, fault: { code: 'jsonShape' } };
  const headings = new Set<string>(entries.filter(isEntry).flatMap((entry) => Object.keys(entry)));
  const { foreign, fault } = readHeadings([...headings]);
  if (fault && entries.length) return { ok: false, fault };
  async function* rows(list: unknown[]): AsyncGenerator<RawRow | BadRow> {
    for (const [i, entry] of list.entries()) {
      if (!isEntry(entry)) yield { line: i + 1, fault: 'noObject' };
      else
        yield {
          line: i + 1,
          cells: Object.fromEntries(
            Object.entries(entry).flatMap(([heading, value]) => {
              const column = columnOf(heading);
              return column && column !== 'ignored' ? [[column, cellText(value)]] : [];
            }),
          ),
        };
    }
  }
  return { ok: true, rows: rows(entries), foreign };
}

/** `.json` is read as JSON, everything else as CSV. Lines are counted as an editor does; JSON entries from 1. */
export async function openOrders(path: string): Promise<Opened> {
  const fault = await encodingFault(path);
  if (fault) return { ok: false, fault };
  return path.toLowerCase().endsWith('.json') ? openJson(path) : openCsv(path);
}
