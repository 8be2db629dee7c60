// Keeps one address up to date: asks, waits for a change, asks again; after trouble in growing steps.
import type { Answer, Ask } from './api';

const WAIT_SECONDS = 25;
const STEPS_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];

export interface Watch {
  /** At once instead of at the next step. */
  now(): void;
  stop(): void;
}

/**
 * Tells every answer but "nothing changed" and "aborted". Rests while the page is hidden and while nobody is signed in;
 * `stop` ends it. `again`: it was already told once.
 */
export function watch<T>(
  ask: (ask: Ask) => Promise<Answer<T>>,
  tell: (answer: Answer<T>, again: boolean) => void,
): Watch {
  let etag: string | undefined;
  let again = false;
  let ended = false;
  let failures = 0;
  let running: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function round(): Promise<void> {
    clearTimeout(timer);
    if (ended || running || document.hidden) return;
    const mine = new AbortController();
    running = mine;
    const answer = await ask({ signal: mine.signal, ...(etag ? { etag, waitSeconds: WAIT_SECONDS } : {}) });
    if (running === mine) running = undefined;
    if (ended || answer.kind === 'aborted') return;
    if (answer.kind === 'ok') etag = answer.etag;
    if (answer.kind !== 'same') {
      tell(answer, again);
      again = true;
    }
    if (ended || answer.kind === 'signedOut' || answer.kind === 'missing') return;
    if (answer.kind !== 'failed') {
      failures = 0;
      // Without a tag there is nothing to wait on: then a calm poll.
      timer = setTimeout(() => void round(), etag ? 0 : 5000);
      return;
    }
    const step = STEPS_MS[Math.min(failures++, STEPS_MS.length - 1)] as number;
    timer = setTimeout(() => void round(), answer.waitMs ?? step);
  }

  function abort(): void {
    clearTimeout(timer);
    running?.abort();
    running = undefined;
  }
  function look(): void {
    if (document.hidden) abort();
    else now();
  }
  function now(): void {
    failures = 0;
    if (!running) void round();
  }

  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', now);
  void round();
  return {
    now,
    stop() {
      ended = true;
      abort();
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', now);
    },
  };
}
