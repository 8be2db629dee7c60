// Units of time in milliseconds, sums with instants, and China's clock: one zone and, since 1991, no summer time.
import type { Instant } from './result';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The zone in which times are shown and days begin. */
export const CHINA_ZONE = 'Asia/Shanghai';
/** The same zone in ISO 8601. */
export const CHINA_OFFSET = '+08:00';
/** How far China's clock is ahead of UTC, in milliseconds. */
export const CHINA_AHEAD = 8 * HOUR;

export const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();

/** What a clock in China shows at that time: `2026-11-24T23:59:00.000`, without a zone, so that nobody takes it for an instant. */
export const chinaClock = (at: Instant): string => later(at, CHINA_AHEAD).slice(0, -1);

/** The day in China at that time: `2026-11-24`. */
export const chinaDay = (at: Instant): string => chinaClock(at).slice(0, 10);

/** The month in China at that time: `2026-11`. */
export const chinaMonth = (at: Instant): string => chinaDay(at).slice(0, 7);

/** The end of a day in China (`2026-12-04`); what is no day stays as it is, for whoever reads it to refuse. */
export function endOfChinaDay(day: string): Instant {
  const end = Date.parse(`${day.trim()}T23:59:59.999${CHINA_OFFSET}`);
  return Number.isNaN(end) ? day : new Date(end).toISOString();
}
