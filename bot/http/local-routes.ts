// Routes that are for this machine alone: a page from elsewhere whose name was rebound to it, or a tunnel, is shown nothing.
import type { Server } from 'restify';
import { type Refusal, refuse } from './json';
import { isLocalCall } from './loopback';

const elsewhere: Refusal = {
  status: 403,
  code: 'LocalOnly',
  message: 'This is shown on the machine itself only: open it at localhost, without a proxy or tunnel.',
};

/** Refuses calls from elsewhere on all routes that begin so. */
export function keepLocal(server: Server, prefixes: readonly string[]): void {
  server.use((req, res, next) => {
    // The route's own path, not the address: that can be spelled in many ways.
    const path = String(req.getRoute().path);
    if (!prefixes.some((prefix) => path.startsWith(prefix)) || isLocalCall(req)) return next();
    refuse(res, elsewhere);
    return next(false);
  });
}
