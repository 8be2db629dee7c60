// The web framework behind the routes, which is restify: the one file that knows it.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'restify';
import type { Handler, Method, Routes } from './routes';

/** Looks at a request; has answered it where it says false. */
type Look = (req: IncomingMessage, res: ServerResponse) => boolean;
/** The same, of a request whose route was found: `path` as it was mounted. An address can be spelled in many ways. */
type LookAtRoute = (req: IncomingMessage, res: ServerResponse, path: string) => boolean;

export interface Router extends Routes {
  /** Stands before all routes, also those that are mounted later. */
  guard(look: LookAtRoute): void;
  /** Node's server: it listens, closes, and hears of websockets. */
  http: Server;
}

/** What is answered when there is no route, or its handler threw. */
interface Trouble {
  status: number;
  /** `ResourceNotFound`, or the name of what was thrown. */
  code: string;
}

export interface RouterOptions {
  /** Sees every request before its route is looked for. */
  arrive?: Look;
  /** Words what is answered. */
  word?: (trouble: Trouble, req: IncomingMessage) => string;
}

export function createRouter({ arrive = () => true, word = ({ code }) => code }: RouterOptions = {}): Router {
  // The server's own log prints request URLs, which hold tokens; restify takes one that says nothing. And its handleUpgrades
  // would answer every websocket with a 404 of its own.
  const server = createServer({ log: silent, handleUpgrades: false });
  const guards: LookAtRoute[] = [];

  server.pre((req, res, next) => {
    res.removeHeader('Server');
    return arrive(req, res) ? next() : next(false);
  });

  server.use((req, res, next) => {
    const path = String(req.getRoute().path);
    return guards.every((look) => look(req, res, path)) ? next() : next(false);
  });

  server.on('restifyError', (req: IncomingMessage, _res, error: RestifyError, done: () => void) => {
    // Without a status restify makes an error of its own that repeats the message.
    const status = (error.statusCode ??= 500);
    const message = word({ status, code: error.name }, req);
    error.toJSON = () => ({ error: { code: error.name.replace(/Error$/, ''), message } });
    return done();
  });

  return {
    http: server.server,
    guard: (look) => void guards.push(look),
    route(method, path, handler: Handler) {
      // Not handed on: restify tells by the number of parameters what a handler is.
      server[METHODS[method]](path, async (req, res) => handler(req, res, req.params as Record<string, string>));
    },
  };
}

interface RestifyError {
  name: string;
  statusCode?: number;
  toJSON?: () => object;
}

const METHODS: Record<Method, 'get' | 'post' | 'opts'> = { GET: 'get', POST: 'post', OPTIONS: 'opts' };

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
