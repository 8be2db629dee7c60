// Which bills a message chooses: by number, month, year, all, the latest, with or without some.
import type { Locale } from '../../locales/list';
import { anyOf, fold } from './fold';
import { masked } from './mask';
import { everywhere } from './phrases';

export interface Listed {
  bill: string;
  /** `2026-11` */
  period: string;
  /** Place in the shown list, from 1. */
  number: number;
  selectable: boolean;
}

const group = (name: 'noun' | 'all' | 'latest' | 'without' | 'add' | 'to' | 'and' | 'filler') =>
  anyOf(everywhere((phrases) => phrases.bills[name]));
const all = (name: Parameters<typeof group>[0]) => new RegExp(group(name), 'gu');

const ORDINALS = [0, 1, 2, 3, 4].map(
  (n) => new RegExp(anyOf(everywhere((phrases) => phrases.bills.ordinals[n] ?? [])), 'gu'),
);
const monthForms = (n: number) => everywhere((phrases) => phrases.bills.months[n] ?? []);
const MONTHS = Array.from({ length: 12 }, (_, n) => new RegExp(anyOf(monthForms(n)), 'gu'));
const FULL_MONTHS = new Set(
  everywhere((phrases) => phrases.bills.months.map((forms) => fold(forms[0] ?? ''))).filter(
    (form) => form.length > 3 && form !== 'mars',
  ),
);
const PATTERNS = {
  noun: all('noun'),
  all: all('all'),
  latest: all('latest'),
  without: all('without'),
  add: all('add'),
  to: all('to'),
  and: all('and'),
  filler: all('filler'),
};
const POLITE = new RegExp(anyOf(everywhere((phrases) => phrases.polite)), 'gu');

type Token =
  | { t: 'all' | 'latest' | 'without' | 'add' | 'to' | 'and' | 'noun' | 'other' }
  | { t: 'number'; n: number }
  | { t: 'month'; m: number; full: boolean }
  | { t: 'year'; y: number };

/** Reads left to right; marks stand in private-use characters so that a word found once is not found again inside. */
function tokens(text: string): Token[] {
  const found: Token[] = [];
  const mark = (token: Token) => ` ${String.fromCodePoint(0xf0000 + found.push(token) - 1)} `;
  let rest = text
    // A day of a month is a date of something else: "paid 15 Nov", 11月15日.
    .replace(/\d{1,2}月\d{1,2}[日号]/gu, ' ? ')
    .replace(
      /(20\d\d)[-–/.年]\s?(0?[1-9]|1[0-2])(?![\d])月?份?/gu,
      (_, y: string, m: string) => mark({ t: 'year', y: Number(y) }) + mark({ t: 'month', m: Number(m), full: true }),
    )
    .replace(
      /(?<!\d)(\d{1,2})\s?(?:-|~|到|至|—|–)\s?(\d{1,2})\s?月份?/gu,
      (_, a: string, b: string) => `${a}月到${b}月`,
    )
    .replace(/(?<!\d)(0?[1-9]|1[0-2])\s?(?:月份|月)/gu, (_, m: string) =>
      mark({ t: 'month', m: Number(m), full: true }),
    )
    .replace(/(?<!\d)(20[2-4]\d)\s?年?度?(?!\d)/gu, (_, y: string) => mark({ t: 'year', y: Number(y) }));
  // From December down: 十一月 holds 一月.
  for (let n = 11; n >= 0; n--) {
    rest = rest.replace(MONTHS[n] as RegExp, (form, at: number) => {
      if (
        /(?<!\d)[0-3]?\d\.?\s?$/.test(rest.slice(Math.max(0, at - 5), at)) ||
        /^\.?\s?[0-3]?\d(?!\d)/.test(rest.slice(at + form.length, at + form.length + 5))
      )
        return ' ? ';
      return mark({ t: 'month', m: n + 1, full: FULL_MONTHS.has(form) });
    });
  }
  ORDINALS.forEach((pattern, n) => {
    rest = rest.replace(pattern, () => mark({ t: 'number', n: n + 1 }));
  });
  for (const t of ['latest', 'without', 'all', 'noun', 'add'] as const)
    rest = rest.replace(PATTERNS[t], () => mark({ t }));
  rest = rest
    // "1,3" is two bills, "1,368.00" an amount.
    .replace(
      /(?:第|#|no\.? ?|nr\.? ?|n° ?)?(?<!\d|\d\.|\d,(?=\d{3}(?!\d)))(\d{1,3})(?!\d)(?:号|张|笔|个)?/gu,
      (_, n: string) => mark({ t: 'number', n: Number(n) }),
    )
    .replace(PATTERNS.to, () => mark({ t: 'to' }))
    .replace(/\s+/g, ' ')
    .replace(/(?<=[\u{f0000}-\u{fffff}] ?)[-–—~]+(?= ?[\u{f0000}-\u{fffff}])/gu, () => mark({ t: 'to' }))
    .replace(PATTERNS.and, () => mark({ t: 'and' }))
    .replace(/[,，、+&;；/]/g, () => mark({ t: 'and' }))
    .replace(POLITE, ' ')
    .replace(PATTERNS.filler, ' ');
  return rest
    .split(/[\s.!?。！？"'():：]+/u)
    .filter(Boolean)
    .flatMap((part) => [...part.matchAll(/[\u{f0000}-\u{fffff}]|[^\u{f0000}-\u{fffff}]+/gu)])
    .map(([part]) => {
      const code = part.codePointAt(0) ?? 0;
      return code >= 0xf0000 ? (found[code - 0xf0000] ?? { t: 'other' }) : { t: 'other' };
    });
}

// Short numbers joined by hyphens or blanks would look like a phone number: ranges get a dash, lists get commas.
const spelledOut = (text: string): string =>
  /^\s*\d{1,3}(?:\s+\d{1,3})+\s*$/.test(text)
    ? text.trim().replace(/\s+/g, ',')
    : text.replace(/(?<![\dA-Za-z-])(\d{1,3}|20[2-4]\d)\s*-\s*(?=(?:\d{1,3}|20[2-4]\d)(?![\dA-Za-z-]))/g, '$1–');

const monthIndex = (period: string) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1;

/**
 * The bills that a message chooses, in the list's order, or undefined when it says nothing about bills. `current`: those chosen so
 * far, for "without March" and "add 4". Sets ("all", a year, a range of months, the latest) hold selectable bills only; a bill named
 * by its own number or month is returned even when it isn't selectable, so that the reason can be said.
 */
export function selectBills(text: string, bills: Listed[], current: string[], _locale: Locale): string[] | undefined {
  if (bills.length === 0 || text.length > 300) return undefined;
  const found = tokens(fold(masked(spelledOut(text))));
  const clean = found.every((token) => token.t !== 'other');
  const spoken = found.some((token) => token.t === 'noun');
  const has = (t: Token['t']) => found.some((token) => token.t === t);
  // In a sentence about something else only clear signs count: a bill word beside them, or a month written in full.
  const usable = found.filter((token) => {
    if (token.t === 'number') return clean;
    if (token.t === 'month') return clean || token.full || spoken;
    if (token.t === 'all' || token.t === 'latest' || token.t === 'year') return clean || spoken;
    if (token.t === 'without' || token.t === 'add') return clean || has('month');
    return token.t !== 'other';
  });
  // Words such as "all" and "all bills" choose; "bill" alone does not.
  if (!usable.some((token) => ['number', 'month', 'year', 'all', 'latest'].includes(token.t))) return undefined;
  if (clean && !spoken && found.length > 40) return undefined;

  const newest = bills.toSorted((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : a.number - b.number));
  const open = newest.filter((bill) => bill.selectable);
  const inMonth = (m: number, year: number | undefined, among: Listed[]) => {
    const same = among.filter((bill) => Number(bill.period.slice(5)) === m);
    const of = year ?? Number(same[0]?.period.slice(0, 4));
    return same.filter((bill) => Number(bill.period.slice(0, 4)) === of);
  };
  const chosen = new Set<string>();
  const removed = new Set<string>();
  let mode: 'set' | 'without' | 'add' = 'set';
  let adding = false;
  let ranged = false;
  let last: Token | undefined;
  let unknown = false;
  const put = (some: Listed[]) => {
    for (const { bill } of some) (mode === 'without' ? removed : chosen).add(bill);
  };
  const yearOf = (at: number): number | undefined => {
    const [before, after] = [usable[at - 1], usable[at + 1]];
    if (before?.t === 'year') return before.y;
    return after?.t === 'year' ? after.y : undefined;
  };
  const single = usable.filter((token) => token.t === 'year');
  const onlyYear = single.length === 1 && single[0]?.t === 'year' ? single[0].y : undefined;
  const hasMonth = usable.some((token) => token.t === 'month');
  usable.forEach((token, at) => {
    switch (token.t) {
      case 'without':
        mode = 'without';
        break;
      case 'add':
        mode = 'add';
        adding = true;
        break;
      case 'to':
        ranged = last !== undefined;
        return;
      case 'all':
        // "all of 2026": the year says which.
        if (!single.length && !(hasMonth && mode === 'set' && !has('without'))) put(open);
        break;
      case 'latest': {
        const next = usable[at + 1];
        put(open.slice(0, next?.t === 'number' ? next.n : 1));
        break;
      }
      case 'number': {
        if (usable[at - 1]?.t === 'latest') break;
        const from = ranged && last?.t === 'number' ? Math.min(last.n, token.n) : token.n;
        const to = ranged && last?.t === 'number' ? Math.max(last.n, token.n) : token.n;
        const some = bills.filter(
          (bill) => bill.number >= from && bill.number <= to && (from === to || bill.selectable),
        );
        if (some.length === 0) unknown = true;
        put(some);
        break;
      }
      case 'month': {
        const year = yearOf(at) ?? onlyYear;
        if (ranged && last?.t === 'month') {
          const end = inMonth(token.m, year, newest)[0];
          const first = end && monthIndex(end.period) - ((token.m - last.m + 12) % 12);
          if (end && first !== undefined)
            put(open.filter((bill) => monthIndex(bill.period) >= first && bill.period <= end.period));
        } else
          put(
            inMonth(
              token.m,
              year,
              mode === 'without'
                ? newest.filter((bill) => current.length === 0 || current.includes(bill.bill) || chosen.has(bill.bill))
                : newest,
            ),
          );
        break;
      }
      case 'year': {
        if (hasMonth) break;
        const from = ranged && last?.t === 'year' ? Math.min(last.y, token.y) : token.y;
        put(
          open.filter(
            (bill) =>
              Number(bill.period.slice(0, 4)) >= from && Number(bill.period.slice(0, 4)) <= Math.max(token.y, from),
          ),
        );
        break;
      }
      default:
        return;
    }
    if (token.t === 'number' || token.t === 'month' || token.t === 'year') last = token;
    ranged = false;
  });
  // A number that no bill has: not a choice of bills ("88" is something else).
  if (unknown && chosen.size === 0 && removed.size === 0) return undefined;
  const base = adding || (removed.size > 0 && chosen.size === 0) ? [...current, ...chosen] : [...chosen];
  const from = removed.size > 0 && base.length === 0 ? open.map((bill) => bill.bill) : base;
  const result = new Set(from.filter((bill) => !removed.has(bill)));
  return bills.filter(({ bill }) => result.has(bill)).map(({ bill }) => bill);
}
