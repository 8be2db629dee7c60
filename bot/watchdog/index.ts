// Ends a process whose event loop stands: a thread of its own watches the heartbeat and names what was in hand.
import { existsSync } from 'node:fs';
import { url as inspectorUrl } from 'node:inspector';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StoreConfig } from '../../storage/open';
import { type InHand, sharedMemory, viewsOf } from './shared';

export interface Watch {
  /** This is worked on from now on. Costs a microsecond. */
  enter(what: InHand): void;
}

export const unwatched: Watch = { enter: () => undefined };

export interface WatchdogOptions {
  /** So long the loop may stand. */
  afterMs?: number;
  /** Where the mark goes that keeps a deadly turn from being decided for ever. */
  store: Omit<StoreConfig, 'now' | 'log'>;
  /** Whether its last line may be written. */
  silent: boolean;
  log: { error(fields: object, message: string): void };
}

/** Beats in this time: fewer than one in `afterMs` is a loop that stands. */
const BEAT_MS = 500;
export const STANDS_AFTER_MS = 10_000;

/** Begins to watch this thread. `stop` for tests; a process that ends needs none. */
export function startWatchdog({ afterMs = STANDS_AFTER_MS, store, silent, log }: WatchdogOptions): Watch & {
  stop(): Promise<unknown>;
} {
  const memory = sharedMemory();
  const views = viewsOf(memory);
  const data: WatchdogData = { memory, afterMs, store, silent };
  const thread = begin(data);
  // It must not keep the process; a process without it is no worse than one that has none.
  thread.unref();
  thread.on('error', (error) => log.error({ code: error.name }, 'the watchdog failed; this process is not watched'));
  const beat = () => views.beat(inspectorUrl() !== undefined);
  beat();
  const timer = setInterval(beat, Math.min(BEAT_MS, afterMs / 8)).unref();
  return {
    enter: views.enter,
    stop() {
      clearInterval(timer);
      return thread.terminate();
    },
  };
}

export interface WatchdogData {
  memory: SharedArrayBuffer;
  afterMs: number;
  store: Omit<StoreConfig, 'now' | 'log'>;
  silent: boolean;
}

/** Compiled beside this file; where the sources run (development) through the same loader as they do. */
function begin(workerData: WatchdogData): Worker {
  const compiled = join(__dirname, 'thread.js');
  if (existsSync(compiled)) return new Worker(compiled, { workerData });
  return new Worker(join(__dirname, 'thread.ts'), { workerData, execArgv: ['--require', 'tsx/cjs'] });
}
