// The checks inside taxpayer ids: GB 32100-2015 (last character), GB 11714 (organisation code), GB 11643 (persons).

/** 31 characters: no I, O, S, V, Z. A character's value is its index. */
export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const PERSON_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

const weighted = (text: string, weights: readonly number[], value: (char: string) => number): number =>
  weights.reduce((total, weight, at) => total + weight * value(text[at] ?? ''), 0);

/** The last of the 18 characters fits the 17 before it. The text holds only characters of the alphabet. */
export function lastCheck(code: string): boolean {
  const total = weighted(code, WEIGHTS, (char) => USCC_ALPHABET.indexOf(char));
  return USCC_ALPHABET[(31 - (total % 31)) % 31] === code[17];
}

/** The ninth character of an organisation code fits the eight before it (GB 11714: 0-9, A=10 … Z=35; 10 is X, 11 is 0). */
export function organisationCheck(code: string): boolean {
  if (!/^[0-9A-Z]{9}$/.test(code)) return false;
  const rest = 11 - (weighted(code, ORGANISATION_WEIGHTS, (char) => Number.parseInt(char, 36)) % 11);
  return (rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)) === code[8];
}

/** Eighteen characters that satisfy both checks. */
export const usccValid = (code: string): boolean =>
  code.length === 18 &&
  [...code].every((char) => USCC_ALPHABET.includes(char)) &&
  lastCheck(code) &&
  organisationCheck(code.slice(8, 17));

const monthAndDay = /^(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;

/** An id-document number (18), or one with a two-digit sequence (20; 17 from the old 15-digit ones). */
export function isPersonNumber(id: string): boolean {
  if (/^[1-8]\d{16}$/.test(id)) return monthAndDay.test(id.slice(8));
  if (!/^[1-8]\d{5}(?:19|20)\d{9}[0-9X](?:\d{2})?$/.test(id) || !monthAndDay.test(id.slice(10))) return false;
  if (id.length === 20) return true;
  return '10X98765432'[weighted(id, PERSON_WEIGHTS, Number) % 11] === id[17];
}
