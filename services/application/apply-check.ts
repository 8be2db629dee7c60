// Checks a confirmed draft once more on the server: what came through a card or an older dialog is never trusted.
import type { BuyerField } from '../../domain/buyer-fields';
import { parseAddress } from '../../domain/address';
import type { Business } from '../../domain/business';
import { parseBankAccount, parseEmails, parseMobile, parsePhone, parsePostcode } from '../../domain/contact';
import {
  allowedTypes,
  BUYER_KINDS,
  type Buyer,
  type Delivery,
  GROUPINGS,
  KINDS,
  PAPER_METHODS,
  mandatoryFields,
  mediumOf,
  typeOf,
} from '../../domain/fapiao';
import { parseTitle } from '../../domain/names';
import { type Parsed, type Reason, refuse } from '../../domain/result';
import { parseTaxId } from '../../domain/taxid';
import { clean } from '../../domain/text';
import type { ApplyDraft } from '../commands';
import { no } from '../shared/once';

export const BILLS_MAX = 50;
const TEXT_MAX = 100;

export type Refusal = { ok: false; reason: Reason; slot?: string };
type Checked<T> = { ok: true; value: T } | Refusal;

function line(text: string, max: number): Parsed<string> {
  const value = clean(text);
  if (value === '') return refuse('empty');
  if (/[<>]/.test(value)) return refuse('titleCharacters');
  return value.length > max ? refuse('tooLong', { max }) : { ok: true, value };
}

const PARSE: Record<BuyerField, (text: string) => Parsed<string>> = {
  name: parseTitle,
  taxId: parseTaxId,
  address: (text) => line(text, TEXT_MAX),
  phone: parsePhone,
  bank: (text) => line(text, TEXT_MAX),
  account: parseBankAccount,
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The buyer with the fields that this kind of fapiao takes, each in its canonical form (requirements 2.5). */
function checkBuyer(draft: ApplyDraft): Checked<Buyer> {
  const { kind, buyer } = draft;
  if (!BUYER_KINDS.includes(buyer.kind)) return no('invalidChoice', undefined, 'buyerKind');
  if (!allowedTypes(buyer.kind).includes(typeOf(kind))) return no('typeNotAllowed', undefined, 'kind');
  const { required, optional } = mandatoryFields(kind, buyer.kind);
  const checked: Buyer = { kind: buyer.kind, name: '' };
  for (const field of [...required, ...optional]) {
    const typed = text(buyer[field]);
    if (clean(typed) === '') {
      if (!required.includes(field)) continue;
      // Decision 1: an enterprise's normal fapiao without tax id, when that was confirmed in so many words.
      if (field === 'taxId' && typeOf(kind) === 'normal' && draft.withoutTaxId) continue;
      return no(
        field === 'taxId' ? (typeOf(kind) === 'special' ? 'taxIdNeeded' : 'taxIdMissing') : 'empty',
        undefined,
        field,
      );
    }
    const parsed = PARSE[field](typed);
    if (!parsed.ok) return { ok: false, reason: parsed.reason, slot: field };
    // Decision 5: a wrong checksum passes only with "I checked it".
    if (parsed.warn?.code === 'taxIdChecksum' && !draft.taxIdChecked) {
      return { ok: false, reason: parsed.warn, slot: field };
    }
    checked[field] = parsed.value;
  }
  return { ok: true, value: checked };
}

/** E-mail for digital; courier or pickup for paper, with what each needs (requirements 2.8). */
function checkDelivery({ kind, delivery }: ApplyDraft): Checked<Delivery> {
  const { method } = delivery;
  if ((mediumOf(kind) === 'digital') !== (method === 'email')) return no('invalidChoice', undefined, 'method');
  if (method === 'email') {
    const emails = parseEmails((delivery.emails ?? []).map(text).join(', '));
    return emails.ok
      ? { ok: true, value: { method, emails: emails.value } }
      : { ok: false, reason: emails.reason, slot: 'emails' };
  }
  if (!PAPER_METHODS.includes(method)) return no('invalidChoice', undefined, 'method');
  const recipient = line(text(delivery.recipient), TEXT_MAX);
  if (!recipient.ok) return { ok: false, reason: recipient.reason, slot: 'recipient' };
  const typed = text(delivery.mobile);
  const mobile = parseMobile(typed).ok ? parseMobile(typed) : parsePhone(typed);
  if (!mobile.ok) return { ok: false, reason: mobile.reason, slot: 'mobile' };
  const base = { method, recipient: recipient.value, mobile: mobile.value };
  if (method === 'pickup') return { ok: true, value: base };
  const address = parseAddress(text(delivery.address));
  if (!address.ok) return { ok: false, reason: address.reason, slot: 'shipTo' };
  if (!delivery.postcode) return { ok: true, value: { ...base, address: address.value } };
  const postcode = parsePostcode(delivery.postcode);
  if (!postcode.ok) return { ok: false, reason: postcode.reason, slot: 'postcode' };
  return { ok: true, value: { ...base, address: address.value, postcode: postcode.value } };
}

/**
 * The draft in canonical form, or why it can't be submitted and which slot must change. Bills and payer are checked
 * where they are read. Reasons: `empty`, `tooManyBills` {max}, `invalidChoice`, `paperOff`, `digitalOff`,
 * `typeNotAllowed`, `taxIdMissing`, `taxIdNeeded`, and those of the fields' own rules.
 */
export function checkDraft(draft: ApplyDraft, business: Business): { ok: true; draft: ApplyDraft } | Refusal {
  const bills = [...new Set(draft.bills)];
  if (bills.length === 0) return no('empty', undefined, 'bills');
  if (bills.length > BILLS_MAX) return no('tooManyBills', { max: BILLS_MAX }, 'bills');
  if (!KINDS.includes(draft.kind)) return no('invalidChoice', undefined, 'kind');
  if (!business[mediumOf(draft.kind)]) {
    return no(mediumOf(draft.kind) === 'paper' ? 'paperOff' : 'digitalOff', undefined, 'kind');
  }
  if (!GROUPINGS.includes(draft.grouping)) return no('invalidChoice', undefined, 'grouping');
  const buyer = checkBuyer(draft);
  if (!buyer.ok) return buyer;
  const delivery = checkDelivery(draft);
  if (!delivery.ok) return delivery;
  return { ok: true, draft: { ...draft, bills, buyer: buyer.value, delivery: delivery.value } };
}
