// The words that statements and receipts share: how far a fapiao is, how a bill was paid, who answers questions.
import type { BillFapiao } from '../../domain/bill-view';
import type { Business } from '../../domain/business';
import type { Instant } from '../../domain/result';
import { fapiaoWords } from '../../locales/application-words';
import { say, type Locale, type Text, translate, type Value } from '../../locales';
import type { Paper } from './paper';

/** What printed pages need to know of the place where they are made. */
export interface Press {
  business: Business;
  publicUrl: string;
  now: () => Instant;
}

export type Words = (text: Text) => string;
export const wordsIn =
  (locale: Locale): Words =>
  (text) =>
    translate(locale, text);

export const onDay = (at: Instant): Value => ({ day: at, year: true });

/** How far the fapiao of a bill is, in a few words. */
export function stateText(fapiao: BillFapiao): Text {
  const { key, day } = fapiaoWords(fapiao);
  return say(key, day === undefined ? undefined : { day: onDay(day) });
}

/** As payment platforms write it; what is not known stays as it came. */
const METHODS: readonly [RegExp, Text][] = [
  [/^(?:alipay|支付宝|支付寶)$/i, say('bills:method.alipay')],
  [/^(?:we ?chat(?: ?pay)?|微信(?:支付)?)$/i, say('bills:method.wechat')],
  [/^(?:union ?pay|银联|銀聯)$/i, say('bills:method.unionpay')],
  [/^(?:bank ?transfer|wire ?transfer|transfer|银行转账|對公轉帳|对公转账|转账)$/i, say('bills:method.transfer')],
  [/^(?:(?:on )?invoice)$/i, say('bills:method.invoice')],
  [/^(?:(?:credit|debit|bank) ?card|card|银行卡|信用卡)$/i, say('bills:method.card')],
];

export const methodText = (method: string | undefined): Value =>
  method
    ? { text: METHODS.find(([known]) => known.test(method.trim()))?.[1] ?? say('common:plain', { value: method }) }
    : { text: say('bills:unknown') };

export const carrierText = (carrier: string): Value =>
  carrier === 'sf' || carrier === 'yunda' ? { text: say(`progress:carrier.${carrier}`) } : carrier;

/** What stands on every printed page. */
export function frame({ business, now }: Press, locale: Locale): Pick<Paper, 'locale' | 'brand' | 'operator' | 'foot'> {
  const t = wordsIn(locale);
  const help = say('bills:help', { phone: business.phone, hours: { hours: business.phoneHours } });
  return {
    locale,
    brand: t(say('pages:brand')),
    operator: t(say('pages:operator')),
    foot: t(say('bills:pdf.madeAt', { at: onDay(now()), help: { text: help } })),
  };
}
