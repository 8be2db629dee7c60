// How the fapiao should travel: by e-mail, Yunda, SF, or fetched at the branch.
import type { DeliveryMethod } from '../../domain/fapiao';
import { isQuestion } from './answers';
import { anyOf, fold } from './fold';
import { masked } from './mask';
import { everywhere } from './phrases';

const METHODS: DeliveryMethod[] = ['pickup', 'sf', 'yunda', 'email'];
const patterns = METHODS.map((method) => ({
  method,
  pattern: new RegExp(anyOf(everywhere((phrases) => phrases.methods[method])), 'gu'),
}));
const NOT =
  /(?:不要|不用|not |no |niet |geen |ikke |pas |instead of |in plaats van |i stedet for |au lieu d[eu]? ?)(?:by |via |per |par |med |met |with |the )?$/u;

/** Longest that NOT matches. */
const NOT_LONGEST = 40;

/** The method that the message names last; undefined for none or a question. A bare e-mail address is no wish for e-mail. */
export function parseMethod(text: string): DeliveryMethod | undefined {
  if (isQuestion(text)) return undefined;
  const folded = fold(masked(text));
  let best: { method: DeliveryMethod; at: number } | undefined;
  for (const { method, pattern } of patterns) {
    for (const match of folded.matchAll(pattern)) {
      if (NOT.test(folded.slice(Math.max(0, match.index - NOT_LONGEST), match.index))) continue;
      // A courier's name beats the word e-mail: "SF, and tell me by e-mail".
      const at = method === 'email' ? match.index - folded.length : match.index;
      if (!best || at > best.at) best = { method, at };
    }
  }
  return best?.method;
}
