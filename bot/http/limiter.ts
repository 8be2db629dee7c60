// A limit on how often something is done, kept in this process: it protects the process, no account hangs on it.

export interface Limiter {
  /** Counts so many units of work; answers the seconds to wait when it is too much, 0 when it is fine. */
  hit(key: string, units?: number): number;
  /** The same without counting. */
  wait(key: string): number;
}

/**
 * Keys that are remembered at once. Whoever has more at hand than that pushes the oldest windows out and gets what the
 * limit of the whole process allows (ASVS 5.0 15.2.2: strangers do not decide how much memory is used).
 */
const KEYS_MAX = 20_000;

/** At most `count` units per `seconds` and key. `nowMs` is a clock in milliseconds. */
export function createLimiter({
  count,
  seconds,
  nowMs,
  maxKeys = KEYS_MAX,
}: {
  count: number;
  seconds: number;
  nowMs: () => number;
  maxKeys?: number;
}): Limiter {
  /** The oldest window first: all are of one length. */
  const windows = new Map<string, { until: number; used: number }>();
  const sweep = (now: number) => {
    for (const [key, window] of windows) {
      if (window.until > now && windows.size < maxKeys) return;
      windows.delete(key);
    }
  };

  const left = (window: { until: number; used: number }, now: number) =>
    window.used <= count ? 0 : Math.max(0, Math.ceil((window.until - now) / 1000));

  return {
    wait(key) {
      const window = windows.get(key);
      return window && window.used >= count ? left({ ...window, used: count + 1 }, nowMs()) : 0;
    },
    hit(key, units = 1) {
      const now = nowMs();
      const window = windows.get(key);
      if (!window || window.until <= now) {
        windows.delete(key);
        sweep(now);
        windows.set(key, { until: now + seconds * 1000, used: units });
        return 0;
      }
      window.used += units;
      return left(window, now);
    },
  };
}
