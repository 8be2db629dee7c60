// Small answers: yes, no, confirm, and whether something is a question at all.
import { exactMeanings } from './exact';
import { anyOf, fold, plain } from './fold';
import type { CommandName } from './names';
import { PHRASES } from './phrases';
import { HAN, LATIN, type Locale } from '../../locales/list';

export { looksLikePassword, maskPasswords } from './passwords';

const isCommand = (text: string, names: CommandName[], locale: Locale): boolean =>
  exactMeanings(text, locale).some((meaning) => meaning.kind === 'command' && names.includes(meaning.name));

/** Whole answers only: "yes, but the title is X" is no yes. */
export const isYes = (text: string, locale: Locale = 'en-US'): boolean => isCommand(text, ['yes'], locale);
export const isNo = (text: string, locale: Locale = 'en-US'): boolean => isCommand(text, ['no'], locale);
/** What submits a summary: confirm or yes, never a number. */
export const isConfirm = (text: string, locale: Locale = 'en-US'): boolean =>
  isCommand(text, ['confirm', 'yes'], locale);

const latin = LATIN.flatMap((locale) => PHRASES[locale].question);
const STARTS = new RegExp(`^(?:${anyOf(latin)})`, 'u');
const HOLDS = new RegExp(anyOf(HAN.flatMap((locale) => PHRASES[locale].question)), 'u');

/** Ends with a question mark, or begins (Chinese: is built) like a question. */
export function isQuestion(text: string): boolean {
  if (/[?？]\s*$/.test(text)) return true;
  return STARTS.test(plain(text)) || HOLDS.test(fold(text));
}
