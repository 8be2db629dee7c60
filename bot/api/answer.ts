// Answers of the API: with an ETag, and, where the client has that one already, when it changes ("Prefer: wait", RFC 7240).
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiCall, refuseApi } from './guard';
import type { Waiting } from './waiting';

/** What a read came to, and which partitions can change it. `body` undefined: the handler has refused. */
export interface ReadAnswer {
  body: object | undefined;
  partitions: readonly string[];
}

/** Proxies close silent connections after 30 s at the earliest. */
const MAX_WAIT_SECONDS = 30;
/** Changes come in groups: an application and its bills, a file of payments. */
const SETTLE_MS = 50;

/** The seconds of `Prefer: wait=25`; 0 = answer at once. */
function waitOf({ headers }: IncomingMessage): number {
  const text = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,3})/i.exec(String(headers.prefer ?? ''))?.[1];
  return Math.min(MAX_WAIT_SECONDS, Number(text ?? 0));
}

const tagOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;

/** ASVS 5.0 14.3.2: bills are for the page that asked, for no cache; the page keeps the ETag itself. */
function send(res: ServerResponse, status: 200 | 304, etag: string, text: string): void {
  res.writeHead(status, {
    ETag: etag,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(status === 200
      ? { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(text) }
      : {}),
  });
  res.end(status === 200 ? text : undefined);
}

/** Answers what `read` reads: at once when it differs from the client's ETag, else when it changes or the time is over. */
export async function answerWhenChanged(
  { user, locale, req, res, still }: ApiCall,
  waiting: Waiting,
  read: () => Promise<ReadAnswer>,
): Promise<void> {
  const known = req.headers['if-none-match'];
  const seconds = known ? waitOf(req) : 0;
  const bell = seconds ? waiting.take(user.subject) : undefined;
  if (seconds && !bell) return refuseApi(res, locale, 'TooManyRequests', { values: { seconds: 5 }, retryAfter: 5 });
  const until = performance.now() + seconds * 1000;
  res.on('close', () => bell?.hangUp());
  try {
    for (;;) {
      const { body, partitions } = await read();
      if (!body) return;
      const text = JSON.stringify(body);
      const etag = tagOf(text);
      if (etag !== known) return send(res, 200, etag, text);
      const left = until - performance.now();
      if (!bell || left <= 0 || bell.over()) return send(res, 304, etag, text);
      await bell.next(partitions, left);
      if (!bell.over()) await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      if (!(await still())) return;
    }
  } finally {
    bell?.done();
  }
}
