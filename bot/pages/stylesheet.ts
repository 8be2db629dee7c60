// The pages' stylesheet and script: read once, each served under a path that changes with its content.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from './route';

const ROOT = join(__dirname, '..', '..');

/** In the build beside the compiled program, or that of the sources; of the stylesheet they are the same thing. */
function find(name: string): string {
  const places = [join(ROOT, 'web', name), join(ROOT, 'web', 'pages', name), join(ROOT, 'dist', 'web', name)];
  const file = places.find((one) => existsSync(one));
  if (!file) throw new Error(`${name} is missing in ${places[0]}: it belongs to the build. Run: npm run build`);
  return readFileSync(file, 'utf8');
}

interface Versioned {
  path: string;
  route: Route;
}

/** A file's path with its version, and the route that serves it. */
function versioned(name: string, type: string, content: string): Versioned {
  const version = createHash('sha256').update(content).digest('base64url').slice(0, 10);
  const path = `/assets/${name}`;
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'public, max-age=31536000, immutable',
  };
  // Without its version it may be an older page's: never kept.
  const handle: Route['handle'] = async ({ query }) => ({
    status: 200,
    headers: query.v === version ? headers : { ...headers, 'Cache-Control': 'no-cache' },
    body: content,
  });
  return { path: `${path}?v=${version}`, route: { method: 'GET', path, handle } };
}

export const stylesheet = (css: string = find('pages.css')): Versioned => versioned('pages.css', 'text/css', css);
export const pagesScript = (): Versioned => versioned('pages.js', 'text/javascript', find('pages.js'));
