// One request to a connector over kept connections, and what of its answer counts.
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { NotSent } from './fault';

/** The channel gives up on our own answer after 15 s; what was not sent by then goes through the outbox. */
const TIMEOUT_MS = 5_000;
/** An answer of a connector is an id or an error. */
const ANSWER_LIMIT = 16 * 1024;

export interface Answer {
  status: number;
  /** Undefined where it says nothing that can be read. */
  body: { id?: unknown; error?: { code?: unknown } } | undefined;
  retryAfterMs: number;
}

/** RFC 9110: seconds, or a date. */
function retryAfterOf(header: string | undefined): number {
  if (!header) return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  return Math.max(0, (Date.parse(header) || 0) - Date.now());
}

function parsed(text: string): Answer['body'] {
  try {
    const body = JSON.parse(text) as Answer['body'];
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Rejects with NotSent 0 after 5 s, and with what the connection threw. */
export type Requester = (method: 'POST' | 'PUT', url: URL, body: Buffer, bearer: string | undefined) => Promise<Answer>;

/** Connections are kept and used again. */
export function createRequester(): Requester {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  return (method, url, body, bearer) => {
    const secure = url.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const req = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method,
          agent: secure ? agents.https : agents.http,
          timeout: TIMEOUT_MS,
          headers: {
            'Content-Type': 'application/json; charset=utf-8',
            'Content-Length': body.length,
            Accept: 'application/json',
            ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
          },
        },
        (res) => {
          let text = '';
          res.setEncoding('utf8');
          res.on('data', (piece: string) => (text = (text + piece).slice(0, ANSWER_LIMIT)));
          res.on('end', () => {
            const retryAfterMs = retryAfterOf(res.headers['retry-after']);
            resolve({ status: res.statusCode ?? 0, body: parsed(text), retryAfterMs });
          });
          res.on('error', reject);
        },
      );
      req.on('timeout', () => req.destroy(new NotSent(0, 'Timeout')));
      req.on('error', (error: NodeJS.ErrnoException) =>
        // The connector closed a kept connection at the moment it was used again: nothing was read, a new one works.
        req.reusedSocket && error.code === 'ECONNRESET'
          ? resolve({ status: 503, body: undefined, retryAfterMs: 1 })
          : reject(error),
      );
      req.end(body);
    });
  };
}
