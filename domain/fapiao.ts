// What a fapiao needs: kinds, buyers, mandatory fields, and when title and payer count as the same.
import type { BuyerField } from './buyer-fields';
import { legalForm, looksLikeEnterprise, looksLikeInstitution } from './names';
import { type Instant, ok, type Parsed, refuse } from './result';
import { normalise, REGIONS, type TaxId } from './taxid';
import { fold } from './text';
import { isPersonNumber, usccValid } from './uscc-checks';

export type Medium = 'digital' | 'paper';
export type FapiaoType = 'normal' | 'special';
/** Medium and type as the one choice that people make. */
export type Kind = `${Medium}-${FapiaoType}`;
export const KINDS: readonly Kind[] = ['digital-normal', 'digital-special', 'paper-normal', 'paper-special'];

export const mediumOf = (kind: Kind): Medium => kind.split('-')[0] as Medium;
export const typeOf = (kind: Kind): FapiaoType => kind.split('-')[1] as FapiaoType;

/** `foreign`: a company outside mainland China (name only, normal only). */
export const BUYER_KINDS = ['enterprise', 'institution', 'individual', 'foreign'] as const;
export type BuyerKind = (typeof BUYER_KINDS)[number];

export const DELIVERY_METHODS = ['email', 'yunda', 'sf', 'pickup'] as const;
export type DeliveryMethod = (typeof DELIVERY_METHODS)[number];
export const PAPER_METHODS = DELIVERY_METHODS.filter((method) => method !== 'email');

/** One fapiao for each bill (the default), or one over all of them. */
export const GROUPINGS = ['each', 'together'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A fapiao that was issued. Digital: a 20-digit number. Older paper ones have a code and an 8-digit number. */
export interface Fapiao {
  number: string;
  code?: string;
  amount: number;
  bills: string[];
  issuedAt: Instant;
}

/** Registering departments (first character of a USCC) whose bodies are no enterprises: 机构编制, 外交, 民政, 宗教, 工会 … */
const INSTITUTION_CODE = /^[1245678AN]/;
const LAW_FIRM_CODE = /^3/;

/** From a tax id alone. `9…` covers companies and individual businesses (92), law firms (3…) count as enterprises. */
function kindOfTaxId(id: string): BuyerKind | undefined {
  if (id.length === 17 || id.length === 20) return 'enterprise';
  if (id.length !== 18) return undefined;
  if (isPersonNumber(id) && !usccValid(id)) return 'individual';
  if (id.startsWith('9') || LAW_FIRM_CODE.test(id)) return 'enterprise';
  return INSTITUTION_CODE.test(id) ? 'institution' : undefined;
}

/** Companies of Hong Kong, Macau and Taiwan are foreign to the mainland's tax registers. */
const OUTSIDE = /^(?:香港|澳门|澳門|台湾|台灣|臺灣)|(?:hong ?kong|macau|macao|taiwan)\b/i;
/** Two to four characters, or a name with a middle dot (阿依古丽·买买提). */
const PERSON = /^(?:\p{Script=Han}{2,4}|\p{Script=Han}{1,10}(?:[·•・]\p{Script=Han}{1,10})+)$/u;
/** A foreign company's Chinese subsidiary: Contoso (Shanghai) Ltd. */
const CHINESE_SEAT = /\((?:china|shanghai|beijing|shenzhen|guangzhou|suzhou|tianjin|hangzhou|nanjing|chengdu|wuhan)\)/i;

/**
 * Who buys, from the tax id's first characters, else from the words of the name; undefined in doubt, then it is asked
 * (decision 8).
 */
export function deriveBuyerKind(name: string, taxId?: TaxId): BuyerKind | undefined {
  const byCode = taxId ? kindOfTaxId(normalise(taxId)) : undefined;
  if (byCode) return byCode;
  const folded = fold(name);
  const form = legalForm(folded);
  if (OUTSIDE.test(folded) && (form || looksLikeEnterprise(folded))) return 'foreign';
  if (looksLikeInstitution(folded)) return 'institution';
  if (looksLikeEnterprise(folded)) return 'enterprise';
  if (form) return /^Co\b/i.test(form) || CHINESE_SEAT.test(folded) ? 'enterprise' : 'foreign';
  if (PERSON.test(folded.replace(/\s+/g, ''))) return 'individual';
  return undefined;
}

/** Special fapiao are for enterprises: others cannot deduct VAT (2.5). */
export const allowedTypes = (buyer: BuyerKind): FapiaoType[] =>
  buyer === 'enterprise' ? ['normal', 'special'] : ['normal'];

/** Why this fapiao cannot be for this buyer or go this way, and which answer must change. */
export function misfit(of: { kind: Kind; buyerKind: BuyerKind; method: DeliveryMethod }) {
  const { kind, buyerKind, method } = of;
  if (!allowedTypes(buyerKind).includes(typeOf(kind))) return { field: 'kind', code: 'typeNotAllowed' } as const;
  if ((mediumOf(kind) === 'digital') !== (method === 'email'))
    return { field: 'method', code: 'invalidChoice' } as const;
  return undefined;
}

/** What must and what may be given (table 2.5; STA Announcement 2017 No. 16 for the tax id of enterprises). */
export function mandatoryFields(kind: Kind, buyer: BuyerKind): { required: BuyerField[]; optional: BuyerField[] } {
  const details: BuyerField[] = ['address', 'phone', 'bank', 'account'];
  if (buyer === 'individual' || buyer === 'foreign') return { required: ['name'], optional: [] };
  if (buyer === 'institution' && typeOf(kind) === 'normal') return { required: ['name'], optional: ['taxId'] };
  if (kind === 'paper-special') return { required: ['name', 'taxId', ...details], optional: [] };
  return { required: ['name', 'taxId'], optional: details };
}

/**
 * The number of an issued fapiao: 20 digits (fully digital, its region in digits 3 and 4), or an older code of 10 or 12
 * digits with a number of 8. Refused: `empty`, `fapiaoNumberFormat`. Doubted: `fapiaoRegion` {region}: cities with a plan
 * of their own have codes that are not published.
 */
export function parseFapiaoNumber(text: string): Parsed<{ number: string; code?: string }> {
  const folded = fold(text)
    .replace(/发票|代码|号码|發票|代碼|號碼|fapiao|number|code|no\.|[:：#]/gi, ' ')
    .trim();
  if (folded === '') return refuse('empty');
  const old = /^(\d{10}|\d{12})[\s,/|-]+(\d{8})$/.exec(folded) ?? /^(\d{10})(\d{8})$/.exec(folded);
  if (old?.[1] && old[2]) return ok({ code: old[1], number: old[2] });
  const number = folded.replace(/[\s-]/g, '');
  if (!/^\d{20}$/.test(number)) return refuse('fapiaoNumberFormat');
  if (REGIONS.test(number.slice(2))) return ok({ number });
  return { ok: true, value: { number }, warn: { code: 'fapiaoRegion', params: { region: number.slice(2, 4) } } };
}
