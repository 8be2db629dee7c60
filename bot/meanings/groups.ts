// Sentences that resemble each other, in groups: the largest first.
import { features } from '../../dialogs/understanding/features';
import { plain } from '../../dialogs/understanding/fold';

export interface Sentence {
  text: string;
  asked?: string | undefined;
}
export interface Group<S extends Sentence> {
  sentences: S[];
}

/** Cosine of two sentences from which on they are about the same. */
const ALIKE = 0.5;

type Vector = ReadonlyMap<string, number>;

function unit(text: string): Vector {
  const found = new Map([...features(plain(text))].map(([name, amount]) => [name, Math.sqrt(amount)]));
  const length = Math.hypot(...found.values()) || 1;
  return new Map([...found].map(([name, amount]) => [name, amount / length]));
}

function cosine(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [name, amount] of a) sum += amount * (b.get(name) ?? 0);
  return sum;
}

/** Each sentence joins the group whose first one it resembles most, or begins one. */
export function groupAlike<S extends Sentence>(sentences: readonly S[]): Group<S>[] {
  const groups: (Group<S> & { first: Vector })[] = [];
  for (const sentence of sentences) {
    const vector = unit(sentence.text);
    const near = groups
      .map((group) => ({ group, alike: cosine(group.first, vector) }))
      .reduce<{ group?: Group<S>; alike: number }>((a, b) => (b.alike > a.alike ? b : a), { alike: 0 });
    if (near.group && near.alike >= ALIKE) near.group.sentences.push(sentence);
    else groups.push({ first: vector, sentences: [sentence] });
  }
  return groups.toSorted((a, b) => b.sentences.length - a.sentences.length);
}
