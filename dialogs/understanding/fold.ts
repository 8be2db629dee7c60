// One spelling for comparison: lower case, no accents, no full-width forms, simplified characters, one blank for many.
import { unaccented } from '../../domain/reading/fold';
import { simplified } from '../../domain/scripts';

/** Longest part of a message that is looked at: what people want stands at the start, and time must not grow with the text. */
export const LOOKED_AT = 1200;

const LIGATURES: Record<string, string> = {
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  đ: 'd',
  ł: 'l',
  '’': "'",
  '‘': "'",
  '`': "'",
};
const known = new Map<string, string>();

function foldChar(char: string): string {
  const before = known.get(char);
  if (before !== undefined) return before;
  const plain = unaccented(char).normalize('NFC');
  const folded = [...plain].map((part) => LIGATURES[part] ?? simplified(part)).join('');
  // Only a bounded number of characters is remembered: texts come from strangers.
  if (known.size < 5000) known.set(char, folded);
  return folded;
}

/** White space of any kind and length is one blank, so that no pattern over folded text has to repeat anything for it. */
const next = (before: string, folded: string): string =>
  !/^\s/.test(folded) ? folded : before.endsWith(' ') ? '' : ' ';

/** Folded text, and for each of its characters where it stood in the original (`at` has one entry more: the end). */
export interface Folded {
  text: string;
  at: number[];
}

export function foldAligned(original: string): Folded {
  let text = '';
  const at: number[] = [];
  let place = 0;
  for (const char of original) {
    const folded = next(text, foldChar(char));
    for (let i = 0; i < folded.length; i++) at.push(place);
    text += folded;
    place += char.length;
  }
  at.push(place);
  return { text, at };
}

export function fold(original: string): string {
  let text = '';
  for (const char of original.length > LOOKED_AT ? original.slice(0, LOOKED_AT) : original)
    text += next(text, foldChar(char));
  return text;
}

const HAN_GAP = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** Folded words with single spaces and without punctuation; Chinese without spaces between characters. */
export const plain = (original: string): string => words(fold(original));

/** The same for a text that is folded already. */
export const words = (folded: string): string =>
  folded
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(HAN_GAP, '');

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A regular expression source for any of these phrases, for folded text; Latin ones only as whole words. Where one phrase begins with
 * another the longer wins. The order lets the engine share beginnings, and boundaries are checked once, not for each phrase.
 */
export function anyOf(phrases: readonly string[]): string {
  const folded = [...new Set(phrases.map((phrase) => fold(phrase).trim()).filter(Boolean))].toSorted().toReversed();
  const groups = new Map<string, string[]>();
  for (const phrase of folded) {
    const bounds = `${isWordChar(phrase[0] ?? '') ? 'w' : '-'}${isWordChar(phrase.at(-1) ?? '') ? 'w' : '-'}`;
    const source = escaped(phrase).replace(/'/g, "[' ]");
    groups.set(bounds, [...(groups.get(bounds) ?? []), source]);
  }
  return [...groups]
    .map(
      ([bounds, sources]) =>
        `${bounds[0] === 'w' ? '(?<![a-z0-9])' : ''}(?:${sources.join('|')})${bounds[1] === 'w' ? '(?![a-z0-9])' : ''}`,
    )
    .join('|');
}

const isWordChar = (char: string): boolean => /[a-z0-9]/.test(char);
