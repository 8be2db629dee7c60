// The doorbell: own commits ring at once, other processes' are noticed by SQLite's own change counter.
import { createRings } from '../rings';
import type { Database } from './driver';

export interface Doorbell {
  watch(ring: (pks: readonly string[]) => void): () => void;
  /** This process's own commits. */
  changed(pks: readonly string[]): void;
  stop(): void;
}

export interface DoorbellOptions {
  /** Marks this connection's own rows in `changes`: they rang already. */
  writer: number;
  /** How often the change counter is looked at; that costs 3 us. */
  pollMs: number;
  /** How often the changes are read whatever the counter says: repairs what it missed. */
  repairMs: number;
  log: (message: string, error: unknown) => void;
}

export function createDoorbell(db: Database, { writer, pollMs, repairMs, log }: DoorbellOptions): Doorbell {
  const version = db.prepare('PRAGMA data_version');
  const newest = db.prepare('SELECT max(seq) AS seq FROM changes');
  const others = db.prepare('SELECT DISTINCT pk FROM changes WHERE seq > ? AND seq <= ? AND writer <> ?');

  const rings = createRings(log);
  let timers: NodeJS.Timeout[] = [];
  let seen = 0;
  let known: unknown;

  const lastSeq = (): number => (newest.get() as { seq: number | null }).seq ?? 0;
  const lastVersion = (): unknown => (version.get() as { data_version: number }).data_version;

  function look(): void {
    // The upper bound first: what is committed between the two reads is for the next look.
    const upTo = lastSeq();
    if (upTo === seen) return;
    const pks = (others.all(seen, upTo, writer) as { pk: string }[]).map((row) => row.pk);
    seen = upTo;
    if (pks.length) rings.ring(pks);
  }

  function poll(): void {
    const current = lastVersion();
    if (current === known) return;
    // Read before the changes: whatever comes later moves the counter again.
    known = current;
    look();
  }

  /** A locked or failing file is the next call's trouble: a doorbell may be late. */
  const every = (ms: number, work: () => void): NodeJS.Timeout =>
    setInterval(() => {
      try {
        work();
      } catch (error) {
        known = undefined;
        log('the doorbell could not look', error);
      }
    }, ms).unref();

  function start(): void {
    known = lastVersion();
    seen = lastSeq();
    timers = [every(pollMs, poll), every(repairMs, look)];
  }

  function stop(): void {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    rings.clear();
  }

  return {
    watch(ring) {
      if (!timers.length) start();
      const remove = rings.add(ring);
      return () => {
        remove();
        if (!rings.count()) stop();
      };
    },
    changed: rings.own,
    stop,
  };
}
