// The index of phrase examples: which meanings' examples are nearest to a message (TF-IDF, cosine).
import type { Locale } from '../../locales/list';
import { type Example, labelOf, withoutPoliteness } from './exact';
import { features } from './features';
import { plain } from './fold';
import type { Meaning } from './names';

export interface Near {
  meaning: Meaning;
  /** Cosine with the best example, 0..1. */
  score: number;
  /** Part of the message's weight that any example knows, 0..1. */
  known: number;
}

/** Phrases of another language than the conversation's lose ties. */
const FOREIGN = 0.96;
/** A second example that is near supports the first. */
const SUPPORT = 0.12;

const family = (locale: Locale): string => locale.slice(0, 2);

export function createIndex(examples: Example[]) {
  const vectors = examples.map((example) => features(withoutPoliteness(plain(example.text))));
  const frequency = new Map<string, number>();
  for (const vector of vectors)
    for (const feature of vector.keys()) frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
  const rarity = (count: number) => Math.log(1 + examples.length / count);
  const unseen = rarity(1);

  const postings = new Map<string, { examples: Int32Array; weights: Float32Array; idf: number }>();
  for (const [feature, count] of frequency) {
    postings.set(feature, { examples: new Int32Array(count), weights: new Float32Array(count), idf: rarity(count) });
  }
  const filled = new Map<string, number>();
  const labels: { meaning: Meaning }[] = [];
  const labelAt = new Map<string, number>();
  const exampleLabel = new Int32Array(examples.length);
  const exampleFamily = examples.map((example) => family(example.locale));
  vectors.forEach((vector, at) => {
    let norm = 0;
    for (const [feature, weight] of vector) norm += (weight * (postings.get(feature)?.idf ?? 0)) ** 2;
    norm = Math.sqrt(norm) || 1;
    for (const [feature, weight] of vector) {
      const posting = postings.get(feature);
      if (!posting) continue;
      const place = filled.get(feature) ?? 0;
      filled.set(feature, place + 1);
      posting.examples[place] = at;
      posting.weights[place] = (weight * posting.idf) / norm;
    }
    const meaning = examples[at]?.meaning as Meaning;
    const label = labelOf(meaning);
    if (!labelAt.has(label)) labelAt.set(label, labels.push({ meaning }) - 1);
    exampleLabel[at] = labelAt.get(label) ?? 0;
  });
  const sums = new Float32Array(examples.length);

  /** Nearest meanings of a plain text, best first. */
  return (text: string, locale: Locale): Near[] => {
    const vector = features(text);
    let norm = 0;
    let knownNorm = 0;
    sums.fill(0);
    for (const [feature, weight] of vector) {
      const posting = postings.get(feature);
      const value = weight * (posting?.idf ?? unseen);
      norm += value ** 2;
      if (!posting) continue;
      knownNorm += value ** 2;
      const { examples: which, weights } = posting;
      for (let i = 0; i < which.length; i++)
        sums[which[i] as number] = (sums[which[i] as number] as number) + value * (weights[i] as number);
    }
    if (knownNorm === 0) return [];
    const own = family(locale);
    const length = Math.sqrt(norm);
    const best = new Float32Array(labels.length);
    const second = new Float32Array(labels.length);
    for (let at = 0; at < sums.length; at++) {
      const sum = sums[at] as number;
      if (sum === 0) continue;
      const score = (sum / length) * (exampleFamily[at] === own ? 1 : FOREIGN);
      const label = exampleLabel[at] as number;
      if (score > (best[label] as number)) {
        second[label] = best[label] as number;
        best[label] = score;
      } else if (score > (second[label] as number)) second[label] = score;
    }
    const known = knownNorm / norm;
    const found: Near[] = [];
    labels.forEach(({ meaning }, label) => {
      const first = best[label] as number;
      if (first < 0.2) return;
      const score = first + SUPPORT * (second[label] as number) * (1 - first);
      found.push({ meaning, score: Math.min(1, score), known });
    });
    return found.sort((a, b) => b.score - a.score).slice(0, 6);
  };
}
