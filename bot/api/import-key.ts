// Who may bring orders by the API: a key of the configuration, and tries with others have an end.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LIMITS } from '../../services/shared/limit-table';
import { refuse } from '../http/json';
import { createKeyCheck } from '../http/key';
import { createLimiter } from '../http/limiter';

export interface KeyGuardOptions {
  /** Those that are taken; none: the route is closed. */
  keys: readonly string[];
  ipOf: (req: IncomingMessage) => string;
  now: () => string;
}

/** Whether the request brings a key; else it is refused. */
export function createKeyGuard({
  keys,
  ipOf,
  now,
}: KeyGuardOptions): (req: IncomingMessage, res: ServerResponse) => boolean {
  const nowMs = () => Date.parse(now());
  const unproven = createLimiter({ count: LIMITS.callsByNetwork.windows[0].max, seconds: 60, nowMs });
  const hasKey = createKeyCheck(keys);

  function refused(res: ServerResponse, status: number, code: string, message: string, retryAfter?: number): false {
    refuse(res, { status, code, message, ...(retryAfter ? { retryAfter } : {}) });
    return false;
  }

  return (req, res) => {
    if (!keys.length)
      return refused(res, 404, 'ImportOff', 'No IMPORT_KEY is configured, so nothing is imported here.');
    const ip = ipOf(req);
    const wait = unproven.wait(ip);
    if (wait) return refused(res, 429, 'TooManyRequests', `Too many tries. Wait ${wait} s.`, wait);
    if (hasKey(req)) return true;
    unproven.hit(ip);
    res.setHeader('WWW-Authenticate', 'Bearer');
    return refused(
      res,
      401,
      'KeyRefused',
      'The key is missing or wrong: Authorization: Bearer <IMPORT_KEY>. Nothing was imported.',
    );
  };
}
