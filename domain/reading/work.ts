// What the readers of values share: the message being read, its findings, and where a value ends.
import type { Claims, Span } from './claims';
import { isDigit, isHan, isWord } from './fold';
import type { Field, Found, Offer, ReadContext } from './found';
import type { Label } from './labels';
import type { Labelled, Lexicon } from './lexicon';
import { bodyName, latinName } from './latin-names';
import { hanName, type Name, runFrom } from './names';
import type { SaidOf } from './said-of-labels';
import type { Token, TokenKind } from './tokens';

export interface Work {
  text: string;
  folded: string;
  claims: Claims;
  lexicon: Lexicon;
  tokens: readonly Token[];
  labels: readonly Label[];
  complaints: readonly SaidOf[];
  context: ReadContext;
  /** Where the message says that its writer buys. */
  self: Span | undefined;
  mute: (span: Span) => boolean;
}

export interface Values {
  fields: Partial<Record<Field, Found>>;
  offers: Offer[];
  /** Names, addresses and banks, also those that became no field. */
  shapes: Span[];
}

/** What tokens a field can be read from. */
export const TOKENS: Partial<Record<Labelled, readonly TokenKind[]>> = {
  taxId: ['taxId', 'account'],
  phone: ['phone', 'mobile'],
  mobile: ['mobile', 'phone'],
  account: ['account', 'taxId'],
  postcode: ['postcode'],
};

export function put({ fields, offers, shapes }: Values, field: Field, value: Found): void {
  shapes.push(value);
  const known = fields[field];
  // Two titles, three companies pasted at once: the person chooses.
  if (known && field === 'name' && value.why === 'label' && known.value !== value.value) {
    known.sure = false;
    const open = offers.find((offer) => offer.field === field);
    if (open) open.candidates.push(value.value);
    else offers.push({ field, candidates: [known.value, value.value] });
  }
  fields[field] ??= value;
}

export const lineEnd = (folded: string, from: number): number => {
  const line = folded.indexOf('\n', from);
  return line < 0 ? folded.length : line;
};

/** Where a sentence ends: the full stop of a short form (Co., B.V.) ends none. */
function clauseEnd(folded: string, from: number, limit: number): number {
  for (let at = from; at < limit; at += 1) {
    const char = folded[at] ?? '';
    if (/[\n;；。!！?]/.test(char)) return at;
  }
  return limit;
}

/** A text value: to the next separator that is none of it. */
export function textEnd(work: Work, from: number, limit: number): number {
  const { folded, claims, lexicon } = work;
  const end = claims.freeUntil(from, limit);
  for (let at = from; at < end; at += 1) {
    const char = folded[at] ?? '';
    if (/[\n;；。，、|\t"”」【]/.test(char)) return at;
    if (
      char === ',' &&
      !/^, ?(?:co|ltd|inc|llc|limited|china|s\.a|b\.v|[a-z-]{2,20} branch)/.test(folded.slice(at, at + 30))
    )
      return at;
    if (char === ' ' && at > from && (isHan(folded[at - 1] ?? '') || /^ {2}/.test(folded.slice(at)))) {
      // Behind a blank of a Chinese row another statement begins.
      if (!isWord(folded[at + 1] ?? '') || isDigit(folded[at + 1] ?? '')) return at;
    }
    // "Lærke Bruun. No other changes": the end of a sentence.
    if (
      char === '.' &&
      /^\. \p{Lu}/u.test(work.text.slice(at, at + 3)) &&
      /(?:\p{L}{4}|\p{Script=Han})$/u.test(work.text.slice(from, at))
    )
      return at;
    if (char === ' ' && at > from && (lexicon.is.contrast(folded, at + 1) || lexicon.is.hedge(folded, at + 1)))
      return at;
    // "Jenny Xu and not Li Mengyao"
    if (char === ' ' && /^ (?:(?:and|en|og|et) )?(?:not|niet|ikke|pas|non) /.test(folded.slice(at, at + 10))) return at;
    if (
      char === ' ' &&
      /^ (?:and|en|og|et) /.test(folded.slice(at, at + 5)) &&
      (lexicon.label(folded, at + 5) ?? lexicon.label(folded, at + 4) ?? lexicon.is.lead(folded, at + 4)) &&
      !/^ (?:and|en|og|et) [A-Z]/.test(work.text.slice(at, at + 6))
    )
      return at;
  }
  return end;
}

export function wordEnd(folded: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && !/[\n,;；。，、|\t]/.test(folded[at] ?? '')) at += 1;
  return at;
}

export const trimmed = (value: string): string =>
  value
    .replace(/^[\s,，;；、|/。*•·"“「']{1,10}/u, '')
    .replace(/[\s,，;；、|/。*•·"”」'.(（]{1,10}$/u, (end, at: number, whole: string) =>
      end.startsWith('.') && /(?:\.\p{L}|\b(?:ltd|inc|co|corp|bhd|sdn|pvt))$/iu.test(whole.slice(0, at)) ? '.' : '',
    );

export const nothingBetween = (folded: string, from: number, to: number): boolean =>
  /^[\s:：,，"“'()（）#.-]{0,12}$/.test(folded.slice(from, to)) || to <= from;

export const nextToken = (tokens: readonly Token[], from: number, limit: number): number =>
  tokens.find((token) => token.from >= from && !['money', 'postcode', 'date'].includes(token.kind))?.from ?? limit;

export const skipBlanks = (folded: string, from: number): number => {
  let at = from;
  while (/[\s:：]/.test(folded[at] ?? '')) at += 1;
  return at;
};

/** A name that begins exactly there. */
export function nameFrom({ text, folded, lexicon }: Work, from: number, limit: number): Name | undefined {
  const opening = /^["“「'《]/.test(folded.slice(from, from + 1)) ? 1 : 0;
  const at = from + opening;
  const han = runFrom(folded, at, limit);
  if (/[\u3400-\u9fff]/.test(folded.slice(at, han))) {
    const name = hanName(text, folded, at, han, lexicon, true);
    if (name) return name;
  }
  const end = clauseEnd(folded, at, limit);
  for (let form = at + 1; form < end; form += 1) {
    if (!isWord(folded[form] ?? '') || isWord(folded[form - 1] ?? '')) continue;
    const name = latinName(text, folded, form, { from: at, to: limit }, lexicon, at);
    if (name && name.from === at) return name;
  }
  return /^\p{Lu}/u.test(text.slice(at, at + 1)) ? bodyName(text, folded, at, limit, lexicon) : undefined;
}

export const NAME_MAX = 100;

const DENIAL_MAX = 8;

/** Whether a denial stands directly before. */
export function deniedBefore(folded: string, at: number, lexicon: Lexicon): boolean {
  const to = folded[at - 1] === ' ' ? at - 1 : at;
  for (let from = to - 1; from >= Math.max(0, to - DENIAL_MAX); from -= 1)
    if (lexicon.is.negator(folded, from) === to - from) return true;
  return false;
}
