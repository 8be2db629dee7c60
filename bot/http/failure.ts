// What a request that threw is answered with, by what was thrown; for the doors that word it by a code.
import { TooBusy } from '../../services/shared/fair-queue';
import { StoreBusy, StoreDown, StoreTooNew } from '../../storage/store';

/** `retryAfter` in seconds; without one it is our fault, and trying again mends nothing. */
export interface Failure {
  code: 'serviceBusy' | 'storeDown' | 'serverError';
  retryAfter?: number;
}

const RETRY_SECONDS = 5;

export function failureOf(error: unknown): Failure {
  if (error instanceof TooBusy || error instanceof StoreBusy) return { code: 'serviceBusy', retryAfter: RETRY_SECONDS };
  if (error instanceof StoreDown || error instanceof StoreTooNew)
    return { code: 'storeDown', retryAfter: RETRY_SECONDS };
  return { code: 'serverError' };
}
