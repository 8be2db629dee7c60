// The words of `npm run import`: for operators, in English. Why rows and files are refused is worded once, for desk and command line.
import type { ImportCounts } from '../../services/import/import';
import type { BadRow } from '../../services/import/faults';
import type { FileFault } from '../../services/import/file/cell';
import type { FileFound } from '../../services/import/file/open';
import { fileMessage, rowMessage } from '../import/words';

export const IMPORT_HELP = `Imports orders, payments and bills as a payment platform exports them.

  npm run import -- orders FILE [--dates day-first|month-first]

CSV (comma, semicolon or tab; UTF-8, UTF-16, GB18030), JSON as a list of objects, or XLSX, whatever the name of the file;
notes above the headings and totals below the rows are left out. At most 64 MB and 300,000 rows.
One row is one bill of an order. Columns, in any order; the usual Chinese headings are known, too:

  order_number    required   6 to 64 letters, digits, hyphens
  payer_name      required   as the payment has it
  bill_number                6 to 64 letters, digits, hyphens; empty: the order alone
  period          with bill  2026-11
  amount          with bill  1368.00, to the cent, above zero
  currency                   CNY, or empty
  paid_at                    2026-11-20 08:30 (China time), or ISO 8601 with a zone; empty: not paid yet
  tenant                     the customer that several orders belong to; empty: the order is its own customer
  contact_email              is asked when an address of another company registers, told when a colleague's does
  payment_method
  account_status             ignored

--dates            how dates like 10/5/2026 are meant, where no row tells: they are refused otherwise

Good rows are imported, bad ones are reported with line, column and reason. The same file again changes nothing.
Exit code: 0 all rows fine, 1 some refused, 2 nothing could be read.`;

export const DATES_LINE = '--dates is day-first or month-first.';

/** `line 7, amount: is no amount …`. */
export const badRowLine = (bad: BadRow): string =>
  `line ${bad.line}${bad.column ? `, ${bad.column}` : ''}: ${rowMessage('en-US', bad)}`;

export const fileFaultLine = (file: string, fault: FileFault): string => `${file}: ${fileMessage('en-US', fault)}`;

/** How the file was understood, a line each, where there is anything to say. */
export function foundLines({
  headingLine = 1,
  foreign,
  otherSheets,
  sheet,
  ignored,
  dayOrder,
  differs,
  encoding,
}: FileFound): string[] {
  const lines: string[] = [];
  if (encoding && encoding !== 'utf-8') lines.push(`Read as ${encoding.toUpperCase()}.`);
  if (otherSheets.length) lines.push(`Read sheet "${sheet}"; not read: ${otherSheets.join(', ')}`);
  if (headingLine > 1) lines.push(`The headings are in line ${headingLine}.`);
  if (foreign.length) lines.push(`Columns that are not used: ${foreign.join(', ')}`);
  if (ignored.length)
    lines.push(`Lines that are no orders: ${ignored.slice(0, 20).join(', ')}${ignored.length > 20 ? ' …' : ''}`);
  if (dayOrder) lines.push(`Dates were read ${dayOrder === 'dayFirst' ? 'day/month/year' : 'month/day/year'}.`);
  if (differs?.rows !== undefined)
    lines.push(`Please check: the file says that it has ${differs.rows} rows. A part may be missing.`);
  if (differs?.total) {
    const { said, found } = differs.total;
    lines.push(
      `Please check: the file says that its amounts come to ${said / 100}, those that could be read come to ${found / 100}.`,
    );
  }
  return lines;
}

export const countsLine = ({ created, updated, unchanged, refused }: ImportCounts): string =>
  `${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`;
