// How far a bill's fapiao is, in words and in one of five tones; and how a bill was paid.
import type { BillFapiao, BillItem } from '../../domain/bill-view';
import { fapiaoWords } from '../../locales/application-words';
import { keyOf, plain, type Words } from './words';

/** `open`: something can be done; `busy`: it is under way; `done`; `wait`: later; `off`: nothing to be had. */
export type Tone = 'open' | 'busy' | 'done' | 'wait' | 'off';

const TONES: Record<BillFapiao['state'], Tone> = {
  unpaid: 'off',
  opens: 'wait',
  available: 'open',
  scheduled: 'wait',
  applied: 'busy',
  issued: 'done',
  readyForPickup: 'done',
  mailed: 'done',
  delivered: 'done',
  returning: 'busy',
};

/** A state that a newer server knows and this page does not is quiet. */
export const toneOf = ({ state }: BillFapiao): Tone => TONES[state] ?? 'off';

/** Get Fapiaos takes it: now, or ahead of its opening. */
export const canApply = ({ fapiao }: BillItem): boolean => fapiao.state === 'available' || fapiao.state === 'opens';

export function stateText(fapiao: BillFapiao, words: Words): string {
  const { key, day } = fapiaoWords(fapiao);
  return words.t(keyOf(key), day === undefined ? {} : { day: words.day(day) });
}

/** What belongs to the state: application, numbers, waybill. */
export function stateLines(fapiao: BillFapiao, words: Words): string[] {
  const lines: string[] = [];
  if ('numbers' in fapiao) lines.push(...fapiao.numbers.map((number) => words.t('line.number', { number })));
  else if ('application' in fapiao) lines.push(words.t('line.application', { number: fapiao.application }));
  const waybill = waybillText(fapiao, words);
  if (waybill) lines.push(waybill);
  return lines;
}

export function waybillText(fapiao: BillFapiao, { t }: Words): string | undefined {
  if (!('waybill' in fapiao) || !fapiao.waybill) return undefined;
  const { carrier = '', waybill } = fapiao;
  const known = carrier === 'sf' || carrier === 'yunda';
  return t('line.waybill', { carrier: known ? t(`progress.carrier.${carrier}`) : carrier, waybill });
}

/** As payment platforms write it; what is not known stays as it came. */
const METHODS: readonly [RegExp, string][] = [
  [/^(?:alipay|支付宝|支付寶)$/i, 'method.alipay'],
  [/^(?:we ?chat(?: ?pay)?|微信(?:支付)?)$/i, 'method.wechat'],
  [/^(?:union ?pay|银联|銀聯)$/i, 'method.unionpay'],
  [/^(?:bank ?transfer|wire ?transfer|transfer|银行转账|對公轉帳|对公转账|转账)$/i, 'method.transfer'],
  [/^(?:(?:on )?invoice)$/i, 'method.invoice'],
  [/^(?:(?:credit|debit|bank) ?card|card|银行卡|信用卡)$/i, 'method.card'],
];

export function methodText(method: string | undefined, { t }: Words): string {
  if (!method) return t('unknown');
  const key = METHODS.find(([known]) => known.test(method.trim()))?.[1];
  return key ? t(key) : plain(method);
}
