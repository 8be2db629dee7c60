// How people are reached: e-mail addresses, Chinese phone numbers, postcodes; and bank accounts, which look alike.
import { intendedDomain } from './email-typos';
import { stripLabel } from './labels';
import { ok, type Parsed, refuse } from './result';
import { clean, compact, fold, trimOf } from './text';

export const EMAILS_MAX = 5;

const EMAIL =
  /^(?=.{6,254}$)(?!\.)[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}(?<!\.)@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})$/;

/**
 * One address, lower-case. Refused: `empty`, `emailFormat`. A domain that looks mistyped is kept with the warning
 * `emailTypo` {suggestion} and the corrected address in `suggest`. Nothing that could break a mail header passes.
 */
export function parseEmail(text: string): Parsed<string> {
  // ASVS 5.0 1.3.11: a line break inside is refused, not repaired, so that no header can be added to a mail.
  if (/[\r\n]/.test(text.trim())) return refuse('emailFormat');
  const typed = stripLabel(fold(text), 'email')
    .replace(/^.*<([^<>]*)>$/, '$1')
    .replace(/^mailto:/i, '');
  const bare = trimOf(typed, /["'“”‘’「(]/, /["'“”‘’」),;.。、!]/)
    .trim()
    .toLowerCase();

  if (bare === '') return refuse('empty');
  const [local = '', domain = ''] = bare.split('@');
  if (bare.includes('..') || !EMAIL.test(bare)) return refuse('emailFormat', undefined, repaired(bare));
  const intended = intendedDomain(domain);
  if (!intended) return ok(bare);
  const suggestion = `${local}@${intended}`;
  return { ok: true, value: bare, warn: { code: 'emailTypo', params: { suggestion } }, suggest: [suggestion] };
}

/** A comma for the dot, a blank inside: what an address that is none may have meant. */
function repaired(bare: string): string[] {
  const guess = bare
    .replace(/\s+/g, '')
    .replace(/,/g, '.')
    .replace(/\.{2,}/g, '.');
  return guess !== bare && EMAIL.test(guess) ? [guess] : [];
}

/** What an address is part of: no blanks, brackets, separators, quotes or Chinese. */
const RUN = /[^\s<>()[\]，,;；：、"'\p{Script=Han}]+/gu;

/** The first e-mail address in a free text. */
export function findEmail(text: string): string | undefined {
  for (const [run] of fold(text).matchAll(RUN)) {
    for (let at = run.indexOf('@'); at >= 0; at = run.indexOf('@', at + 1)) {
      const start = run.lastIndexOf(':', at) + 1;
      if (start === at) continue;
      const domain = /^.+\.[^。]+/u.exec(run.slice(at + 1))?.[0];
      if (domain) return trimOf(run.slice(start, at + 1) + domain, undefined, /\./);
      break;
    }
  }
  return undefined;
}

const JOINING = /^(?:and|en|og|et|und|和|及|與|与|跟|&|\+)$/i;

/** One to five addresses between commas, semicolons, blanks or 、. Refused as `parseEmail`, and `emailCount` {max}. */
export function parseEmails(text: string): Parsed<string[]> {
  const pieces = stripLabel(clean(text), 'email')
    .split(/[,，;；、\s]+/)
    .filter((piece) => piece !== '' && !JOINING.test(piece));
  // "Li Hua <lihua@firm.cn>": the names around bracketed addresses are no addresses.
  const bracketed = pieces.filter((piece) => /^<.*>$/.test(piece));
  const typed = bracketed.length > 0 ? pieces.filter((piece) => piece.includes('@')) : pieces;
  if (typed.length === 0) return refuse('empty');
  const values: string[] = [];
  const better: string[] = [];
  let warn: Parsed<string> | undefined;
  for (const piece of new Set(typed)) {
    const parsed = parseEmail(piece);
    if (!parsed.ok) return refuse(parsed.reason.code);
    if (values.includes(parsed.value)) continue;
    if (parsed.warn) warn ??= parsed;
    values.push(parsed.value);
    better.push(parsed.suggest?.[0] ?? parsed.value);
  }
  if (values.length > EMAILS_MAX) return refuse('emailCount', { max: EMAILS_MAX });
  if (!warn?.ok || !warn.warn) return ok(values);
  return { ok: true, value: values, warn: warn.warn, suggest: [better] };
}

const digitsOf = (text: string): string =>
  compact(stripLabel(fold(text), 'phone'))
    .replace(/[().（）]/g, '')
    .replace(/^(?:\+|00)?86(?=0?\d{9,12}(?!\d))/, '');

const MOBILE = /^1[3-9]\d{9}$/;

/** A mobile number of mainland China as eleven digits. Refused: `empty`, `mobileFormat`. */
export function parseMobile(text: string): Parsed<string> {
  const digits = digitsOf(text);
  if (digits === '') return refuse('empty');
  return MOBILE.test(digits) ? ok(digits) : refuse('mobileFormat');
}

const SERVICE = /^([48]00)(\d{3})(\d{4})$/;
/** Area codes: 010 and 02x have three digits, all others four. */
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))([1-9]\d{6,7})$/;
const EXTENSION = /^(.*\d{4}) ?(?:-|,|转|轉|分机|分機|ext\.?|x|#|toestel|lokal|poste) ?:? ?(\d{1,6})$/i;

/** A landline or a 400 number as it is written, or undefined. */
function written(text: string): string | undefined {
  const digits = digitsOf(text);
  const international = /^(?:\+|00)?\s*\(?\+?86/.test(text);
  // Abroad the area code loses its zero; Beijing's is often written without it.
  const full = /^10\d{8}$/.test(digits) || (international && !digits.startsWith('0')) ? `0${digits}` : digits;
  const parts = SERVICE.exec(digits) ?? LANDLINE.exec(full);
  return parts?.slice(1).join('-');
}

/**
 * A mobile number (`13800138000`), a landline with its area code (`021-55001234`, `0755-86013388-801`) or a 400/800
 * number (`400-089-0365`). Refused: `empty`, `phoneAreaCode` for a landline without it, `phoneFormat`.
 */
export function parsePhone(text: string): Parsed<string> {
  const folded = stripLabel(fold(text), 'phone');
  const digits = digitsOf(folded);
  if (digits === '') return refuse('empty');
  if (MOBILE.test(digits)) return ok(digits);
  const [, main = '', extension = ''] = EXTENSION.exec(folded) ?? [];
  // "0755-8601338-8" has an extension, "021-5500-1234" has none.
  const extended = extension.length < 4 || !written(folded) ? written(main) : undefined;
  if (extended) return ok(`${extended}-${extension}`);
  const plain = written(folded);
  if (plain) return ok(plain);
  return refuse(/^[2-9]\d{6,7}$/.test(digits) ? 'phoneAreaCode' : 'phoneFormat');
}

/** Whoever a courier calls: a mobile number, else any other. Refused as `parsePhone`. */
export function parseCallable(text: string): Parsed<string> {
  const mobile = parseMobile(text);
  return mobile.ok ? mobile : parsePhone(text);
}

const POSTCODE = /^(?:0[1-7]|1[0-356]|2[0-7]|3[0-6]|4[0-7]|5[1-7]|6[1-7]|7[1-5]|8[13-6])\d{4}$/;

/** Six digits that begin as a province of mainland China does. Refused: `empty`, `postcodeFormat`. */
export function parsePostcode(text: string): Parsed<string> {
  const digits = compact(stripLabel(fold(text), 'postcode'));
  if (digits === '') return refuse('empty');
  return POSTCODE.test(digits) ? ok(digits) : refuse('postcodeFormat');
}

export const BANK_ACCOUNT_MIN = 8;
export const BANK_ACCOUNT_MAX = 30;

/**
 * A bank account without blanks and hyphens. No check digit: account numbers have none (Luhn is for cards). Free-trade and
 * non-resident accounts begin with letters (FTN, NRA …). Refused: `empty`, `bankAccountFormat`,
 * `bankAccountLength` {length, min, max}.
 */
export function parseBankAccount(text: string): Parsed<string> {
  const account = compact(stripLabel(fold(text), 'account'))
    .replace(/[.·]/g, '')
    .toUpperCase();
  if (account === '') return refuse('empty');
  if (!/^(?:NRA|OSA|FT[A-Z])?\d+$/.test(account)) return refuse('bankAccountFormat');
  if (account.length < BANK_ACCOUNT_MIN || account.length > BANK_ACCOUNT_MAX) {
    return refuse('bankAccountLength', { length: account.length, min: BANK_ACCOUNT_MIN, max: BANK_ACCOUNT_MAX });
  }
  return ok(account);
}

/** `138 0013 8000`; other numbers stay as they are. */
export const formatPhone = (phone: string): string =>
  MOBILE.test(phone) ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone;
