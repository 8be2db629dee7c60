// Gives out application numbers, counted anew each month of China's calendar.
import { applicationNumber, numberPrefix } from '../../domain/application-number';
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
  const key = keys.counter(numberPrefix(month));
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await deps.store.get(key);
    const first = found ? bodyOf('counter', found).next : 1;
    const doc = record('counter', key, { ...(found ? bodyOf('counter', found) : {}), next: first + count });
    const done = await deps.store.commit(key.pk, [
      found ? { op: 'replace', doc, etag: found.etag } : { op: 'create', doc },
    ]);
    if (done.ok) return Array.from({ length: count }, (_, i) => applicationNumber(month, first + i));
  }
  throw new StoreBusy('the counter of application numbers is too busy');
}
