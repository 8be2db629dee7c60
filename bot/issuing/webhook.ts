// Tells the issuing service over HTTP: one signed POST a row of the outbox, tried again until the service takes it.
import { HOUR, SECOND } from '../../domain/time';
import { filesOf } from '../../services/application/files';
import type { z } from 'zod';
import { isOpen, issuingView, standingOf } from '../../services/issuing/view';
import type { webhookShape } from '../../services/issuing/shapes';
import type { Deps } from '../../services/shared/deps';
import type { Jobs, NotYet } from '../../services/shared/outbox';
import { bodyOf, keys } from '../../storage/records';
import { systemCodeOf } from '../../storage/system-code';
import type { WebhookSettings } from '../config/issuing';
import { nameOf } from '../process/log';
import { signatureHeaders } from './signature';

/** A service that takes longer does its work in the request. */
const PATIENCE_MS = 15 * SECOND;
/** However long a service asks us to wait: the customer waits, too. */
const WAIT_MAX_MS = 6 * HOUR;

/** The same row has the same `webhook-id` at every try. */
export function createWebhook(
  deps: Deps,
  { url, secret, patienceMs = PATIENCE_MS }: WebhookSettings,
): NonNullable<Jobs['issuing']> {
  return async ({ customer, number, event }, { id, createdAt }) => {
    const doc = await deps.store.get(keys.application(customer, number));
    if (!doc) return undefined;
    const application = bodyOf('application', doc);
    const now = deps.now();
    const data = isOpen(application)
      ? issuingView(application, await filesOf(deps, application), now)
      : standingOf(application, now);
    const told = { type: event, timestamp: createdAt, data } satisfies z.infer<typeof webhookShape>;
    const body = Buffer.from(JSON.stringify(told));
    const seconds = Math.floor(Date.parse(now) / 1000);
    return post(url, { body, headers: signatureHeaders(secret, id, seconds, body), patienceMs, now });
  };
}

interface Posting {
  body: Buffer;
  headers: Record<string, string>;
  patienceMs: number;
  now: string;
}

async function post(url: string, { body, headers, patienceMs, now }: Posting): Promise<NotYet | undefined> {
  try {
    const answered = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', 'User-Agent': 'fapiao-assistant' },
      body: body as Uint8Array<ArrayBuffer>,
      // ASVS 5.0 15.3.2: no other address is told than the one that was configured.
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    // Its words are of no use here, and may have no end.
    await answered.body?.cancel();
    if (answered.ok) return undefined;
    return { why: String(answered.status), waitMs: waitIn(answered.headers.get('retry-after'), now) };
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return { why: 'ETIMEDOUT' };
    return { why: systemCodeOf(error) ?? nameOf(error) };
  }
}

/** RFC 9110 10.2.3: seconds, or a date. */
function waitIn(header: string | null, now: string): number {
  if (!header) return 0;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * SECOND : Date.parse(header) - Date.parse(now);
  return Math.min(Math.max(ms || 0, 0), WAIT_MAX_MS);
}
