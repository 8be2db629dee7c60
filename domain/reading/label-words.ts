// Words that stand between a label and its value: some belong to the label, some say what is done with it.
import type { Labelled, Lexicon } from './lexicon';

/** The field of the label with which some words end. */
export function labelWithin(folded: string, from: number, to: number, lexicon: Lexicon): Labelled | undefined {
  for (let at = from + 1; at < to; at += 1) {
    const label = folded[at - 1] === ' ' ? lexicon.label(folded, at) : undefined;
    if (label && at + label.length === to) return label.field;
  }
  return undefined;
}

/** "address changed to", "adres aanpassen naar": one or two unknown words before what joins, when a value begins behind it. */
export function overWords(folded: string, from: number, lexicon: Lexicon): number {
  if (lexicon.is.copula(folded, from) || !/^[a-z]/.test(folded.slice(from, from + 1))) return 0;
  const words = /^(?:[a-z\u00df-\u024f'-]{1,16} ){1,3}/.exec(folded.slice(from, from + 60))?.[0] ?? '';
  for (let at = 1; at <= words.length; at += 1) {
    if (words[at - 1] !== ' ') continue;
    const copula = lexicon.is.copula(folded, from + at);
    if (
      lexicon.label(folded, from + at) ||
      lexicon.is.negator(folded, from + at) ||
      lexicon.is.wrong(folded, from + at)
    )
      return 0;
    if (
      copula &&
      /^ (?:[\d\u3400-\u9fff]|(?:room|no|unit|suite|floor|building)\b)/.test(
        folded.slice(from + at + copula, from + at + copula + 9),
      )
    )
      return at;
  }
  return 0;
}
