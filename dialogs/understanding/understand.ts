// What a free message means: commands, wishes, questions and corrections, in any of the six languages. Pure; learns its phrases once.
import type { Locale } from '../../locales/list';
import { isQuestion } from './answers';
import { parseCorrection } from './correction';
import { exactMeanings, examples, labelOf, withoutPoliteness } from './exact';
import { LOOKED_AT, plain } from './fold';
import { languageRequest } from './language';
import { masked } from './mask';
import type { CommandName, Understood } from './names';
import { createMeanings, type Near } from './meanings';

export { parseCorrection } from './correction';
export type { CommandName, FaqTopic, FlowIntent, SlotName, Understood } from './names';
export { COMMANDS, FAQ_TOPICS, FLOW_INTENTS } from './names';

/** From here on the engine acts on the best meaning; below, a message is the answer to what was asked, or a miss. */
export const UNDERSTOOD_FROM = 0.5;

/** Commands that are recognised inside a sentence too; the others (yes, no, thanks …) only as whole messages. */
const IN_SENTENCES = new Set<CommandName>([
  'help',
  'startOver',
  'person',
  'repeat',
  'signOut',
  'menu',
  'back',
  'cancel',
  'list',
]);
/** A sentence is a command only when nearly all of it is known words: "Cancel Corp" and 取消科技 are names. */
const COMMAND_KNOWN = 0.75;
/** Help and a person do no harm when they are meant less surely. */
const HARMLESS = new Set<CommandName>(['help', 'person']);
const HARMLESS_KNOWN = 0.5;
const COMMAND_SCORE = 0.6;

let meanings: ((text: string) => Near[]) | undefined;
function nearest(text: string): Near[] {
  meanings ??= createMeanings(
    examples().filter(({ meaning }) => meaning.kind !== 'command' || IN_SENTENCES.has(meaning.name)),
  );
  return meanings(text);
}

/** Learns the phrases now (some tenths of a second) instead of at the first message. Call it once the process listens. */
export const warmUp = (): void => void nearest('warm up');

/** Slots whose valid answers are any text: there what only resembles a phrase is rather the answer. */
const FREE_TEXT = new Set(['name', 'address', 'bank', 'recipient', 'shipTo']);
const FREE_TEXT_DOUBT = 0.8;
/** In a form a named correction is the likelier reading, even where a question has the same words. */
const CORRECTION = { inFlow: 0.95, alone: 0.6 };

/**
 * Meanings of a message, best first, at most six; empty = nothing resembles it. `asked`: the slot that was asked last, `flow`: the
 * open form. Act from UNDERSTOOD_FROM (0.5) on. The asked slot's valid value should win over everything that is not `exact`.
 */
export function understand(text: string, options: { locale: Locale; asked?: string; flow?: string }): Understood[] {
  const { locale, asked, flow } = options;
  const found: Understood[] = exactMeanings(text, locale).map((meaning) => ({ ...meaning, score: 1, exact: true }));
  const wanted = languageRequest(text);
  if (wanted) {
    const rest = found.filter((one) => one.kind !== 'command' || one.name !== 'language');
    return [{ kind: 'command', name: 'language', value: wanted, score: 1, exact: true }, ...rest];
  }
  const correction = parseCorrection(text, locale, flow);
  if (correction)
    found.push({ kind: 'correction', ...correction, score: flow ? CORRECTION.inFlow : CORRECTION.alone, exact: false });
  if (found.length === 0 || !found.some((one) => one.exact)) {
    const core = withoutPoliteness(plain(masked(text.slice(0, LOOKED_AT), locale)));
    const doubt = asked && FREE_TEXT.has(asked) && !isQuestion(text) ? FREE_TEXT_DOUBT : 1;
    for (const { meaning, score, known } of core ? nearest(core) : []) {
      if (meaning.kind === 'command') {
        const enough = HARMLESS.has(meaning.name) ? HARMLESS_KNOWN : COMMAND_KNOWN;
        if (known < enough || score < COMMAND_SCORE) continue;
      }
      found.push({ ...meaning, score: Math.min(0.94, score) * doubt, exact: false });
    }
  }
  if (correction && flow) {
    for (const one of found)
      if (one.kind !== 'correction' && one.kind !== 'command') one.score = Math.min(one.score, 0.9);
  }
  const seen = new Set<string>();
  return found
    .toSorted((a, b) => b.score - a.score)
    .filter((one) => !seen.has(labelOf(one)) && seen.add(labelOf(one)))
    .slice(0, 6);
}
