// Routes that are for this machine alone: a page from elsewhere whose name was rebound to it, or a tunnel, is shown nothing.
import { type Refusal, refuse } from './json';
import { isLocalCall } from './loopback';
import type { Router } from './router';

const elsewhere: Refusal = {
  status: 403,
  code: 'LocalOnly',
  message: 'This is shown on the machine itself only: open it at localhost, without a proxy or tunnel.',
};

/** Refuses calls from elsewhere on all routes that begin so. */
export function keepLocal(router: Router, prefixes: readonly string[]): void {
  router.guard((req, res, path) => {
    // The route's own path, not the address: that can be spelled in many ways.
    if (!prefixes.some((prefix) => path.startsWith(prefix)) || isLocalCall(req)) return true;
    refuse(res, elsewhere);
    return false;
  });
}
