// A start while the production store can't be reached: says so on /readyz and goes on trying, so that nobody must start it again.
import { createServer } from 'node:http';
import { StoreBusy, StoreDown, StoreUnusable } from '../../storage/store';
import type { Door } from '../http/door';
import { type Log, nameOf } from './log';

export interface WaitingOptions {
  door: Door;
  log: Pick<Log, 'info' | 'warn'>;
  retryMs?: number;
}

/** What waiting can mend. */
const mends = (error: unknown): error is Error =>
  (error instanceof StoreDown && !(error instanceof StoreUnusable)) || error instanceof StoreBusy;

/** Answers what `start` answers, once it does. Throws what waiting does not mend. */
export async function whenReachable<T>(start: () => Promise<T>, options: WaitingOptions): Promise<T> {
  const { log, retryMs = 1_000 } = options;
  let stand: { say(reason: string): void; leave(): void } | undefined;
  try {
    for (;;) {
      try {
        return await start();
      } catch (error) {
        if (!mends(error)) throw error;
        if (!stand)
          log.warn({ code: nameOf(error), port: options.door.port }, `waiting for the store: ${error.message}`);
        stand ??= await openStand(options.door);
        stand.say(error.message);
      }
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  } finally {
    stand?.leave();
    if (stand) log.info({}, 'the store can be reached');
  }
}

/** Stands where the product will: whoever asks is told that it comes. */
async function openStand(door: Door) {
  let body = '';
  const server = createServer((req, res) => {
    req.resume();
    // It lives: nobody needs to start it anew.
    res.writeHead(req.url === '/healthz' ? 200 : 503, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Retry-After': '5',
      // Whoever asks again is answered by the product once it stands here.
      Connection: 'close',
    });
    res.end(body);
  });
  await door.open(server);
  return {
    say(reason: string) {
      body = JSON.stringify({ status: 'not ready', checks: { store: { ok: false, reason } } });
    },
    // Its connections end; the port is the product's next.
    leave: () => server.closeAllConnections(),
  };
}
