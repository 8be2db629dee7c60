// What a message is compared by: words, their pairs and parts for Latin scripts, runs of characters for Chinese, and concepts for all.
import { isHan } from '../../domain/reading/fold';
import { isQuestion } from './answers';
import { conceptsOf } from './concepts';

const TOKEN = /[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+/g;
/** Parts of words catch typing errors, endings and compounds. */
const PARTS = { from: 2, to: 4 };
const RUN = 3;
/** Before the square root that tempers repetition: a concept weighs as three words, a part of a word as less than half of one. */
const AMOUNT = { concept: 9, together: 2.25, part: 0.2 };
/** A number is a number, whichever: `fp-2611-0127` is `fp-0000-0000`. */
const DIGITS = /\d/g;

/** Feature → how much of it the text holds. */
export function features(raw: string): Map<string, number> {
  const text = raw.replace(DIGITS, '0');
  const found = new Map<string, number>();
  const add = (feature: string, weight = 1) => found.set(feature, (found.get(feature) ?? 0) + weight);
  let before = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (isHan(token[0] ?? '')) {
      for (let at = 0; at < token.length; at++)
        for (let n = 1; n <= RUN && at + n <= token.length; n++) add(token.slice(at, at + n));
      before = '';
      continue;
    }
    add(token);
    if (before) add(`${before} ${token}`);
    before = token;
    const bounded = `^${token}$`;
    for (let n = PARTS.from; n <= PARTS.to; n++)
      for (let at = 0; at + n <= bounded.length; at++) add(`~${bounded.slice(at, at + n)}`, AMOUNT.part);
  }
  const { names } = conceptsOf(text);
  // "Is an electronic one valid" and "an electronic one please" differ in little else.
  if (isQuestion(text)) names.add('question');
  const concepts = [...names].toSorted();
  concepts.forEach((name, at) => {
    add(`#${name}`, AMOUNT.concept);
    for (const other of concepts.slice(at + 1)) add(`#${name}+${other}`, AMOUNT.together);
  });
  return found;
}
