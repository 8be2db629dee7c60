// The HTTP server: what every answer carries, health, stopping without cutting anybody off.
import type { IncomingMessage } from 'node:http';
import { createServer as createRestify, type Server } from 'restify';
import type { Store } from '../storage/store';
import { nameOf } from './channels/directline-refusals';
import type { Log } from './log';

export interface HttpServer {
  server: Server;
  /** The client's address: behind proxies of ours the one that they report. */
  ipOf(req: IncomingMessage): string;
  listen(port: number, host: string): Promise<number>;
  /** Takes no more requests, lets running ones finish, at most `ms` long. */
  close(ms?: number): Promise<void>;
}

export function createHttpServer({
  store,
  trustProxy,
  log,
}: {
  store: Store;
  trustProxy: number;
  log: Log;
}): HttpServer {
  // The server's own log prints request URLs, which hold tokens; restify takes one that says nothing.
  const server = createRestify({ name: 'fapiao-assistant', log: silent, handleUpgrades: false });
  let stopping = false;

  server.pre((_req, res, next) => {
    res.removeHeader('Server');
    if (stopping) res.setHeader('Connection', 'close');
    return next();
  });

  server.get('/healthz', async (_req, res) => {
    const ready = !stopping && (await serves(store, log));
    res.writeHead(ready ? 200 : 503, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    res.end(JSON.stringify({ status: ready ? 'ok' : stopping ? 'stopping' : 'store not reachable' }));
  });

  // ASVS 4.0.3 7.4.1: what broke is for the log, not for the answer.
  server.on(
    'restifyError',
    (
      req: IncomingMessage,
      _res,
      error: { statusCode?: number; toJSON?: () => object; name: string },
      done: () => void,
    ) => {
      if ((error.statusCode ?? 500) >= 500)
        log.error({ code: error.name, method: req.method }, 'http: a handler failed');
      error.toJSON = () => ({ error: { code: error.name.replace(/Error$/, '') } });
      return done();
    },
  );

  return {
    server,
    ipOf: (req) => clientAddress(req, trustProxy),
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        // On restify's own server: it passes the error on, and without a listener there the process dies of it.
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve((server.address() as { port: number }).port);
        });
      }),
    async close(ms = 5_000) {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Keep-alive connections would hold the end for seconds.
      const idle = setInterval(() => server.server.closeIdleConnections(), 50);
      const late = setTimeout(() => server.server.closeAllConnections(), ms);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

/** Each proxy of ours appends the address it saw; what stands before them was written by the client. */
export function clientAddress(req: IncomingMessage, trustProxy: number): string {
  const direct = req.socket.remoteAddress ?? '';
  if (!trustProxy) return direct;
  const chain = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  return chain.at(-trustProxy) ?? direct;
}

async function serves(store: Store, log: Log): Promise<boolean> {
  try {
    await store.get({ pk: 'system', id: 'secret' });
    return true;
  } catch (error) {
    log.warn({ code: nameOf(error) }, 'health: the store does not answer');
    return false;
  }
}

const quiet = () => undefined;
const silent = Object.assign(Object.create(null), {
  trace: quiet,
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  fatal: quiet,
  child: () => silent,
});
