// What is chosen of two or more: kind, medium and way of sending, from all that a message says of them.
export interface Chosen<T> {
  value: T;
  sure: boolean;
}

export const CHOICES = ['type', 'medium', 'method'] as const;
export type ChoiceName = (typeof CHOICES)[number];

/** A choice as one clause names it. */
export interface Named {
  value: string;
  negated: boolean;
  sure: boolean;
  contrast: boolean;
}

const OPPOSITE: Record<string, string> = { normal: 'special', special: 'normal', digital: 'paper', paper: 'digital' };

const TORN = 'torn';

/** What all that was named comes to: the one that is wanted, `torn` between two, nothing. */
export function decide(what: ChoiceName, list: readonly Named[]): Chosen<string> | 'torn' | undefined {
  const all = outcome(what, list);
  if (all === undefined || all === TORN) return all && 'torn';
  // 上次开成专票被退，这次不要专票: what is understood says the same without the rest.
  const understood = list.filter(({ sure }) => sure);
  return { value: all, sure: outcome(what, understood) === all };
}

/** The value that is meant, or that two are. */
function outcome(what: ChoiceName, list: readonly Named[]): string | undefined {
  const wanted = list.filter(({ negated }) => !negated);
  const refused = new Set(list.filter(({ negated }) => negated).map(({ value }) => value));
  const values = [...new Set(wanted.map(({ value }) => value))].filter((value) => !refused.has(value));
  const [first] = values;
  if (first !== undefined && values.length === 1) return first;
  if (first !== undefined) {
    const last = wanted.at(-1);
    // "专票改成普票": the last one, after a word of contrast.
    if (last?.contrast) return last.value;
    // A courier beside "by e-mail": the courier carries it.
    const couriers = what === 'method' ? values.filter((value) => value !== 'email') : [];
    return couriers[0] !== undefined && couriers.length === 1 ? couriers[0] : TORN;
  }
  const [only] = refused;
  const other = only && refused.size === 1 ? OPPOSITE[only] : undefined;
  return other;
}
