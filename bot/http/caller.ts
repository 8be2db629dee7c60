// What a request says of its caller: the address it used, the site it comes from, and the token it brings.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** ASVS 5.0 14.2.1: a token comes in a header, never in an address. */
export const bearer = (req: IncomingMessage): string | undefined =>
  /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];

/** What a browser says of the page that sends. */
export interface Sender {
  secFetchSite?: string;
  origin?: string;
}

export function senderOf({ headers }: IncomingMessage): Sender {
  const { 'sec-fetch-site': secFetchSite, origin } = headers;
  return {
    ...(typeof secFetchSite === 'string' ? { secFetchSite } : {}),
    ...(typeof origin === 'string' ? { origin } : {}),
  };
}

/**
 * ASVS 5.0 3.5.1, 3.5.3: only our own pages may post. Browsers say so by Sec-Fetch-Site; those that do not send it
 * (older, or plain http away from localhost) send Origin with every POST.
 */
export const isSameOrigin = ({ secFetchSite, origin }: Sender, own: string): boolean =>
  secFetchSite === undefined ? origin === own : secFetchSite === 'same-origin';

/**
 * Which origins may call and open sockets: the request's own, and the configured ones (`*` = every one).
 * ASVS 5.0 3.4.2: a fixed list decides. No cookie counts here, so nothing is allowed with credentials.
 */
export function originAllowed(req: IncomingMessage, own: string, allowed: readonly string[]): boolean {
  const origin = req.headers.origin;
  return origin === undefined || origin === own || allowed.includes(origin) || allowed.includes('*');
}

/** X-Requested-With: the ajax of botframework-directlinejs adds it. The last two: the API's conditional, waiting GETs. */
const ALLOWED_HEADERS = 'Authorization, Content-Type, x-ms-bot-agent, X-Requested-With, If-None-Match, Prefer';

/** Sets the cross-origin headers; answers whether the origin may go on. */
export function cors(req: IncomingMessage, res: ServerResponse, own: string, allowed: readonly string[]): boolean {
  res.setHeader('Vary', 'Origin');
  if (!originAllowed(req, own, allowed)) return false;
  if (req.headers.origin) {
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
    res.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    res.setHeader('Access-Control-Allow-Headers', ALLOWED_HEADERS);
    res.setHeader('Access-Control-Expose-Headers', 'Retry-After, ETag');
    res.setHeader('Access-Control-Max-Age', '600');
  }
  return true;
}

/**
 * Where this request reached us, without a trailing slash. A public address is taken from the configuration only (the Host
 * header decides nothing); a local one follows the request, so that localhost, 127.0.0.1 and any port work alike.
 */
export function baseOf(req: IncomingMessage, publicUrl: string): string {
  const url = new URL(publicUrl);
  const host = req.headers.host ?? '';
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return local && /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host) ? `${url.protocol}//${host}` : url.origin;
}

const ID = /^[\w-]{8,64}$/;
/** A command's id as callers choose them; what is none counts as missing. */
export const idIn = (text: unknown): string | undefined =>
  typeof text === 'string' && ID.test(text) ? text : undefined;

/** `Idempotency-Key` and `If-Match` of a write: a handler that needs one that is missing refuses. */
export const commandIn = ({ headers }: IncomingMessage): { commandId?: string; etag?: string } => ({
  commandId: idIn(headers['idempotency-key']),
  etag: headers['if-match']?.replace(/^(?:W\/)?"(.*)"$/, '$1') || undefined,
});
