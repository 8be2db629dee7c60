// A message clause by clause: its words by what they do, and what nobody understands.
import type { Claims, Span } from './claims';
import { isDigit, isHan, isWord } from './fold';
import type { Choice, Lexicon } from './lexicon';

export type Word =
  | Choice
  | {
      t:
        | 'negator'
        | 'want'
        | 'contrast'
        | 'approve'
        | 'except'
        | 'lack'
        | 'had'
        | 'asks'
        | 'around'
        | 'other'
        | 'claimed'
        | 'also';
    }
  | { t: 'number'; value: number; marked: boolean }
  /** Q2, 第二季度: the months of it. */
  | { t: 'months'; first: number; last: number; year?: number }
  | { t: 'year'; value: number };
export type ClauseToken = Word & Span;

export interface Clause extends Span {
  words: ClauseToken[];
  asks: boolean;
  lacks: boolean;
  /** What it speaks of has come, or has not: neither is a wish. */
  reports: boolean;
  /** Somebody asks for something there. */
  requests: boolean;
  /** Words that nobody understands, with substance. */
  unexplained: Span[];
}

const ENDS = /[,;.!?。！？；，\n]/;

/** The clauses of a text: parted by punctuation and by words such as "but", never inside what has an owner. */
export function readClauses(folded: string, claims: Claims, lexicon: Lexicon, month?: string): Clause[] {
  const clauses: Clause[] = [];
  let words: ClauseToken[] = [];
  let from = 0;
  let question = false;
  const close = (to: number): void => {
    // 是到付还是寄付: which of two.
    if (/(?:^|[^还])是.{1,10}还是/.test(folded.slice(from, to))) question = true;
    if (words.length) clauses.push(clauseOf(words, { from, to }, question));
    words = [];
    question = false;
    from = to;
  };
  for (let at = 0; at < folded.length; ) {
    if (!claims.isFree(at, at + 1)) {
      const start = at;
      while (at < folded.length && !claims.isFree(at, at + 1)) at += 1;
      words.push({ t: 'claimed', from: start, to: at });
      continue;
    }
    const char = folded[at] ?? '';
    if (char === '-' && folded[at - 1] === ' ' && folded[at + 1] === ' ') {
      close(at + 1);
      at += 1;
      continue;
    }
    // "jan. 2026"
    const last = words.at(-1);
    const isShort =
      char === '.' && last?.t === 'month' && last.to === at && /^\.\s?20\d\d/.test(folded.slice(at, at + 6));
    if (
      ENDS.test(char) &&
      !isShort &&
      !(char === '.' && isDigit(folded[at + 1] ?? '')) &&
      !(char === ',' && isList(folded, at))
    ) {
      if (char === '?') question = true;
      close(at + 1);
      at += 1;
      continue;
    }
    const word = wordAt(folded, at, claims, lexicon, month);
    if (!word) {
      at += 1;
      continue;
    }
    words.push(word);
    at = word.to;
  }
  close(folded.length);
  return clauses;
}

/** "1,3": one list. */
const isList = (folded: string, at: number): boolean =>
  isDigit(folded[at - 1] ?? '') && /^, ?\d/.test(folded.slice(at, at + 3));

/** `#3`, 第3张, "line 5", "regel 4": a place on the list. */
const OWN_NUMBER =
  /^(?:第|序号|编号|#|no\.? ?|nr\.? ?|n° ?|(?:bill|bills|item|line|position|number|factuur|regel|nummer|rekening|facture|ligne|numero|regning|linje|punkt) )?(\d{1,3})(?![\da-z])(?:号|张|笔|个|份|条)?/;

function wordAt(
  folded: string,
  at: number,
  claims: Claims,
  lexicon: Lexicon,
  month: string | undefined,
): ClauseToken | undefined {
  const char = folded[at] ?? '';
  if (!isWord(char) && !isHan(char) && char !== '#') return undefined;
  return (
    numberAt(folded, at, lexicon) ??
    phraseAt(folded, at, lexicon, { stop: claims.freeUntil(at, Math.min(folded.length, at + WORD_MAX)), month })
  );
}

/** What is written in digits, or in Chinese ones with the unit: dates, quarters, places on the list. */
function numberAt(folded: string, at: number, lexicon: Lexicon): ClauseToken | undefined {
  // 202606, 06/2026
  const printed = /^(?:(20[2-4]\d)(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])\/(20[2-4]\d))(?!\d)/.exec(folded.slice(at, at + 8));
  if (printed && !isDigit(folded[at - 1] ?? '')) {
    const [all, firstYear, lastMonth, firstMonth, lastYear] = printed;
    const value = Number(lastMonth ?? firstMonth);
    return { t: 'month', value, full: true, year: Number(firstYear ?? lastYear), from: at, to: at + all.length };
  }
  const year = /^(20[2-4]\d)\s?(?:年度?|-|\/|\.)?/.exec(folded.slice(at, at + 7));
  if (year && !isDigit(folded[at - 1] ?? '') && !isDigit(folded[at + 4] ?? '')) {
    const month = /^[-/.年]\s?(1[0-2]|0?[1-9])(?!\d)月?份?/.exec(folded.slice(at + 4, at + 12));
    // The month that follows is read next.
    return {
      t: 'year',
      value: Number(year[1]),
      from: at,
      to: at + (month && /^[-/.]/.test(month[0]) ? 5 : year[0].length),
    };
  }
  const named = /^(1[0-2]|0?[1-9])\s?(?:月份|月)/.exec(folded.slice(at, at + 6));
  if (named && !isDigit(folded[at - 1] ?? ''))
    return { t: 'month', value: Number(named[1]), full: true, from: at, to: at + named[0].length };
  if (
    /^(?:1[0-2]|0?[1-9])(?!\d)/.test(folded.slice(at, at + 3)) &&
    /20[2-4]\d[-/.]$/.test(folded.slice(Math.max(0, at - 5), at))
  ) {
    const digits = /^\d{1,2}/.exec(folded.slice(at))?.[0] ?? '';
    return { t: 'month', value: Number(digits), full: true, from: at, to: at + digits.length };
  }
  const twoDigits = /^(2\d)年(?=\s?\d)/.exec(folded.slice(at, at + 5));
  if (twoDigits && !isDigit(folded[at - 1] ?? ''))
    return { t: 'year', value: 2000 + Number(twoDigits[1]), from: at, to: at + 3 };
  // "2. kvartal": the full stop ends no sentence.
  const nth = /^([1-4])(?:\.|e|er|re|eme|st|nd|rd|th)? ?/.exec(folded.slice(at, at + 7));
  const noun = nth ? lexicon.choice(folded, at + nth[0].length) : undefined;
  if (nth && noun?.choice.t === 'quarter' && !isWord(folded[at - 1] ?? '')) {
    const n = Number(nth[1]);
    return { t: 'months', first: 3 * n - 2, last: 3 * n, from: at, to: at + nth[0].length + noun.length };
  }
  const quarter = /^(?:[qt]([1-4])(?![a-z\d])|第?([一二三四1-4])季度?)/.exec(folded.slice(at, at + 4));
  // 上一季: which one depends on today.
  if (quarter && !isWord(folded[at - 1] ?? '') && !/[上本这下]/.test(folded[at - 1] ?? '')) {
    const n = Number(quarter[1] ?? quarter[2]) || '一二三四'.indexOf(quarter[2] ?? '') + 1;
    return { t: 'months', first: 3 * n - 2, last: 3 * n, from: at, to: at + quarter[0].length };
  }
  const range = /^(\d{1,2})\s?(?:到|至|-|~)\s?(?=\d{1,2}\s?月)/.exec(folded.slice(at, at + 8));
  if (range && !isDigit(folded[at - 1] ?? ''))
    return { t: 'month', value: Number(range[1]), full: true, from: at, to: at + (range[1] ?? '').length };
  const number = OWN_NUMBER.exec(folded.slice(at, at + 14));
  if (number && !isWord(folded[at - 1] ?? '')) {
    const marked = number[0].length > (number[1] ?? '').length;
    return { t: 'number', value: Number(number[1]), marked, from: at, to: at + number[0].length };
  }
  return undefined;
}

/** The longest phrase of the lexicon that ends before `stop`, else one word that nobody knows. */
function phraseAt(
  folded: string,
  at: number,
  lexicon: Lexicon,
  { stop, month }: { stop: number; month: string | undefined },
): ClauseToken {
  const found: [Word, number][] = [];
  const choice = lexicon.choice(folded, at);
  if (choice) found.push([choice.choice, choice.length]);
  for (const t of [
    'except',
    'lack',
    'had',
    'negator',
    'asks',
    'contrast',
    'also',
    'approve',
    'want',
    'around',
  ] as const) {
    const length = lexicon.is[t](folded, at);
    if (length) found.push([{ t }, length]);
  }
  const { lead, govern, behind, keep, copula } = lexicon.is;
  const filling = Math.max(
    lead(folded, at),
    govern(folded, at),
    behind(folded, at),
    keep(folded, at),
    copula(folded, at),
    lexicon.label(folded, at)?.length ?? 0,
  );
  // 开普票 is said before and behind names, and holds a choice all the same.
  const inner = filling ? choiceWithin(folded, at, filling, lexicon) : 0;
  if (inner) found.push([{ t: 'around' }, inner]);
  // The longest; of equal ones the first, which says most.
  const best = found.filter(([, length]) => at + length <= stop).toSorted((a, b) => b[1] - a[1])[0];
  if (best) return { ...dated(best[0], month), from: at, to: at + best[1] } as ClauseToken;
  let to = at + 1;
  if (!isHan(folded[at] ?? ''))
    while (to < stop && (isWord(folded[to] ?? '') || /['’-]/.test(folded[to] ?? ''))) to += 1;
  return { t: 'other', from: at, to };
}

/** "Last month" as the month that it was. */
function dated(word: Word, month: string | undefined): Word {
  if (word.t !== 'ago') return word;
  if (!month) return { t: 'around' };
  const { unit, value } = word;
  const now = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  if (unit === 'year') return { t: 'year', value: Math.floor(now / 12) - value };
  if (unit === 'month') {
    const then = now - value;
    return { t: 'month', value: (then % 12) + 1, full: true, year: Math.floor(then / 12) };
  }
  const quarter = Math.floor(now / 3) - value;
  const first = (quarter % 4) * 3 + 1;
  return { t: 'months', first, last: first + 2, year: Math.floor(quarter / 4) };
}

/** How much of a filling phrase comes before a choice that it holds. */
function choiceWithin(folded: string, at: number, length: number, lexicon: Lexicon): number {
  if (!isHan(folded[at] ?? '')) return length;
  for (let inner = 1; inner < length; inner += 1) {
    const t = lexicon.choice(folded, at + inner)?.choice.t;
    if (t === 'type' || t === 'medium' || t === 'method') return inner;
  }
  return length;
}

const SUBSTANCE_LATIN = 4;
/** No phrase is longer, and of a longer word its beginning tells enough. */
const WORD_MAX = 80;

function clauseOf(words: ClauseToken[], span: Span, question: boolean): Clause {
  const unexplained: Span[] = [];
  for (const word of words) {
    if (word.t !== 'other') continue;
    const last = unexplained.at(-1);
    if (last && word.from - last.to <= 1) last.to = word.to;
    else unexplained.push({ from: word.from, to: word.to });
  }
  const reports = words.some(({ t }) => t === 'lack' || t === 'had');
  return {
    ...span,
    words,
    asks: question || words.some(({ t }) => t === 'asks'),
    lacks: words.some(({ t }) => t === 'lack'),
    reports,
    requests: words.some(({ t }) => t === 'want') && !reports,
    unexplained,
  };
}

/** A word that carries something: two Chinese characters, a Latin word of four letters. */
export const hasSubstance = (folded: string, { from, to }: Span): boolean => {
  const piece = folded.slice(from, to);
  const han = [...piece].filter(isHan).length;
  return han >= 2 || piece.split(/[^a-z\u00c0-\u024f]+/).some((word) => word.length >= SUBSTANCE_LATIN);
};

/** A word at all: what is chosen, and what is not, hangs on the smallest ones. */
export const hasWord = (folded: string, { from, to }: Span): boolean =>
  /[\u3400-\u9fff]|[a-z\u00c0-\u024f]{2}/.test(folded.slice(from, to));
