// Which meanings a message resembles, by a classifier over the phrase examples of all languages.
import { trainClassifier, type Vector } from './classifier';
import { type Example, labelOf, withoutPoliteness } from './exact';
import { features } from './features';
import { plain } from './fold';
import type { Meaning } from './names';
import { everywhere } from './phrases';

export interface Near {
  meaning: Meaning;
  /** 0..1; the square root of the probability, so that a quarter is one half: one of sixty meanings that likely is likely meant. */
  score: number;
  /** Part of the message's weight that any example knows, 0..1. */
  known: number;
}

/** Wish and question about the same thing share words: their probabilities count together for the better of them. */
const SIBLINGS = [
  ['flow:forgotPassword', 'faq:forgotPasswordHow'],
  ['flow:forgotEmail', 'faq:forgotEmailHow'],
  ['flow:changeEmail', 'faq:changeEmailPassword'],
  ['flow:progress', 'faq:progressHow', 'faq:whyNotReceived'],
  ['flow:whatDoINeed', 'faq:whatToHaveReady'],
  ['flow:resend', 'faq:noActivationMail'],
];

/** Rare features weigh more, but less than in search: half-way between frequency's logarithm and none. */
const RARITY = 0.5;
const KEPT = 6;

/** Trains on the examples (some tenths of a second) and answers for plain texts without politeness, best first. */
export function createMeanings(examples: Example[]): (text: string) => Near[] {
  const labels = [...new Map(examples.map(({ meaning }) => [labelOf(meaning), meaning]))];
  const numbers = new Map(labels.map(([label], at) => [label, at]));
  const nothing = labels.length;
  const texts = [
    ...examples.map(({ text, meaning }) => ({ text, label: numbers.get(labelOf(meaning)) ?? nothing })),
    ...everywhere((phrases) => phrases.nothing).map((text) => ({ text, label: nothing })),
  ].map(({ text, label }) => ({ label, vector: features(withoutPoliteness(plain(text))) }));
  const frequency = new Map<string, number>();
  for (const { vector } of texts) for (const name of vector.keys()) frequency.set(name, (frequency.get(name) ?? 0) + 1);

  const unit = (raw: Vector): { vector: Vector; known: number } => {
    const vector: Vector = new Map();
    let [all, known] = [0, 0];
    for (const [feature, weight] of raw) {
      const seen = frequency.get(feature);
      const value = weight * Math.log(1 + texts.length / (seen ?? 1)) ** RARITY;
      all += value * value;
      // A pair of words that one phrase has teaches that phrase only.
      if (!seen || (seen === 1 && feature.includes(' '))) continue;
      known += value * value;
      vector.set(feature, value);
    }
    const length = Math.sqrt(all) || 1;
    for (const [feature, value] of vector) vector.set(feature, value / length);
    return { vector, known: all ? known / all : 0 };
  };
  const classify = trainClassifier(
    texts.map(({ vector, label }) => ({ label, vector: unit(vector).vector })),
    labels.length + 1,
  );
  const siblings = SIBLINGS.map((group) => group.map((label) => numbers.get(label) ?? nothing));

  return (text) => {
    const { vector, known } = unit(features(text));
    if (!vector.size) return [];
    const chances = classify(vector);
    for (const group of siblings) {
      const best = group.reduce((a, b) => ((chances[b] ?? 0) > (chances[a] ?? 0) ? b : a));
      chances[best] = group.reduce((sum, label) => sum + (chances[label] ?? 0), 0);
    }
    const none = chances[nothing] ?? 0;
    return labels
      .map(([, meaning], at) => ({ meaning, chance: chances[at] ?? 0 }))
      .filter(({ chance }) => chance > 0.03 && chance > none)
      .toSorted((a, b) => b.chance - a.chance)
      .slice(0, KEPT)
      .map(({ meaning, chance }) => ({ meaning, score: Math.sqrt(chance), known }));
  };
}
