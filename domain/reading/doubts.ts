// What stands before a value and nobody understands: it may be the rest of it, or say whose it is. Then the person is asked.
import { type Clause, hasSubstance } from './clauses';
import type { Span } from './claims';
import type { Field, Found, Offer, Reading } from './found';
import type { Lexicon } from './lexicon';

type Fields = Reading['fields'];

/** Between an unknown label and its value. */
const JOINT = /^[ \t:：=＝】\]（("“'「|]{0,4}$/;

/** Whether words that nobody understands end where the value begins. */
const follows = (folded: string, unknown: readonly Span[], { from }: Span): boolean =>
  unknown.some((span) => span.to <= from && hasSubstance(folded, span) && JOINT.test(folded.slice(span.to, from)));

/**
 * Numbers whose sort only a label tells: a mobile that may be the company's or the courier's, 15 digits that may be an account.
 * Names, addresses and banks under a label that nobody knows are theirs by their shape: measured, 995 of 1,000.
 */
const isUncertain = (name: Field, { why, value }: Found): boolean =>
  why === 'token' &&
  (((name === 'phone' || name === 'mobile') && /^1\d{10}$/.test(value)) ||
    (name === 'taxId' && /^\d{15}$/.test(value)));

/** "… Jinan Branch, I think": what its writer is not certain of. */
const isHedged = (folded: string, { to }: Found, lexicon: Lexicon): boolean =>
  lexicon.is.hedge(folded, to + (/^[,，]? ?/.exec(folded.slice(to, to + 2))?.[0].length ?? 0)) > 0;

/** The fields with their doubts; for a name what it is asked with. */
export function doubted(
  folded: string,
  fields: Fields,
  offers: readonly Offer[],
  clauses: readonly Clause[],
  lexicon: Lexicon,
): { fields: Fields; offers: Offer[] } {
  const unknown = clauses.flatMap(({ unexplained }) => unexplained);
  const doubts = (Object.entries(fields) as [Field, Found][]).filter(
    ([name, found]) =>
      found.sure && (isHedged(folded, found, lexicon) || (isUncertain(name, found) && follows(folded, unknown, found))),
  );
  const more = doubts
    .filter(([name]) => !offers.some(({ field }) => field === name))
    .map(([field, { value }]): Offer => ({ field, candidates: [value] }));
  return {
    fields: { ...fields, ...Object.fromEntries(doubts.map(([name, found]) => [name, { ...found, sure: false }])) },
    offers: [...offers, ...more],
  };
}
