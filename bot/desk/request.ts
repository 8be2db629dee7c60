// What every call of the desk's API is given; and what is refused before anything is asked of the store.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeskError } from '../../domain/desk-view';
import type { Reason } from '../../domain/result';
import { acceptedLocale, type DeskLocale, deskLocale, nearestLocale } from '../../locales';
import { baseOf, commandIn, isSameOrigin, senderOf } from '../http/caller';
import { readJson } from '../http/json';
import type { Params } from '../http/routes';
import { refuseDesk } from './refusal';

/** What every call has. */
export interface BareCall {
  locale: DeskLocale;
  /** The caller's network, as limits count it. */
  ip: string;
  query: URLSearchParams;
  params: Params;
  /** Of a POST: what its JSON says; not looked at yet. */
  body: unknown;
  /** `Idempotency-Key`: the command's id. */
  commandId?: string;
  /** `If-Match`: of what the screen showed. */
  etag?: string;
  req: IncomingMessage;
  res: ServerResponse;
  /** Answers an error in the caller's language. `more`: what a DeskError has besides; `retryAfter` in seconds. */
  refuse(
    status: number,
    refusal: Reason | { reason: Reason; slot?: string },
    more?: Omit<DeskError, 'error'> & { retryAfter?: number },
  ): undefined;
}

/** The request as handlers get it, or undefined: refused. */
export type Admit = (
  req: IncomingMessage,
  res: ServerResponse,
  params: Params,
  body?: 'json' | 'bytes',
) => Promise<BareCall | undefined>;

export interface AdmissionOptions {
  publicUrl: string;
  ipOf: (req: IncomingMessage) => string;
  /** No network between, or an encrypted one. */
  safe: boolean;
}

export function createAdmission({ publicUrl, ipOf, safe }: AdmissionOptions): Admit {
  const isOwn = (req: IncomingMessage) => isSameOrigin(senderOf(req), baseOf(req, publicUrl));

  return async (req, res, params, body = 'json') => {
    const query = new URL(req.url ?? '/', 'http://local').searchParams;
    const locale = localeOf(req, query);
    const request: BareCall = {
      locale,
      ip: ipOf(req),
      query,
      params,
      body: undefined,
      ...commandIn(req),
      req,
      res,
      refuse(status, refusal, more) {
        refuseDesk(res, locale, status, 'reason' in refusal ? refusal : { reason: refusal }, more);
        return undefined;
      },
    };
    res.setHeader('Vary', 'Accept-Language, Cookie');
    // ASVS 5.0 3.5.8: no other site embeds what only staff may see.
    res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    const refused = (status: number, code: string) => request.refuse(status, { code });
    if (!safe) return refused(403, 'httpsNeeded');
    if (req.method !== 'POST') return request;
    // ASVS 5.0 3.5.1, 3.5.3: another site's page can send neither.
    if (!isOwn(req)) return refused(403, 'foreignOrigin');
    // Bytes are read by who wants them, once it is known who sends them.
    if (body === 'bytes') return isBytes(req) ? request : refused(415, 'notBytes');
    if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) return refused(415, 'notJson');
    const read = await readJson(req);
    if (!read.ok) return read.refusal.status === 413 ? refused(413, 'tooLarge') : refused(400, 'notJson');
    return { ...request, body: read.value };
  };
}

const isBytes = ({ headers }: IncomingMessage): boolean =>
  /^application\/octet-stream\b/i.test(headers['content-type'] ?? '');

/** `?lang=` wins over the browser's languages. */
const localeOf = (req: IncomingMessage, query: URLSearchParams): DeskLocale =>
  deskLocale(nearestLocale(query.get('lang') ?? undefined) ?? acceptedLocale(req.headers['accept-language']));
