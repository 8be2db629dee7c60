// What kind of file it is, by its content and not by its name.
import { open } from 'node:fs/promises';
import { FileRefused } from './cell';

export type Kind = 'xlsx' | 'text';

/** Kinds that people pick by mistake, by how they begin (hexadecimal). */
const OTHERS: readonly [start: string, kind: string][] = [
  ['25504446', 'PDF'],
  ['89504e47', 'PNG'],
  ['ffd8ff', 'JPEG'],
  ['47494638', 'GIF'],
  ['1f8b', 'gzip'],
  ['377abcaf271c', '7z'],
  ['52617221', 'RAR'],
  ['53514c69746520666f726d6174', 'SQLite'],
];
const START_BYTES = 512;

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Throws FileRefused: `emptyFile`, `oldExcel`, `otherKind`; what the system says of a file that can't be opened. */
export async function kindOf(path: string): Promise<Kind> {
  const start = await startOf(path);
  if (!start.length) throw new FileRefused({ code: 'emptyFile' });
  const hex = start.toString('hex');
  if (hex.startsWith('504b0304')) return 'xlsx';
  // An empty archive, or a part of one.
  if (/^504b0(?:506|708)/.test(hex)) throw new FileRefused({ code: 'otherKind', kind: 'zip' });
  // The container of .xls, and of workbooks with a password.
  if (hex.startsWith('d0cf11e0a1b11ae1')) throw new FileRefused({ code: 'oldExcel' });
  const other = OTHERS.find(([bytes]) => hex.startsWith(bytes));
  if (other) throw new FileRefused({ code: 'otherKind', kind: other[1] });
  // Many programs write a page and call it .xls.
  const page = /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype|html|table|meta|\?xml|div|body)\b/i.exec(
    start.toString('latin1'),
  );
  if (page) throw new FileRefused({ code: 'otherKind', kind: /<\?xml/i.test(page[0]) ? 'XML' : 'HTML' });
  return 'text';
}
