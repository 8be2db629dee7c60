// What browsers load from dist/web: the names with their hashes, and how they are served.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plugins, type Server } from 'restify';

export interface Assets {
  /** The address of a built file (`chat.js`), with its hash. Throws where it was not built: a broken deployment. */
  url(name: string): string;
  /** The content of a built file. Throws where it was not built. */
  read(name: string): Buffer;
  /** Serves them at `/assets/…`. */
  mount(server: Server): void;
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
    mount(server) {
      server.get(
        '/assets/*',
        plugins.serveStaticFiles(folder, {
          setHeaders(res: { setHeader(name: string, value: string): void }, path: string) {
            const hashed = /-[\da-f]{10}\.\w+$/.test(path);
            res.setHeader('Cache-Control', hashed ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache');
            res.setHeader('X-Content-Type-Options', 'nosniff');
          },
        }),
      );
    },
  };
}
