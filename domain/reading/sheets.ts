// Rows of a spreadsheet under a row of labels, turned into one label and value a line.
import type { Lexicon } from './lexicon';
import { foldSame } from './fold';

/** Cells of a row; values of more rows than this are left as they are. */
const ROWS_MAX = 3;
const CELLS_MAX = 15;
const CELL_MAX = 40;

const cells = (line: string | undefined): string[] => line?.split('\t').map((cell) => cell.trim()) ?? [];

/** A row of labels: short cells without a long number, of which two or more are, or hold, known labels; or numbers stand below. */
function isHeader(row: readonly string[], below: readonly string[], lexicon: Lexicon): boolean {
  if (row.length < 2 || row.length > CELLS_MAX) return false;
  if (row.some((cell) => !cell || cell.length > CELL_MAX || /\d{3}|@|[:：]/.test(cell))) return false;
  return row.filter((cell) => holdsLabel(foldSame(cell), lexicon)).length >= 2 || isOver(row, below);
}

/** A code or a longer number; `公司⇥税` over it is a heading, whatever its words. */
const DATA = /^(?=.*\d{6})[\dA-Za-z -]{8,40}$/;
const isOver = (row: readonly string[], below: readonly string[]): boolean =>
  below.length === row.length &&
  below.some((cell) => DATA.test(cell)) &&
  // In a table with its labels beside the values a row begins with the next one.
  (DATA.test(below[0] ?? '') || ENDS_NAME.test(below[0] ?? '')) &&
  row.every((cell) => !ENDS_NAME.test(cell));

/** A name of a company, and no heading. */
const ENDS_NAME = /(?:公司|集团|集團|事务所|ltd|limited|inc|gmbh|b\.?v|llc|s\.?a\.?s|aps|a\/s)\.?$/i;

function holdsLabel(cell: string, lexicon: Lexicon): boolean {
  for (let at = 0; at < cell.length; at += 1) {
    const label = lexicon.label(cell, at);
    if (label && label.length * 2 >= cell.length) return true;
  }
  return false;
}

/** "… aub. Naam⇥Belastingnummer": takes the sentence before the first label out of its cell. */
function sentenceIn(header: string[]): string {
  const first = header[0] ?? '';
  const label = /[.。！!，,;；:：]\s?(\S{1,30})$/.exec(first.slice(-CELL_MAX))?.[1];
  if (!label) return '';
  header[0] = label;
  return first.slice(0, -label.length).trim();
}

/** The same text with the cells of a table beside their labels: `抬头⇥税号` over `甲公司⇥9131…`. */
export function turnSheets(text: string, lexicon: Lexicon): string {
  if (!text.includes('\t')) return text;
  const lines = text.split('\n');
  const turned: string[] = [];
  for (let n = 0; n < lines.length; n += 1) {
    const header = cells(lines[n]);
    const before = sentenceIn(header);
    let rows = 0;
    if (isHeader(header, cells(lines[n + 1]), lexicon))
      while (rows < ROWS_MAX && isRow(cells(lines[n + 1 + rows]), header, lexicon)) rows += 1;
    if (!rows) {
      turned.push(lines[n] ?? '');
      continue;
    }
    if (before) turned.push(before);
    for (let row = 1; row <= rows; row += 1)
      cells(lines[n + row]).forEach((cell, column) => cell && turned.push(`${header[column]}\t${cell}`));
    n += rows;
  }
  return turned.join('\n');
}

const isRow = (row: readonly string[], header: readonly string[], lexicon: Lexicon): boolean =>
  row.length >= 2 && row.length <= header.length && !isHeader(row, [], lexicon);
