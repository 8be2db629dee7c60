// Group commit: what waits at the same moment shares one transaction and one flush, each part all-or-nothing on its own.
import { StoreBusy } from '../store';
import { asStoreError, type Database, isBusy, PATIENCE_MS, pause } from './driver';

/** A group is cut here, so that with its last part and the flush nobody holds the lock over 20 ms. */
const HOLD_MS = 10;

interface Part {
  /** The partition that it changes. */
  pk?: string;
  /** Runs inside its own savepoint; when it answers `ok: false` or throws, nothing of it stays. */
  run(): { ok: boolean };
  until: number;
  resolve(result: { ok: boolean }): void;
  reject(error: Error): void;
}

export interface Group {
  /** Rejects with StoreBusy after `patience` ms without the lock, with StoreDown for anything else. */
  submit<R extends { ok: boolean }>(run: () => R, options?: { pk?: string; patience?: number }): Promise<R>;
  /** Answers when everything that was submitted is decided. */
  drained(): Promise<void>;
}

export interface GroupOptions {
  /** The partitions that a transaction changed. */
  changed: (pks: string[]) => void;
  /** After the flush, before anything is acknowledged. Throws when what was written is lost all the same. */
  durable: () => void;
  /** How many parts shared a transaction. */
  onGroup: (parts: number) => void;
}

export function createGroup(db: Database, { changed, durable, onGroup }: GroupOptions): Group {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT part');
  const release = db.prepare('RELEASE part');
  const undo = db.prepare('ROLLBACK TO part');

  let queue: Part[] = [];
  let planned = false;
  let waiting: (() => void)[] = [];

  function plan(delay = 0): void {
    if (planned) return;
    planned = true;
    // setImmediate: after every request that arrived in this round of the event loop has asked for its commit.
    if (delay) setTimeout(flush, delay);
    else setImmediate(flush);
  }

  function flush(): void {
    planned = false;
    if (queue.length) transaction();
    if (queue.length) return;
    for (const done of waiting) done();
    waiting = [];
  }

  function waitOrRefuse(): void {
    const now = performance.now();
    const late = queue.filter((part) => part.until <= now);
    queue = queue.filter((part) => part.until > now);
    for (const part of late) part.reject(new StoreBusy('other processes hold the store'));
    if (queue.length) plan(pause());
  }

  function transaction(): void {
    try {
      begin.run();
    } catch (cause) {
      // Only here: who is late because our own process had no time finds the lock free.
      if (isBusy(cause)) return waitOrRefuse();
      for (const part of queue.splice(0)) part.reject(asStoreError(cause));
      return;
    }
    const begun = performance.now();
    const taken: Part[] = [];
    const answers: (() => void)[] = [];
    const pks: string[] = [];
    let kept = 0;
    try {
      do {
        const part = queue.shift() as Part;
        taken.push(part);
        const result = attempt(part);
        if (!(result instanceof Error) && result.ok) {
          kept++;
          if (part.pk !== undefined) pks.push(part.pk);
        }
        answers.push(() => (result instanceof Error ? part.reject(result) : part.resolve(result)));
      } while (queue.length && performance.now() - begun < HOLD_MS);
      (kept ? commit : rollback).run();
      if (kept) durable();
    } catch (cause) {
      if (db.isTransaction) rollback.run();
      for (const part of taken) part.reject(asStoreError(cause));
      if (queue.length) plan();
      return;
    }
    onGroup(taken.length);
    for (const answer of answers) answer();
    if (pks.length) changed(pks);
    // A cut group steps aside for a moment, so that other processes get their turn.
    if (queue.length) plan(1);
  }

  function attempt(part: Part): { ok: boolean } | Error {
    savepoint.run();
    let result: { ok: boolean } | Error;
    try {
      result = part.run();
    } catch (cause) {
      // Some errors end the whole transaction (disk full): then every part of the group failed.
      if (!db.isTransaction) throw cause;
      result = asStoreError(cause);
    }
    if (result instanceof Error || !result.ok) undo.run();
    release.run();
    return result;
  }

  return {
    submit<R extends { ok: boolean }>(run: () => R, options: { pk?: string; patience?: number } = {}): Promise<R> {
      const { pk, patience = PATIENCE_MS } = options;
      if (patience <= 0) return Promise.reject(new StoreBusy('the deadline has passed'));
      return new Promise<R>((resolve, reject) => {
        const until = performance.now() + patience;
        queue.push({ pk, run, until, resolve: (result) => resolve(result as R), reject });
        plan();
      });
    },
    drained: () =>
      new Promise((resolve) => {
        if (!queue.length && !planned) return resolve();
        waiting.push(resolve);
      }),
  };
}
