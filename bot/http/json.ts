// The channels' HTTP manners: JSON bodies with a limit, answers that no cache keeps, errors in the Bot Framework's shape.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './body';

/** The largest body that is read (architecture, 'The turn'). */
const BODY_LIMIT = 256 * 1024;

/** What a client did wrong, or what it must wait for. `retryAfter` in seconds. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  retryAfter?: number;
}

export type Read<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

const tooLarge: Refusal = {
  status: 413,
  code: 'MessageSizeTooBig',
  message: 'The message is larger than 256 KB. Send a shorter text.',
};

/** The JSON body as it came; an empty one is `undefined`. Also takes what a body parser before us left behind. */
export async function readJson(req: IncomingMessage & { body?: unknown }): Promise<Read<unknown>> {
  if (req.body !== undefined && req.readableEnded) return parse(req.body);
  try {
    const body = await readBody(req, BODY_LIMIT);
    return body === 'tooLarge' ? { ok: false, refusal: tooLarge } : parse(body.toString('utf8'));
  } catch {
    return { ok: false, refusal: { status: 400, code: 'BadArgument', message: 'The body broke off.' } };
  }
}

function parse(body: unknown): Read<unknown> {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return { ok: true, value: body };
  // Some clients begin with a byte order mark.
  const text = body.toString().replace(/^\uFEFF/, '');
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, refusal: { status: 400, code: 'BadSyntax', message: 'The body is not valid JSON.' } };
  }
}

/** Answers JSON that no cache keeps (ASVS 5.0 14.3.2: answers hold conversations and tokens). */
export function answer(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(text);
}

export function refuse(res: ServerResponse, refusal: Refusal): void {
  if (refusal.retryAfter !== undefined) res.setHeader('Retry-After', String(refusal.retryAfter));
  answer(res, refusal.status, { error: { code: refusal.code, message: refusal.message } });
}
