// What a message chooses: kind, medium, way of sending, bills. Each "not" reaches its own object only.
import type { DeliveryMethod, FapiaoType, Medium } from '../fapiao';
import { type BillWish, billsOf, isMonth, isOwnNumber, type Ref } from './bill-wish';
import type { Span } from './claims';
import { CHOICES, type ChoiceName, type Chosen, decide, type Named } from './choices';
import { type Clause, type ClauseToken, hasSubstance, type Word } from './clauses';

export interface Wishes {
  bills?: BillWish;
  type?: Chosen<FapiaoType>;
  medium?: Chosen<Medium>;
  method?: Chosen<DeliveryMethod>;
}

/** One clause being read, word by word. */
interface Walk {
  clause: Clause;
  folded: string;
  sure: boolean;
  /** What the next object is under. */
  negated: boolean;
  excepted: boolean;
  contrast: boolean;
  lacking: boolean;
  /** An e-mail address stands in the clause. */
  mailed: boolean;
  /** All addresses of the message. */
  mails: readonly Span[];
  /** The kind of the last object: "not paper or digital" denies both, "not paper and only May" one. */
  object?: Word['t'];
  year?: number;
  named: Record<ChoiceName, Named[]>;
  refs: Ref[];
}

/** What all clauses together choose, and between what they leave the choice open. Questions choose nothing. */
export function wishesOf(
  clauses: readonly Clause[],
  folded: string,
  { billsAsked, mails, named: company }: { billsAsked: boolean; mails: readonly Span[]; named: boolean },
): { wishes: Wishes; torn: ChoiceName[] } {
  const named: Walk['named'] = { type: [], medium: [], method: [] };
  const refs: Ref[] = [];
  for (const clause of clauses) {
    if (clause.asks) continue;
    const mailed = mails.some(({ from }) => from >= clause.from && from < clause.to);
    const sure = !clause.unexplained.some((span) => hasSubstance(folded, span));
    const walk: Walk = {
      clause,
      folded,
      sure,
      negated: false,
      excepted: false,
      contrast: false,
      lacking: false,
      mailed,
      mails,
      named,
      refs,
    };
    clause.words.forEach((word, n) => steps[word.t]?.(walk, word as never, n));
  }
  const wishes: Wishes = {};
  // Two different ones were named, and nothing says which.
  const torn: ChoiceName[] = [];
  for (const what of CHOICES) {
    const chosen = decide(what, named[what]);
    if (chosen === 'torn') torn.push(what);
    else if (chosen) Object.assign(wishes, { [what]: chosen });
  }
  const bills = billsOf(refs, clauses, folded, billsAsked, company);
  if (bills) wishes.bills = bills;
  return { wishes, torn };
}

type Step<T extends Word['t']> = (walk: Walk, word: Extract<ClauseToken, { t: T }>, n: number) => void;

const steps: { [T in Word['t']]?: Step<T> } = {
  negator: (walk) => {
    walk.negated = true;
  },
  except: (walk, _, n) => {
    // 除6月以外: said around what is left out.
    if (walk.excepted) return;
    // 九月的除外, "May excluded": nothing stands behind it, so what stands before it is meant.
    if (walk.clause.words.slice(n + 1).some(({ t }) => OBJECTS.has(t))) walk.excepted = true;
    else exceptsBefore(walk);
  },
  contrast: (walk, word: ClauseToken) => {
    // 把6月份的换成十月的: the first goes, the second comes.
    if (/^[换改变]/.test(walk.folded.slice(word.from, word.to))) dropRefs(walk);
    walk.negated = false;
    walk.contrast = true;
  },
  lack: (walk) => {
    walk.lacking = true;
  },
  // "not urgent, August": what "not" stands before is unknown, so it reaches no further.
  other: (walk, word: ClauseToken) => {
    // 用不着专票: a particle of one character ends nothing.
    if (word.to - word.from > 1) walk.negated = false;
  },
  claimed: (walk) => {
    walk.negated = false;
  },
  and: (walk, _, n) => {
    if (walk.clause.words[n + 1]?.t === walk.object) return;
    walk.negated = false;
    walk.excepted = false;
  },
  type: chooses,
  medium: chooses,
  method: chooses,
  year: (walk, word, n) => {
    walk.year = word.value;
    const { words } = walk.clause;
    if (words[n + 1]?.t !== 'month' && words[n - 1]?.t !== 'month') refer(walk, n, { year: word.value });
  },
  month: (walk, word, n) => {
    walk.object = 'month';
    const { words } = walk.clause;
    if (!isMonth(words, n) && !isBetween(walk, n)) return;
    const [before, next] = [words[n - 1], words[n + 1]];
    const year = word.year ?? (before?.t === 'year' ? before.value : next?.t === 'year' ? next.value : walk.year);
    const joint = before?.t === 'year' ? words[n - 2] : before;
    const last = walk.refs.at(-1);
    const ofYear = year ? { year } : {};
    if (last && 'month' in last.ref && isRange(walk, joint, word, 'month'))
      last.ref = { from: last.ref.month, to: word.value, ...ofYear };
    else refer(walk, n, { month: word.value, ...ofYear });
    if (!next || !['and', 'to', 'month', 'year'].includes(next.t)) walk.negated = false;
  },
  months: (walk, { first, last, year }, n) => ofMonths(walk, n, first, last, year),
  // "the second quarter", "kwartaal 2"
  quarter: (walk, _, n) => {
    const [before, next] = [walk.clause.words[n - 1], walk.clause.words[n + 1]];
    const value =
      [before, next].map((word) => (word && 'value' in word ? Number(word.value) : 0)).find((n) => n > 0) ?? 0;
    if (value >= 1 && value <= 4) ofMonths(walk, n, 3 * value - 2, 3 * value);
  },
  ordinal: (walk, word, n) => {
    if (walk.clause.words[n + 1]?.t === 'quarter') return;
    // "January first, please", "the May bill first": in which order, and no place on the list.
    if (isRightBehind(walk.clause.words, n, 'month', 'noun')) return;
    refer(walk, n, { number: word.value });
    walk.negated = false;
  },
  number: (walk, word, n) => {
    const { words } = walk.clause;
    const before = words[n - 1];
    if (before?.t === 'quarter' || words[n + 1]?.t === 'quarter') return;
    if (before?.t === 'latest' || !isOwnNumber(words, n)) return;
    const last = walk.refs.at(-1);
    if (last && 'number' in last.ref && isRange(walk, before, word, 'number'))
      last.ref = { number: last.ref.number, upTo: word.value };
    else refer(walk, n, { number: word.value });
  },
  latest: (walk, _, n) => {
    const [before, next] = [walk.clause.words[n - 1], walk.clause.words[n + 1]];
    const behind = next?.t === 'number' || next?.t === 'count' ? next.value : undefined;
    // "the two latest"
    refer(walk, n, { latest: behind ?? (before?.t === 'count' ? before.value : 1) });
  },
  all: (walk, word: ClauseToken) => {
    const { words } = walk.clause;
    // 没开过的全部开掉: the denial ends before it.
    walk.negated = false;
    // "all correct" chooses nothing.
    if (words.some(({ t }) => t === 'approve') && !words.some(({ t }) => t === 'noun')) return;
    // "a@x and b@y, both": the addresses.
    if (walk.mails.length > 1 && !words.some(({ t }) => t === 'noun')) return;
    if (walk.mails.length > 1 && walk.mails.some(({ to }) => word.from >= to && word.from - to <= NEAR)) return;
    walk.refs.push({ ref: { all: true }, negated: walk.negated, excepted: false, clause: walk.clause });
  },
};

function ofMonths(walk: Walk, n: number, from: number, to: number, own?: number): void {
  const { words } = walk.clause;
  const beside = [words[n - 1], words[n + 1], words[n + 2]].find((word) => word?.t === 'year');
  const year = own ?? (beside?.t === 'year' ? beside.value : walk.year);
  refer(walk, n, { from, to, ...(year ? { year } : {}) });
}

function chooses(walk: Walk, word: Extract<ClauseToken, { t: ChoiceName }>, n: number): void {
  walk.object = word.t;
  // "I have not received the PDF" chooses none.
  if (walk.lacking) return;
  // 除了原来的邮箱: beside what it is.
  if (walk.excepted && word.t === 'method') return;
  // "PDF to ap@firm.example", "the e-mail is ap@…": where to, and no choice.
  if (walk.mailed && (word.value === 'digital' || word.value === 'email')) return;
  // 邮箱停用了，请改发ap@…: the mailbox of which an address is said.
  if (walk.mails.length && word.value === 'email') return;
  const { clause, negated, sure, contrast } = walk;
  const denied = negated || isDeniedBehind(walk, n) || isRightBehind(clause.words, n, 'except');
  walk.named[word.t].push({ value: word.value, negated: denied, sure, contrast });
  const next = clause.words[n + 1]?.t;
  if (next !== 'and' && next !== 'type' && next !== 'medium') walk.negated = false;
}

function refer(walk: Walk, n: number, ref: Ref['ref']): void {
  const { negated, clause } = walk;
  const excepted = walk.excepted || isBetween(walk, n);
  walk.refs.push({ ref, negated: negated || isDeniedBehind(walk, n), excepted, clause });
}

/** "March to May", 3-5月: the word before and this one are the ends of a range. */
const isRange = (walk: Walk, before: ClauseToken | undefined, word: ClauseToken, t: 'month' | 'number'): boolean =>
  before?.t === 'to' || (before?.t === t && /^\s?[-~–到至]\s?$/.test(walk.folded.slice(before.to, word.from)));

const NEAR = 10;
const FILLING = new Set<Word['t']>(['around', 'want', 'approve', 'claimed', 'noun']);

/** 专票不要, "een speciale hebben we niet nodig": a denial behind the object, and nothing but small words behind that. */
function isDeniedBehind({ clause: { words } }: Walk, n: number): boolean {
  let at = n + 1;
  const { t } = words[n] ?? {};
  // 十月和十一月不要: both.
  while ((words[at]?.t === 'and' || words[at]?.t === 'to') && words[at + 1]?.t === t) at += 2;
  while (at < words.length && FILLING.has(words[at]?.t ?? 'other')) at += 1;
  if (words[at]?.t !== 'negator') return false;
  return words.slice(at + 1).every(({ t }) => FILLING.has(t) || t === 'negator');
}

/** "without paper": a word right behind another, over articles and the like. */
function isRightBehind(words: readonly ClauseToken[], n: number, t: Word['t'], over?: Word['t']): boolean {
  let at = n - 1;
  while (at >= 0 && ['want', 'around', over].includes(words[at]?.t)) at -= 1;
  return words[at]?.t === t;
}

/** "alles, op oktober na": Dutch says "but" around what is left out. */
function isBetween({ clause: { words }, folded }: Walk, n: number): boolean {
  const word = words[n];
  if (!word) return false;
  return (
    /(?:^|[\s,;])op (?:die |de (?:factuur |rekening )?)?(?:van )?$/.test(
      folded.slice(Math.max(0, word.from - 24), word.from),
    ) && /^(?: 20\d\d)? na(?![a-z\u00df-\u024f\d])/.test(folded.slice(word.to, word.to + 10))
  );
}

/** What a clause can choose or leave out. */
const OBJECTS = new Set<Word['t']>([
  'month',
  'year',
  'number',
  'ordinal',
  'latest',
  'type',
  'medium',
  'method',
  'claimed',
  'noun',
]);

/** The bills that the clause has named so far, "all" apart: up to the last "all", which they are taken from. */
function exceptsBefore({ clause, refs }: Walk): void {
  for (const ref of refs.toReversed()) {
    if (ref.clause !== clause || 'all' in ref.ref) return;
    ref.excepted = true;
  }
}

/** What is replaced by what comes next. */
function dropRefs({ clause, refs }: Walk): void {
  for (let last = refs.at(-1); last?.clause === clause && !('all' in last.ref); last = refs.at(-1)) refs.pop();
}
