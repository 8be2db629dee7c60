// Labels in a message: where one stands, how it is joined to its value, and what is said about it instead of a value.
import type { Claims } from './claims';
import { isDigit, isHan, isWord } from './fold';
import type { Labelled, Lexicon } from './lexicon';
import { labelWithin, overWords } from './label-words';
import { renamedAt } from './name-edges';
import { hanName, runFrom } from './names';
import { looksLikePlace } from './places';
import { complaintBefore, type SaidOf, withoutIt, wrongBehind } from './said-of-labels';
import type { Token } from './tokens';

export interface Label {
  field: Labelled;
  from: number;
  /** Where the value begins. */
  to: number;
  /** `colon`: a separator or a column; `copula`: "is", 是; `kind`: a value of its own kind directly behind. */
  joint: 'colon' | 'copula' | 'kind';
  /** "is not X": the value is denied. */
  negated: boolean;
}

const EDGE = /[\s,;:.!?~。、，；：|/)）】\]*•·◆■"“”'「」(（【[>-]/;
/** A Chinese label that begins so may be the end of a name: 有限公司|税号, 招商银行|账号. Behind a number or a room it is not. */
const GLUED = /^(?:公司|单位|企业|银行|客户|行(?!动)|户|全)/;
const BEFORE_GLUED = /[\da-z号室楼层座栋幢元)）]$|(?:支行|分行|营业部)$/;
/** What forms write behind a label: (必填), (optional), *. */
const REMARK = /^\s?[(（][^)）\n]{1,24}[)）]\s?\*?|^\*/;
const REMARK_MAX = 28;
/** Longer than any value that a label could announce. */
const VALUE_MAX = 220;
/** Behind a short form stands its full stop: "Rek.nr.:". */
const COLON = /^\.?\s?(?:"?[:：=]\s?["“]?|】\s?[:：]?|\]\s?[:：]?|\t| {2,}| \| )/;

export function readLabels(
  text: string,
  folded: string,
  claims: Claims,
  tokens: readonly Token[],
  lexicon: Lexicon,
): { labels: Label[]; complaints: SaidOf[]; without: SaidOf[] } {
  const labels: Label[] = [];
  const complaints: SaidOf[] = [];
  const without: SaidOf[] = [];
  const tokenAt = new Map(tokens.map((token) => [token.from, token]));
  let edgeFrom = 0;
  for (let at = 0; at < folded.length; at += 1) {
    if (!claims.isFree(at, at + 1)) {
      edgeFrom = at + 1;
      continue;
    }
    const phrase = atEdge(folded, at, edgeFrom) ? phraseAt(folded, at, lexicon) : 0;
    const found = lexicon.label(folded, at);
    if (!found || found.length < phrase) {
      if (phrase && (!found || phrase > found.length)) {
        at += phrase - 1;
        edgeFrom = at + 1;
      }
      continue;
    }
    const pair = pairAt(folded, at + found.length, found.field, lexicon);
    const field = pair?.field ?? found.field;
    const end = pair?.end ?? at + found.length;
    const blamed = complaintBefore(folded, at, lexicon);
    const edge = atEdge(folded, at, edgeFrom);
    const wrong = edge ? wrongBehind(folded, end, lexicon) : 0;
    // 公司名改一下：…: what comes behind the colon is right.
    const right = wrong ? /^\s?:\s?(?=\S)/.exec(folded.slice(wrong, wrong + 4))?.[0].length : undefined;
    if (right) {
      labels.push({ field, from: at, to: skip(folded, wrong + right), joint: 'colon', negated: false });
      at = wrong + right - 1;
      edgeFrom = wrong + right;
      continue;
    }
    if (wrong || (blamed && !joined(text, folded, at, end, field, tokenAt, lexicon, claims))) {
      complaints.push({ field, from: at - blamed, to: wrong || end });
      at = (wrong || end) - 1;
      edgeFrom = at + 1;
      continue;
    }
    const joint = joined(text, folded, at, end, field, tokenAt, lexicon, claims);
    const gone = withoutIt(folded, { field, from: at, to: joint?.to ?? end }, lexicon);
    if (gone) {
      without.push({ field, ...gone });
      at = gone.to - 1;
      edgeFrom = at + 1;
      continue;
    }
    const han = isHan(folded[at] ?? '');
    const allowed =
      joint &&
      (edge ||
        (han &&
          joint.joint !== 'copula' &&
          (!GLUED.test(folded.slice(at, end)) || BEFORE_GLUED.test(folded.slice(Math.max(0, at - 3), at)))));
    // "Raison sociale : Société Test": right behind a label stands its value.
    // "The contract is signed": a number must stand there.
    if (field === 'reference' && joint?.joint === 'copula' && !isReference(folded, joint.to)) continue;
    // "Opening bank: China Merchants Bank Hefei Branch": the word within its own value.
    const before = labels.at(-1);
    const within =
      field === 'bank' &&
      joint?.joint === 'kind' &&
      before?.field === 'bank' &&
      /^[^\n\t,;|。，；]*[a-z] $/.test(folded.slice(before.to, at));
    if (!allowed || within || (joint.joint === 'kind' && before?.to === at)) continue;
    labels.push({ field, from: at, ...joint });
    at = Math.max(joint.to, end) - 1;
    edgeFrom = joint.to;
  }
  return { labels, complaints, without };
}

const SECOND: Partial<Record<Labelled, readonly [Labelled, Labelled]>> = {
  address: ['phone', 'addressPhone'],
  bank: ['account', 'bankAccount'],
};

/** "Address & tel", 单位地址/电话: two labels with one value each behind them. */
function pairAt(
  folded: string,
  end: number,
  field: Labelled,
  lexicon: Lexicon,
): { field: Labelled; end: number } | undefined {
  const [second, pair] = SECOND[field] ?? [];
  const gap = second && /^ ?(?:[/&+、,]|及|和|与|and|en|og|et) ?/.exec(folded.slice(end, end + 6))?.[0];
  const next = gap ? lexicon.label(folded, end + gap.length) : undefined;
  const fits = next?.field === second || (second === 'phone' && next?.field === 'mobile');
  return gap && next && pair && fits ? { field: pair, end: end + gap.length + next.length } : undefined;
}

/** The beginning, a separator, something that has an owner, a list's number. */
const atEdge = (folded: string, at: number, edgeFrom: number): boolean =>
  at === 0 ||
  at === edgeFrom ||
  EDGE.test(folded[at - 1] ?? '') ||
  (isDigit(folded[at - 1] ?? '') && isHan(folded[at] ?? '') && (at === 1 || !isWord(folded[at - 2] ?? '')));

function phraseAt(folded: string, at: number, lexicon: Lexicon): number {
  const { lead, around, heading } = lexicon.is;
  return Math.max(lead(folded, at), around(folded, at), heading(folded, at));
}

/** HT-2026-118, 4500012345: a number of somebody's own, and no year. */
const REFERENCE = /^#?(?!(?:19|20)\d\d(?![\da-z-]))(?=[a-z/-]{0,16}\d)[a-z\d/-]{4}/;
const isReference = (folded: string, at: number): boolean => REFERENCE.test(folded.slice(at, at + 24));

/** Two to four Chinese characters, then a gap, a number or the next label. */
function isPerson(folded: string, at: number, lexicon: Lexicon): boolean {
  let length = 0;
  while (length < 5 && isHan(folded[at + length] ?? '') && !(length >= 2 && lexicon.label(folded, at + length)))
    length += 1;
  return length >= 2 && length <= 4;
}

const LABEL_MORE = /^(?:(?: ?[/&+,] ?| )(?:n° |nr\. |no\. )?[a-z\u00df-\u024f'’-]{1,20}\.?){1,3}(?=\s?[:=\t]|\]|】)/;
const LABEL_MORE_MAX = 70;

const atLineStart = (folded: string, at: number): boolean =>
  /(?:^|\n)[\s\d.、)）*•[【-]{0,6}$/.test(folded.slice(Math.max(0, at - 8), at));

/** Behind a separator a label begins as on a line of its own. */
const atPieceStart = (folded: string, at: number): boolean =>
  atLineStart(folded, at) || /(?:[\t,;，；。|]|\. )\s?$/.test(folded.slice(Math.max(0, at - 3), at));

type Tokens = ReadonlyMap<number, Token>;

function joined(
  text: string,
  folded: string,
  start: number,
  end: number,
  field: Labelled,
  tokens: Tokens,
  lexicon: Lexicon,
  claims: Claims,
): Pick<Label, 'to' | 'joint' | 'negated'> | undefined {
  let at = end;
  const remark = REMARK.exec(folded.slice(at, at + REMARK_MAX))?.[0] ?? '';
  at += remark.length;
  const colon = COLON.exec(folded.slice(at, at + 6))?.[0];
  if (colon) return { to: skip(folded, at + colon.length), joint: 'colon', negated: false };
  // "Adresse professionnelle :", "Bank & account no.:": words that belong to the label.
  const more = LABEL_MORE.exec(folded.slice(at, at + LABEL_MORE_MAX))?.[0].length;
  // What a company is called is a word of other labels too: "Company addr.: Room 12".
  const begins = field === 'name' ? atLineStart : atPieceStart;
  const late = more && begins(folded, start) ? COLON.exec(folded.slice(at + more, at + more + 6))?.[0] : undefined;
  // "Buyer name Lund & Holm ApS⇥Tax code": before a column a name is none of the label.
  const isName = late?.includes('\t') === true && /\p{Lu}/u.test(text.slice(at, at + (more ?? 0)));
  // "Entity address⇥…": the last of the words says what it is.
  const said = more && late ? labelWithin(folded, at, at + more, lexicon) : undefined;
  if (said && said !== field) return undefined;
  if (more && late && !isName) return { to: skip(folded, at + more + late.length), joint: 'colon', negated: false };
  // 公司名改一下：…, 税号换成新的：…
  const han = isHan(folded[end - 1] ?? '')
    ? /^[\u3400-\u9fff]{1,5}(?=\s?:\s?\S)/.exec(folded.slice(at, at + 8))?.[0].length
    : 0;
  const behindHan = han ? COLON.exec(folded.slice(at + han, at + han + 6))?.[0] : undefined;
  if (han && behindHan && !lexicon.label(folded, at))
    return { to: skip(folded, at + han + behindHan.length), joint: 'colon', negated: false };
  // A label that stands alone on its line: the next line is its value.
  const alone = /^\s?\n/.exec(folded.slice(at, at + 3))?.[0];
  if (alone && !remark && atLineStart(folded, start))
    return { to: skip(folded, at + alone.length), joint: 'colon', negated: false };
  const blank = /^ ?/.exec(folded.slice(at))?.[0].length ?? 0;
  const negation = lexicon.is.negator(folded, at + blank);
  const copulaFrom = at + blank + negation + (negation && folded[at + blank + negation] === ' ' ? 1 : 0);
  const over = negation ? 0 : overWords(folded, copulaFrom, lexicon);
  const copulaAt = copulaFrom + over;
  const copula = lexicon.is.copula(folded, copulaAt);
  // "No. 5" is no denial; "not", 不是 and "n'est pas" are.
  const denied = negation > 0 && !/^no(?:[. ]|$)/.test(folded.slice(at + blank, at + blank + negation));
  if (copula || denied) {
    let to = copulaAt + copula;
    const post = folded[to] === ' ' ? 1 : 0;
    const late = /^no(?:[. ]|$)/.test(folded.slice(to + post)) ? 0 : lexicon.is.negator(folded, to + post);
    if (late) to += post + late;
    to = skip(folded, to);
    if (folded[to] === ':') to = skip(folded, to + 1);
    // "What is …", "the bank is fine": no value.
    if (lexicon.is.asks(folded, to) || lexicon.is.approve(folded, to) || to >= folded.length) return undefined;
    return { to, joint: 'copula', negated: negation > 0 || late > 0 };
  }
  const to = skip(folded, at);
  return fits(field, text, folded, to, tokens, lexicon, claims) ? { to, joint: 'kind', negated: false } : undefined;
}

/** Over blanks and opening quotes. */
function skip(folded: string, from: number): number {
  let at = from;
  while (at < folded.length && /[ \t"“「'|]/.test(folded[at] ?? '')) at += 1;
  return at;
}

/** Whether a value of the field's own kind stands there: without a colon only that makes a word a label. */
function fits(
  field: Labelled,
  text: string,
  folded: string,
  at: number,
  tokens: Tokens,
  lexicon: Lexicon,
  claims: Claims,
): boolean {
  const token = tokens.get(at);
  if (field === 'taxId') return token?.kind === 'taxId' || token?.kind === 'account';
  if (field === 'phone' || field === 'mobile') return token?.kind === 'phone' || token?.kind === 'mobile';
  if (field === 'account') return token?.kind === 'account' || token?.kind === 'taxId';
  if (field === 'email') return token?.kind === 'email';
  if (field === 'postcode') return token?.kind === 'postcode';
  if (field === 'order') return token?.kind === 'bill';
  // 备注合同号 HT-1: what is remarked is a number with its own word.
  if (field === 'remark') return lexicon.label(folded, at)?.field === 'reference';
  if (field === 'reference') return isReference(folded, at);
  const limit = claims.freeUntil(at, Math.min(folded.length, at + VALUE_MAX));
  if (field === 'bank' || field === 'bankAccount')
    return (
      /^[\u3400-\u9fff]{0,14}(?:银行|信用社)/.test(folded.slice(at, at + 24)) ||
      /^(?:[a-z&.]{1,20} ){0,4}bank\b/.test(folded.slice(at, at + 80))
    );
  if (field === 'name') {
    // "naam van A naar B"
    if (renamedAt(folded, at, limit, lexicon)) return true;
    if (isHan(folded[at] ?? ''))
      return hanName(text, folded, at, Math.min(limit, runFrom(folded, at, limit)), lexicon, true) !== undefined;
    return /^(?:\d?|\d{1,4} )\p{Lu}/u.test(text.slice(at, at + 6));
  }
  if (field === 'recipient')
    return isPerson(folded, at, lexicon) || (/^\p{Lu}/u.test(text.slice(at)) && !isHan(folded[at] ?? ''));
  return looksLikePlace(text, folded, at, limit);
}
