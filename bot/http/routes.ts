// What a route is: a method, a path, and a handler of node's own requests and answers. No web framework's types.
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Method = 'GET' | 'POST' | 'OPTIONS';
/** HEAD is answered as GET (server.ts). */
export const METHODS: ReadonlySet<Method> = new Set<Method>(['GET', 'POST', 'OPTIONS']);

/** What stands in an address where its path has `:name`, decoded. */
export type Params = Readonly<Record<string, string | undefined>>;

export type Handler = (req: IncomingMessage, res: ServerResponse, params: Params) => Promise<void> | void;

export interface Routes {
  /**
   * `path` may hold `:name` for one part, and end with `*` for the rest. What the handler throws is logged and answered by
   * the server.
   */
  route(method: Method, path: string, handler: Handler): void;
}
