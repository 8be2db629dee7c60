// Puts pages on the server: reads forms, finds the language, answers in words when something breaks.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedLocale, type Locale, LOCALES } from '../../locales';
import { readBody } from '../http/body';
import { senderOf } from '../http/caller';
import type { Routes } from '../http/routes';
import { deviceIn } from './device';
import type { PageRequest, PageResponse, Route } from './route';

/** A form of ours is a few hundred bytes. */
const MAX_BODY = 64 * 1024;

export interface MountOptions {
  /** The client's address (the server knows which proxies it trusts). */
  ipOf?: (req: IncomingMessage) => string;
  /** What to answer when a handler throws or a body is too large. */
  trouble: (request: PageRequest, what: 'broken' | 'tooLarge', error?: unknown) => PageResponse;
}

/** The server must not have parsed the body before. */
export function mountPages(routes: Routes, pages: readonly Route[], options: MountOptions): void {
  for (const page of pages)
    routes.route(page.method, page.path, async (req, res) => send(res, await answer(page, req, options)));
}

async function answer(page: Route, req: IncomingMessage, options: MountOptions): Promise<PageResponse> {
  const request = requestOf(req, options.ipOf);
  try {
    if (page.method === 'POST') {
      const body = await formIn(req);
      if (body === undefined) return options.trouble(request, 'tooLarge');
      request.form = fields(new URLSearchParams(body));
      request.lang ??= asLocale(request.form.lang);
    }
    return await page.handle(request);
  } catch (error) {
    return options.trouble(request, 'broken', error);
  }
}

/** What a page's handler is told of a request, without its form. */
export function requestOf(
  req: IncomingMessage,
  ipOf: (req: IncomingMessage) => string = ({ socket }) => socket.remoteAddress ?? '',
): PageRequest {
  const query = mended(new URL(req.url ?? '/', 'http://local').searchParams);
  const lang = asLocale(query.lang);
  return {
    query,
    form: {},
    lang,
    locale: acceptedLocale(req.headers['accept-language']),
    ip: ipOf(req),
    ...deviceIn(req.headers.cookie),
    ...(req.headers.cookie ? { cookie: req.headers.cookie } : {}),
    headers: senderOf(req),
  };
}

const asLocale = (text: string | undefined): Locale | undefined => LOCALES.find((locale) => locale === text);

/**
 * What mail programs make of a link: `&amp;` left as it is, the full stop or bracket of the sentence, a blank. No value of
 * ours ends with any of them.
 */
function mended(params: URLSearchParams): Record<string, string> {
  const clean = new URLSearchParams();
  for (const [name, value] of params) {
    let end = value.length;
    while (end > 0 && AFTER_A_LINK.has(value[end - 1] ?? '')) end -= 1;
    clean.append(name.replace(/^(?:amp;){1,3}/, ''), value.slice(0, end));
  }
  return fields(clean);
}

const AFTER_A_LINK = new Set(' \t\r\n\u00a0\u200b.,;:!?)]}>"\'*。，；：！？）】》」”’');

/** The first value of each name; no prototype to trip over. */
function fields(params: URLSearchParams): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const [name, value] of params) found[name] ??= value;
  return found;
}

/** The body as text when it is an urlencoded form, '' for any other type, undefined when it is too large. */
async function formIn(req: IncomingMessage): Promise<string | undefined> {
  const body = await readBody(req, MAX_BODY);
  if (body === 'tooLarge') return undefined;
  // ASVS 5.0 2.2.1: other types than our forms send are not looked into.
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(req.headers['content-type'] ?? '');
  return isForm ? body.toString('utf8') : '';
}

/** Sends it. */
export function send(res: ServerResponse, { status, headers, body, bytes }: PageResponse): void {
  res.writeHead(status, { ...headers, 'Content-Length': String(bytes?.length ?? Buffer.byteLength(body)) });
  res.end(bytes ?? body);
}
