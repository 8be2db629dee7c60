// A channel as the Bot Framework has them: posts activities to /api/messages and is the connector that gets the answers.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

export interface Channel {
  serviceUrl: string;
  /** What the bot posted, oldest first. */
  posts: Posted[];
  /** Statuses that the next posts get instead of 200; taken from the front. */
  failures: number[];
  /** Asked before a post counts and before its answer; throwing answers 410 instead. */
  onPost: (when: 'before' | 'after') => void;
  /** What a post waits for before it is answered. */
  hold: () => Promise<void>;
  /** Closes the connections that the bot keeps, as connectors do after a while. */
  hangUp(): void;
  close(): Promise<void>;
}

export async function openChannel(): Promise<Channel> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', async () => {
      let status = channel.failures.shift() ?? 200;
      try {
        channel.onPost('before');
        if (status < 300) {
          const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
          channel.posts.push({ path: req.url ?? '', headers: req.headers, body });
        }
        await channel.hold();
        channel.onPost('after');
      } catch {
        status = 410;
      }
      res.writeHead(status, { 'Content-Type': 'application/json' });
      res.end(status < 300 ? '{"id":"posted"}' : '{"error":{"code":"Broken","message":"told to fail"}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const channel: Channel = {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts: [],
    failures: [],
    onPost: () => undefined,
    hold: async () => undefined,
    hangUp: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return channel;
}

let sent = 0;

/** A message activity as channels send them; `more` replaces or adds. */
export const activity = (serviceUrl: string, text: string, more: Record<string, unknown> = {}) => ({
  type: 'message',
  id: `activity-${(sent += 1)}`,
  channelId: 'emulator',
  serviceUrl,
  from: { id: 'person-1', name: 'Li Hua' },
  recipient: { id: 'bot', name: 'Bot' },
  conversation: { id: 'conversation-1' },
  locale: 'en-US',
  text,
  ...more,
});

export interface Answered {
  status: number;
  body: { activities?: Record<string, unknown>[]; error?: { code: string; message: string } } & Record<string, unknown>;
}

/** Posts a body, as JSON unless it is a text, and reads the answer. */
export async function deliver(base: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(`${base}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? (JSON.parse(text) as Answered['body']) : {} };
}

/** All words of an activity, its cards included. */
export const wordsOf = (one: unknown): string => JSON.stringify(one);
