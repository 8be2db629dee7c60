// What somebody may have meant: the codes one slip away from a wrong one that satisfy both checks.
import { USCC_ALPHABET, usccValid } from './uscc-checks';

/** More suggestions than this are no help: the part that looks wrong is named instead. */
const MOST = 3;

/** Characters that are taken for each other on paper, screens and by text recognition. */
const LOOK_ALIKES = ['0ODQ', '1IL7T', '2Z', '5S', '8B3', '6GC', 'UV', 'WVY', 'MN', '9G', '4A', 'EF', 'PR', 'KX', 'CG'];

const alike = (a: string, b: string): boolean => LOOK_ALIKES.some((group) => group.includes(a) && group.includes(b));

const put = (code: string, at: number, char: string): string => code.slice(0, at) + char + code.slice(at + 1);

function swaps(code: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < code.length - 1; at++) {
    const [a = '', b = ''] = code.slice(at, at + 2);
    if (a !== b) found.push(code.slice(0, at) + b + a + code.slice(at + 2));
  }
  return found;
}

function substitutions(code: string): { likely: string[]; other: string[] } {
  const likely: string[] = [];
  const other: string[] = [];
  for (let at = 0; at < code.length; at++) {
    const typed = code[at] ?? '';
    for (const char of USCC_ALPHABET)
      if (char !== typed) (alike(typed, char) ? likely : other).push(put(code, at, char));
  }
  return { likely, other };
}

/**
 * At most three codes that pass both checks, best first: two neighbours swapped, then look-alikes, then any other
 * single character. Empty when there are more, because then none of them is likely enough.
 */
export function repairs(code: string): string[] {
  const single = substitutions(code);
  const swapped = swaps(code).filter(usccValid);
  const strong = [...new Set([...swapped, ...single.likely.filter(usccValid)])];
  const all = [...new Set([...strong, ...single.other.filter(usccValid)])];
  if (all.length <= MOST) return all;
  return strong.length <= MOST ? strong : [];
}

/** The codes that result when every forbidden letter is read as a look-alike that the alphabet has; at most three. */
export function withoutLookAlikes(code: string): string[] {
  let candidates = [''];
  for (const char of code) {
    const readings = USCC_ALPHABET.includes(char) ? [char] : [...USCC_ALPHABET].filter((other) => alike(char, other));
    candidates = candidates.flatMap((start) => readings.map((reading) => start + reading));
    if (candidates.length > 1000) return [];
  }
  const passing = candidates.filter(usccValid);
  return passing.length <= MOST ? passing : [];
}
