// What handlers of the desk's API share: the checked body, and a use-case's refusal as an answer.
import type { z } from 'zod';
import type { Instant, Reason } from '../../domain/result';
import type { BareCall } from './guard';
import { statusOf } from './refusal';

/** The body in its shape; undefined: refused. ASVS 5.0 2.2.1: what does not fit is not looked into. */
export function bodyIn<T>({ body, refuse }: BareCall, shape: z.ZodType<T>): T | undefined {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  return refuse(400, { code: 'notJson' });
}

/** A limit's refusal says when to come again. */
export function refuseFor({ refuse }: BareCall, refusal: { reason: Reason; slot?: string }, now: Instant): void {
  const { until } = refusal.reason.params ?? {};
  const wait = typeof until === 'string' ? Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000)) : 0;
  refuse(statusOf(refusal.reason), refusal, wait ? { retryAfter: wait } : {});
}
