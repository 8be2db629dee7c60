// Two values for one field: the one that is said to be over gives way to the other; where nothing says which, the person is asked.
import type { Span } from './claims';
import type { Found } from './found';
import type { Lexicon } from './lexicon';
import type { Name } from './names';
import { deniedBefore, type Values, type Work } from './work';

/** So far from a value it is said that it is over, within its clause. */
const SAID_MAX = 32;
const ENDS = /[\n,;，；。]/;

/** How far a place is from a span. */
const distance = (at: number, { from, to }: Span): number => (at < from ? from - at : at - to);

/** Those of which nothing says that they are over: "the old tax code A is cancelled, use B". Each such word is of the nearest. */
function aliveOf<Rival extends Span>(folded: string, rivals: readonly Rival[], lexicon: Lexicon): Rival[] {
  const over = new Set<Rival>();
  for (const one of rivals) {
    const near = { from: Math.max(0, one.from - SAID_MAX), to: Math.min(folded.length, one.to + SAID_MAX) };
    for (let at = near.from; at < near.to; at += 1) {
      if ((at >= one.from && at < one.to) || !lexicon.is.over(folded, at)) continue;
      const between = at < one.from ? folded.slice(at, one.from) : folded.slice(one.to, at);
      const nearest = rivals.every((other) => distance(at, one) <= distance(at, other));
      if (nearest && !ENDS.test(between)) over.add(one);
    }
  }
  return rivals.filter((one) => !over.has(one));
}

/** Settles what is there twice, or leaves it to the person. */
export function settleRivals(work: Work, found: Values, names: readonly Name[]): void {
  taxIds(work, found);
  titles(work, found, names);
}

function taxIds({ folded, lexicon, tokens, mute }: Work, { fields, offers }: Values): void {
  const { taxId } = fields;
  if (!taxId) return;
  const others = tokens.filter(
    (token) =>
      token.kind === 'taxId' &&
      token.sure &&
      token.value !== taxId.value &&
      !mute(token) &&
      !deniedBefore(folded, token.from, lexicon),
  );
  if (!others.length) return;
  const all: Found[] = [
    taxId,
    ...others.map(({ value, from, to }): Found => ({ value, from, to, sure: true, why: 'token' })),
  ];
  const alive = aliveOf(folded, all, lexicon);
  const [only] = alive;
  if (only && alive.length === 1) fields.taxId = only;
  else {
    fields.taxId = { ...taxId, sure: false };
    offers.push({ field: 'taxId', candidates: all.map(({ value }) => value).slice(0, 3) });
  }
}

/** "The old entity A is closed, all goes over B now": never A without a question. */
function titles({ folded, lexicon }: Work, found: Values, names: readonly Name[]): void {
  const { name } = found.fields;
  if (!name) return;
  const others = names.filter((one) => one.strong && one.value !== name.value && !lexicon.is.seller(folded, one.from));
  const alive = aliveOf<Span & { value: string }>(folded, [name, ...others], lexicon);
  const [next] = alive;
  if (!next || next === name) return;
  found.fields.name = { value: next.value, from: next.from, to: next.to, sure: false, why: 'shape' };
  found.offers = found.offers.filter(({ field }) => field !== 'name');
  found.offers.push({ field: 'name', candidates: [next.value, name.value] });
}
