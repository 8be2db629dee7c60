// Taxpayer ids: the unified social credit code (GB 32100-2015) and its older forms.
import { stripLabel } from './labels';
import { ok, type Parsed, refuse } from './result';
import { clean, compact } from './text';
import { isPersonNumber, lastCheck, organisationCheck, usccValid } from './uscc-checks';
import { repairs, withoutLookAlikes } from './uscc-repair';

export type TaxId = string;

/** Which part of a code with a failed check looks wrong. */
export type TaxIdPart = 'first8' | 'last10' | 'any';

/** Regions of mainland China, first two digits (GB/T 2260). */
export const REGIONS = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])/;

/** VAT numbers of other countries by their published forms (EU VIES, HMRC, Swiss UID, Norwegian MVA). */
const FOREIGN: readonly RegExp[] = [
  /^(AT)U\d{8}$/,
  /^(BE)[01]?\d{9}$/,
  /^(BG|CZ)\d{8,10}$/,
  /^(CY)\d{8}[A-Z]$/,
  /^(DE|EE|EL|PT)\d{9}$/,
  /^(DK|FI|HU|LU|MT|SI)\d{8}$/,
  /^(ES)[A-Z0-9]\d{7}[A-Z0-9]$/,
  /^(FR)[A-Z0-9]{2}\d{9}$/,
  /^(GB|XI)(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  /^(HR|IT|LV)\d{11}$/,
  /^(IE)\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  /^(LT)(?:\d{9}|\d{12})$/,
  /^(NL)\d{9}B\d{2}$/,
  /^(PL|SK)\d{10}$/,
  /^(RO)\d{4,10}$/,
  /^(SE)\d{12}$/,
  /^(CH)E?\d{9}(?:MWST|TVA|IVA)?$/,
  /^(NO)\d{9}(?:MVA)?$/,
  // The country is clear although the number is not whole.
  /^(AT|BE|BG|CH|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|XI)\d{6,12}(?:B\d{1,2})?$/,
];

/** The country of a VAT number from elsewhere (`DK`), or undefined. */
export function foreignVatCountry(text: string): string | undefined {
  const id = normalise(text);
  for (const form of FOREIGN) {
    const country = form.exec(id)?.[1];
    if (country) return country;
  }
  return undefined;
}

/** As the checks want it: NFKC, without blanks, hyphens and dots, upper-case. O and I stay what they are. */
export const normalise = (text: string): string => compact(text).replace(/[.·]/g, '').toUpperCase();

const checksumFailed = (id: TaxId): Parsed<TaxId> => {
  const organisation = organisationCheck(id.slice(8, 17));
  const last = lastCheck(id);
  const part: TaxIdPart = organisation && !last ? 'first8' : !organisation && !last ? 'last10' : 'any';
  const suggest = repairs(id);
  return {
    ok: true,
    value: id,
    warn: { code: 'taxIdChecksum', params: { part, taxId: groupTaxId(id) } },
    ...(suggest.length ? { suggest } : {}),
  };
};

const oldForm = (id: TaxId): Parsed<TaxId> => {
  // 17 digits are also a code whose last character was forgotten.
  const whole = id.length === 17 ? completed(id) : [];
  return {
    ok: true,
    value: id,
    warn: { code: 'taxIdOldForm', params: { length: id.length } },
    ...(whole.length ? { suggest: whole } : {}),
  };
};

/** The code that a 17-character start belongs to, if its organisation code is right. */
const completed = (start: string): TaxId[] =>
  organisationCheck(start.slice(8, 17))
    ? [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((check) => start + check).filter(usccValid)
    : [];

const shortened = (id: string): TaxId[] => {
  const candidates = [...id].map((_, at) => id.slice(0, at) + id.slice(at + 1)).filter(usccValid);
  const distinct = [...new Set(candidates)];
  return distinct.length <= 3 ? distinct : [];
};

/**
 * Reads a taxpayer id. Eighteen characters must satisfy both checks of the USCC, else `warn` says which part looks wrong
 * and `suggest` holds at most three codes that pass. Letters that no code has are never mapped silently.
 * Older forms (15, 17, 20 characters; STA Announcement 2015 No. 66) pass with a warning.
 * Refused: `empty`, `taxIdFormat`, `taxIdLetters` {letters}, `taxIdLength` {length}, `taxIdForeignVat` {country},
 * `taxIdTaiwan`, `taxIdTemporary`.
 */
export function parseTaxId(text: string): Parsed<TaxId> {
  const id = normalise(stripLabel(clean(text), 'taxId'));
  if (id === '') return refuse('empty');
  const country = foreignVatCountry(id);
  if (country) return refuse('taxIdForeignVat', { country });
  if (!/^[0-9A-Z]+$/.test(id) || !/\d/.test(id)) return refuse('taxIdFormat');
  if (/^\d{8}$/.test(id)) return refuse('taxIdTaiwan');
  if (/^L[0-9A-Z]{14,}$/.test(id)) return refuse('taxIdTemporary');
  if (id.length === 18) {
    const letters = [...new Set(id.match(/[IOSVZ]/g) ?? [])];
    if (letters.length) return refuse('taxIdLetters', { letters: letters.join(', ') }, withoutLookAlikes(id));
    if (usccValid(id)) return ok(id);
    return isPersonNumber(id) ? oldForm(id) : checksumFailed(id);
  }
  // Nobody's id-document number begins with 9: it is a company's code that lost its last character.
  if (id.length === 17 && /^[1-8][0-9X]{16}$/.test(id)) return oldForm(id);
  if (id.length === 15 || /^[0-9X]{20}$/.test(id)) return oldForm(id);
  const suggest = id.length === 17 ? completed(id) : id.length === 19 ? shortened(id) : [];
  return refuse('taxIdLength', { length: id.length }, suggest);
}

/** In groups of four, as people compare numbers: `9131 0115 5916 9385 6A`. */
export const groupTaxId = (id: TaxId): string => (id.match(/.{1,4}/g) ?? []).join(' ');

/** Numbers made of an id-document number are personal data: only the first and last four characters stay. */
export const maskTaxId = (id: TaxId): string =>
  isPersonNumber(id) ? id.slice(0, 4) + '*'.repeat(id.length - 8) + id.slice(-4) : id;

/** A text that can hardly be anything but a taxpayer id, right or slightly wrong. */
export function looksLikeTaxId(text: string): boolean {
  const id = normalise(text);
  if (usccValid(id)) return true;
  if (/^[1-9ANYIO][0-9A-Z][0-9OIZSB]{6}[0-9A-Z]{10}$/.test(id)) {
    // Eighteen digits may as well be a bank account: then the region must be one.
    return /^[1-9ANYIO][1-9IZS]/.test(id) && (/[A-Z]/.test(id) || REGIONS.test(id.slice(2)) || id.slice(2, 4) === '10');
  }
  if (/^\d{6}[0-9A-Z]{9}$/.test(id)) return REGIONS.test(id) && organisationCheck(id.slice(6));
  return isPersonNumber(id);
}
