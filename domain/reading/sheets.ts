// Rows of a spreadsheet under a row of labels, turned into one label and value a line.
import type { Lexicon } from './lexicon';
import { foldSame } from './fold';

/** Cells of a row; values of more rows than this are left as they are. */
const ROWS_MAX = 3;
const CELLS_MAX = 15;
const CELL_MAX = 40;

const cells = (line: string | undefined): string[] => line?.split('\t').map((cell) => cell.trim()) ?? [];

/** A row of labels: short cells without a long number, of which two or more are, or hold, labels that are known. */
function isHeader(row: readonly string[], lexicon: Lexicon): boolean {
  if (row.length < 2 || row.length > CELLS_MAX) return false;
  if (row.some((cell) => !cell || cell.length > CELL_MAX || /\d{3}|@|[:：]/.test(cell))) return false;
  return row.filter((cell) => holdsLabel(foldSame(cell), lexicon)).length >= 2;
}

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
    if (isHeader(header, lexicon))
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
  row.length >= 2 && row.length <= header.length && !isHeader(row, lexicon);
