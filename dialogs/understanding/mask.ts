// Takes names, addresses and numbers out of a message, so that a company called 返回科技 is no wish to go back.
import type { Locale } from '../../locales/list';
import { readIn } from './reading';

/** Digits and letters that belong together: order numbers, and what else is no word. */
const NUMBER = /(?<![\p{L}\p{N}-])(?=[A-Za-z-]{0,20}\d[A-Za-z-]{0,20}\d)[A-Za-z0-9-]{5,64}(?![\p{L}\p{N}])/gu;

/** The message without names of companies, addresses, banks, e-mail addresses and long numbers. */
export function masked(text: string, locale: Locale): string {
  const { text: whole, values } = readIn(text, locale);
  let rest = '';
  let at = 0;
  for (const { from, to } of values.toSorted((a, b) => a.from - b.from)) {
    if (from > at) rest += whole.slice(at, from);
    rest += ' ';
    at = Math.max(at, to);
  }
  return (rest + whole.slice(at)).replace(NUMBER, ' ');
}
