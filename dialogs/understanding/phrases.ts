// The words that are recognised, as data: one `locales/<locale>/phrases.json` a language.
import type { LanguageWords } from '../../domain/reading';
import { byLocale } from '../../locales/files';
import type { CommandName, FaqTopic, FlowIntent, SlotName } from './names';

/**
 * All texts may be written with or without accents and in either Chinese script: they are folded before comparison.
 * `corrections`, `forgets` and `passwords.before` are regular expressions over folded text.
 */
export interface Phrases extends LanguageWords {
  /** Dropped at the ends of a message: please, hello, thanks. */
  polite: string[];
  /** The commonest words: they tell the language and say little else. */
  function: string[];
  /** How questions begin (Chinese: what they hold). */
  question: string[];
  commands: Record<CommandName, string[]>;
  flows: Record<FlowIntent, string[]>;
  faq: Record<FaqTopic, string[]>;
  /** Small talk and other business: examples of what is none of the above. */
  nothing: string[];
  /** What the language is called: in itself, and in all others. */
  called: string[];
  /** The words that may stand around a language's name in "speak … please". */
  languageFrame: string[];
  slots: Record<SlotName, string[]>;
  /** With `{slot}` and `{value}`; without `{value}` only the wish to change it. */
  corrections: string[];
  /** Values that are none: "the title is wrong". */
  wrong: string[];
  bills: LanguageWords['bills'] & {
    without: string[];
    /** Words that may stand around a choice of bills and change nothing. */
    filler: string[];
  };
  /** Words of one meaning: beginnings (`$`: whole words), the same names in all languages. */
  concepts: Record<string, string[]>;
  passwords: { word: string[]; link: string[]; notOne: string[] };
  /** By what a message is read into fields; see domain/reading. */
}

/** That each file has this shape is checked by test/locales/phrases.test.ts. */
export const PHRASES = byLocale<Phrases>('phrases');

/** One part of all files, one after the other. */
export const everywhere = <T>(part: (phrases: Phrases) => T[]): T[] => Object.values(PHRASES).flatMap(part);
