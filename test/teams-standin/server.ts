// Microsoft Teams at the wire: the connector that takes a bot's activities, keeps them with ids, and makes trouble on request.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Conversation, type Json, type Refused } from './kept';
import { createThrottle } from './throttle';

/** What a request gets instead of its answer. */
export interface Trouble {
  status: number;
  /** As in `{"error":{"code":…}}`. */
  code?: string;
  retryAfter?: number;
  /** Only of requests by this method; of any when left out. */
  method?: 'POST' | 'PUT';
  /** Only of requests to this conversation; to any when left out. */
  conversation?: string;
  /** The activity is kept all the same, and the connection is cut before the answer. */
  lost?: true;
}

/** A request of the bot's, and what it got. */
export interface Asked {
  method: string;
  path: string;
  authorization: string | undefined;
  body: Json;
  status: number;
}

export interface Teams {
  serviceUrl: string;
  asked: Asked[];
  conversation(id: string): Conversation;
  /** The next requests get these, in this order. */
  trouble(...troubles: Trouble[]): void;
  /** Waits before each answer. */
  hold: () => Promise<void>;
  nextId(): string;
  close(): Promise<void>;
}

const PATH = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/;

export interface TeamsOptions {
  /** With a clock, more than the published limits is 429. */
  nowMs?: () => number;
}

async function bodyOf(req: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json;
}

function send(res: ServerResponse, status: number, body: object, retryAfter?: number): void {
  if (retryAfter !== undefined) res.setHeader('Retry-After', String(retryAfter));
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify(body));
}

export async function openTeams({ nowMs }: TeamsOptions = {}): Promise<Teams> {
  const conversations = new Map<string, Conversation>();
  const troubles: Trouble[] = [];
  const throttle = nowMs && createThrottle(nowMs);
  let count = 1_764_500_000_000;
  const nextId = () => String((count += 1));
  const conversation = (id: string): Conversation => {
    const known = conversations.get(id) ?? new Conversation(nextId);
    conversations.set(id, known);
    return known;
  };

  function take(method: string, path: string, body: Json): { id?: string } | Refused {
    const [, id = '', activity] = PATH.exec(path) ?? [];
    const place = conversation(decodeURIComponent(id));
    if (method === 'PUT') return place.put(decodeURIComponent(activity ?? ''), body);
    return method === 'POST' && id ? place.post(body) : { status: 405, code: 'MethodNotAllowed' };
  }

  const server = createServer(async (req, res) => {
    const { method = '', url: path = '' } = req;
    const body = await bodyOf(req);
    const place = decodeURIComponent(path.split('/')[3] ?? '');
    const seconds = throttle?.(place) ?? 0;
    if (seconds) troubles.unshift({ status: 429, retryAfter: seconds });
    const at = troubles.findIndex((one) => (one.method ?? method) === method && (one.conversation ?? place) === place);
    const [trouble] = at < 0 ? [] : troubles.splice(at, 1);
    const taken = trouble && !trouble.lost ? undefined : take(method, path, body);
    const status = trouble?.status ?? (taken && 'status' in taken ? taken.status : 200);
    teams.asked.push({ method, path, authorization: req.headers.authorization, body, status });
    await teams.hold();
    if (trouble?.lost) return void req.socket.destroy();
    const code = trouble ? (trouble.code ?? 'Told') : taken && 'status' in taken ? taken.code : undefined;
    send(res, status, code ? { error: { code, message: 'no' } } : (taken ?? {}), trouble?.retryAfter);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const teams: Teams = {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: [],
    conversation,
    trouble: (...more) => void troubles.push(...more),
    hold: async () => undefined,
    nextId,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return teams;
}
