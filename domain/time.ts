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

/** The end of a day in China (`2026-12-04`, also as an input method writes it); what is no day stays as it is, and is no instant. */
export function endOfChinaDay(text: string): Instant {
  const day = text.normalize('NFKC').trim();
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return text;
  const end = new Date(Date.parse(`${day}T23:59:59.999${CHINA_OFFSET}`));
  // 30 February would be 2 March.
  return Number.isNaN(end.getTime()) || chinaDay(end.toISOString()) !== day ? text : end.toISOString();
}

/** Whether a text is an instant as ours are, letter by letter: what Date.parse makes of others is a guess. */
export function isInstant(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString() === text;
}
