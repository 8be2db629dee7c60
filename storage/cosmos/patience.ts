// How long a call is tried again, and when that is given up: the one place of retries.
import { asStoreError, troubleIn } from './trouble';

/** How long a call is tried when it names no deadline; a channel gives its message up after 15 s. */
export const PATIENCE_MS = 8_000;

/** One request that takes longer is given up and made again. */
export const TRY_MS = 3_000;

export interface Patience {
  /** For all tries together. */
  patienceMs?: number;
  /** For one of them. */
  tryMs?: number;
  /** So long a throttled call waits in all: more load only makes it worse. */
  throttledMs?: number;
  /** So long a host is looked for that is not there: nothing is on its way that could still arrive. */
  unreachableMs?: number;
}

export interface Try {
  timeoutMs: number;
  /** A try before this one may have been done. */
  unsure: boolean;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries until it succeeds; throws StoreBusy or StoreDown when the patience is over, and anything else at once. */
export async function patiently<T>(work: (one: Try) => Promise<T>, options: Patience = {}): Promise<T> {
  const { patienceMs = PATIENCE_MS, tryMs = TRY_MS, throttledMs = 2_000, unreachableMs = 2_000 } = options;
  const begun = performance.now();
  const limits = { throttled: throttledMs, unreachable: unreachableMs, again: patienceMs, lost: patienceMs };
  let unsure = false;
  for (let tries = 0; ; tries++) {
    const left = patienceMs - (performance.now() - begun);
    try {
      return await work({ timeoutMs: Math.max(1, Math.min(tryMs, left)), unsure });
    } catch (error) {
      const cause = troubleIn(error);
      if (!cause || cause.kind === 'refused' || cause.kind === 'missing') throw asStoreError(cause ?? error);
      unsure ||= cause.kind === 'lost';
      const pause = Math.max(cause.retryAfterMs ?? 0, backoff(tries));
      if (performance.now() - begun + pause > Math.min(limits[cause.kind], patienceMs)) throw asStoreError(cause);
      await sleep(pause);
    }
  }
}

/** 10 ms, 20 ms, 40 ms … at most 500 ms, with jitter, so that processes don't come back together. */
const backoff = (tries: number): number => Math.min(500, 10 * 2 ** tries) * (0.5 + Math.random() / 2);
