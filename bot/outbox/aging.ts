// Runs the job that gives old documents their end (services/privacy/aging.ts) in the background, a slice at a time.
import { ageSome } from '../../services/privacy/aging';
import type { Deps } from '../../services/shared/deps';
import { type Log, nameOf } from '../process/log';

/** 200 documents a second: 50,000 in five minutes, unnoticed by whoever chats. */
const PAUSE_MS = 1_000;
const AGAIN_MS = 60_000;

/** Starts; answers the stop, which waits for the slice that is under way. */
export function startAging(deps: Deps, log: Pick<Log, 'info' | 'warn'>, pauseMs = PAUSE_MS): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function slice(): Promise<void> {
    try {
      if (await ageSome(deps)) return;
      wait(pauseMs);
    } catch (error) {
      log.warn({ code: nameOf(error) }, 'retention: old documents wait for their period; tried again later');
      wait(AGAIN_MS);
    }
  }

  function wait(ms: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = slice();
    }, ms);
    timer.unref();
  }

  wait(pauseMs);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
