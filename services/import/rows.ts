// Reads one row of a payment platform's export: every cell is checked, and a refusal never repeats the value.
import { parseEmail } from '../../domain/contact';
import { type Fen, parseAmount } from '../../domain/money';
import { parseOrderNumber } from '../../domain/order';
import type { Instant } from '../../domain/result';
import { CHINA_OFFSET, HOUR } from '../../domain/time';

/** The documented columns. One row = one bill of an order; without `bill_number` it is the order alone. */
export const COLUMNS = [
  'order_number',
  'tenant',
  'payer_name',
  'contact_email',
  'payment_method',
  'paid_at',
  'bill_number',
  'period',
  'amount',
  'currency',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Must be in the file; the others may be missing or empty. */
export const REQUIRED: readonly Column[] = ['order_number', 'payer_name'];

/** `line` as an editor counts it (JSON: the number of the entry). Cells are by column, as they stand in the file. */
export interface RawRow {
  line: number;
  cells: Partial<Record<Column, string>>;
}

export type RowFault =
  | 'empty'
  | 'tooLong'
  | 'characters'
  | 'orderFormat'
  | 'billFormat'
  | 'tenantFormat'
  | 'emailFormat'
  | 'dateFormat'
  | 'dateFuture'
  | 'periodFormat'
  | 'amountFormat'
  | 'amountZero'
  | 'currency'
  | 'billMissing'
  | 'billTwice'
  | 'billOfOtherOrder'
  | 'orderOfOtherTenant'
  | 'amountOfApplied'
  | 'columnCount'
  | 'noObject'
  | 'syntax';

/** A row that was not imported. `other` is a line or an application number that explains it: never a value of the row. */
export interface BadRow {
  line: number;
  column?: Column;
  fault: RowFault;
  other?: string;
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

const ALIASES: Record<Column | 'ignored', readonly string[]> = {
  order_number: ['订单编号', '订单号', '订单id', '訂單編號', 'order', 'order_id', 'order_no'],
  tenant: ['租户', '租户id', '客户', '客户编号', '租用戶', 'tenant_id', 'customer'],
  payer_name: ['付款人名称', '付款人', '付款方', '付款方名称', '付款者名稱', 'payer'],
  contact_email: ['联系邮箱', '联系人邮箱', '邮箱', '电子邮件', '電子郵件', 'email', 'contact'],
  payment_method: ['付款方式', '支付方式', '付款方法', 'method'],
  paid_at: ['付款时间', '支付时间', '付款日期', '支付日期', '付款時間', 'payment_date', 'paid'],
  bill_number: ['账单编号', '账单号', '帐单编号', '帐单号', '帳單編號', 'bill', 'bill_no', 'invoice_number'],
  period: ['账期', '账单月份', '账单周期', '计费周期', '帳期', 'billing_period', 'month'],
  amount: ['金额', '账单金额', '帐单金额', '金額', 'total'],
  currency: ['币种', '货币', '幣別'],
  ignored: ['account_status', '账户状态', '帐户状态'],
};
const BY_NAME = new Map<string, Column | 'ignored'>(
  [...COLUMNS, 'ignored' as const].flatMap((column) =>
    [column, ...ALIASES[column]].map((name): [string, Column | 'ignored'] => [name, column]),
  ),
);

/** The documented column that a heading means; `ignored` for known ones that are not used; undefined for foreign ones. */
export const columnOf = (heading: string): Column | 'ignored' | undefined =>
  BY_NAME.get(
    heading
      .normalize('NFKC')
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  ) ?? BY_NAME.get(heading.normalize('NFKC').toLowerCase().replace(/\s+/g, ''));

const CONTROL = /[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]/u;

/** Reads `2026-11-20`, `2026-11-20 08:30[:05]` (China time) or ISO 8601 with a zone. Undefined when it is no date. */
export function parsePaidAt(text: string): Instant | undefined {
  const match =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (!match) return undefined;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', zone] = match;
  const [mm, dd, hh] = [month.padStart(2, '0'), day.padStart(2, '0'), hour.padStart(2, '0')];
  // The calendar must know the day: Date would turn 30 February into 2 March.
  const midnight = new Date(`${year}-${mm}-${dd}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== `${year}-${mm}-${dd}`)
    return undefined;
  if (Number(hh) > 23) return undefined;
  const offset = zone ? zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2') : CHINA_OFFSET;
  const at = new Date(`${year}-${mm}-${dd}T${hh}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** Reads `2026-11`, `2026/11`, `202611`, `2026年11月` as `2026-11`. */
export function parsePeriod(text: string): string | undefined {
  const match = /^(20\d{2})[-/.年]?(\d{1,2})月?$/.exec(text.normalize('NFKC').replace(/\s/g, ''));
  const month = Number(match?.[2]);
  return match && month >= 1 && month <= 12 ? `${match[1]}-${String(month).padStart(2, '0')}` : undefined;
}

/** The row with its values, or the first cell that is wrong. `now`: payments more than an hour ahead are refused. */
export function readRow(raw: RawRow, now: Instant): { ok: true; row: ImportRow } | { ok: false; bad: BadRow } {
  const bad = (column: Column, fault: RowFault) => ({ ok: false as const, bad: { line: raw.line, column, fault } });
  const cell: Partial<Record<Column, string>> = {};
  for (const column of COLUMNS) {
    const text = (raw.cells[column] ?? '').normalize('NFC').trim();
    if (text.length > 200) return bad(column, 'tooLong');
    if (CONTROL.test(text)) return bad(column, 'characters');
    if (text) cell[column] = text;
  }
  if (!cell.order_number) return bad('order_number', 'empty');
  const order = parseOrderNumber(cell.order_number);
  if (!order.ok) return bad('order_number', 'orderFormat');
  if (!cell.payer_name) return bad('payer_name', 'empty');
  if (/[<>]/.test(cell.payer_name)) return bad('payer_name', 'characters');
  if (cell.tenant && !/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u.test(cell.tenant)) return bad('tenant', 'tenantFormat');
  const contact = cell.contact_email ? parseEmail(cell.contact_email) : undefined;
  if (contact && !contact.ok) return bad('contact_email', 'emailFormat');
  const paidAt = cell.paid_at ? parsePaidAt(cell.paid_at) : undefined;
  if (cell.paid_at && !paidAt) return bad('paid_at', 'dateFormat');
  if (paidAt && Date.parse(paidAt) > Date.parse(now) + HOUR) return bad('paid_at', 'dateFuture');
  if (cell.currency && !/^(CNY|RMB|人民币|人民幣|¥|￥)$/i.test(cell.currency)) return bad('currency', 'currency');
  const row: ImportRow = {
    line: raw.line,
    order: order.value,
    payer: cell.payer_name,
    ...(cell.tenant ? { tenant: cell.tenant.toLowerCase() } : {}),
    ...(contact ? { contact: contact.value } : {}),
    ...(cell.payment_method ? { method: cell.payment_method } : {}),
    ...(paidAt ? { paidAt } : {}),
  };
  if (!cell.bill_number) return cell.amount || cell.period ? bad('bill_number', 'billMissing') : { ok: true, row };
  const number = parseOrderNumber(cell.bill_number);
  if (!number.ok) return bad('bill_number', 'billFormat');
  if (!cell.period) return bad('period', 'empty');
  const period = parsePeriod(cell.period);
  if (!period) return bad('period', 'periodFormat');
  if (!cell.amount) return bad('amount', 'empty');
  const amount = parseAmount(cell.amount);
  if (!amount.ok) return bad('amount', 'amountFormat');
  if (amount.value === 0) return bad('amount', 'amountZero');
  return { ok: true, row: { ...row, bill: { bill: number.value, period, amount: amount.value } } };
}
