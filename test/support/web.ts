// Browser code for tests: single modules on an empty page.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(__dirname, '..', '..');

/** A module's exports as a script that puts them on `window.lib`. */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry.startsWith('/') ? entry : join(root, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'lib',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}

/** An empty page on an origin of its own. */
export async function emptyPage(): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    res.end('<!doctype html><html lang="en"><title>empty</title><body></body></html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
