// What a file's columns say as a whole: the order of day and month, digits that a spreadsheet has rounded, where it breaks off.
import type { Column } from '../columns';
import { type DayOrder, isSlashed, yearLast } from '../dates';
import { type Cell, type CellRow, shown } from './cell';

const NUMBERS: readonly Column[] = ['order_number', 'bill_number', 'tenant'];
const SHAPES_MAX = 5_000;

export interface Evidence {
  /** Undefined: nothing tells, or nothing is to be told. */
  dayOrder?: DayOrder | undefined;
  /** Some rows can only be day first, others only month first. */
  contradicts: boolean;
  /** Columns whose long numbers all end in zeros, as a spreadsheet rounds them. */
  rounded: ReadonlySet<Column>;
  /** Whether day and month of this date may have been taken for one another when a spreadsheet read the file. */
  isSwapped(cell: Cell, day: number): boolean;
  /** Forms of a column's cells, without the last row's. */
  shapes: ReadonlyMap<Column, ReadonlySet<string>>;
}

/** Digits are alike, and of an amount how many there are before the point. */
export const shapeOf = (column: Column, text: string): string => {
  const plain = text.trim().normalize('NFKC').slice(0, 200);
  if (column === 'amount') return plain.replace(/[\d,]+/, '9').replace(/\d/g, '9');
  return column === 'payer_name' || column === 'payment_method' ? plain : plain.replace(/\d/g, '9');
};

const isSpreadsheetDate = (cell: Cell): boolean =>
  typeof cell === 'object' ? 'n' in cell && cell.sheet === 'date' : isSlashed(cell);

/** How many digits of a long number are zeros as rounding leaves them; `whole`: it has digits that rounding would have taken. */
function roundingOf(cell: Cell | undefined): number | 'whole' {
  if (typeof cell === 'string') {
    const digits = /^\s*(\d{15}(\d+))\s*$/.exec(cell);
    if (!digits) return 0;
    return /^0+$/.test(digits[2] ?? '') ? (digits[2] ?? '').length : 'whole';
  }
  if (!cell || !('n' in cell) || cell.sheet || !/^\d+$/.test(cell.n) || Number.isSafeInteger(Number(cell.n))) return 0;
  // What a program writes that keeps whole numbers as doubles: one may be so by chance, all of a column are not.
  return String(Number(cell.n)) === cell.n ? 2 : 'whole';
}

/** Collects from every row; `done` answers what they say together. `told`: whoever sends the file says the order of dates. */
export function createEvidence(told?: DayOrder) {
  const dates = { dayFirst: 0, monthFirst: 0, yearLast: 0 };
  const numbers = new Map(NUMBERS.map((column) => [column, { whole: 0, zeros: 0 }]));
  const shapes = new Map<Column, Set<string>>();
  let last: CellRow | undefined;

  function keep(row: CellRow): void {
    for (const [column, cell] of Object.entries(row.cells) as [Column, Cell][]) {
      const text = shown(cell);
      let forms = shapes.get(column);
      if (!forms) shapes.set(column, (forms = new Set()));
      if (text.trim() !== '' && forms.size < SHAPES_MAX) forms.add(shapeOf(column, text));
    }
  }

  return {
    take(row: CellRow): void {
      const paid = row.cells.paid_at;
      const pair = paid === undefined || (typeof paid === 'object' && 'n' in paid) ? undefined : yearLast(shown(paid));
      if (pair) {
        dates.yearLast += 1;
        if (pair[0] > 12) dates.dayFirst += 1;
        if (pair[1] > 12) dates.monthFirst += 1;
      }
      for (const [column, count] of numbers) {
        const found = roundingOf(row.cells[column]);
        if (found === 'whole') count.whole += 1;
        else count.zeros += found;
      }
      // The last row is held against the others, not against itself.
      if (last) keep(last);
      last = row;
    },
    done(): Evidence {
      const contradicts = !told && dates.dayFirst > 0 && dates.monthFirst > 0;
      const found: DayOrder | undefined = dates.dayFirst ? 'dayFirst' : dates.monthFirst ? 'monthFirst' : undefined;
      return {
        dayOrder: told ?? (contradicts ? undefined : found),
        contradicts,
        // One number may end in a zero by chance; two zeros, or two numbers, hardly.
        rounded: new Set([...numbers].filter(([, { whole, zeros }]) => !whole && zeros > 1).map(([column]) => column)),
        isSwapped: (cell, day) => dates.yearLast > 0 && day <= 12 && isSpreadsheetDate(cell),
        shapes,
      };
    },
  };
}

/** Text of which nothing tells whether it is whole. */
const FREE: ReadonlySet<Column> = new Set<Column>(['payer_name', 'contact_email']);
/** Columns whose cells are of a few forms: one that no other row has may be a part of one. */
const FORMED: ReadonlySet<Column> = new Set<Column>(['order_number', 'bill_number', 'tenant', 'paid_at']);

/** Whether the last cell of a file that ends without a line break may go on: then what stands there may be half of it. */
export function cutOff(column: Column, cell: Cell | undefined, { shapes }: Evidence): boolean {
  const text = shown(cell).trim();
  // Nothing of it may be there yet.
  if (text === '' || FREE.has(column)) return true;
  // Two decimals and two digits of a month are all that there can be.
  if (column === 'amount') return !/\.\d\d$/.test(text);
  if (column === 'period') return !/(?:\d{2}|月)$/.test(text);
  const shape = shapeOf(column, text);
  const others = [...(shapes.get(column) ?? [])];
  if (FORMED.has(column) && !others.includes(shape)) return true;
  return others.some((other) => other.length > shape.length && other.startsWith(shape));
}
