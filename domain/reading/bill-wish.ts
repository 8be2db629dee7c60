// Which bills a message means: by month, year, place on the list, number, all, the latest, with or without some.
import { type Clause, type ClauseToken, hasSubstance, hasWord, type Word } from './clauses';

export type BillRef =
  | { month: number; year?: number }
  | { year: number; upTo?: number }
  | { from: number; to: number; year?: number }
  | { number: number; upTo?: number }
  | { bill: string }
  | { latest: number }
  | { all: true };

export interface BillWish {
  only: BillRef[];
  without: BillRef[];
  /** Beside those that are chosen. */
  add: boolean;
  sure: boolean;
}

/** A bill as it is named, and what stands over it. */
export interface Ref {
  ref: BillRef;
  negated: boolean;
  excepted: boolean;
  clause: Clause;
}

const has = ({ words }: Clause, ...kinds: Word['t'][]): boolean => words.some(({ t }) => kinds.includes(t));

/** A month that is meant: not "15 Nov", and Jan, May or mars only among words of bills. */
export function isMonth(words: readonly ClauseToken[], n: number): boolean {
  const word = words[n];
  if (word?.t !== 'month') return false;
  const isDay = (one: ClauseToken | undefined): boolean =>
    one?.t === 'number' &&
    one.value <= 31 &&
    !one.marked &&
    Math.min(Math.abs(one.from - word.to), Math.abs(word.from - one.to)) <= 2;
  if (isDay(words[n - 1]) || isDay(words[n + 1])) return false;
  // "apart from June and March": the one is a month as the other is.
  const beside = words.some((one) => one.t === 'noun' || one.t === 'except' || (one.t === 'month' && one.full));
  return word.full || beside || words.every(({ t }) => t !== 'other');
}

const BESIDE_NUMBERS = new Set<Word['t']>([
  'number',
  'and',
  'to',
  'noun',
  'all',
  'around',
  'want',
  'except',
  'add',
  'also',
  'negator',
  'contrast',
  'latest',
]);

/** A number is a bill's place where it says so, or where the clause holds nothing else. */
export function isOwnNumber(words: readonly ClauseToken[], n: number): boolean {
  const word = words[n];
  return (word?.t === 'number' && word.marked) || words.every(({ t }) => BESIDE_NUMBERS.has(t));
}

/** The wish that all refs make together; undefined when nothing is said about bills. `named`: the message names a company by its tax id. */
export function billsOf(
  refs: readonly Ref[],
  clauses: readonly Clause[],
  folded: string,
  asked: boolean,
  named: boolean,
): BillWish | undefined {
  // "I have not got the August fapiao yet, please make it": the month counts when something is asked for as well.
  const requested = asked || clauses.some((clause) => clause.requests && !clause.asks);
  // "October, and not November", 除9月都开: between several even the smallest word decides.
  const several = refs.length > 1 ? hasWord : hasSubstance;
  const unclear = (clause: Clause): boolean => clause.unexplained.some((span) => several(folded, span));
  // "second" is no bill where an address is added.
  const ofBills = ({ ref, clause }: Ref): boolean =>
    !('number' in ref) || has(clause, 'noun') || !has(clause, 'claimed');
  const usable = refs.filter((one) => (!one.clause.reports || requested) && ofBills(one));
  const counted = usable.filter(({ ref, clause }) => {
    if ('latest' in ref) return asked || has(clause, 'noun');
    if (!('all' in ref) || has(clause, 'noun')) return true;
    if (unclear(clause)) return false;
    return usable.every((one) => 'all' in one.ref || one.excepted || one.negated);
  });
  const add = counted.some(({ clause }) => has(clause, 'add') && has(clause, 'month', 'number', 'ordinal'));
  // "Hej alle, …": how a message greets, with words that nobody knows, and then goes on.
  const greets = ({ ref, clause }: Ref): boolean =>
    'all' in ref && clause === clauses[0] && clauses.length > 1 && isGreeting(clause);
  // 9月的〈先别开〉，剩下都开: some by name, and all in another clause.
  const both = usable.some(
    (all) =>
      'all' in all.ref &&
      counted.some((one) => isPlain(one) && one.clause !== all.clause && !has(all.clause, 'month', 'months')),
  );
  // 都开到这家, "that should be all": beside a company's data "all" may be said of that.
  const vague = named && !asked && counted.every((one) => 'all' in one.ref && !has(one.clause, 'noun'));
  const sure = !both && !vague && counted.every((one) => !unclear(one.clause) && !greets(one));
  const refsNamed = withYear(counted.filter(({ ref }) => !('all' in ref)));
  const of = (some: readonly Ref[]): BillRef[] => some.map(({ ref }) => ref);
  const only = of(refsNamed.filter(({ negated, excepted }) => !negated && !excepted));
  // 一季度，3月不要: what is denied lies within the months that are wanted.
  const within = ({ ref }: Ref): boolean =>
    'month' in ref &&
    refsNamed.some(({ ref: of, negated }) => !negated && 'from' in of && isWithin(ref.month, of.from, of.to));
  const excepted = of(refsNamed.filter((one) => one.excepted || (one.negated && within(one))));
  // "not July but August": what is denied is simply not among the others.
  const without = only.length
    ? excepted
    : [...excepted, ...of(refsNamed.filter((one) => one.negated && !one.excepted))];
  if (only.length || without.length) return { only, without, add, sure };
  return counted.some(({ negated }) => !negated) ? { only: [{ all: true }], without: [], add, sure } : undefined;
}

const isPlain = ({ ref, negated, excepted }: Ref): boolean => !('all' in ref) && !negated && !excepted;

/** "All" at the end of a few words of which one is unknown, and nothing that asks. */
const isGreeting = ({ words }: Clause): boolean =>
  words.at(-1)?.t === 'all' &&
  words.length <= GREETING_MAX &&
  words.every(({ t }) => GREETS.has(t)) &&
  words.some(({ t }) => t === 'other');
const GREETING_MAX = 4;
const GREETS = new Set<Word['t']>(['all', 'other', 'around', 'also', 'to']);

const isWithin = (month: number, from: number, to: number): boolean =>
  from <= to ? month >= from && month <= to : month >= from || month <= to;

/** "January to March, 2026": the one year that is said is that of the months. */
function withYear(refs: readonly Ref[]): readonly Ref[] {
  const years = refs.filter(({ ref }) => 'year' in ref && !('month' in ref) && !('from' in ref));
  const months = refs.filter(({ ref }) => 'month' in ref || 'from' in ref);
  const [only] = years;
  if (!only || years.length > 1 || !months.length || !('year' in only.ref)) return refs;
  const { year } = only.ref;
  return months.map((one) => ({ ...one, ref: { year, ...one.ref } as BillRef }));
}
