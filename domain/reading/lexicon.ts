// The words of a language as the reader wants them: lists by what they do in a sentence, compiled to matchers.
import { TEXT_FIELDS } from '../application-fields';
import type { DeliveryMethod, FapiaoType, Medium } from '../fapiao';
import { foldSame } from './fold';
import { isWhole } from './whole-phrase';

/**
 * What a label can announce: every text that is asked for, and more. `reference`: a number that is said together with its
 * word (a contract's, an order's). The last two announce a pair, as Chinese invoice data is often printed.
 */
export const LABELLED = [
  ...TEXT_FIELDS,
  'email',
  'postcode',
  'order',
  'reference',
  'addressPhone',
  'bankAccount',
] as const;
export type Labelled = (typeof LABELLED)[number];

/** One language's lists, as they stand in `phrases.json`. */
export interface ReadingWords {
  labels: Record<Labelled, string[]>;
  /** Between a label and its value: is, 是, should be. */
  copula: string[];
  /** Before a name, any number of them: please, 麻烦, we need. */
  lead: string[];
  /** Directly before a name, which begins behind: a fapiao for, 开给, op naam van. */
  govern: string[];
  /** Directly behind a name and none of it: 的发票, as the title. */
  behind: string[];
  /** What is left of a label or a sentence directly before a name, and begins none: 全称, our company, full name. */
  rest: string[];
  /** Between an old value and the new one: 改名为, becomes, devient. */
  becomes: string[];
  /** Before the old one: 从, from, van. */
  former: string[];
  /** Of what is valid no more: old, cancelled, 作废. */
  over: string[];
  /** At the end of what somebody is not certain of: I think, 好像, tror jeg. */
  hedge: string[];
  /** What has come already: received, 收到了. */
  had: string[];
  /** Before where something goes to: 寄到, 发给. */
  sent: string[];
  /** Joins two sentences, whatever they speak of: 另外, besides, bovendien. */
  join: string[];
  /** Bodies without a legal form, beside their names: foundation, school, Stichting, Lycée. */
  bodies: string[];
  /** Over a block of data: invoice details, 开票信息如下. */
  heading: string[];
  negator: string[];
  /** Between a negator and what it negates: want, need, a, 要, 开. */
  want: string[];
  /** Begins a clause of its own: but, 而是, maar. */
  contrast: string[];
  /** Behind or before a field: it is wrong. */
  wrong: string[];
  /** One more beside what is there: also, cc, 再. */
  also: string[];
  /** Behind or before a field: it goes, there is none. */
  drop: string[];
  /** Nothing has come yet: not received, 还没收到. */
  lack: string[];
  /** What stays as it is: the rest is fine, 其他不变. */
  keep: string[];
  /** A sentence that asks: what, how, 什么, 吗. */
  asks: string[];
  /** The buyer is the person who writes. */
  self: string[];
  /** Who sells, never who buys. */
  seller: string[];
  /** All is well: beside it "all" chooses no bills. */
  approve: string[];
  /** All but what follows: except, 除了, behalve. */
  except: string[];
  /** Words that say nothing of their own in this field: greetings, thanks, articles. */
  around: string[];
}

/** What goes by with the calendar. */
export const UNITS = ['month', 'quarter', 'year'] as const;
export type Unit = (typeof UNITS)[number];

/** What a person can choose by a word: which fapiao, how it travels, which bills. */
export interface ChoiceWords {
  kinds: Record<Medium | FapiaoType, string[]>;
  methods: Record<DeliveryMethod, string[]>;
  bills: {
    noun: string[];
    all: string[];
    latest: string[];
    add: string[];
    to: string[];
    and: string[];
    /** Two to six, as in "the last two". */
    counts: string[][];
    /** First to fifth. */
    ordinals: string[][];
    /** Three months of a year, behind "first" or before "2". */
    quarter: string[];
    /** January to December. */
    months: string[][];
    /** This one, the one before, the one before that: which it is depends on the day. */
    ago: Record<Unit, string[][]>;
  };
}

/** The length of the longest phrase that stands at a place of a folded text; 0 = none. */
export type Matcher = (folded: string, at: number) => number;

export type Choice =
  | { t: 'type'; value: FapiaoType }
  | { t: 'medium'; value: Medium }
  | { t: 'method'; value: DeliveryMethod }
  /** `full`: written out, not Jan or mrt. */
  | { t: 'month'; value: number; full: boolean; year?: number }
  | { t: 'ordinal'; value: number }
  | { t: 'count'; value: number }
  /** So many units before the one that goes on now. */
  | { t: 'ago'; unit: Unit; value: number }
  | { t: 'all' | 'latest' | 'add' | 'to' | 'and' | 'noun' | 'quarter' };

const LISTS = [
  'copula',
  'lead',
  'govern',
  'behind',
  'rest',
  'becomes',
  'former',
  'over',
  'hedge',
  'had',
  'sent',
  'join',
  'bodies',
  'heading',
  'negator',
  'want',
  'contrast',
  'wrong',
  'also',
  'drop',
  'lack',
  'keep',
  'asks',
  'self',
  'seller',
  'except',
  'approve',
  'around',
] as const satisfies (keyof ReadingWords)[];
type List = (typeof LISTS)[number];
/** The same in any language's company: a question is none of another language's statements. */
const EVERYWHERE = new Set<List>(['except', 'asks', 'bodies']);

export interface Lexicon {
  /** The longest word of a choice at a place. */
  choice(folded: string, at: number): { choice: Choice; length: number } | undefined;
  /** The field of the longest label at a place, and its length. */
  label(folded: string, at: number): { field: Labelled; length: number } | undefined;
  is: Record<List, Matcher>;
}

/** One phrase with all that it can mean. */
interface Entry {
  phrase: string;
  lists: Set<List>;
  field?: Labelled;
  choice?: Choice;
}

/** One language's words, as its `phrases.json` has them. */
export type LanguageWords = ChoiceWords & { reading: ReadingWords };

/**
 * Compiles the words of the languages that a message may mix. Labels, months, kinds, ways of sending and "except" come from
 * `everywhere`: blocks are pasted as others wrote them. Small words (and, to, not) are those of `own` languages only: Dutch
 * "en" is no Danish one. A text's places are looked up once each: the newest text is remembered.
 */
export function lexiconOf(own: readonly LanguageWords[], everywhere: readonly LanguageWords[] = own): Lexicon {
  const entries = new Map<string, Entry>();
  const add = (phrase: string, more: (entry: Entry) => void): void => {
    const folded = foldSame(phrase).trim();
    if (!folded) return;
    const entry = entries.get(folded) ?? { phrase: folded, lists: new Set<List>() };
    more(entry);
    entries.set(folded, entry);
  };
  for (const list of LISTS)
    for (const phrase of (EVERYWHERE.has(list) ? everywhere : own).flatMap(({ reading }) => reading[list]))
      add(phrase, (entry) => entry.lists.add(list));
  for (const field of LABELLED)
    for (const phrase of everywhere.flatMap(({ reading }) => reading.labels[field]))
      add(phrase, (entry) => (entry.field ??= field));
  for (const [choice, phrases] of [...smallChoices(own), ...choicesOf(everywhere)])
    for (const phrase of phrases) add(phrase, (entry) => (entry.choice ??= choice));
  const byFirst = new Map<string, Entry[]>();
  for (const entry of entries.values()) {
    const first = entry.phrase[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), entry]);
  }
  for (const some of byFirst.values()) some.sort((a, b) => b.phrase.length - a.phrase.length);
  const none: Entry[] = [];
  let text = '';
  let known: (Entry[] | undefined)[] = [];
  const at = (folded: string, place: number): Entry[] => {
    if (folded !== text) {
      text = folded;
      known = [];
    }
    const candidates = byFirst.get(folded[place] ?? '');
    if (!candidates) return none;
    return (known[place] ??= candidates.filter(
      ({ phrase }) => folded.startsWith(phrase, place) && isWhole(folded, place, phrase),
    ));
  };
  const is = Object.fromEntries(
    LISTS.map((list): [List, Matcher] => [
      list,
      (folded, place) => at(folded, place).find(({ lists }) => lists.has(list))?.phrase.length ?? 0,
    ]),
  ) as Record<List, Matcher>;
  return {
    choice(folded, place) {
      const entry = at(folded, place).find(({ choice }) => choice);
      return entry?.choice && { choice: entry.choice, length: entry.phrase.length };
    },
    label(folded, place) {
      const entry = at(folded, place).find(({ field }) => field);
      return entry?.field && { field: entry.field, length: entry.phrase.length };
    },
    is,
  };
}

/** The month before last is as far as anybody counts. */
const AGO_MOST = 3;

type Phrased = [Choice, string[]];
const phrased = (
  languages: readonly ChoiceWords[],
  choice: Choice,
  list: (words: ChoiceWords) => readonly string[],
): Phrased => [choice, languages.flatMap(list)];

const smallChoices = (languages: readonly ChoiceWords[]): Phrased[] =>
  (['add', 'to', 'and'] as const).map((t) => phrased(languages, { t }, (words) => words.bills[t]));

function choicesOf(languages: readonly ChoiceWords[]): Phrased[] {
  const of = (choice: Choice, list: (words: ChoiceWords) => readonly string[]) => phrased(languages, choice, list);
  return [
    of({ t: 'type', value: 'normal' }, (words) => words.kinds.normal),
    of({ t: 'type', value: 'special' }, (words) => words.kinds.special),
    of({ t: 'medium', value: 'digital' }, (words) => words.kinds.digital),
    of({ t: 'medium', value: 'paper' }, (words) => words.kinds.paper),
    ...(['pickup', 'sf', 'yunda', 'email'] as const).map((value) =>
      of({ t: 'method', value }, (words) => words.methods[value]),
    ),
    // The first form of a month is written out.
    ...Array.from({ length: 12 }, (_, n) => [
      of({ t: 'month', value: n + 1, full: true }, (words) => (words.bills.months[n] ?? []).slice(0, 1).filter(isLong)),
      of({ t: 'month', value: n + 1, full: false }, (words) => words.bills.months[n] ?? []),
    ]).flat(),
    ...Array.from({ length: 5 }, (_, n) => of({ t: 'count', value: n + 2 }, (words) => words.bills.counts[n] ?? [])),
    ...Array.from({ length: 5 }, (_, n) =>
      of({ t: 'ordinal', value: n + 1 }, (words) => words.bills.ordinals[n] ?? []),
    ),
    ...UNITS.flatMap((unit) =>
      Array.from({ length: AGO_MOST }, (_, value) =>
        of({ t: 'ago', unit, value }, (words) => words.bills.ago[unit][value] ?? []),
      ),
    ),
    ...(['all', 'latest', 'noun', 'quarter'] as const).map((t) => of({ t }, (words) => words.bills[t])),
  ];
}

/** May, mars and mei are words of their own, too; 十月 is not. */
const isLong = (month: string): boolean => month.length > 4 || /[\u3400-\u9fff]/.test(month);
