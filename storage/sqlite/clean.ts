// Housekeeping: what expired a while ago and old change rows are deleted, a few at a time. No promise depends on it.
import type { Instant } from '../../domain/result';
import type { Database } from './driver';
import type { Group } from './group';

/** Some 3 ms of work: the others' commits in the same group hardly notice. */
const SLICE = 200;
/** Doorbells of other processes are at most this many commits behind. */
const KEPT_CHANGES = 100_000;
/** The clocks of two processes differ: a document may still be there for another one. */
const GRACE_MS = 60_000;

export interface Cleaner {
  /** Deletes slice after slice until nothing is left to delete. */
  run(): Promise<void>;
  stop(): void;
}

export interface CleanOptions {
  now: () => Instant;
  everyMs: number;
  log: (message: string, error: unknown) => void;
}

export function createCleaner(db: Database, group: Group, { now, everyMs, log }: CleanOptions): Cleaner {
  const expired = db.prepare('SELECT rowid, pk, id, lists FROM docs WHERE expires <= ? ORDER BY expires LIMIT ?');
  const remove = db.prepare('DELETE FROM docs WHERE rowid = ?');
  const leave = db.prepare('DELETE FROM lists WHERE list = ? AND place = ? AND pk = ? AND id = ?');
  const newest = db.prepare('SELECT max(seq) AS seq FROM changes');
  const forget = db.prepare(
    'DELETE FROM changes WHERE seq IN (SELECT seq FROM changes WHERE seq <= ? ORDER BY seq LIMIT ?)',
  );

  let stopped = false;

  function slice(): { ok: true; full: boolean } | { ok: false } {
    const before = new Date(Date.parse(now()) - GRACE_MS).toISOString();
    const rows = expired.all(before, SLICE) as { rowid: number; pk: string; id: string; lists: string | null }[];
    for (const { rowid, pk, id, lists } of rows) {
      const places: Record<string, string> = lists ? JSON.parse(lists) : {};
      for (const [list, place] of Object.entries(places)) leave.run(list, place, pk, id);
      remove.run(rowid);
    }
    const upTo = ((newest.get() as { seq: number | null }).seq ?? 0) - KEPT_CHANGES;
    const forgotten = upTo > 0 ? Number(forget.run(upTo, SLICE).changes) : 0;
    // Nothing to keep: the transaction is given up, which spares the flush.
    if (!rows.length && !forgotten) return { ok: false };
    return { ok: true, full: rows.length === SLICE || forgotten === SLICE };
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const done = await group.submit(slice);
      if (!done.ok || !done.full) return;
    }
  }

  const timer = setInterval(() => {
    run().catch((error: unknown) => log('housekeeping failed', error));
  }, everyMs).unref();

  return {
    run,
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
