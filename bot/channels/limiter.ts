// A limit on how often something is done, kept in this process: it protects the process, no account hangs on it.

export interface Limiter {
  /** Counts one; answers the seconds to wait when it is too many, 0 when it is fine. */
  hit(key: string): number;
}

/** At most `count` per `seconds` and key. `nowMs` is a clock in milliseconds. */
export function createLimiter({
  count,
  seconds,
  nowMs,
}: {
  count: number;
  seconds: number;
  nowMs: () => number;
}): Limiter {
  const windows = new Map<string, { until: number; used: number }>();
  /** Old windows go when many have gathered, so that memory does not grow with visitors. */
  const sweep = (now: number) => {
    for (const [key, window] of windows) if (window.until <= now) windows.delete(key);
  };
  let sweepAt = 1000;

  return {
    hit(key) {
      const now = nowMs();
      if (windows.size >= sweepAt) {
        sweep(now);
        sweepAt = Math.max(1000, windows.size * 2);
      }
      const window = windows.get(key);
      if (!window || window.until <= now) {
        windows.set(key, { until: now + seconds * 1000, used: 1 });
        return 0;
      }
      window.used += 1;
      return window.used <= count ? 0 : Math.ceil((window.until - now) / 1000);
    },
  };
}
