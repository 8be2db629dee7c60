// Sums with instants.
import type { Instant } from '../../domain/result';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();
