// Orders from a workbook: the first sheet that has the headings, its rows streamed, cells as they are kept and not as they look.
import { type Cell, FileRefused, type Line, shown } from './cell';
import { findHeadings, HEADING_WITHIN, type Headings, type ReadHeadings } from './headings';
import { readWorkbook, unescaped, type Workbook } from './workbook';
import { walkXml } from './workbook-xml';
import { openZip, type Zip } from './zip';

/** Orders have ten columns; what stands further right is looked at only for its heading. */
const MAX_COLUMNS = 200;
const MAX_CELL = 1_000;
/** Days between the two beginnings of time that spreadsheets have. */
const SINCE_1904 = 1_462;

export interface XlsxFound<C> {
  sheet: string;
  /** Shown sheets that were not read. */
  otherSheets: string[];
  headings: Headings<C>;
  headingLine: number;
  part: string;
  /** Read once: the texts that cells share are the larger part of a workbook. */
  book: Workbook;
}

/** The column of `BC12`, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const char of reference) {
    const letter = char.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > MAX_COLUMNS) return MAX_COLUMNS;
  }
  return column - 1;
}

interface OpenCell {
  type: string;
  style: number;
  value: string;
  hasValue: boolean;
  formula: boolean;
}

function cellOf({ type, style, value, hasValue, formula }: OpenCell, book: Workbook): Cell {
  // What a formula came to is kept beside it, unless a program wrote it that does not reckon.
  if (type === 'e' || (formula && !hasValue)) return { bad: 'formula' };
  if (!hasValue) return { text: '' };
  if (type === 's') {
    const text = book.texts[Number(value)];
    if (text === undefined) throw new FileRefused({ code: 'sheetBroken' });
    return { text };
  }
  if (type === 'inlineStr' || type === 'str') return { text: unescaped(value) };
  if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE' };
  if (type === 'd') return { text: value };
  if (!/^-?\d+(?:\.\d+)?(?:E[+-]?\d+)?$/i.test(value)) throw new FileRefused({ code: 'sheetBroken' });
  const { sheet, digits } = book.styles[style] ?? { sheet: 'plain' as const, digits: undefined };
  if (sheet === 'scaled') return { bad: 'numberFormat' };
  const n = sheet === 'date' && book.from1904 ? String(Number(value) + SINCE_1904) : value;
  return { n, sheet, ...(digits ? { digits } : {}) };
}

/** All rows of a sheet that have a cell. */
async function* sheetLines(zip: Zip, part: string, book: Workbook): AsyncGenerator<Line> {
  const done: Line[] = [];
  let row: Line | undefined;
  let cell: (OpenCell & { at: number }) | undefined;
  let [line, phonetic] = [0, 0];
  let inValue = false;
  const walk = walkXml(zip.part(part), {
    open(name, attributes) {
      if (name === 'row') {
        const next = Number(attributes.r ?? line + 1);
        // Rows come in their order: otherwise the lines that we name would be others.
        if (!(next > line)) throw new FileRefused({ code: 'sheetBroken' });
        line = next;
        row = { line, cells: [] };
      } else if (name === 'c' && row) {
        const at = attributes.r ? columnOf(attributes.r) : row.cells.length;
        cell = {
          at,
          type: attributes.t ?? 'n',
          style: Number(attributes.s ?? 0),
          value: '',
          hasValue: false,
          formula: false,
        };
      } else if (name === 'f' && cell) cell.formula = true;
      else if (name === 'rPh') phonetic += 1;
      else if (cell && (name === 'v' || (name === 't' && !phonetic))) {
        inValue = true;
        cell.hasValue = true;
      }
    },
    text(text) {
      if (inValue && cell && cell.value.length < MAX_CELL) cell.value += text;
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'c' && cell && row) {
        if (cell.at < MAX_COLUMNS) {
          while (row.cells.length < cell.at) row.cells.push({ text: '' });
          row.cells[cell.at] = cellOf(cell, book);
        }
        cell = undefined;
      } else if (name === 'row' && row) {
        if (row.cells.length) done.push(row);
        row = undefined;
      }
    },
  });
  for await (const _ of walk) yield* done.splice(0);
}

async function firstLines(zip: Zip, part: string, book: Workbook): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of sheetLines(zip, part, book)) {
    lines.push(line);
    if (lines.length >= HEADING_WITHIN) break;
  }
  return lines;
}

async function findIn<C>(zip: Zip, book: Workbook, reads: ReadHeadings<C>): Promise<XlsxFound<C>> {
  let first: FileRefused | undefined;
  for (const { name, part } of book.sheets) {
    const lines = await firstLines(zip, part, book);
    if (!lines.length) continue;
    try {
      const { index, headings } = findHeadings(
        lines.map(({ cells }) => cells.map(shown)),
        (i) => lines[i]?.line ?? 1,
        reads,
      );
      const otherSheets = book.sheets.filter((sheet) => sheet.part !== part).map((sheet) => sheet.name);
      return { sheet: name, otherSheets, headings, headingLine: lines[index]?.line ?? 1, part, book };
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      first ??= error;
    }
  }
  throw first ?? new FileRefused({ code: 'emptyFile' });
}

async function withBook<T>(path: string, use: (zip: Zip, book: Workbook) => Promise<T>): Promise<T> {
  const zip = await openZip(path);
  try {
    return await use(zip, await readWorkbook(zip));
  } finally {
    zip.close();
  }
}

/** Throws FileRefused. */
export const findXlsx = <C>(path: string, reads: ReadHeadings<C>): Promise<XlsxFound<C>> =>
  withBook(path, (zip, book) => findIn(zip, book, reads));

/** The rows below the headings. */
export async function* xlsxLines(path: string, { part, headingLine, book }: XlsxFound<unknown>): AsyncGenerator<Line> {
  const zip = await openZip(path);
  try {
    for await (const line of sheetLines(zip, part, book)) if (line.line > headingLine) yield line;
  } finally {
    zip.close();
  }
}
