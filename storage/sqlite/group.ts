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

/** What waits, and the statements that write it. */
interface GroupState extends GroupOptions {
  db: Database;
  statements: Statements;
  queue: Part[];
  /** A flush is on its way. */
  planned: boolean;
  /** Who waits for the end of everything. */
  waiting: (() => void)[];
}

type Statements = ReturnType<typeof prepare>;

const prepare = (db: Database) => ({
  begin: db.prepare('BEGIN IMMEDIATE'),
  commit: db.prepare('COMMIT'),
  rollback: db.prepare('ROLLBACK'),
  savepoint: db.prepare('SAVEPOINT part'),
  release: db.prepare('RELEASE part'),
  undo: db.prepare('ROLLBACK TO part'),
});

export function createGroup(db: Database, options: GroupOptions): Group {
  const state: GroupState = { ...options, db, statements: prepare(db), queue: [], planned: false, waiting: [] };
  return {
    submit<R extends { ok: boolean }>(run: () => R, options: { pk?: string; patience?: number } = {}): Promise<R> {
      const { pk, patience = PATIENCE_MS } = options;
      if (patience <= 0) return Promise.reject(new StoreBusy('the deadline has passed'));
      return new Promise<R>((resolve, reject) => {
        const until = performance.now() + patience;
        state.queue.push({ pk, run, until, resolve: (result) => resolve(result as R), reject });
        plan(state);
      });
    },
    drained: () =>
      new Promise((resolve) => {
        if (!state.queue.length && !state.planned) return resolve();
        state.waiting.push(resolve);
      }),
  };
}

function plan(state: GroupState, delay = 0): void {
  if (state.planned) return;
  state.planned = true;
  // setImmediate: after every request that arrived in this round of the event loop has asked for its commit.
  if (delay) setTimeout(flush, delay, state);
  else setImmediate(flush, state);
}

function flush(state: GroupState): void {
  state.planned = false;
  if (state.queue.length) transaction(state);
  if (state.queue.length) return;
  for (const done of state.waiting) done();
  state.waiting = [];
}

function waitOrRefuse(state: GroupState): void {
  const now = performance.now();
  const late = state.queue.filter((part) => part.until <= now);
  state.queue = state.queue.filter((part) => part.until > now);
  for (const part of late) part.reject(new StoreBusy('other processes hold the store'));
  if (state.queue.length) plan(state, pause());
}

function transaction(state: GroupState): void {
  const { db, statements, changed, durable, onGroup } = state;
  const { begin, commit, rollback } = statements;
  try {
    begin.run();
  } catch (cause) {
    // Only here: who is late because our own process had no time finds the lock free.
    if (isBusy(cause)) return waitOrRefuse(state);
    for (const part of state.queue.splice(0)) part.reject(asStoreError(cause));
    return;
  }
  const begun = performance.now();
  const taken: Part[] = [];
  const answers: (() => void)[] = [];
  const pks: string[] = [];
  let kept = 0;
  try {
    do {
      const part = state.queue.shift() as Part;
      taken.push(part);
      const result = attempt(state, part);
      if (!(result instanceof Error) && result.ok) {
        kept++;
        if (part.pk !== undefined) pks.push(part.pk);
      }
      answers.push(() => (result instanceof Error ? part.reject(result) : part.resolve(result)));
    } while (state.queue.length && performance.now() - begun < HOLD_MS);
    (kept ? commit : rollback).run();
    if (kept) durable();
  } catch (cause) {
    if (db.isTransaction) rollback.run();
    for (const part of taken) part.reject(asStoreError(cause));
    if (state.queue.length) plan(state);
    return;
  }
  onGroup(taken.length);
  for (const answer of answers) answer();
  if (pks.length) changed(pks);
  // A cut group steps aside for a moment, so that other processes get their turn.
  if (state.queue.length) plan(state, 1);
}

function attempt({ db, statements }: GroupState, part: Part): { ok: boolean } | Error {
  const { savepoint, release, undo } = statements;
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
