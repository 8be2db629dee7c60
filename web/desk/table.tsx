// A plain table: its headings, and rows of whatever stands in them.
import type { Key, ReactNode } from 'react';

export interface Column {
  heading: string;
  /** Of its cells: `num` for figures, `end` for what stands to the right. */
  className?: string;
}

export interface TableRow {
  key: Key;
  cells: readonly ReactNode[];
}

export const Table = ({ columns, rows }: { columns: readonly Column[]; rows: readonly TableRow[] }) => (
  <table>
    <thead>
      <tr>
        {columns.map(({ heading, className }) => (
          <th key={heading} className={className}>
            {heading}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ key, cells }) => (
        <tr key={key}>
          {cells.map((cell, at) => (
            <td key={columns[at]?.heading} className={columns[at]?.className}>
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
