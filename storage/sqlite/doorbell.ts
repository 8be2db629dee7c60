// The doorbell: own commits ring at once, other processes' are noticed by SQLite's own change counter.
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

  const rings = new Set<(pks: readonly string[]) => void>();
  let own = new Set<string>();
  let timers: NodeJS.Timeout[] = [];
  let seen = 0;
  let known: unknown;

  const lastSeq = (): number => (newest.get() as { seq: number | null }).seq ?? 0;
  const lastVersion = (): unknown => (version.get() as { data_version: number }).data_version;

  function ringAll(pks: readonly string[]): void {
    for (const ring of rings) {
      try {
        ring(pks);
      } catch (error) {
        log('a watcher failed', error);
      }
    }
  }

  function look(): void {
    // The upper bound first: what is committed between the two reads is for the next look.
    const upTo = lastSeq();
    if (upTo === seen) return;
    const pks = (others.all(seen, upTo, writer) as { pk: string }[]).map((row) => row.pk);
    seen = upTo;
    if (pks.length) ringAll(pks);
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
      const mine = (pks: readonly string[]) => ring(pks);
      if (!timers.length) start();
      rings.add(mine);
      return () => {
        rings.delete(mine);
        if (!rings.size) stop();
      };
    },
    changed(pks) {
      if (!rings.size) return;
      const first = own.size === 0;
      for (const pk of pks) own.add(pk);
      if (!first) return;
      process.nextTick(() => {
        const merged = [...own];
        own = new Set();
        ringAll(merged);
      });
    },
    stop,
  };
}
