// From cells to the texts that rows are read from: marks of spreadsheets go, numbers keep their digits, dates get their day.
import { chinaDay } from '../../../domain/time';
import type { Column } from '../columns';
import { dateOfSerial, readDate, yearLast } from '../dates';
import type { BadRow, RowFault } from '../faults';
import type { RawRow } from '../rows';
import type { Cell, CellRow, NumberCell } from './cell';
import { cutOff, type Evidence } from './evidence';

/** Digits beyond these are lost where a spreadsheet kept a number. */
export const SHEET_DIGITS = 15;

const NUMBERS: ReadonlySet<Column> = new Set<Column>(['order_number', 'bill_number', 'tenant']);

type Settled = { text: string } | { fault: RowFault };

/** Text that a spreadsheet was told to leave as it is: `'123`, `` `123 ``, `="123"`, a tab in front. Undefined: no such mark. */
export function unmarked(text: string): string | undefined {
  const formula = /^="([^"]{0,200})"$/.exec(text.trim());
  if (formula) return formula[1] ?? '';
  const match = /^[\s]*[`'‘’＇｀´](.*)$/s.exec(text);
  if (!match) return undefined;
  // 's-Gravenhage begins so.
  return /^[`｀´]/.test(text.trim()) || /^[\p{N}\p{Script=Han}A-Z]/u.test(match[1] ?? '')
    ? (match[1] ?? '')
    : undefined;
}

/** Whether a text of a CSV can have been rounded: more digits than a spreadsheet keeps, all beyond are zeros. */
export const looksRounded = (text: string): boolean => /^\d{15,}$/.test(text) && /^0+$/.test(text.slice(SHEET_DIGITS));

function numberText({ n, sheet, digits }: NumberCell, column: Column, evidence: Evidence): Settled {
  if (NUMBERS.has(column)) {
    if (!/^\d+$/.test(n)) return { fault: /e/i.test(n) ? 'digitsLost' : 'numberFormat' };
    if (sheet === 'date' || sheet === 'other') return { fault: 'numberFormat' };
    if (sheet && n.length > SHEET_DIGITS) return { fault: 'digitsLost' };
    if (!sheet && evidence.rounded.has(column) && !Number.isSafeInteger(Number(n))) return { fault: 'digitsRounded' };
    return { text: n.padStart(digits ?? 0, '0') };
  }
  if (column === 'amount') {
    if (sheet === 'date') return { fault: 'numberFormat' };
    // A spreadsheet computes with doubles and shows 15 digits: 1368.1 may stand there as 1368.0999999999999.
    return { text: sheet ? String(Number(Number(n).toPrecision(SHEET_DIGITS))) : n };
  }
  if (column === 'period' && sheet === 'date') return monthText(n);
  return { text: n };
}

/** A spreadsheet makes the first of a month of `2026-11`. */
function monthText(serial: string): Settled {
  const read = dateOfSerial(serial);
  return read.ok && read.day === 1 ? { text: chinaDay(read.at).slice(0, 7) } : { fault: 'periodFormat' };
}

function dateText(cell: Cell, evidence: Evidence): Settled {
  const typed = typeof cell === 'object' && 'n' in cell;
  const raw = typed ? cell.n : typeof cell === 'string' ? cell : 'text' in cell ? cell.text : '';
  const text = (typed ? raw : (unmarked(raw) ?? raw)).trim();
  if (text === '') return { text };
  const read = readDate(text, evidence.dayOrder);
  if (!read.ok) {
    if (read.fault === 'dateAmbiguous' && evidence.contradicts) return { fault: 'dateContradicts' };
    // Only this form is read by what the column says: it is not read again without.
    return yearLast(text) ? { fault: read.fault } : { text };
  }
  if (evidence.isSwapped(cell, read.day)) return { fault: 'dateSwapped' };
  return { text: read.at };
}

function settledCell(column: Column, cell: Cell, evidence: Evidence): Settled {
  if (typeof cell === 'object' && 'bad' in cell) return { fault: cell.bad };
  if (column === 'paid_at') return dateText(cell, evidence);
  if (typeof cell === 'object')
    return 'n' in cell ? numberText(cell, column, evidence) : { text: unmarked(cell.text) ?? cell.text };
  const bare = unmarked(cell);
  if (bare !== undefined) return { text: bare };
  if (NUMBERS.has(column) && evidence.rounded.has(column) && looksRounded(cell.trim()))
    return { fault: 'digitsRounded' };
  return { text: cell };
}

/** The row as texts, or the first of its cells that can't be taken for what it shows. */
export function settleRow({ line, cells, last }: CellRow, evidence: Evidence): RawRow | BadRow {
  const texts: RawRow['cells'] = {};
  for (const [column, cell] of Object.entries(cells) as [Column, Cell][]) {
    const settled = settledCell(column, cell, evidence);
    if ('fault' in settled) return { line, column, fault: settled.fault };
    texts[column] = settled.text;
  }
  if (last && cutOff(last, cells[last], evidence)) return { line, column: last, fault: 'cutOff' };
  return { line, cells: texts };
}
