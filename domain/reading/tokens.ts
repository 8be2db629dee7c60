// What has a form of its own in a message: addresses for mail, tax ids, phones, accounts, amounts, dates, our own numbers.
import { foreignVatCountry, looksLikeTaxId, REGIONS } from '../taxid';
import { usccValid } from '../uscc-checks';
import type { Claims, Span } from './claims';
import { isDigit } from './fold';

export type TokenKind =
  | 'email'
  | 'url'
  | 'taxId'
  | 'mobile'
  | 'phone'
  | 'account'
  | 'money'
  | 'date'
  | 'application'
  | 'bill'
  | 'postcode'
  | 'number';

/** `sure` is false where the form fits and another reading is possible. */
export interface Token extends Span {
  kind: TokenKind;
  value: string;
  sure: boolean;
}

/** Longest part of an address before and behind the @. */
const LOCAL_MAX = 64;
const DOMAIN_MAX = 120;
const LOCAL = /[a-z0-9!#$%&'*+/=?^_`{|}~.-]/;
const DOMAIN = /[a-z0-9.-]/;

/** Grows from each @: linear, whatever stands around it. */
function emails(text: string, folded: string): Token[] {
  const found: Token[] = [];
  for (let at = folded.indexOf('@'); at >= 0; at = folded.indexOf('@', at + 1)) {
    let from = at;
    while (from > 0 && at - from < LOCAL_MAX && LOCAL.test(folded[from - 1] ?? '')) from -= 1;
    // `to:ap@…`, `'ap@…'`: what opens is no part of it.
    while (from < at && /['`=/?&{|.!*#$%^~+_-]/.test(folded[from] ?? '')) from += 1;
    // 帐号4400…Emailap@…, E-mailap@…: a label and the number before it, with nothing between.
    from +=
      /^(?:\d{8,40})?e-?mail[:：]?(?=[a-z0-9])/.exec(
        /^(?:\d{8,40})?E/.test(text.slice(from, at)) ? folded.slice(from, at) : '',
      )?.[0].length ?? 0;
    let to = at + 1;
    // A Chinese full stop between letters was meant as a dot.
    while (to < folded.length && to - at < DOMAIN_MAX && (DOMAIN.test(folded[to] ?? '') || isDot(folded, to))) to += 1;
    while (to > at + 1 && /[.-]/.test(folded[to - 1] ?? '')) to -= 1;
    if (from === at || to === at + 1) continue;
    const typed = text.slice(from, to);
    const value = typed.normalize('NFKC').replaceAll('。', '.');
    const whole = /\.[a-z]{2,24}$/i.test(value) && !value.includes('..');
    found.push({ kind: 'email', from, to, value, sure: whole && !typed.includes('。') });
  }
  return found;
}

const isDot = (folded: string, at: number): boolean =>
  folded[at] === '。' && /[a-z0-9]/.test(folded[at - 1] ?? '') && /[a-z]/.test(folded[at + 1] ?? '');

/** Patterns on folded text. Every run in them is bounded, so that a hostile text costs no more than an honest one. */
const FORMS: readonly [TokenKind, RegExp][] = [
  ['url', /(?:https?:\/\/|www\.)[^\s，。<>"']{1,300}/g],
  ['application', /(?<![a-z0-9])fp-?\s?\d{4}-?\s?\d{4,6}(?![a-z0-9])/g],
  ['bill', /(?<![a-z0-9])bill-\d{2,6}-\d{2,6}(?![a-z0-9])/g],
  [
    'date',
    /(?<!\d)20\d\d[-/.年]\s?(?:1[0-2]|0?[1-9])[-/.月]\s?(?:3[01]|[12]\d|0?[1-9])(?:日|号)?(?:[ t]\s?\d{1,2}:\d\d(?::\d\d)?)?(?!\d)/g,
  ],
  ['date', /(?<!\d)\d{1,2}月\d{1,2}[日号]/g],
  [
    'money',
    /(?:cny|rmb|¥|￥|€|\$)\s?\d[\d.,]{0,14}|(?<![\d.])\d{1,10}(?:[,.]\d{1,3}){0,4}\s?(?:元|块钱|yuan|rmb|cny)/g,
  ],
];

const MOBILE = /(?<![\d-])(?:(?:\+|00)?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?:-\d{1,6})?(?!\d)/g;
const PHONE =
  /(?<![\d-])(?:\+?86[\s-]?)?(?:\(0\d{2,3}\)|0\d{2,3})[\s-]?\d{7,8}(?:\s?(?:[-转轉x#]|分机|ext\.?)\s?\d{1,6})?(?![\d-])|(?<![\d-])(?:\(86\)\s?)?[48]00(?:[ -]?\d{3}[ -]?\d{4}|[ -]\d{4}[ -]\d{3})(?!\d)|(?<![\d-])\+?86[\s-]\d{2,3}[\s-]\d{7,8}(?!\d)/g;
/** Digits in a run or in groups; not a house's number. */
const ACCOUNT = /(?<![\da-z-])(?:nra|osa|ft[a-z])?\d(?:[ -]?\d){8,29}(?![\da-z]|\s?[号室弄楼幢层])/g;
/** 202606 is a month. */
const POSTCODE = /(?<![\d.#-])(?!20[2-4]\d(?:0[1-9]|1[0-2]))\d{6}(?![\d.]|\s?[号室弄楼])/g;

const RUN_MAX = 24;

/** Codes of 15 to 20 characters, also in groups of which each is divided by one blank or hyphen. */
function taxIds(text: string, folded: string, claims: Claims): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < folded.length; ) {
    if (!isCode(folded[at] ?? '') || isCode(folded[at - 1] ?? '') || !claims.isFree(at, at + 1)) {
      at += 1;
      continue;
    }
    const token = taxIdFrom(text, folded, at);
    if (token) found.push(token);
    at = token ? token.to : endOfCode(folded, at);
  }
  return found;
}

/** Codes begin with two figures, or a letter and figures. */
const WORD_BEFORE = /^[A-Z]{3,}$/;

const isCode = (char: string): boolean => isDigit(char) || (char >= 'a' && char <= 'z');

function endOfCode(folded: string, from: number): number {
  let to = from;
  while (to < folded.length && isCode(folded[to] ?? '')) to += 1;
  return to;
}

function taxIdFrom(text: string, folded: string, from: number): Token | undefined {
  let best: number | undefined;
  let id = '';
  for (let at = from, groups = 1; ; groups += 1) {
    const to = endOfCode(folded, at);
    id += folded.slice(at, to).toUpperCase();
    if (id.length > RUN_MAX) break;
    if (usccValid(id)) return { kind: 'taxId', from, to, value: text.slice(from, to).normalize('NFKC'), sure: true };
    const likely = groups === 1 ? isLikely(id, text.slice(from, to)) : isGrouped(id, folded.slice(from, to));
    if (best === undefined && likely) best = to;
    const gap = folded[to] ?? '';
    if (!(gap === ' ' || gap === '-') || !isCode(folded[to + 1] ?? '')) break;
    // "Branch 7825…": a word before a number begins no code, though one in thirty would fit.
    if (groups === 1 && WORD_BEFORE.test(id)) break;
    at = to + 1;
  }
  return best === undefined
    ? undefined
    : { kind: 'taxId', from, to: best, value: text.slice(from, best).normalize('NFKC'), sure: false };
}

/** Wrong, and hardly anything else: the form of a code, one character too few or many, a number from elsewhere. */
const isLikely = (id: string, typed: string): boolean =>
  (id.length >= 15 &&
    (looksLikeTaxId(id) ||
      (/^9[1-3][0-9A-Z]{13,18}$/.test(id) &&
        id.length !== 18 &&
        REGIONS.test(id.slice(2)) &&
        digits(id) >= 10 &&
        (/[A-Z]/.test(id) || id.length <= 17)))) ||
  (/^[A-Z]{2,3}[0-9A-Z.]{8,20}$/.test(typed) && foreignVatCountry(typed) !== undefined);

const isGrouped = (id: string, typed: string): boolean =>
  id.length === 18 && /^[0-9a-z]{4}(?:[ -][0-9a-z]{4}){3}[ -][0-9a-z]{2}$/.test(typed) && looksLikeTaxId(id);

const digits = (id: string): number => id.replace(/\D/g, '').length;

const ofForm = (kind: TokenKind, pattern: RegExp, text: string, folded: string, claims: Claims, sure = true): Token[] =>
  [...folded.matchAll(pattern)]
    .map((match) => ({ kind, from: match.index, to: match.index + match[0].length, sure }))
    .filter(({ from, to }) => claims.isFree(from, to))
    .map((span) => ({ ...span, value: text.slice(span.from, span.to).normalize('NFKC').trim() }));

/**
 * The tokens of a text in their order, their characters claimed. A number that may be an account or something else
 * (`account`, `postcode`) is claimed too: a label in front decides what it is.
 */
export function readTokens(text: string, folded: string, claims: Claims): Token[] {
  const found: Token[] = [];
  const take = (tokens: Token[]): void => {
    for (const token of tokens) if (claims.claim(token.from, token.to)) found.push(token);
  };
  take(emails(text, folded));
  for (const [kind, pattern] of FORMS.slice(0, 4)) take(ofForm(kind, pattern, text, folded, claims));
  take(taxIds(text, folded, claims));
  take(ofForm('mobile', MOBILE, text, folded, claims));
  take(ofForm('phone', PHONE, text, folded, claims));
  for (const [kind, pattern] of FORMS.slice(4)) take(ofForm(kind, pattern, text, folded, claims));
  take(ofForm('account', ACCOUNT, text, folded, claims, false));
  take(ofForm('postcode', POSTCODE, text, folded, claims, false));
  return found.toSorted((a, b) => a.from - b.from);
}
