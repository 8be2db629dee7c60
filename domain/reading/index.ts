// Reading a message once: every character belongs to at most one finding, and what nobody claims is named.
import { clean } from '../text';
import { hasSubstance, readClauses } from './clauses';
import { createClaims, type Claims, type Span } from './claims';
import { doubted } from './doubts';
import { emailsOf } from './emails';
import { foldSame, isHan } from './fold';
import { readLabels } from './labels';
import type { Offer, ReadContext, Reading } from './found';
import type { Lexicon } from './lexicon';
import { readRemark } from './remarks';
import { readFields } from './values';
import { turnSheets } from './sheets';
import { readTokens, type Token } from './tokens';
import { type Wishes, wishesOf } from './wishes';

export type { BillRef, BillWish } from './bill-wish';
export type { Field, Found, Offer, ReadContext, Reading } from './found';
export type { Chosen } from './choices';
export type { Labelled, LanguageWords, Lexicon } from './lexicon';
export { lexiconOf } from './lexicon';

/** Longer texts are read to here; the dialogue refuses longer messages before (`common:messageTooLong`). */
const LOOKED_AT = 4000;

/** Lines stay, invisible characters go. */
export const cleanLines = (text: string): string =>
  text
    .slice(0, LOOKED_AT)
    .split(/\r\n|[\n\r\u2028\u2029\u000b\u000c\u0085]/)
    .map((line) => line.split('\t').map(clean).join('\t'))
    .join('\n')
    .trim();

/** `王敏 2026/11/30 10:22:31`, `On … wrote:`: who said something quoted. */
const QUOTE_HEAD = /(?:^|\n)[^\n\d:：]{1,24} 20\d\d[-/.]\d{1,2}[-/.]\d{1,2} \d{1,2}:\d\d(?::\d\d)?\s?(?=\n)/g;

/** `From: Priya Nair <priya@firm.example>`, `Op vr 27 nov schreef … <…>:`: whose mail is quoted, and no address of ours. */
const MAIL_HEAD =
  /(?:^|\n)[^\n<>]{0,80}<[^\s<>@]{1,64}@[^\s<>]{1,120}>(?=[^\n]{0,20}[:：]\s?(?:\n|$)|\s?(?:\n|$))[^\n]{0,24}/g;

/** `1.`, `2）`, `3、` at the beginning of a line or behind a heading: numbers of a list, not of bills. */
const LIST_NUMBER = /(?:^|\n|[:：,，] ?)(\(?\d{1,2}(?:[、)）]|\.(?!\d))\s?)(?=[^\s\d])/g;

/** Reads a message. Pure; time grows with its length only. */
export function read(message: string, lexicon: Lexicon, context: ReadContext = {}): Reading {
  const text = turnSheets(cleanLines(message), lexicon);
  const folded = foldSame(text);
  const claims = createClaims(text.length);
  for (const head of folded.matchAll(QUOTE_HEAD)) claims.claim(head.index, head.index + head[0].length);
  for (const head of folded.matchAll(MAIL_HEAD))
    if (/[:：]/.test(head[0])) claims.claim(head.index, head.index + head[0].length);
  for (const number of folded.matchAll(LIST_NUMBER)) {
    const to = number.index + number[0].length;
    // "2. kvartal" is no second item.
    if (lexicon.choice(folded, to)?.choice.t !== 'quarter') claims.claim(to - number[1]!.length, to);
  }
  const all = readTokens(text, folded, claims);
  const self = claimPhrases(folded, claims, lexicon, 'self').at(0);
  claimPhrases(folded, claims, lexicon, 'keep');
  claimPhrases(folded, claims, lexicon, 'heading');
  const found = readLabels(text, folded, claims, all, lexicon);
  const { complaints, without } = found;
  const { remark, tokens, labels } = readRemark({ text, folded, claims, lexicon, tokens: all, labels: found.labels });
  const asking = questions(text, folded, lexicon, tokens);
  const inQuestion = ({ from }: Span): boolean => asking.some((span) => from >= span.from && from < span.to);
  for (const { from, to } of [...complaints, ...without]) claims.claim(from, to);
  const { shapes, ...values } = readFields({
    text,
    folded,
    claims,
    lexicon,
    tokens,
    labels: labels.filter((label) => !inQuestion(label)),
    complaints,
    context,
    self,
    mute: inQuestion,
  });
  const clauses = readClauses(folded, claims, lexicon, context.month);
  // 8月份的票抬头错了: which one is wrong, and no wish.
  const meant = clauses.filter(
    (clause) =>
      !complaints.some(({ from }) => from >= clause.from && from < clause.to) ||
      clause.words.some(({ t }) => t === 'want'),
  );
  const read = doubted(folded, values.fields, values.offers, clauses, lexicon);
  const { wishes, torn } = wishesOf(meant, folded, {
    billsAsked: context.asked?.includes('bills') ?? false,
    mails: tokens.filter(({ kind }) => kind === 'email'),
    named: tokens.some(({ kind }) => kind === 'taxId'),
  });
  const emails = emailsOf({ folded, lexicon, tokens, labels, clauses, mute: inQuestion });
  return {
    text,
    ...read,
    ...(emails ? { emails } : {}),
    ...named(wishes, tokens),
    ...(remark && !inQuestion(remark) ? { fields: { ...read.fields, remark } } : {}),
    without: without.map(({ field }) => field),
    complaints: complaints.map(({ field }) => field),
    self: self !== undefined,
    question: asking.length > 0 && Object.keys(read.fields).length === 0,
    lacks: clauses.some(({ lacks }) => lacks),
    offers: [...read.offers, ...torn.map((field): Offer => ({ field, candidates: [] }))],
    values: [...tokens, ...shapes, ...(remark ? [remark] : [])],
    left: [
      ...clauses
        .flatMap((clause) => (clause.asks ? [] : clause.unexplained))
        .filter((span) => hasSubstance(folded, span)),
      ...tokens.filter((token) => isLost(token, read.fields) && !inQuestion(token)),
    ],
  };
}

const NUMBERS = new Set(['taxId', 'account', 'phone', 'mobile']);

/** A number that became nothing. */
const isLost = ({ kind, from, to }: Token, fields: Reading['fields']): boolean =>
  NUMBERS.has(kind) && !Object.values(fields).some((found) => found.from <= from && found.to >= to);

const ALL_MAX = 12;
function allBefore(folded: string, at: number, lexicon: Lexicon): number {
  for (let from = at - 2; from >= Math.max(0, at - ALL_MAX); from -= 1) {
    const found = lexicon.choice(folded, from);
    if (found?.choice.t === 'all' && (from + found.length === at || from + found.length + 1 === at)) return at - from;
  }
  return 0;
}

/** Takes every phrase of a list that begins at an edge; answers where. */
function claimPhrases(folded: string, claims: Claims, lexicon: Lexicon, list: 'self' | 'keep' | 'heading'): Span[] {
  const found: Span[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    const before = folded[at - 1] ?? '';
    if (
      at > 0 &&
      !/[\s,;:.。，；：!！?？、()（]/.test(before) &&
      !(list === 'keep' && isHan(before)) &&
      claims.isFree(at - 1, at)
    )
      continue;
    const length = lexicon.is[list](folded, at);
    if (!length || !claims.isFree(at, at + length)) continue;
    // 开票信息 may begin a name too: 开票信息技术有限公司.
    if (
      list === 'heading' &&
      (isHan(folded[at] ?? '') ? /^(?:技术|科技|咨询|服务|管理|系统|网络)/ : /^[a-z]/).test(
        folded.slice(at + length, at + length + 2),
      )
    )
      continue;
    if (
      list === 'self' &&
      isHan(folded[at] ?? '') &&
      isHan(folded[at + length] ?? '') &&
      !lexicon.is.around(folded, at + length)
    )
      continue;
    // "tout le reste …", "all the rest …": the "all" before it is part of it.
    const all = list === 'keep' ? allBefore(folded, at, lexicon) : 0;
    claims.claim(at - all, at + length);
    found.push({ from: at, to: at + length });
    at += length - 1;
  }
  return found;
}

/** Ltd., Co.: their full stop ends no sentence. */
const SHORT_FORM = /(?:ltd|inc|corp|co|no|nr)$/;

/** The sentences that ask. One that holds a valid tax id is a request. */
function questions(text: string, folded: string, lexicon: Lexicon, tokens: readonly Token[]): Span[] {
  const found: Span[] = [];
  let from = 0;
  const close = (to: number, mark: boolean): void => {
    const asks = mark || startsAsking(folded, from, to, lexicon);
    const given = tokens.some((token) => token.kind === 'taxId' && token.from >= from && token.to <= to);
    if (asks && !given) found.push({ from, to });
    from = to;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = folded[at] ?? '';
    if (
      /[?!！。\n]/.test(char) ||
      (char === '.' &&
        /^\.\s/.test(folded.slice(at, at + 2)) &&
        !SHORT_FORM.test(folded.slice(Math.max(0, at - 4), at)))
    )
      close(at + 1, char === '?');
  }
  close(text.length, false);
  return found;
}

function startsAsking(folded: string, from: number, to: number, lexicon: Lexicon): boolean {
  for (let at = from, start = true; at < to; at += 1) {
    const char = folded[at] ?? '';
    const asks = lexicon.is.asks(folded, at);
    // 在吗: a greeting that is written like a question.
    const greeting = isHan(char) ? lexicon.is.around(folded, at) : 0;
    if (greeting > 1 && lexicon.is.asks(folded, at + greeting - 1) === 1) {
      at += greeting - 1;
      continue;
    }
    // Latin questions begin with their word, Chinese ones hold it.
    if (asks && at + asks <= to && (isHan(char) || start)) return true;
    if (/[,，:：]/.test(char)) start = true;
    else if (!/\s/.test(char) && !lexicon.is.lead(folded, at)) start = start && /[^\p{L}\p{N}]/u.test(char);
    if (start && lexicon.is.lead(folded, at)) at += lexicon.is.lead(folded, at) - 1;
  }
  return false;
}

/** Bill numbers of ours among the wishes. */
function named(wishes: Wishes, tokens: readonly Token[]): Wishes {
  const bills = tokens
    .filter(({ kind }) => kind === 'bill')
    .map(({ value }) => ({ bill: value.toUpperCase().replace(/\s/g, '') }));
  if (!bills.length) return wishes;
  const known = wishes.bills ?? { only: [], without: [], add: false, sure: true };
  return { ...wishes, bills: { ...known, only: [...known.only.filter((ref) => !('all' in ref)), ...bills] } };
}
