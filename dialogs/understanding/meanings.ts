// Which meanings a message resembles, by the model that was learnt from the phrases of all languages.
import { classify } from './classifier';
import { conceptsOf } from './concepts';
import { labelOf } from './exact';
import { fromBytes, learnModel, vectorOf } from './model';
import type { Meaning } from './names';
import { providedModel } from './provided';

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
  ['flow:progress', 'faq:progressHow', 'faq:whyNotReceived', 'flow:whereCourier'],
  ['flow:whatDoINeed', 'faq:whatToHaveReady'],
  ['flow:resend', 'faq:noActivationMail'],
];

const KEPT = 6;

/** Part of what a message would mean here that it means of another vendor instead, once it names one. */
const MOVED = 0.9;
/** Other vendors by name, kinds of shops, and other programs. */
const OTHERS = ['vendor', 'shop', 'apps'];

/** Answers for plain texts without politeness, best first. */
export function createMeanings(): (text: string) => Near[] {
  const kept = providedModel();
  const model = (kept && fromBytes(kept)) ?? learnModel();
  const { labels } = model;
  const numbers = new Map(labels.map((meaning, at) => [labelOf(meaning), at]));
  const others = numbers.get('flow:otherBusiness');
  const siblings = SIBLINGS.map((group) => group.flatMap((label) => numbers.get(label) ?? []));

  return (text) => {
    const { vector, known } = vectorOf(text, model);
    if (!vector.at.length) return [];
    const chances = classify(model.weights, vector);
    const about = conceptsOf(text).names;
    // "Where is the fapiao of …" a vendor that is not ours: the words around the name are those of any fapiao.
    if (others !== undefined && about.has('vendor') && !about.has('microsoft') && about.size > 1) {
      let moved = 0;
      chances.forEach((chance, at) => {
        if (at === others) return;
        moved += chance * MOVED;
        chances[at] = chance * (1 - MOVED);
      });
      chances[others] = (chances[others] ?? 0) + moved;
    }
    for (const group of siblings) {
      const best = group.reduce((a, b) => ((chances[b] ?? 0) > (chances[a] ?? 0) ? b : a));
      chances[best] = group.reduce((sum, label) => sum + (chances[label] ?? 0), 0);
    }
    const none = chances[labels.length] ?? 0;
    return labels
      .map((meaning, at) => ({ meaning, at, chance: chances[at] ?? 0 }))
      .filter(({ chance }) => chance > 0.03 && chance > none)
      .toSorted((a, b) => b.chance - a.chance)
      .slice(0, KEPT)
      .map(({ meaning, chance, at }) => ({
        meaning,
        score: Math.sqrt(chance),
        known: at === others && about.size > 1 && OTHERS.some((name) => about.has(name)) ? 1 : known,
      }));
  };
}
