// What the desk's list shows of the board: filters, counts and pages, and which applications are free.
import { heldBy, PILES } from '../../domain/desk';
import type { DeskFilter, DeskPage, DeskRow, PileCounts } from '../../domain/desk-view';
import type { Instant } from '../../domain/result';
import type { Card } from './rows';

const LIMIT = 100;

/** The row as of now: what is late, and whose claim still counts. */
export function rowNow({ row }: Pick<Card, 'row'>, now: Instant): DeskRow {
  const { claim, ...rest } = row;
  const held = heldBy(claim, now);
  return { ...rest, late: row.pile !== undefined && now > row.until, ...(held ? { claim: held } : {}) };
}

export function countsOf(cards: Iterable<Card>, now: Instant): PileCounts {
  const counts = Object.fromEntries(PILES.map((pile) => [pile, { all: 0, late: 0 }])) as PileCounts;
  for (const { row } of cards) {
    if (!row.pile) continue;
    counts[row.pile].all += 1;
    if (now > row.until) counts[row.pile].late += 1;
  }
  return counts;
}

/** `staff`: the id of who asks. */
export interface Asked {
  filter: DeskFilter;
  staff: string;
  now: Instant;
}

/** Those that the filter leaves, by until. */
export function selected(cards: readonly Card[], { filter, staff, now }: Asked): Card[] {
  const { pile, kind, method, city, mine, late } = filter;
  return cards.filter(
    ({ row }) =>
      (!pile || row.pile === pile) &&
      (!kind || row.kind === kind) &&
      (!method || row.method === method) &&
      (!city || row.city === city) &&
      (!mine || heldBy(row.claim, now)?.staff === staff) &&
      (!late || now > row.until),
  );
}

/** A page of what the filter leaves, by until; `after` is the `next` of the page before. */
export function pageOf(cards: readonly Card[], asked: Asked & { after?: string }): Omit<DeskPage, 'at'> {
  const { filter, now, after } = asked;
  const all = selected(cards, asked);
  const from = after === undefined ? '' : Buffer.from(after, 'base64url').toString();
  const rest = from ? all.filter(({ place }) => place > from) : all;
  const page = rest.slice(0, LIMIT);
  const last = page.at(-1);
  const inPile = filter.pile ? cards.filter(({ row }) => row.pile === filter.pile) : cards;
  return {
    rows: page.map((card) => rowNow(card, now)),
    total: all.length,
    amount: all.reduce((sum, { row }) => sum + row.amount, 0),
    counts: countsOf(cards, now),
    cities: [...new Set(inPile.flatMap(({ row }) => row.city ?? []))].toSorted(),
    ...(last && rest.length > LIMIT ? { next: Buffer.from(last.place).toString('base64url') } : {}),
  };
}

/** Those that nobody works on, the most urgent first; where no pile is named, nothing that only waits. */
export function freeOnes(cards: readonly Card[], asked: Asked): Card[] {
  const { now, filter } = asked;
  return selected(cards, asked).filter(
    ({ row }) => !heldBy(row.claim, now) && (filter.pile !== undefined || row.pile !== 'stock'),
  );
}
