// A plain Direct Line client for tests: calls with fetch, sockets with ws.
import { WebSocket } from 'ws';

export interface Activity {
  id: string;
  type: string;
  text?: string;
  value?: unknown;
  from: { id: string; role?: string };
  channelData?: { clientActivityID?: string };
}
export interface Opened {
  conversationId: string;
  token: string;
  streamUrl: string;
  expires_in: number;
}
export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T & { error?: { code: string; message: string } };
}

export async function call<T = Record<string, unknown>>(
  url: string,
  options: { method?: string; token?: string; json?: unknown; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer<T>> {
  const {
    token,
    json,
    body,
    headers = {},
    method = json !== undefined || body !== undefined ? 'POST' : 'GET',
  } = options;
  const response = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}), ...headers },
    body: body ?? (json === undefined ? undefined : JSON.stringify(json)),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
}

/** A new conversation that has been started. */
export async function begin(base: string, locale = 'en-US') {
  const issued = await call<{
    token: string;
    conversationId: string;
    userId: string;
    domain: string;
    expiresIn: number;
    endToken?: string;
  }>(`${base}/api/webchat/token`, { json: { locale } });
  const { token, conversationId, userId } = issued.body;
  const started = await call<Opened>(`${base}/v3/directline/conversations`, { json: { locale }, token });
  const url = `${base}/v3/directline/conversations/${conversationId}`;
  return { token, conversationId, userId, url, started: started.body, issued, status: started.status };
}

export const message = (text: string, id?: string) => ({
  type: 'message',
  text,
  from: { id: 'whoever' },
  ...(id ? { channelData: { clientActivityID: id } } : {}),
});

/** A socket that gathers what it gets. */
export function listen(streamUrl: string) {
  const socket = new WebSocket(streamUrl);
  const sets: { activities: Activity[]; watermark: string }[] = [];
  const frames: string[] = [];
  const waiters = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    frames.push(text);
    if (text) sets.push(JSON.parse(text));
    for (const wake of waiters) wake();
  });
  const activities = () => sets.flatMap((set) => set.activities);
  return {
    socket,
    sets,
    frames,
    activities,
    texts: () => activities().map((activity) => activity.text),
    opened: () => new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject)),
    closed: () => new Promise<number>((resolve) => socket.once('close', resolve)),
    refused: () =>
      new Promise<number>((resolve) => socket.once('unexpected-response', (_req, res) => resolve(res.statusCode ?? 0))),
    /** Resolves once the test holds for what has come. */
    until: (test: () => boolean) =>
      new Promise<void>((resolve) => {
        const wake = () => {
          if (!test()) return;
          waiters.delete(wake);
          resolve();
        };
        waiters.add(wake);
        wake();
      }),
  };
}
