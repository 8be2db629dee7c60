// Texts that keep a careless reader busy: fragments of everything that is read, joined and repeated to any length.

/** What readers look for, what stands around it, and what nobody sees. */
const FRAGMENTS = [
  'A',
  'Aa ',
  'a',
  'H, ',
  '& ',
  'Ж',
  '9',
  '1 ',
  '12-',
  '-m',
  '.',
  ',',
  '，',
  '"',
  '(',
  ') ',
  '[',
  '**',
  ' ',
  '\n',
  '\t',
  '-',

  'Room 3, ',
  'No. 88 Keyuan Road, ',
  'Building ',
  'Co., Ltd ',
  'B.V. ',
  'bank ',
  'account ',
  'fapiao for ',
  'no, ',

  '上海市浦东新区世纪大道100号',
  '给',
  '税号',
  '税号：',
  '备注：',
  '合同号：1，',
  'no remark ',
  'PO 4500 ',
  '名称',
  '账号 ',
  '银行',
  '支行',
  '有限公司',
  '开票',
  '路',
  '第',
  '月',
  '一',

  '91310115591693856A',
  '9131 ',
  '13800138000 ',
  '021-5500',
  'li@qinghe.example ',
  'a@',
  '@',
  ':',
  'http://',
  'pw is ',
  'please ',

  '\u200b',
  '\u202e',
  '\u0301',
  '\ufdfa',
  '😀',
  'Ａ',
  '　',
];

/** Texts of one message each that took seconds or for ever before. */
const KNOWN = [
  `Room 3, ${'A'.repeat(40)}!`,
  'No. 88 Keyuan Road, 91310115591693856A 13800138000。',
  '上海市浦东新区世纪大道100号\n622247579309838912345678 x',
];

/** A fixed sequence instead of chance: a text that was too slow once is there the next time. */
export function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

/** Short texts to be repeated: each fragment, the known attacks, and `joined` mixtures of two to five fragments. */
export function hostile(joined: number): string[] {
  const next = sequence(8);
  const some = () => FRAGMENTS[next(FRAGMENTS.length)] ?? '';
  return [
    ...FRAGMENTS,
    ...KNOWN,
    ...Array.from({ length: joined }, () => Array.from({ length: 2 + next(4) }, some).join('')),
  ];
}

export const toLength = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** A company's data as accountants paste it: labels or none, any order, separators of all kinds, small mistakes. */
export function companyBlock(next: (below: number) => number): string {
  const pick = (from: readonly string[]) => from[next(from.length)] ?? '';
  const digits = (count: number) => Array.from({ length: count }, () => next(10)).join('');
  const parts = [
    pick(['名称：', '抬头 ', 'Title: ', '', 'naam ']) +
      pick(['上海青禾餐饮管理有限公司', 'Contoso (Shanghai) Co., Ltd', 'Noordzee Handel B.V.', 'ACME TRADING A/S']),
    pick(['税号：', 'Tax id ', '', '纳税人识别号']) +
      pick(['9131', '9144', '12']) +
      digits(11 + next(4)) +
      pick(['A', 'XX', '']),
    pick(['地址：', 'Address: ', '']) +
      pick(['上海市浦东新区世纪大道', 'No. 88 Keyuan Road, Building ', 'Room 3, ']) +
      digits(1 + next(5)) +
      pick(['号', '', ' 楼']),
    pick(['电话：', 'tel. ', '']) + pick(['021-', '+86 ', '']) + digits(8 + next(4)),
    pick(['开户行：', 'Bank: ', '']) + pick(['招商银行上海分行', 'Bank of China Shanghai Branch', '中国工商银行']),
    pick(['账号：', 'account ', '']) + digits(8 + next(24)),
  ];
  return parts
    .toSorted(() => next(3) - 1)
    .slice(next(3))
    .join(pick(['\n', ', ', ' ', '，', ' | ', '；']));
}
