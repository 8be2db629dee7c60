// What browsers load from dist/web: the names with their hashes, and how they are served.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../http/json';
import type { Routes } from '../http/routes';
import { type Serve, staticFile } from './static';

export interface Assets {
  /** The address of a built file (`chat.js`), with its hash. Throws where it was not built: a broken deployment. */
  url(name: string): string;
  /** The content of a built file. Throws where it was not built. */
  read(name: string): Buffer;
  /** Serves them at `/assets/…`. */
  mount(routes: Routes): void;
}

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Beside the compiled program, or in `dist/` when the sources run. */
function findFolder(): string {
  const places = [join(__dirname, '..', '..', 'web'), join(__dirname, '..', '..', 'dist', 'web')];
  const found = places.find((place) => existsSync(join(place, 'manifest.json')));
  if (!found) throw new Error('The browser code is not built. Run: node web/build.mjs');
  return found;
}

/** `folder`: where `web/build.mjs` wrote to. */
export function createAssets(folder = findFolder()): Assets {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>;
  const fileOf = (name: string): string => {
    const file = manifest[name];
    if (!file) throw new Error(`No ${name} in ${folder}. Run: node web/build.mjs`);
    return file;
  };
  return {
    url: (name) => `/assets/${fileOf(name)}`,
    read: (name) => readFileSync(join(folder, fileOf(name))),
    mount(routes) {
      const names = new Set(readdirSync(folder));
      const files = new Map<string, Serve>();
      routes.route('GET', '/assets/*', async (req, res) => {
        const name = (req.url ?? '').split('?')[0]?.slice('/assets/'.length) ?? '';
        // Only what lies in the folder: no path leads out of it (ASVS 5.0 5.3.2).
        if (!names.has(name)) return refuse(res, { status: 404, code: 'NotFound', message: 'There is no such file.' });
        const serve = files.get(name) ?? staticFile(readFileSync(join(folder, name)), headersOf(name));
        files.set(name, serve);
        serve(req, res);
      });
    },
  };
}

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** A name with a hash in it never changes its content. */
const headersOf = (name: string): Record<string, string> => ({
  'Content-Type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
  'Cache-Control': /-[\da-f]{10}\.\w+$/.test(name) ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache',
});
