// What a free message means: commands, wishes, questions and corrections, in any of the six languages. Pure; learns its phrases once.
import type { Locale } from '../../locales/list';
import { isQuestion } from './answers';
import { parseCorrection } from './correction';
import { exactMeanings, labelOf, withoutPoliteness } from './exact';
import { LOOKED_AT, plain } from './fold';
import { languageRequest } from './language';
import { masked } from './mask';
import type { CommandName, Understood } from './names';
import { everywhere } from './phrases';
import { createMeanings, type Near } from './meanings';

export { parseCorrection } from './correction';
export type { CommandName, FaqTopic, FlowIntent, SlotName, Understood } from './names';
export { COMMANDS, FAQ_TOPICS, FLOW_INTENTS } from './names';

/** From here on the engine acts on the best meaning; below, a message is the answer to what was asked, or a miss. */
export const UNDERSTOOD_FROM = 0.5;

/**
 * What else a message must be to count as a command: nearly all of it known words where it is as short as a name ("Cancel Corp" and
 * 取消科技 are names), surer where it is a sentence. Help and a person do no harm when they are meant less surely.
 */
const COMMAND = {
  short: { known: 0.8, score: 0.6 },
  long: { known: 0.55, score: 0.7 },
  harmless: { known: 0.5, score: 0.6 },
};
const HARMLESS = new Set<CommandName>(['help', 'person']);
/** From so many words, or pairs of Chinese characters, on. */
const SENTENCE = 4;
/** Others' business has any words: few of a name's are among them. */
const OTHERS = { known: 0.6, score: 0.65 };

const lengthOf = (core: string): number => (core.match(/[\u3400-\u9fff]{2}|[^\s\u3400-\u9fff]+/g) ?? []).length;

/** "Phone 021-…": the name of a field, whose value was beside it, asks for nothing. */
const FIELDS = new Set(everywhere(({ reading }) => Object.values(reading.labels).flat()).map(plain));

const isOthers = ({ meaning }: Near): boolean => meaning.kind === 'flow' && meaning.name === 'otherBusiness';

/** Whether a meaning that was found in a sentence is sure enough to be told from a name. */
function surely(near: Near, core: string): boolean {
  const { meaning, score, known } = near;
  if (isOthers(near)) return known >= OTHERS.known && score >= OTHERS.score;
  if (meaning.kind !== 'command') return true;
  const sentence = lengthOf(core) >= SENTENCE;
  const wanted = HARMLESS.has(meaning.name) ? COMMAND.harmless : sentence ? COMMAND.long : COMMAND.short;
  return known >= wanted.known && score >= wanted.score;
}

let meanings: ((text: string) => Near[]) | undefined;
function nearest(text: string): Near[] {
  meanings ??= createMeanings();
  return meanings(text);
}

/** Reads the learnt phrases now instead of at the first message. Call it once the process listens. */
export const warmUp = (): void => void nearest('warm up');

/** Slots whose valid answers are any text: there what only resembles a phrase is rather the answer. */
const FREE_TEXT = new Set(['name', 'address', 'bank', 'recipient', 'shipTo']);
const FREE_TEXT_DOUBT = 0.8;
/** Other vendors are customers too: their name is a title there. */
const NAME_DOUBT = 0.5;
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
    const looked = text.slice(0, LOOKED_AT);
    const rest = masked(looked, locale);
    const core = withoutPoliteness(plain(rest));
    const isValue = rest !== looked && FIELDS.has(core) && !isQuestion(text);
    const mayAnswer = asked !== undefined && FREE_TEXT.has(asked) && !isQuestion(text);
    for (const near of core && !isValue ? nearest(core) : []) {
      const doubt = !mayAnswer ? 1 : isOthers(near) ? NAME_DOUBT : FREE_TEXT_DOUBT;
      if (surely(near, core)) found.push({ ...near.meaning, score: Math.min(0.94, near.score) * doubt, exact: false });
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
