// The pages' stylesheet: read once, served under a path that changes with its content.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from './route';

const WEB = join(__dirname, '..', '..', 'web');

/** In the build beside the compiled program, else among the sources. */
function find(): string {
  const file = [join(WEB, 'pages.css'), join(WEB, 'pages', 'pages.css')].find((one) => existsSync(one));
  if (!file) throw new Error(`pages.css is missing in ${WEB}: it belongs to the build`);
  return readFileSync(file, 'utf8');
}

/** The stylesheet's path with its version, and the route that serves it. */
export function stylesheet(css: string = find()): { path: string; route: Route } {
  const version = createHash('sha256').update(css).digest('base64url').slice(0, 10);
  const path = '/assets/pages.css';
  const headers = {
    'Content-Type': 'text/css; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'public, max-age=31536000, immutable',
  };
  // Without its version it may be an older page's: never kept.
  const handle: Route['handle'] = async ({ query }) => ({
    status: 200,
    headers: query.v === version ? headers : { ...headers, 'Cache-Control': 'no-cache' },
    body: css,
  });
  return { path: `${path}?v=${version}`, route: { method: 'GET', path, handle } };
}
