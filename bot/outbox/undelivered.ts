// What becomes of rows of the outbox that did not get through: when to try again, and how to give up without silence.
import type { Instant } from '../../domain/result';
import { DAY, HOUR, later, SECOND } from '../../domain/time';
import type { Outbox } from '../../storage/records';
import type { Store, Stored } from '../../storage/store';

/** Three days of temporary failure: a mail server that is down over a weekend loses nothing. */
export const GIVE_UP_MS = 3 * DAY;
const KEPT_MS = 30 * DAY;

/** 10 s, 20 s, 40 s … at most 1 h, up to a quarter more so that rows do not come in step. `chance`: 0 to 1. */
export const backoff = (attempts: number, chance: number): number =>
  Math.round(Math.min(10 * SECOND * 2 ** Math.min(attempts, 20), HOUR) * (1 + chance / 4));

/** Takes a row out of the due list and keeps it for a month, with the reason, for whoever looks into it. */
export async function deadLetter(store: Store, row: Stored<Outbox>, now: Instant, why: string): Promise<void> {
  const { etag, lists, ...doc } = row;
  const people = lists?.people ? { lists: { people: lists.people } } : {};
  const body: Outbox = { ...row.body, dead: now, why };
  await store.commit(row.pk, [
    { op: 'replace', doc: { ...doc, ...people, body, expiresAt: later(now, KEPT_MS) }, etag },
  ]);
}
