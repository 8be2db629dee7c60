// The fapiao of an application: their numbers, which bills each covers, sums to the cent, and that no number is used twice.
import { type Fapiao, mediumOf, parseFapiaoNumber } from '../../domain/fapiao';
import { type Fen, sum, yuan } from '../../domain/money';
import type { Instant, Reason } from '../../domain/result';
import { type Application, bodyOf, keys, type Pointer } from '../../storage/records';
import { claim, release } from '../../storage/claims';
import type { Deps } from '../shared/deps';
import { no } from '../shared/once';

/** What staff give for one fapiao. Amounts and bills only where they are not obvious. */
export interface GivenFapiao {
  number: string;
  code?: string;
  amount?: Fen;
  bills?: string[];
}
type Planned = { ok: true; fapiaos: Fapiao[]; warn?: Reason } | { ok: false; reason: Reason };

/** A number alone repeats between codes; together they are unique. */
export const identity = ({ code, number }: Pick<Fapiao, 'code' | 'number'>): string =>
  code ? `${code}-${number}` : number;

/** Where it stands who has a number. */
export const fapiaoKey = (fapiao: Pick<Fapiao, 'code' | 'number'>) => keys.fapiao(identity(fapiao));

/** How many fapiao an application needs. */
export const fapiaosNeeded = ({
  grouping,
  bills,
}: Pick<Application, 'grouping'> & { bills: readonly unknown[] }): number =>
  grouping === 'together' ? 1 : bills.length;

/** Joins what was given to the application's bills: as many as its grouping needs, each over the sum of its bills. */
export function planFapiaos(application: Application, given: readonly GivenFapiao[], now: Instant): Planned {
  const { bills, grouping, amount, kind } = application;
  const needed = fapiaosNeeded(application);
  if (given.length !== needed) return no('fapiaoCount', { needed, given: given.length });
  let warn: Reason | undefined;
  const fapiaos: Fapiao[] = [];
  for (const [i, one] of given.entries()) {
    const parsed = parseFapiaoNumber(one.code ? `${one.code} ${one.number}` : one.number);
    if (!parsed.ok) return parsed;
    warn ??= parsed.warn;
    const { number, code } = parsed.value;
    // Fully digital fapiao have no code; paper ones have either form.
    if (code && mediumOf(kind) === 'digital') return no('fapiaoMedium');
    const own = one.bills ?? (grouping === 'together' ? bills.map(({ bill }) => bill) : [bills[i]?.bill ?? '']);
    const total = sum(bills.filter(({ bill }) => own.includes(bill)).map((bill) => bill.amount));
    if ((one.amount ?? total) !== total) return no('fapiaoSum', { amount: yuan(total), sum: yuan(one.amount ?? 0) });
    fapiaos.push({ number, ...(code ? { code } : {}), amount: total, bills: own, issuedAt: now });
  }
  if (new Set(fapiaos.map(identity)).size < fapiaos.length) return no('fapiaoTwice');
  // Each bill on exactly one fapiao, so that the sum is right to the cent and not by chance.
  const covered = fapiaos.flatMap((fapiao) => fapiao.bills);
  const known = new Set(bills.map(({ bill }) => bill));
  if (covered.length !== known.size || !covered.every((bill) => known.delete(bill))) return no('fapiaoBills');
  const total = sum(fapiaos.map((fapiao) => fapiao.amount));
  if (total !== amount) return no('fapiaoSum', { amount: yuan(amount), sum: yuan(total) });
  return { ok: true, fapiaos, ...(warn ? { warn } : {}) };
}

/** Claims the numbers for their application; answers the first one that another application has. */
export async function claimFapiaos(deps: Deps, application: Application): Promise<string | undefined> {
  const knows =
    (wanted: string) =>
    async ({ customer, holder }: Pointer) => {
      const doc = await deps.store.get(keys.application(customer, holder));
      return doc !== undefined && bodyOf('application', doc).fapiaos.some((one) => identity(one) === wanted);
    };
  const mine: string[] = [];
  for (const fapiao of application.fapiaos) {
    const name = identity(fapiao);
    const wish = { customer: application.customer, holder: application.number, now: deps.now() };
    const claimed = await claim(deps.store, keys.fapiao(name), wish, knows(name));
    if (!claimed.ok) {
      // The clerk mistyped one of several: the others are free for whom they belong to.
      for (const own of mine) await release(deps.store, keys.fapiao(own), application.number);
      return name;
    }
    mine.push(name);
  }
  return undefined;
}
