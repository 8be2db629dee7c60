// The HTTP server: what every answer carries, health, stopping without cutting anybody off.
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { answer } from './json';
import type { Health } from './health';
import { createRouter, type Router } from './router';
import type { Log } from '../process/log';
import { unwatched, type Watch } from '../watchdog';

export interface HttpServer {
  router: Router;
  /** The client's address: behind proxies of ours the one that they report. */
  ipOf(req: IncomingMessage): string;
  /** Takes no more requests, lets running ones finish, at most `ms` long. */
  close(ms?: number): Promise<void>;
}

export function createHttpServer({
  health,
  trustProxy,
  log,
  watch = unwatched,
}: {
  health: Pick<Health, 'ready'>;
  trustProxy: number;
  log: Log;
  /** Is told which route is at work. */
  watch?: Watch;
}): HttpServer {
  let stopping = false;
  const router = createRouter({
    arrive(req, res) {
      if (stopping) res.setHeader('Connection', 'close');
      // Answered like GET (RFC 9110, 9.3.2): scanners of mails and balancers ask so. Node keeps the body back by itself.
      if (req.method === 'HEAD') req.method = 'GET';
      if (isReadable(req)) return true;
      res.writeHead(400, { 'Content-Type': 'application/json', Connection: 'close' });
      res.end(
        JSON.stringify({ error: { code: 'BadRequest', message: 'The address or the Host header is no address.' } }),
      );
      return false;
    },
    // ASVS 5.0 16.5.1: what broke is for the log, not for the answer.
    word({ status, code }, req) {
      if (status >= 500) log.error({ code, method: req.method }, 'http: a handler failed');
      return SENTENCES[status] ?? 'This could not be done. Try again.';
    },
  });

  router.guard((req, _res, path) => {
    const entry = `${req.method} ${path}`;
    watch.enter({ entry });
    // Others were at work while the body came.
    req.once('end', () => watch.enter({ entry }));
    return true;
  });

  // Alive: the loop turns. A store that is away comes back, and starting this process anew would not help it.
  router.route('GET', '/healthz', (_req, res) =>
    answer(res, stopping ? 503 : 200, stopping ? STOPPING : { status: 'ok' }),
  );
  router.route('GET', '/readyz', async (_req, res) => {
    if (stopping) return answer(res, 503, STOPPING);
    const readiness = await health.ready();
    answer(res, readiness.status === 'not ready' ? 503 : 200, readiness);
  });

  return {
    router,
    ipOf: (req) => clientAddress(req, trustProxy),
    async close(ms = 5_000) {
      stopping = true;
      const { http } = router;
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      // Keep-alive connections would hold the end for seconds.
      const idle = setInterval(() => http.closeIdleConnections(), 50);
      const late = setTimeout(() => http.closeAllConnections(), ms);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

const STOPPING = { status: 'stopping' };

const SENTENCES: Record<number, string> = {
  404: 'There is no such page.',
  405: 'This page does not take such a request.',
};

/** Handlers make URLs of the Host header and the address: what is none is refused before them. */
function isReadable({ url = '/', headers }: IncomingMessage): boolean {
  const base = `http://${headers.host || 'localhost'}`;
  return url.startsWith('/') ? URL.canParse(base + url) : URL.canParse(url, base);
}

/**
 * The caller as limits count it. Each proxy of ours appends the address it saw; what stands before them was written by
 * the client.
 */
export function clientAddress(req: IncomingMessage, trustProxy: number): string {
  const direct = networkOf(req.socket.remoteAddress ?? '');
  if (!trustProxy) return direct;
  const chain = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const reported = chain.at(-trustProxy);
  return reported === undefined ? direct : networkOf(reported);
}

/**
 * Without the port that some proxies append, which is another one for each connection; of IPv6 the /64 that one subscriber
 * has (RFC 6177), since every address in it is free for the taking (ASVS 5.0 2.4.1: the limit is on who calls).
 */
function networkOf(address: string): string {
  const bare = address
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*/s, '');
  if (!isIPv6(bare)) return bare;
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const first = head.split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - first.length - tail.split(':').filter(Boolean).length;
  return `${[...first, ...Array<string>(zeros).fill('0')].slice(0, 4).join(':')}::/64`;
}
