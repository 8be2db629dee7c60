// What the production store charges, in the log: request units each minute, and a warning while it throttles.
import type { Store } from '../../storage/store';
import type { Log } from './log';

const MINUTE_MS = 60_000;

/** Does nothing for a store that charges nothing. Answers the stop. */
export function reportUsage(store: Store, log: Pick<Log, 'debug' | 'warn'>, everyMs = MINUTE_MS): () => void {
  const { usage } = store;
  if (!usage) return () => undefined;
  let before = { ...usage };
  const timer = setInterval(() => {
    const requests = usage.requests - before.requests;
    const units = Math.round(usage.units - before.units);
    const throttled = usage.throttled - before.throttled;
    before = { ...usage };
    log.debug({ requests, units }, 'store: request units of the last minute');
    if (throttled)
      log.warn({ requests, units, throttled }, 'store: throttled; the container wants more request units a second');
  }, everyMs).unref();
  return () => clearInterval(timer);
}
