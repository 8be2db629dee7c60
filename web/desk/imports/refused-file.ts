// The refused rows as a CSV that a spreadsheet opens: with why, and with their cells, so that they can be mended and imported.
import type { ImportFound, ImportRefused } from '../../../domain/import-view';
import type { Words } from '../words';

/** ASVS 5.0 1.2.10: what a spreadsheet would reckon, or shorten, is text to it; an import takes the mark away again. */
const harmless = (text: string): string => (/^[=+\-@\t\r]|^\d{12,}$/.test(text) ? `'${text}` : text);

/** What must be changed before it is taken: read again as it is, a number that lost its digits would look whole. */
const MARKED = new Set(['order_number', 'bill_number', 'period', 'amount', 'paid_at']);
const doubted = (text: string): string => (text ? `? ${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/** With a byte order mark, without which spreadsheets read Chinese as something else. */
export function refusedCsv(found: ImportFound | undefined, refused: readonly ImportRefused[], t: Words): string {
  const columns = found?.columns ?? [];
  const head = [t('import.line'), t('import.column'), t('import.why'), ...columns.map(({ heading }) => heading)];
  const rows = refused.map(({ line, column, message, cells = {} }) => [
    String(line),
    column ? t(`import.columns.${column}`) : '',
    message,
    ...columns.map((one) => {
      const cell = cells[one.column] ?? '';
      return one.column === column && MARKED.has(column) ? doubted(cell) : cell;
    }),
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map((cell) => quoted(harmless(cell))).join(',')).join('\r\n')}\r\n`;
}

export function download(name: string, text: string): void {
  const link = document.createElement('a');
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
