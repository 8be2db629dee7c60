// Who may call the issuing API: the configured service, by its key or by a signature; counted, and refused before its body is read where it can be.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_FILE_BYTES } from '../../domain/fapiao-file';
import type { Reason } from '../../domain/result';
import { acceptedLocale, deskLocale } from '../../locales';
import type { Deps } from '../../services/shared/deps';
import { LIMITS } from '../../services/shared/limit-table';
import type { IssuingSettings } from '../config/issuing';
import { readBody } from '../http/body';
import { commandIn, idIn } from '../http/caller';
import { failureOf } from '../http/failure';
import { createKeyCheck } from '../http/key';
import { createLimiter } from '../http/limiter';
import type { Method, Params, Routes } from '../http/routes';
import { type Log, nameOf } from '../process/log';
import { type Refusing, refuseIssuing } from './problem';
import { claimedIn, proves } from './signature';

/** A call by the service. `body`: its bytes, none of a GET. */
export interface IssuingCall {
  params: Params;
  query: URLSearchParams;
  body: Buffer;
  /** `Idempotency-Key`, or the id of a signed request. */
  key?: string;
  /** `If-Match`. */
  etag?: string;
  req: IncomingMessage;
  res: ServerResponse;
  locale: Refusing['locale'];
  refuse(reason: Reason, more?: Omit<Refusing, 'locale'>): undefined;
}

export interface IssuingGuardOptions {
  deps: Deps;
  settings: Pick<IssuingSettings, 'key' | 'secret'>;
  ipOf: (req: IncomingMessage) => string;
  /** Nobody but this machine reaches us. */
  local: boolean;
  log: Pick<Log, 'warn' | 'error'>;
  /** Calls a minute. */
  perMinute?: number;
}

export interface IssuingGuard {
  put(routes: Routes, route: { method: Method; path: string; bytes?: boolean }, handler: Handler): void;
}
type Handler = (call: IssuingCall) => Promise<void>;

/** A service that issues 100 applications a minute with number, three files and delivery each. */
const PER_MINUTE = 1_200;
const JSON_MAX = 256 * 1024;
const EMPTY = Buffer.alloc(0);

/** What is signed of a request: its method and address stand before its body, so that it is good for nothing else. */
export const signedContent = (method: string, target: string, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${method} ${target}\n`), body]);

export function createIssuingGuard(options: IssuingGuardOptions): IssuingGuard {
  const { deps, settings, ipOf, local, log, perMinute = PER_MINUTE } = options;
  const nowMs = () => Date.parse(deps.now());
  const calls = createLimiter({ count: perMinute, seconds: 60, nowMs });
  const unproven = createLimiter({ count: LIMITS.callsByNetwork.windows[0].max, seconds: 60, nowMs });
  const hasKey = createKeyCheck(settings.key === undefined ? [] : [settings.key]);
  // ASVS 5.0 12.2.1: nothing of a customer goes over a network in the clear.
  const safe = local || deps.publicUrl.startsWith('https:');

  async function bodyOf(call: IssuingCall, bytes: boolean): Promise<Buffer | undefined> {
    if (call.req.method !== 'POST') return EMPTY;
    const read = await readBody(call.req, bytes ? MAX_FILE_BYTES : JSON_MAX).catch(() => undefined);
    if (read === undefined) return call.refuse({ code: 'bodyHalf' });
    return read === 'tooLarge' ? call.refuse({ code: 'bodyTooLarge' }) : read;
  }

  /** The call with its body, or undefined: refused. */
  async function proven(call: IssuingCall, bytes: boolean): Promise<IssuingCall | undefined> {
    const { req } = call;
    const ip = ipOf(req);
    const refused = () => {
      unproven.hit(ip);
      return call.refuse({ code: 'unauthorized' });
    };
    if (!safe) return call.refuse({ code: 'httpsNeeded' });
    if (tooMany(call, unproven.wait(ip))) return undefined;
    if (hasKey(req)) {
      const body = tooMany(call, calls.hit('key')) ? undefined : await bodyOf(call, bytes);
      return body && { ...call, body };
    }
    const { secret } = settings;
    const claimed = claimedIn(req.headers, Math.floor(nowMs() / 1000));
    if (!secret || !claimed) return refused();
    const body = await bodyOf(call, bytes);
    if (!body) return undefined;
    if (!proves(secret, claimed, signedContent(req.method ?? '', req.url ?? '', body))) return refused();
    if (tooMany(call, calls.hit('key'))) return undefined;
    // Who sends it once more, unchanged, gets the first answer.
    return { ...call, body, key: idIn(claimed.id) };
  }

  function tooMany(call: IssuingCall, wait: number): boolean {
    if (wait) call.refuse({ code: 'tooManyRequests', params: { seconds: wait } }, { retryAfter: wait });
    return wait > 0;
  }

  async function run(call: IssuingCall, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { code, ...more } = failureOf(error);
      log[more.retryAfter ? 'warn' : 'error']({ code: nameOf(error) }, 'issuing: a request failed');
      if (call.res.headersSent) return void call.res.destroy();
      call.refuse({ code }, more);
    }
  }

  return {
    put(routes, { method, path, bytes = false }, handler) {
      routes.route(method, path, async (req, res, params) => {
        const call = callOf(req, res, params);
        await run(call, async () => {
          const full = await proven(call, bytes);
          if (full) await handler(full);
        });
      });
    },
  };
}

function callOf(req: IncomingMessage, res: ServerResponse, params: Params): IssuingCall {
  const locale = deskLocale(acceptedLocale(req.headers['accept-language'] ?? 'en-US'));
  const { commandId: key, etag } = commandIn(req);
  return {
    params,
    query: new URL(req.url ?? '/', 'http://local').searchParams,
    body: EMPTY,
    ...(key ? { key } : {}),
    ...(etag ? { etag } : {}),
    req,
    res,
    locale,
    refuse: (reason, more = {}) => refuseIssuing(res, reason, { locale, ...more }),
  };
}
