// What a message is compared by: word stems and their parts for Latin scripts, characters and their pairs for Chinese.
import { isQuestion } from './answers';
import { conceptsOf } from './concepts';
import { isHan } from '../../domain/reading/fold';
import { everywhere } from './phrases';
import { plain } from './fold';

/** Long enough to tell words apart, short enough that endings fall off: factuur/facturen differ, bestelling/bestellingen don't. */
const STEM = 6;

const common = new Set(everywhere((phrases) => phrases.function).map(plain));

const TOKEN = /[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+/g;

const WEIGHT = { word: 0.7, common: 0.3, pair: 0.35, part: 0.18, char: 0.25, bigram: 0.6, concept: 1.3, together: 0.5 };

/** Feature → weight before its rarity counts. */
export function features(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const add = (feature: string, weight: number) => {
    if (!found.has(feature)) found.set(feature, weight);
  };
  const { names, covered } = conceptsOf(text);
  // "Is an electronic one valid" and "an electronic one please" differ in little else.
  if (isQuestion(text)) names.add('question');
  const concepts = [...names].toSorted();
  concepts.forEach((name, at) => {
    add(`#${name}`, WEIGHT.concept);
    for (const other of concepts.slice(at + 1)) add(`#${name}+${other}`, WEIGHT.together);
  });
  let before = '';
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (isHan(token[0] ?? '')) {
      const chars = [...token];
      chars.forEach((char, at) => {
        add(char, common.has(char) ? WEIGHT.char / 3 : WEIGHT.char);
        const next = chars[at + 1];
        if (next) add(char + next, WEIGHT.bigram);
      });
      before = '';
      continue;
    }
    const stem = token.slice(0, STEM);
    const isCommon = common.has(token);
    add(stem, isCommon ? WEIGHT.common : WEIGHT.word);
    if (before) add(`${before} ${stem}`, WEIGHT.pair * (isCommon ? 0.6 : 1));
    // The parts of words catch typing errors and compounds; a word whose meaning is known needs none.
    if (!isCommon && token.length > 3 && !covered.has(index)) {
      const bounded = `^${token}$`;
      for (let at = 0; at + 3 <= bounded.length; at++) add(`~${bounded.slice(at, at + 3)}`, WEIGHT.part);
    }
    before = stem;
  }
  return found;
}
