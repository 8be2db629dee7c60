// Order and bill numbers: no public format exists, so they stay opaque (requirements 3.6).
import { looksLikeApplicationNumber } from './application-number';
import { stripLabel } from './labels';
import { ok, type Parsed, refuse } from './result';
import { fold, trimOf } from './text';
import { looksLikeTaxId } from './taxid';
import { parseMobile, parsePhone } from './contact';

const ORDER = /^[A-Z0-9-]{6,64}$/;

/** 6 to 64 letters, digits and hyphens, upper-cased. Refused: `empty`, `orderFormat`. */
export function parseOrderNumber(text: string): Parsed<string> {
  const typed = stripLabel(fold(text), 'order')
    .replace(/[‐-―−]/g, '-')
    .replace(/^(?:#|no\.?\s) ?/i, '');
  const number = trimOf(typed, undefined, /[.,;。，；]/)
    .trim()
    .toUpperCase();

  if (number === '') return refuse('empty');
  return ORDER.test(number) && /[A-Z0-9]/.test(number) ? ok(number) : refuse('orderFormat');
}

const WORDS = /^(?:OFFICE-?365|MICROSOFT-?365|M365|21VIANET|E-MAIL\d*)$/;
const DATE = /^(?:\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}-\d{1,2}-\d{2,4}|20\d{6})$/;

const isOrder = (token: string): boolean =>
  ORDER.test(token) &&
  /\d/.test(token) &&
  !WORDS.test(token) &&
  !DATE.test(token) &&
  !looksLikeApplicationNumber(token) &&
  !parseMobile(token).ok &&
  !parsePhone(token).ok &&
  !looksLikeTaxId(token);

/** The first token of a free text that looks like an order or bill number, upper-cased; undefined when there is none. */
export function findOrderNumber(text: string): string | undefined {
  const plain = fold(text)
    .replace(/[‐-―−]/g, '-')
    .replace(/(?<![\w.+-])[\w.+-]+@\S+/g, ' ')
    .replace(/https?:\/\/\S+/gi, ' ');
  const tokens = plain.split(/[^A-Za-z0-9-]+/).map((token) => trimOf(token, /-/).toUpperCase());
  return tokens.find(isOrder);
}

/** One application's bills, with everything that is written with it, are one batch. */
export const BILLS_MAX = 50;

/** Bill numbers between commas, each once. Refused: `empty`, `tooManyBills` {max}. */
export function parseBillNumbers(text: string): Parsed<string[]> {
  const numbers = text.split(',').map((one) => one.trim());
  const bills = [...new Set(numbers.filter((one) => one !== ''))];
  if (!bills.length) return refuse('empty');
  return bills.length > BILLS_MAX ? refuse('tooManyBills', { max: BILLS_MAX }) : ok(bills);
}
