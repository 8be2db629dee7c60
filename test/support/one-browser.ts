// One Chromium of each kind for a run of the tests: started for the first suite that asks, each suite has contexts of its own.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserServer } from 'playwright-core';

export const KINDS = ['usual', 'plain'] as const;
export type Kind = (typeof KINDS)[number];

export interface OneBrowser {
  /** `GET /usual` or `/plain` answers where it is (a websocket's address). */
  url: string;
  close(): Promise<void>;
}

export async function oneBrowser(launch: (kind: Kind) => Promise<BrowserServer>): Promise<OneBrowser> {
  const running = new Map<Kind, Promise<BrowserServer>>();
  function start(kind: Kind): Promise<BrowserServer> {
    const started = launch(kind);
    // One that did not start, or died, is started anew for the next suite.
    const forget = () => void running.delete(kind);
    started.then((browser) => browser.on('close', forget), forget);
    running.set(kind, started);
    return started;
  }
  const server = createServer((req, res) => {
    const kind = KINDS.find((one) => req.url === `/${one}`);
    const browser = kind && (running.get(kind) ?? start(kind));
    if (!browser) return void res.writeHead(404).end();
    browser.then(
      (one) => res.end(one.wsEndpoint()),
      (error: Error) => res.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([...running.values()].map(async (browser) => (await browser).close()));
    },
  };
}
