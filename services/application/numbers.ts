// Application numbers: FP-YYMM-NNNN, counted anew each month of China's calendar.
import { bodyOf, keys, record } from '../../storage/records';
import { StoreBusy } from '../../storage/store';
import type { Instant } from '../../domain/result';
import type { Deps } from '../shared/deps';
import { chinaDay } from '../../domain/time';

const TRIES = 50;

/** `2611` for any moment of November 2026 in China. */
const monthOf = (at: Instant): string => chinaDay(at).slice(2, 7).replace('-', '');

/** Takes the next numbers of the month. A number that is taken and then not used stays a gap. Throws StoreBusy. */
export async function takeNumbers(deps: Deps, at: Instant, count: number): Promise<string[]> {
  const month = monthOf(at);
  const key = keys.counter(`FP-${month}`);
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await deps.store.get(key);
    const first = found ? bodyOf('counter', found).next : 1;
    const doc = record('counter', key, { ...(found ? bodyOf('counter', found) : {}), next: first + count });
    const done = await deps.store.commit(key.pk, [
      found ? { op: 'replace', doc, etag: found.etag } : { op: 'create', doc },
    ]);
    if (done.ok) return Array.from({ length: count }, (_, i) => `FP-${month}-${String(first + i).padStart(4, '0')}`);
  }
  throw new StoreBusy('the counter of application numbers is too busy');
}

/** What a person types as a number: any case, spaces, full-width; undefined when it is none. */
export function readNumber(text: string): string | undefined {
  const match = /^FP-?(\d{4})-?(\d{4,8})$/.exec(text.normalize('NFKC').toUpperCase().replace(/\s/g, ''));
  return match ? `FP-${match[1]}-${match[2]}` : undefined;
}

/** The place in the list of applications: sorts by month and count, also beyond 9,999. */
export const numberPlace = (number: string): string => {
  const [, month = '', count = ''] = number.split('-');
  return `${month}:${count.padStart(8, '0')}`;
};
