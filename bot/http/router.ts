// The routes on node's own HTTP server: find-my-way says whose path it is, and what goes wrong is answered in one shape.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import createFinder, { type HTTPVersion } from 'find-my-way';
import { answer } from './json';
import { type Handler, type Method, METHODS, type Params, type Routes } from './routes';

/** Looks at a request; has answered it where it says false. */
type Look = (req: IncomingMessage, res: ServerResponse) => boolean;
/** The same, of a request whose route was found: `path` as it was mounted. An address can be spelled in many ways. */
type LookAtRoute = (req: IncomingMessage, res: ServerResponse, path: string) => boolean;

/** Whether somebody who opens an address by hand was answered. */
type AnswerVisit = (req: IncomingMessage, res: ServerResponse, trouble: Trouble) => boolean;

export interface Router extends Routes {
  /** Stands before all routes, also those that are mounted later. */
  guard(look: LookAtRoute): void;
  /** Answers people in their language where it can (true); what it leaves is answered as programs are. */
  visitors(answer: AnswerVisit): void;
  /** Node's server: it listens, closes, and hears of websockets. */
  http: Server;
}

/** What is answered when there is no route, or its handler threw. */
export interface Trouble {
  status: 404 | 405 | 500;
  /** `ResourceNotFound`, `MethodNotAllowed`, or the name of what was thrown. */
  code: string;
}

export interface RouterOptions {
  /** Sees every request before its route is looked for. */
  arrive?: Look;
  /** Words what is answered. */
  word?: (trouble: Trouble, req: IncomingMessage) => string;
}

interface Route {
  path: string;
  handler: Handler;
}

/** Of one part of a path: ids made of several others are longer than find-my-way's 100, and would be nobody's. */
const PART_MAX = 1_000;

export function createRouter({ arrive = () => true, word = ({ code }) => code }: RouterOptions = {}): Router {
  const finder = createFinder<HTTPVersion.V1>({ maxParamLength: PART_MAX });
  const guards: LookAtRoute[] = [];
  let visit: AnswerVisit = () => false;
  const find = (method: Method, url: string) => finder.find(method, url);

  function refuse(req: IncomingMessage, res: ServerResponse, trouble: Trouble): void {
    const message = word(trouble, req);
    // What has begun can't become another answer: its end is missing, so nobody takes it for whole.
    if (res.headersSent) return void res.destroy();
    if (visit(req, res, trouble)) return;
    answer(res, trouble.status, { error: { code: trouble.code.replace(/Error$/, ''), message } });
  }

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!arrive(req, res)) return;
    const url = req.url ?? '/';
    const found = METHODS.has(req.method as Method) ? find(req.method as Method, url) : null;
    if (!found) {
      const allowed = [...METHODS].filter((method) => find(method, url));
      if (allowed.length) res.setHeader('Allow', allowed.join(', '));
      return refuse(req, res, allowed.length ? NOT_ALLOWED : NOT_FOUND);
    }
    const { path, handler } = found.store as Route;
    if (guards.every((look) => look(req, res, path))) await handler(req, res, found.params as Params);
  }

  const http = createServer((req, res) => {
    serve(req, res).catch((error: unknown) =>
      refuse(req, res, { status: 500, code: error instanceof Error ? error.name : 'Error' }),
    );
  });
  return {
    http,
    visitors: (answer) => {
      visit = answer;
    },
    guard: (look) => void guards.push(look),
    route: (method, path, handler) => finder.on(method, path, () => undefined, { path, handler } satisfies Route),
  };
}

const NOT_FOUND: Trouble = { status: 404, code: 'ResourceNotFound' };
const NOT_ALLOWED: Trouble = { status: 405, code: 'MethodNotAllowed' };
