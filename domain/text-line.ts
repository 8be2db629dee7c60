// One line of free text that is printed: an address as registered, a bank, a remark.
import { ok, type Parsed, refuse } from './result';
import { clean } from './text';

export const LINE_MAX = 100;

/** Blanks collapsed, nothing else changed. Refused: `empty`, `titleCharacters` (emoji, < >), `tooLong` {max}. */
export function parseLine(text: string, max = LINE_MAX): Parsed<string> {
  const line = clean(text);
  if (line === '') return refuse('empty');
  if (/[<>]|\p{Extended_Pictographic}/u.test(line)) return refuse('titleCharacters');
  return [...line].length > max ? refuse('tooLong', { max }) : ok(line);
}

export const REMARK_MAX = 128;

/** What is printed in the fapiao's remark: a contract or order number. */
export const parseRemark = (text: string): Parsed<string> => parseLine(text, REMARK_MAX);
