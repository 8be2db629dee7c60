// Waybill numbers of the two couriers. Their forms drift, so an unknown one is doubted and never refused.
import { ok, type Parsed, refuse } from './result';
import { fold } from './text';

export const CARRIERS = ['sf', 'yunda'] as const;
export type Carrier = (typeof CARRIERS)[number];

/** Whether paper can go out that way now: couriers can be taken out of service, pickup stays. */
export const takesPaper = ({ carriers }: { carriers: readonly Carrier[] }, method: string): boolean =>
  method === 'pickup' || carriers.some((carrier) => carrier === method);

/** BF-zh/Courier-Validation, and the older lists: SF 12 digits, Yunda 13 digits. */
const FORMS: Record<Carrier, RegExp> = { sf: /^(?:SF[0-9A-Z]\d{12}|\d{12})$/, yunda: /^(?:[34]\d{14}|5\d{12})$/ };
export const WAYBILL_MAX = 35;

/** Upper-case, without blanks. Refused: `empty`, `waybillCharacters`, `tooLong` {max}. Doubted: `waybillFormat` {carrier}. */
export function parseWaybill(carrier: Carrier, text: string): Parsed<string> {
  const waybill = fold(text).replace(/\s+/g, '').toUpperCase();
  if (waybill === '') return refuse('empty');
  if (!/^[A-Z0-9-]+$/.test(waybill) || !/\d/.test(waybill)) return refuse('waybillCharacters');
  if (waybill.length > WAYBILL_MAX) return refuse('tooLong', { max: WAYBILL_MAX });
  if (FORMS[carrier].test(waybill)) return ok(waybill);
  return { ok: true, value: waybill, warn: { code: 'waybillFormat', params: { carrier } } };
}
