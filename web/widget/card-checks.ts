// What the page itself can see wrong in an answer: the check characters of a Chinese taxpayer id. The server checks again.
import { isPersonNumber, usccValid } from '../../domain/uscc-checks';
import { repairs } from '../../domain/uscc-repair';

export interface Doubt {
  /** What was probably meant. */
  suggest: string[];
}

const SHAPE = /^[0-9A-HJ-NP-RT-UW-Y]{18}$/;

/** The blanks and hyphens that people copy along, and full-width characters, are no mistake. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\-‐-―.·]/g, '')
    .toUpperCase();

const CHECKS: Record<string, (value: string) => Doubt | undefined> = {
  taxId(value) {
    const id = bare(value);
    if (!SHAPE.test(id) || usccValid(id) || isPersonNumber(id)) return undefined;
    return { suggest: repairs(id) };
  },
};

/** What is doubtful in the answer of a slot; undefined where nothing is, or nothing is known. */
export const doubtOf = (slot: string, value: string): Doubt | undefined =>
  Object.hasOwn(CHECKS, slot) ? CHECKS[slot]?.(value) : undefined;

/** In groups of four, as people compare numbers. */
export const grouped = (id: string): string => id.replace(/(.{4})(?=.)/g, '$1 ');
