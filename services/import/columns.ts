// The columns of an import of orders, and the headings under which payment platforms and spreadsheets write them.

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

const ALIASES: Record<Column | 'ignored', readonly string[]> = {
  order_number: [
    '订单编号',
    '订单号',
    '订单号码',
    '订单编码',
    '订单id',
    '訂單編號',
    '訂單號',
    'order',
    'order_id',
    'order_no',
  ],
  tenant: ['租户', '租户id', '客户', '客户编号', '租用戶', 'tenant_id', 'customer'],
  payer_name: [
    '付款人名称',
    '付款人',
    '付款方',
    '付款方名称',
    '付款单位',
    '付款单位名称',
    '付款公司',
    '付款者名稱',
    '付款人名稱',
    'payer',
  ],
  contact_email: ['联系邮箱', '联系人邮箱', '邮箱', '电子邮件', '电子邮箱', '電子郵件', 'email', 'contact'],
  payment_method: ['付款方式', '支付方式', '付款方法', 'method'],
  paid_at: [
    '付款时间',
    '支付时间',
    '付款日期',
    '支付日期',
    '付款時間',
    '付款日期时间',
    'payment_date',
    'payment_time',
    'paid',
  ],
  bill_number: [
    '账单编号',
    '账单号',
    '账单号码',
    '帐单编号',
    '帐单号',
    '帳單編號',
    'bill',
    'bill_no',
    'invoice_number',
  ],
  period: ['账期', '账单月份', '账单周期', '计费周期', '帳期', 'billing_period', 'month'],
  amount: ['金额', '账单金额', '帐单金额', '付款金额', '支付金额', '实付金额', '金額', '帳單金額', 'total'],
  currency: ['币种', '货币', '幣別'],
  ignored: ['account_status', '账户状态', '帐户状态'],
};
const BY_NAME = new Map<string, Column | 'ignored'>(
  [...COLUMNS, 'ignored' as const].flatMap((column) =>
    [column, ...ALIASES[column]].map((name): [string, Column | 'ignored'] => [name, column]),
  ),
);

/** What may stand in brackets behind a heading without changing what the cells mean. */
const REMARKS = /^(?:必填|必填项|选填|可选|必須|required|optional)$/;
const UNITS: Partial<Record<Column, RegExp>> = {
  amount: /^(?:元|人民币|人民币元|人民幣|cny|rmb|¥|￥|yuan|含税|含稅|价税合计)$/,
  paid_at:
    /^(?:北京时间|北京時間|中国时间|utc\+0?8(?::?00)?|gmt\+0?8(?::?00)?|china time|beijing time|asia\/shanghai)$/,
};

const nameOf = (text: string): Column | 'ignored' | undefined => {
  const plain = text.trim();
  return BY_NAME.get(plain.replace(/[\s-]+/g, '_')) ?? BY_NAME.get(plain.replace(/\s+/g, ''));
};

/** `金额(元)*` as its name and what stands in brackets; NFKC makes full-width brackets plain. */
function parted(heading: string): { name: string; remarks: string[] } {
  let rest = heading
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff*:"'`]/g, '')
    .trim();
  const remarks: string[] = [];
  for (let at = rest.lastIndexOf('('); rest.endsWith(')') && at > 0; at = rest.lastIndexOf('(')) {
    remarks.unshift(rest.slice(at + 1, -1).trim());
    rest = rest.slice(0, at).trim();
  }
  const slash = /^(金额|账单金额)\/(元)$/.exec(rest);
  return slash ? { name: slash[1] ?? '', remarks: [slash[2] ?? '', ...remarks] } : { name: rest, remarks };
}

/** A heading of a known column. `unit`: what stands in its brackets and would change what its cells mean (`万元`, `UTC`). */
export interface Heading {
  column: Column | 'ignored';
  unit?: string;
}

/** What a heading means; undefined for foreign ones. */
export function headingOf(heading: string): Heading | undefined {
  const { name, remarks } = parted(heading);
  const column = nameOf(name);
  if (!column) return undefined;
  const foreign = remarks.find(
    (remark) => !REMARKS.test(remark) && !(column !== 'ignored' && UNITS[column]?.test(remark)),
  );
  if (foreign === undefined) return { column };
  // Brackets behind a name, as in "payer_name (English)", make another column of it; behind a figure another figure.
  return column === 'amount' || column === 'paid_at' ? { column, unit: foreign } : undefined;
}

/** The documented column that a heading means; `ignored` for known ones that are not used; undefined for foreign ones. */
export const columnOf = (heading: string): Column | 'ignored' | undefined => headingOf(heading)?.column;
