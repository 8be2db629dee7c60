// What becomes of rows of the outbox that did not get through: when to try again, and how to give up without silence.
import type { Instant } from '../../domain/result';
import { DAY, HOUR, later, SECOND } from '../../domain/time';
import type { Outbox } from '../../storage/records';
import { finish } from '../../storage/dues';
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
  const body: Outbox = { ...row.body, dead: now, why };
  await store.commit(row.pk, [
    { op: 'replace', doc: { ...doc, lists: notDue(lists), body, expiresAt: later(now, KEPT_MS) }, etag },
  ]);
}

function notDue(lists: Stored['lists'] = {}): NonNullable<Stored['lists']> {
  const { due: _, ...rest } = lists;
  return rest;
}

/**
 * The row got through: it goes, except where it tells of an application. Then that it was told stays for the desk, without
 * what was said. Lost: its lease ran out and somebody else has it.
 */
export async function given(store: Store, row: Stored<Outbox>, now: Instant): Promise<void> {
  const { body } = row;
  if (body.name !== 'applicationChanged') return void (await finish(store, row));
  const { etag, lists, ...doc } = row;
  const { reason: _, emails: __, fapiaos: ___, waybill: ____, ...params } = body.params;
  const sent = { ...body, params, sent: now } as Outbox;
  await store.commit(row.pk, [{ op: 'replace', doc: { ...doc, lists: notDue(lists), body: sent }, etag }]);
}
