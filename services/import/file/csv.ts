// Reads a CSV: the separator and the heading row are found, records are streamed with the line that they begin in.
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import type { BadRow } from '../faults';
import { type Cell, FileRefused, type Line } from './cell';
import { type Encoding, textOf } from './encoding';
import { findHeadings, HEADING_WITHIN, type Headings, type ReadHeadings } from './headings';

const RECORD_LIMIT = 64 * 1024;
const START = 64 * 1024;
const DELIMITERS = [',', ';', '\t', '|', '，'];
/** Each kind of line break ends a row, also where files of two kinds were put one behind the other. */
const BREAKS = ['\r\n', '\n', '\r'];
const LENIENT = {
  relax_column_count: true,
  record_delimiter: BREAKS,
  relax_quotes: true,
  max_record_size: RECORD_LIMIT,
} as const;

export interface CsvFound<C> {
  delimiter: string;
  headings: Headings<C>;
  /** As an editor counts it. */
  headingLine: number;
  /** Characters in front of the heading row. */
  skip: number;
  encoding: Encoding;
}

/** The first characters of a file. */
async function startOf(path: string, encoding: Encoding): Promise<string> {
  let start = '';
  for await (const text of textOf(path, encoding)) {
    start += text;
    if (start.length >= START) break;
  }
  return start.slice(0, START);
}

function recordAt(text: string, delimiter: string): string[] {
  try {
    const [record = []] = parseNow(text, { ...LENIENT, delimiter, to: 1 }) as string[][];
    return record;
  } catch {
    // A quote that is never closed.
    return [];
  }
}

/** Where each of the first lines begins. */
function linesIn(text: string): { at: number; line: number }[] {
  const starts = [{ at: 0, line: 1 }];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    if (starts.length >= HEADING_WITHIN) break;
    const at = match.index + match[0].length;
    if (at < text.length) starts.push({ at, line: starts.length + 1 });
  }
  return starts;
}

/** Finds headings and separator. Notes may stand above: each line is tried. Throws FileRefused. */
export async function findCsv<C>(
  path: string,
  encoding: Encoding,
  readHeadings: ReadHeadings<C>,
): Promise<CsvFound<C>> {
  const start = await startOf(path, encoding);
  if (start.trim() === '') throw new FileRefused({ code: 'emptyFile' });
  const tried = linesIn(start).map(({ at, line }) => {
    const ways = DELIMITERS.map((delimiter) => {
      const names = recordAt(start.slice(at), delimiter);
      return { delimiter, names, read: readHeadings(names) };
    });
    const fit = ways.toSorted((a, b) => Number(b.read.ok) - Number(a.read.ok) || b.read.known - a.read.known);
    return { at, line, delimiter: fit[0]?.delimiter ?? ',', names: fit[0]?.names ?? [] };
  });
  const { index, headings } = findHeadings(
    tried.map(({ names }) => names),
    (i) => tried[i]?.line ?? 1,
    readHeadings,
  );
  const { at = 0, line = 1, delimiter = ',' } = tried[index] ?? {};
  return { delimiter, headings, headingLine: line, skip: at, encoding };
}

type CsvRecord = { record: string[]; info: { lines: number; empty_lines: number } };

/** The text from a place on, and what its last character was. */
async function* from(
  path: string,
  { encoding, skip }: CsvFound<unknown>,
  end: { last: string },
): AsyncGenerator<string> {
  let left = skip;
  for await (const text of textOf(path, encoding)) {
    const rest = left ? text.slice(left) : text;
    left -= text.length - rest.length;
    if (!rest) continue;
    end.last = rest.at(-1) ?? '';
    yield rest;
  }
}

/** The records below the headings. */
export async function* csvLines(path: string, found: CsvFound<unknown>): AsyncGenerator<Line | BadRow> {
  const end = { last: '' };
  let broken = false;
  const source = Readable.from(from(path, found, end), { objectMode: false, highWaterMark: RECORD_LIMIT });
  const parser = source.pipe(
    parse({
      ...LENIENT,
      delimiter: found.delimiter,
      info: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: () => {
        broken = true;
        return undefined;
      },
    }),
  );
  source.on('error', (error) => parser.destroy(error));
  let [lines, empty] = [0, 0];
  let held: Line | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      const line = found.headingLine + lines + info.empty_lines - empty;
      const isHeading = lines === 0;
      [lines, empty] = [info.lines, info.empty_lines];
      if (isHeading) continue;
      if (held) yield held;
      held = { line, cells: record as Cell[] };
    }
    // Where the file ends without a line break, its last cell may be half of one; not where a quote closes it.
    if (held) yield !broken && end.last !== '' && !/[\r\n"]/.test(end.last) ? { ...held, open: true } : held;
    // A quote that is never closed swallows the rest of the file: the line where it begins is what helps.
    if (broken) yield { line: found.headingLine + lines, fault: 'syntax' };
  } finally {
    source.destroy();
    parser.destroy();
  }
}
