// The kind of fapiao that a message asks for: digital or paper, normal or special.
import type { FapiaoType, Medium } from '../../domain/fapiao';
import { isQuestion } from './answers';
import { anyOf, fold } from './fold';
import { masked } from './mask';
import { everywhere } from './phrases';

const matcher = (kind: 'digital' | 'paper' | 'normal' | 'special') =>
  new RegExp(anyOf(everywhere((phrases) => phrases.kinds[kind])), 'gu');
const DIGITAL = matcher('digital');
const PAPER = matcher('paper');
const NORMAL = matcher('normal');
const SPECIAL = matcher('special');

// 专票改普票: of two that exclude each other the last one is meant, but "专票和普票" chooses neither.
function last(text: string, a: RegExp, b: RegExp): 'a' | 'b' | undefined {
  const place = (pattern: RegExp) => [...text.matchAll(pattern)].at(-1)?.index ?? -1;
  const [at, bt] = [place(a), place(b)];
  if (at < 0 && bt < 0) return undefined;
  if (at >= 0 && bt >= 0 && !CHANGED.test(text)) return undefined;
  return at > bt ? 'a' : 'b';
}
const CHANGED =
  /改|换|而不是|不要|instead|not |rather|to a? ?|naar|plaats van|in plaats|til|i stedet|au lieu|plutot|en (?:papier|numerique|normal|special)/u;

/** Medium and type where the message names them; undefined when it names neither, or asks what they are. */
export function parseKind(text: string): { medium?: Medium; type?: FapiaoType } | undefined {
  if (isQuestion(text)) return undefined;
  const folded = fold(masked(text));
  const negated = folded.replace(NEGATED, ' ');
  const medium = last(negated, DIGITAL, PAPER);
  const type = last(negated, NORMAL, SPECIAL);
  if (!medium && !type) return undefined;
  return {
    ...(medium ? { medium: medium === 'a' ? ('digital' as const) : ('paper' as const) } : {}),
    ...(type ? { type: type === 'a' ? ('normal' as const) : ('special' as const) } : {}),
  };
}
// "not special", 不要专票, pas de papier: says what it isn't.
const NEGATED = new RegExp(
  `(?:不要|不是|不用|别开|not |no |instead of |rather than |niet |geen |in plaats van |ikke |ingen |i stedet for |pas (?:de |un )?|au lieu d[eu']? ?)(?:a |an |een |en |et |un )?(?:${[DIGITAL, PAPER, NORMAL, SPECIAL].map((one) => one.source).join('|')})`,
  'gu',
);
