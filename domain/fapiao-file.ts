// What a file is by its content, whatever its name says: the PDF, OFD or XML of a fapiao, whole.
import type { FileType } from './desk-view';
import { ok, type Parsed, refuse } from './result';

export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** The names in a ZIP with the sizes that they claim, and nothing unpacked; undefined: it is none, or not whole. */
export type ZipNames = (bytes: Uint8Array) => readonly { name: string; size: number }[] | undefined;

/** Of a fapiao as OFD: a dozen files, under 2 MB. */
const MAX_ENTRIES = 1_000;
const MAX_UNPACKED = 100 * 1024 * 1024;
/** Programs write a line or two after the end of a PDF (ISO 32000-1, annex H). */
const PDF_TAIL = 2_048;

const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const startsWith = (bytes: Uint8Array, start: string): boolean => text(bytes.subarray(0, start.length)) === start;

/**
 * ASVS 5.0 5.2.2: by content, not by name. Refused: `fileEmpty`, `fileTooLarge` {mb}, `fileHalf`, `fileBomb`, `fileKind`
 * (none of the three). Whether an XML is a fapiao's is for whoever reads it.
 */
export function typeOfFile(bytes: Uint8Array, zipNames: ZipNames): Parsed<FileType> {
  if (bytes.length === 0) return refuse('fileEmpty');
  if (bytes.length > MAX_FILE_BYTES) return refuse('fileTooLarge', { mb: MAX_FILE_BYTES / 1024 / 1024 });
  if (startsWith(bytes, '%PDF-')) {
    return text(bytes.subarray(-PDF_TAIL)).includes('%%EOF') ? ok('pdf') : refuse('fileHalf');
  }
  if (startsWith(bytes, 'PK\u0003\u0004')) return ofd(zipNames(bytes));
  // A byte order mark, blanks, then a tag.
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(text(bytes.subarray(0, 64))) ? ok('xml') : refuse('fileKind');
}

/** ASVS 5.0 5.2.3: what a ZIP would become is looked at before anybody opens it. */
function ofd(entries: ReturnType<ZipNames>): Parsed<FileType> {
  if (!entries) return refuse('fileHalf');
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length > MAX_ENTRIES || unpacked > MAX_UNPACKED) return refuse('fileBomb');
  return entries.some(({ name }) => name === 'OFD.xml') ? ok('ofd') : refuse('fileKind');
}
