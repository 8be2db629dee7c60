// The learnt model: labels, how rare features are, and weights; learnt from the phrases and kept as bytes.
import { hashOf, learn, PLACES, type Vector, type Weights } from './classifier';
import { examples, labelOf, withoutPoliteness } from './exact';
import { features } from './features';
import { plain } from './fold';
import type { CommandName, Meaning } from './names';
import { everywhere } from './phrases';

/**
 * Commands that are learnt, so that a sentence with them is nothing else; the others (yes, no …) are whole messages only. Nothing is
 * submitted by a resemblance: confirm is learnt, and acted on as a whole message only.
 */
export const IN_SENTENCES = new Set<CommandName>([
  'help',
  'startOver',
  'person',
  'repeat',
  'signOut',
  'menu',
  'back',
  'cancel',
  'list',
  'thanks',
  'greeting',
  'language',
  'skip',
  'confirm',
]);

export interface Model {
  /** The last class of the weights is none of these. */
  labels: Meaning[];
  /** In how many of the `texts` examples a feature stands, by its hash. */
  frequency: Uint16Array;
  texts: number;
  weights: Weights;
}

/** So many that a feature which no example has is seldom taken for one that some have. */
const COUNTED = 2 ** 20;

/** Rare features weigh more, but less than in search: half-way between frequency's logarithm and none. */
const RARITY = 0.55;

/** A text's unit vector; features that no example has only shorten it. `known`: the part that examples have, 0..1. */
export function vectorOf(text: string, { frequency, texts }: Pick<Model, 'frequency' | 'texts'>) {
  const sums = new Map<number, number>();
  let [all, whole, known] = [0, 0, 0];
  for (const [feature, amount] of features(text)) {
    const hash = hashOf(feature);
    const seen = frequency[hash % COUNTED] as number;
    const rare = Math.log(1 + texts / (seen || 1)) ** RARITY;
    const value = Math.sqrt(amount) * rare;
    all += value * value;
    // How much of it is known is told by its words and pairs of characters; parts of words are nearly always known.
    if (!/^[~#]|^[\u3400-\u9fff]{3}/.test(feature) && !feature.includes(' ')) {
      whole += value * value;
      if (seen) known += value * value;
    }
    if (!seen) continue;
    const place = hash % PLACES;
    sums.set(place, (sums.get(place) ?? 0) + value);
  }
  const length = Math.sqrt(all) || 1;
  const vector: Vector = {
    at: Int32Array.from(sums.keys()),
    values: Float32Array.from(sums.values(), (value) => value / length),
  };
  return { vector, known: whole ? known / whole : 0 };
}

const learnable = () =>
  examples().filter(({ meaning }) => meaning.kind !== 'command' || IN_SENTENCES.has(meaning.name));
const labelsOf = (found: ReturnType<typeof learnable>): Meaning[] => [
  ...new Map(found.map(({ meaning }) => [labelOf(meaning), meaning])).values(),
];

/** Learns the model from the phrases of all languages: some seconds of CPU. */
export function learnModel(): Model {
  const found = learnable();
  const labels = labelsOf(found);
  const numbers = new Map(labels.map((meaning, at) => [labelOf(meaning), at]));
  const rows = [
    ...found.map(({ text, meaning }) => ({ text, label: numbers.get(labelOf(meaning)) ?? labels.length })),
    ...everywhere((phrases) => phrases.nothing).map((text) => ({ text, label: labels.length })),
  ].map(({ text, label }) => ({ label, text: withoutPoliteness(plain(text)) }));
  const frequency = new Uint16Array(COUNTED);
  for (const { text } of rows)
    for (const at of new Set([...features(text).keys()].map((feature) => hashOf(feature) % COUNTED)))
      frequency[at] = (frequency[at] as number) + 1;
  const base = { labels, frequency, texts: rows.length };
  const samples = rows.map(({ text, label }) => ({ label, vector: vectorOf(text, base).vector }));
  return { ...base, weights: learn(samples, labels.length + 1) };
}

/** The model without its labels, which are those of the phrases that it was learnt from. */
export function toBytes({ frequency, texts, weights }: Model): Uint8Array {
  const parts = [frequency, Uint32Array.of(texts), weights.scales, weights.bias, weights.bytes];
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** The model in bytes that were learnt from these phrases; undefined when they can't be. */
export function fromBytes(kept: Uint8Array): Model | undefined {
  const labels = labelsOf(learnable());
  const classes = labels.length + 1;
  const lengths = [COUNTED * 2, 4, classes * 4, classes * 4, PLACES * classes];
  if (kept.length !== lengths.reduce((a, b) => a + b)) return undefined;
  let at = 0;
  const part = () => {
    const from = at;
    at += lengths.shift() as number;
    // Copied: typed arrays want their alignment.
    return Uint8Array.from(kept.subarray(from, at)).buffer;
  };
  return {
    labels,
    frequency: new Uint16Array(part()),
    texts: new Uint32Array(part())[0] as number,
    weights: { scales: new Float32Array(part()), bias: new Float32Array(part()), bytes: new Int8Array(part()) },
  };
}
