// Work that ended the process while it was in hand: the watchdog marks it, and what did so twice is not tried again.
import { keys, record } from '../../storage/records';
import type { Key, Store } from '../../storage/store';

/** Once can be somebody else's fault: the work beside it, a machine that was too busy. */
const DEADLY = 2;
const TRIES = 5;

interface Marked {
  deadly?: { row: string; times: number } | undefined;
}

/** Whether this row was in hand when the process ended, twice. `body` of its header or of the outbox row itself. */
export const isDeadly = ({ deadly }: Marked, row: string): boolean =>
  deadly !== undefined && deadly.row === row && deadly.times >= DEADLY;

/**
 * Counts one end of the process on the document that the work belongs to. A conversation whose very first message it was
 * has no header yet and gets one that holds only this. False when others wrote it all the time or it is gone.
 */
export async function markDeadly(store: Store, key: Key, row: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await store.get<Marked>(key);
    if (!found && key.id !== keys.header('').id) return false;
    const before = found?.body.deadly;
    const deadly = { row, times: before?.row === row ? before.times + 1 : 1 };
    if (!found) {
      const empty = { state: null, nextSeq: 0, channel: '', pending: [], delivered: [], deadly };
      if ((await store.commit(key.pk, [{ op: 'create', doc: record('header', key, empty) }])).ok) return true;
      continue;
    }
    const { etag, ...doc } = found;
    const body = { ...found.body, deadly };
    if ((await store.commit(key.pk, [{ op: 'replace', doc: { ...doc, body }, etag }])).ok) return true;
  }
  return false;
}
