// Plays whole conversations over the protocol: posts activities and is itself the connector that receives the replies.
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What each conversation says; every message has exactly one reply. */
export const REGISTRATION = [
  'register',
  'DEMO-9999',
  'lihua@qinghe.example',
  'what is a special fapiao?',
  'the email should be li.hua@qinghe.example',
  'cancel',
];

/** Where activities go: always to one place, or each to the place that it names. */
export type Target = string | (() => string);

export interface Driver {
  /** Plays `count` conversations, `atOnce` side by side. Answers each turn's milliseconds. Throws when a reply is missing. */
  play(url: Target, count: number, atOnce: number, turns?: readonly string[]): Promise<number[]>;
  close(): void;
}

export async function createDriver(): Promise<Driver> {
  const waiting = new Map<string, () => void>();
  let strays = 0;
  const connector = createServer((req, res) => {
    req.resume();
    req.on('end', () => {
      res.writeHead(200, { 'Content-Type': 'application/json' });
      res.end('{"id":"r"}');
      const id = decodeURIComponent(/activities\/([^/?]+)/.exec(req.url ?? '')?.[1] ?? '');
      const arrived = waiting.get(id);
      if (arrived) {
        waiting.delete(id);
        arrived();
      } else strays += 1;
    });
  });
  await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', () => resolve()));
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  let conversations = 0;

  function post(url: string, activity: object): Promise<number> {
    const body = JSON.stringify(activity);
    return new Promise((resolve, reject) => {
      const req = request(
        url,
        {
          method: 'POST',
          agent,
          headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
        },
        (res) => {
          res.resume();
          res.on('end', () => resolve(res.statusCode ?? 0));
        },
      );
      // A kept connection that the bot closed at the moment it was used again: delivered again on a new one.
      req.on('error', (error: NodeJS.ErrnoException) =>
        req.reusedSocket && error.code === 'ECONNRESET' ? resolve(post(url, activity)) : reject(error),
      );
      req.end(body);
    });
  }

  async function conversation(url: Target, turns: readonly string[]): Promise<number[]> {
    conversations += 1;
    const conversationId = `bench-${process.pid}-${conversations}`;
    const times: number[] = [];
    for (const [index, text] of turns.entries()) {
      const id = `${conversationId}-${index}`;
      const replied = new Promise<void>((resolve) => waiting.set(id, resolve));
      const began = performance.now();
      const status = await post(typeof url === 'string' ? url : url(), {
        type: 'message',
        id,
        channelId: 'emulator',
        serviceUrl,
        from: { id: `user-${conversationId}` },
        recipient: { id: 'bot' },
        conversation: { id: conversationId },
        locale: 'en-US',
        text,
      });
      if (status !== 200) throw new Error(`"${text}" was answered ${status}`);
      await replied;
      times.push(performance.now() - began);
    }
    return times;
  }

  return {
    async play(url, count, atOnce, turns = REGISTRATION) {
      let left = count;
      const times: number[] = [];
      const worker = async () => {
        while (left > 0) {
          left -= 1;
          times.push(...(await conversation(url, turns)));
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      if (strays) throw new Error(`${strays} replies that nobody waited for`);
      return times;
    },
    close() {
      agent.destroy();
      connector.close();
    },
  };
}
