// The file of an export: JSON lines, a header first, a count and a hash last. Reads it, and refuses what is in doubt.
import { asDocument, type Moved, moved } from './document';
import { type LineFault, readLines } from './lines';
import type { Source } from './source';
import { type Sum, sumOf, type Tally } from './tally';

export const FORMAT = 'fapiao-store';
export const VERSION = 1;

/**
 * Besides the documents: where the scan stood (so that an export that was cut off goes on), and documents that went away
 * while the export ran. A document can come twice: the last one counts.
 */
export type ArchiveLine =
  | { is: 'header'; v: number; origin: string }
  | { is: 'document'; item: Moved }
  | { is: 'mark'; next: string }
  | { is: 'gone'; key: string }
  | ({ is: 'end' } & Sum);

export type ArchiveFault = {
  code: LineFault | 'notOurs' | 'newer' | 'syntax' | 'shape' | 'cutOff' | 'behindEnd' | 'count' | 'hash';
  line: number;
};

export const headerLine = (origin: string): string => JSON.stringify({ format: FORMAT, v: VERSION, origin });
export const markLine = (next: string): string => JSON.stringify({ next });
export const goneLine = (key: string): string => JSON.stringify({ gone: key });
export const endLine = (sum: Sum): string => JSON.stringify({ end: true, ...sum });

/** One line, or undefined when it is none of these. */
function lineOf(value: unknown): ArchiveLine | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { format, v, origin, next, gone, end, documents, hash } = value as Record<string, unknown>;
  if (format === FORMAT && typeof v === 'number') return { is: 'header', v, origin: String(origin) };
  if (typeof next === 'string') return { is: 'mark', next };
  if (typeof gone === 'string') return { is: 'gone', key: gone };
  if (end === true) return { is: 'end', documents: Number(documents), hash: String(hash) };
  const doc = asDocument(value);
  return doc && { is: 'document', item: moved(doc) };
}

export type ArchiveItem = { line: number; end: number; what: ArchiveLine } | { fault: ArchiveFault };

/** Every line that means something, the header first; ends with the first fault. */
export async function* readArchive(path: string): AsyncGenerator<ArchiveItem> {
  let first = true;
  for await (const read of readLines(path)) {
    const { line } = read;
    if ('fault' in read) return yield { fault: { code: read.fault, line } };
    const what = parse(read.text);
    if (first && !(what !== 'syntax' && what?.is === 'header')) return yield { fault: { code: 'notOurs', line } };
    if (what === 'syntax') return yield { fault: { code: 'syntax', line } };
    if (!what || (what.is === 'header') !== first) return yield { fault: { code: 'shape', line } };
    if (what.is === 'header' && what.v !== VERSION) return yield { fault: { code: 'newer', line } };
    first = false;
    yield { line, end: read.end, what };
  }
  if (first) yield { fault: { code: 'notOurs', line: 1 } };
}

function parse(text: string): ArchiveLine | undefined | 'syntax' {
  try {
    return lineOf(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return 'syntax';
    throw error;
  }
}

/** Takes a line into the tally of what the file holds. */
export function tallyLine(tally: Tally, what: ArchiveLine): void {
  if (what.is === 'gone') tally.delete(what.key);
  if (what.is !== 'document') return;
  const { key, hash, kind, expiresAt } = what.item;
  tally.set(key, { hash, kind, ...(expiresAt === undefined ? {} : { expiresAt }) });
}

export type OpenedArchive = { ok: true; source: Source; sum: Sum } | { ok: false; fault: ArchiveFault };

/** Reads all of the file: a source is answered only when nothing in it is in doubt. */
export async function openArchive(path: string): Promise<OpenedArchive> {
  const tally: Tally = new Map();
  let sum: Sum | undefined;
  let line = 0;
  for await (const item of readArchive(path)) {
    if ('fault' in item) return { ok: false, fault: item.fault };
    line = item.line;
    if (sum) return { ok: false, fault: { code: 'behindEnd', line } };
    if (item.what.is === 'end') sum = item.what;
    else tallyLine(tally, item.what);
  }
  if (!sum) return { ok: false, fault: { code: 'cutOff', line } };
  const found = sumOf(tally);
  if (found.documents !== sum.documents) return { ok: false, fault: { code: 'count', line } };
  if (found.hash !== sum.hash) return { ok: false, fault: { code: 'hash', line } };
  return { ok: true, sum: found, source: { read: () => finalDocuments(path, tally), tally: async () => tally } };
}

/** Earlier versions of a document, and what went away later, are left out. */
async function* finalDocuments(path: string, tally: Tally): AsyncGenerator<Moved> {
  for await (const item of readArchive(path)) {
    if ('fault' in item) throw new Error(`the file changed while it was read (line ${item.fault.line})`);
    if (item.what.is !== 'document') continue;
    const { item: found } = item.what;
    if (tally.get(found.key)?.hash === found.hash) yield found;
  }
}
