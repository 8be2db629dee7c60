// Reads one row of a payment platform's export: every cell is checked, and a refusal never repeats the value.
import { isUtf8 } from 'node:buffer';
import { parseEmail } from '../../domain/contact';
import type { Fen } from '../../domain/money';
import { parseOrderNumber } from '../../domain/order';
import type { Instant } from '../../domain/result';
import { HOUR } from '../../domain/time';
import { readAmount } from './amounts';
import { type Column, COLUMNS } from './columns';
import { parsePeriod, readDate } from './dates';
import type { BadRow, RowFault } from './faults';

/** `line` as an editor counts it (JSON: the number of the entry). Cells are by column, as they stand in the file. */
export interface RawRow {
  line: number;
  cells: Partial<Record<Column, string>>;
}

export interface ImportRow {
  line: number;
  order: string;
  tenant?: string;
  payer: string;
  contact?: string;
  method?: string;
  paidAt?: Instant;
  bill?: { bill: string; period: string; amount: Fen };
}

type Read = { ok: true; row: ImportRow } | { ok: false; bad: BadRow };
type Cells = Partial<Record<Column, string>>;

const CONTROL = /[\p{Cc}\p{Cf}\p{Co}\u2028\u2029\ufffd]/u;
/** What people and programs write where nothing is. A tenant "null" would hold everybody's orders. */
const NOTHING = /^(?:-+|—+|–+|\/|\\|无|無|空|n\/?a|null|nil|none|undefined|nan|#n\/a)$/i;
/** A formula that the file has instead of what it came to. */
const FORMULA = /^=./;
/** Characters that took the place of others: question marks, and what UTF-8 becomes when it is read as something else. */
const LOST = /\?{2,}|锟斤拷|烫烫烫/;
const EARLIEST = '2000-01-01T00:00:00.000Z';
const MAX_TEXT = 200;

/** UTF-8 that was read as Latin-1: its characters are bytes that form UTF-8 again. */
const isMojibake = (text: string): boolean =>
  /^[\u0000-\u00ff]*$/.test(text) && /[\u00c2-\u00f4][\u0080-\u00bf]/.test(text) && isUtf8(Buffer.from(text, 'latin1'));

/** Why a text is none that can be stored, whatever column it is of. */
function textFault(column: Column, text: string): RowFault | undefined {
  if (text.length > MAX_TEXT) return 'tooLong';
  if (CONTROL.test(text)) return 'characters';
  if (FORMULA.test(text)) return 'formula';
  if (column === 'payer_name' || column === 'tenant' || column === 'payment_method')
    return LOST.test(text) || isMojibake(text) ? 'lostCharacters' : undefined;
  return undefined;
}

/** The row with its values, or the first cell that is wrong. `now`: payments more than an hour ahead are refused. */
export function readRow(raw: RawRow, now: Instant): Read {
  const bad = (column: Column, fault: RowFault): Read => ({ ok: false, bad: { line: raw.line, column, fault } });
  const cell: Cells = {};
  for (const column of COLUMNS) {
    const text = (raw.cells[column] ?? '').normalize('NFC').trim();
    const fault = textFault(column, text);
    if (fault) return bad(column, fault);
    if (text && !NOTHING.test(text)) cell[column] = text;
  }
  if (!cell.order_number) return bad('order_number', 'empty');
  const order = parseOrderNumber(cell.order_number);
  if (!order.ok) return bad('order_number', numberFault(cell.order_number, 'orderFormat'));
  if (!cell.payer_name) return bad('payer_name', 'empty');
  if (/[<>]/.test(cell.payer_name)) return bad('payer_name', 'characters');
  if (!/\p{L}/u.test(cell.payer_name)) return bad('payer_name', 'payerFormat');
  if (cell.tenant && !/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u.test(cell.tenant))
    return bad('tenant', numberFault(cell.tenant, 'tenantFormat'));
  const contact = cell.contact_email ? parseEmail(cell.contact_email) : undefined;
  if (contact && !contact.ok) return bad('contact_email', 'emailFormat');
  const paid = cell.paid_at ? readDate(cell.paid_at) : undefined;
  if (paid && !paid.ok) return bad('paid_at', paid.fault);
  if (paid && Date.parse(paid.at) > Date.parse(now) + HOUR) return bad('paid_at', 'dateFuture');
  if (paid && paid.at < EARLIEST) return bad('paid_at', 'dateTooOld');
  if (cell.currency && !/^(CNY|RMB|人民币|人民幣|人民币元|元|¥|￥)$/i.test(cell.currency))
    return bad('currency', 'currency');
  const row: ImportRow = {
    line: raw.line,
    order: order.value,
    payer: cell.payer_name,
    ...(cell.tenant ? { tenant: cell.tenant.toLowerCase() } : {}),
    ...(contact ? { contact: contact.value } : {}),
    ...(cell.payment_method ? { method: cell.payment_method } : {}),
    ...(paid ? { paidAt: paid.at } : {}),
  };
  if (!cell.bill_number) return cell.amount || cell.period ? bad('bill_number', 'billMissing') : { ok: true, row };
  return withBill(row, cell, bad);
}

function withBill(row: ImportRow, cell: Cells, bad: (column: Column, fault: RowFault) => Read): Read {
  const number = parseOrderNumber(cell.bill_number ?? '');
  if (!number.ok) return bad('bill_number', numberFault(cell.bill_number ?? '', 'billFormat'));
  if (!cell.period) return bad('period', 'empty');
  const period = parsePeriod(cell.period);
  if (!period) return bad('period', 'periodFormat');
  if (!cell.amount) return bad('amount', 'empty');
  const amount = readAmount(cell.amount);
  if (!amount.ok) return bad('amount', amount.fault);
  return { ok: true, row: { ...row, bill: { bill: number.value, period, amount: amount.amount } } };
}

/** `2.02611E+17`: a spreadsheet has thrown the digits away. */
function numberFault(text: string, otherwise: RowFault): RowFault {
  const plain = text.slice(0, 100).normalize('NFKC');
  return /^\d(?:\.\d+)?E\+\d+$/i.test(plain) ? 'digitsLost' : otherwise;
}
