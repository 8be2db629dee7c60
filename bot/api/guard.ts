// Who may call the API: origin, signed token, and how often; refusals in the asked language.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedLocale, type Locale, nearestLocale, say, type TextKey, translate, type Value } from '../../locales';
import type { PageUser } from '../../services/account/host';
import { LIMITS } from '../../services/shared/limit-table';
import { StoreBusy, StoreDown, StoreTooNew } from '../../storage/store';
import { baseOf, bearer, cors } from '../http/caller';
import { answer } from '../http/json';
import { createLimiter } from '../http/limiter';
import type { Method, Params, Routes } from '../http/routes';
import type { HostRefusal, HostTokens } from '../host/token';
import { type Log, nameOf } from '../process/log';

/** One call by a proven user. `query` and `params`: of its address. */
export interface ApiCall {
  user: PageUser;
  locale: Locale;
  query: URLSearchParams;
  params: Params;
  req: IncomingMessage;
  res: ServerResponse;
  /** Whether the token still opens this; a refusal where not. For answers that wait. */
  still(): Promise<boolean>;
}
export type ApiHandler = (call: ApiCall) => Promise<void>;

/** Codes of the API, each with its status and its sentence. */
const CODES = {
  BadArgument: { status: 400, text: 'api:badArgument' },
  MissingToken: { status: 401, text: 'api:missingToken' },
  TokenExpired: { status: 401, text: 'api:tokenExpired' },
  TokenNotYetValid: { status: 401, text: 'api:tokenNotYetValid' },
  TokenRefused: { status: 401, text: 'api:tokenRefused' },
  OriginNotAllowed: { status: 403, text: 'api:originNotAllowed' },
  HostSignInOff: { status: 404, text: 'api:hostSignInOff' },
  BillUnknown: { status: 404, text: 'api:billUnknown' },
  ApplicationUnknown: { status: 404, text: 'api:applicationUnknown' },
  TooManyRequests: { status: 429, text: 'api:tooManyRequests' },
  ServiceError: { status: 500, text: 'api:serviceError' },
  HostKeysUnavailable: { status: 503, text: 'api:hostKeysUnavailable' },
  ServiceUnavailable: { status: 503, text: 'api:serviceUnavailable' },
} as const satisfies Record<string, { status: number; text: TextKey }>;
export type ApiCode = keyof typeof CODES;

const WHY: Record<HostRefusal, ApiCode> = {
  expired: 'TokenExpired',
  notYet: 'TokenNotYetValid',
  refused: 'TokenRefused',
  keys: 'HostKeysUnavailable',
  off: 'HostSignInOff',
};
const RETRY_SECONDS = 5;

/** Answers an error in the call's language. `retryAfter` in seconds. */
export function refuseApi(
  res: ServerResponse,
  locale: Locale,
  code: ApiCode,
  { values, retryAfter }: { values?: Record<string, Value>; retryAfter?: number } = {},
): void {
  const { status, text } = CODES[code];
  const wait = retryAfter ?? (status === 503 ? RETRY_SECONDS : undefined);
  if (wait !== undefined) res.setHeader('Retry-After', String(wait));
  if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
  answer(res, status, { error: { code, message: translate(locale, say(text, values)) } });
}

export interface ApiGuardOptions {
  ipOf: (req: IncomingMessage) => string;
  /** Undefined: no admin centre is configured. */
  tokens: HostTokens | undefined;
  publicUrl: string;
  allowedOrigins: readonly string[];
  now: () => string;
  log: Pick<Log, 'warn' | 'error'>;
  /** Calls a minute and person. */
  perMinute?: number;
}

export interface ApiGuard {
  /** Puts a GET on the server for proven users, with its preflight. */
  get(routes: Routes, path: string, handler: ApiHandler): void;
  /** The same for a POST, which asks for something by a body: the token in the header keeps other sites out, no cookie counts. */
  post(routes: Routes, path: string, handler: ApiHandler): void;
}

export function createApiGuard(options: ApiGuardOptions): ApiGuard {
  const { ipOf, tokens, publicUrl, allowedOrigins, now, log } = options;
  const nowMs = () => Date.parse(now());
  const perMinute = options.perMinute ?? LIMITS.callsByPerson.windows[0].max;
  const calls = createLimiter({ count: perMinute, seconds: 60, nowMs });
  const unproven = createLimiter({ count: LIMITS.callsByNetwork.windows[0].max, seconds: 60, nowMs });

  async function call(req: IncomingMessage, res: ServerResponse, params: Params, handler: ApiHandler): Promise<void> {
    const query = new URL(req.url ?? '/', 'http://local').searchParams;
    const asked = askedLocale(req, query);
    const locale = asked ?? 'en-US';
    if (!cors(req, res, baseOf(req, publicUrl), allowedOrigins)) return refuseApi(res, locale, 'OriginNotAllowed');
    res.setHeader('Vary', 'Origin, Accept-Language, Authorization');
    if (!tokens) return refuseApi(res, locale, 'HostSignInOff');
    const token = bearer(req);
    if (!token) return refuseApi(res, locale, 'MissingToken');
    const tried = unproven.wait(ipOf(req));
    if (tried) return refuseApi(res, locale, 'TooManyRequests', { values: { seconds: tried }, retryAfter: tried });
    const checked = await tokens.check(token);
    if (!checked.ok) {
      if (checked.why === 'refused' || checked.why === 'off') unproven.hit(ipOf(req));
      return refuseApi(res, locale, WHY[checked.why]);
    }
    const { user } = checked;
    const spoken = asked ?? user.locale ?? 'en-US';
    const wait = calls.hit(user.subject);
    if (wait) return refuseApi(res, spoken, 'TooManyRequests', { values: { seconds: wait }, retryAfter: wait });
    try {
      // ASVS 5.0 7.4.1: what ends a session ends a call that waits, too.
      const still = async () => {
        const now = await tokens.check(token);
        if (!now.ok) refuseApi(res, spoken, WHY[now.why]);
        return now.ok;
      };
      await handler({ user, locale: spoken, query, params, req, res, still });
    } catch (error) {
      const store = error instanceof StoreBusy || error instanceof StoreDown || error instanceof StoreTooNew;
      log[store ? 'warn' : 'error']({ code: nameOf(error) }, 'api: a request failed');
      if (!res.headersSent) refuseApi(res, spoken, store ? 'ServiceUnavailable' : 'ServiceError');
      else res.destroy();
    }
  }

  const put =
    (method: Method) =>
    (routes: Routes, path: string, handler: ApiHandler): void => {
      routes.route(method, path, (req, res, params) => call(req, res, params, handler));
      routes.route('OPTIONS', path, (req, res) => {
        cors(req, res, baseOf(req, publicUrl), allowedOrigins);
        res.writeHead(204);
        res.end();
      });
    };
  return { get: put('GET'), post: put('POST') };
}

/** `?lang=` wins over the browser's languages; undefined where neither says anything. */
function askedLocale(req: IncomingMessage, query: URLSearchParams): Locale | undefined {
  const wish = nearestLocale(query.get('lang') ?? undefined);
  const header = req.headers['accept-language'];
  return wish ?? (header && header !== '*' ? acceptedLocale(header) : undefined);
}
