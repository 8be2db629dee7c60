// The calls of Direct Line 3.0 and of our token door, each once and without patience: others decide what a failure means.
import { type ActivitySet, HttpError, type Outgoing } from './protocol';

export interface Session {
  token: string;
  domain: string;
  conversationId: string;
  userId: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** The conversation exists on the server. */
  started: boolean;
  /** Ends the conversation, and does nothing else. */
  endToken?: string;
  /** Whom the page around the chat has named in it. */
  host?: string;
  /** Azure's Direct Line: once its token has ended, its conversation cannot be entered again. */
  azure?: boolean;
}

interface Opened {
  token: string;
  expires_in: number;
  streamUrl: string;
}

const TIMEOUT_MS = 20_000;

interface Call {
  method?: 'GET' | 'POST';
  token?: string;
  body?: unknown;
  signal?: AbortSignal;
  /** Goes on while the page goes away. */
  keepalive?: boolean;
}

async function call<T>(url: string, { method = 'POST', token, body, signal, keepalive }: Call): Promise<T> {
  const headers: Record<string, string> = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const late = new AbortController();
  const stop = () => late.abort();
  const timer = setTimeout(stop, TIMEOUT_MS);
  signal?.addEventListener('abort', stop);
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: late.signal,
      cache: 'no-store',
      keepalive,
    });
    if (!response.ok) {
      const wait = Number(response.headers.get('Retry-After')) || undefined;
      throw new HttpError(response.status, wait, await codeOf(response));
    }
    const text = await response.text();
    return (text ? JSON.parse(text) : undefined) as T;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** What the server calls it; a proxy says nothing that we know. */
async function codeOf(response: Response): Promise<string | undefined> {
  try {
    return ((await response.json()) as { error?: { code?: string } }).error?.code;
  } catch {
    return undefined;
  }
}

const until = (seconds: number) => Date.now() + seconds * 1000;

/** A new conversation's token, or with `old` a fresh one: for the same conversation where the server can. */
export async function getToken(
  tokenUrl: string,
  locale: string,
  old?: Session,
  signal?: AbortSignal,
): Promise<Session> {
  type Issued = Omit<Session, 'expiresAt' | 'started'> & { expiresIn: number };
  const { expiresIn, ...issued } = await call<Issued>(tokenUrl, { token: old?.token, body: { locale }, signal });
  const same = old?.conversationId === issued.conversationId;
  return {
    ...issued,
    expiresAt: until(expiresIn),
    started: same ? old.started : false,
    host: same ? old.host : undefined,
  };
}

/** Direct Line's own way to a fresh token, while the old one still holds. */
export async function refresh(session: Session): Promise<Session> {
  const { token, expires_in } = await call<Opened>(`${session.domain}/tokens/refresh`, { token: session.token });
  return { ...session, token, expiresAt: until(expires_in) };
}

/** Opens the conversation: begins it, or resumes it after the watermark. */
export async function open(
  session: Session,
  locale: string,
  watermark: string,
  signal?: AbortSignal,
): Promise<{ session: Session; url: string }> {
  const base = `${session.domain}/conversations`;
  const { token } = session;
  const opened = session.started
    ? await call<Opened>(`${base}/${session.conversationId}?watermark=${watermark}`, { method: 'GET', token, signal })
    : await call<Opened>(base, { token, body: { locale }, signal });
  return {
    session: { ...session, token: opened.token, expiresAt: until(opened.expires_in), started: true },
    url: opened.streamUrl,
  };
}

export async function post(session: Session, message: Outgoing, locale: string, signal?: AbortSignal): Promise<void> {
  const { id, event, text, value } = message;
  await call(`${session.domain}/conversations/${session.conversationId}/activities`, {
    token: session.token,
    signal,
    body: {
      type: event ? 'event' : 'message',
      ...(event ? { name: event } : {}),
      from: { id: session.userId },
      locale,
      text,
      value,
      channelData: { clientActivityID: id },
    },
  });
}

/** Nobody goes on with this conversation by its tokens, and nobody is linked in it any more. */
export const revoke = (url: string, token: string): Promise<unknown> => call(url, { token, body: {}, keepalive: true });

/** The host page's token for who is signed in there, and the seconds that it lasts; never a part of the conversation (ASVS 5.0 14.2.1). */
export const identify = (url: string, session: Session, user: string): Promise<{ expiresIn?: number }> =>
  call(url, { token: session.token, body: { token: user } });

/** What a frame of the stream holds; undefined for keep-alives and what is not ours. */
export function readFrame(data: unknown): ActivitySet | undefined {
  if (typeof data !== 'string' || data === '') return undefined;
  try {
    const set = JSON.parse(data) as ActivitySet;
    return Array.isArray(set.activities) ? set : undefined;
  } catch {
    return undefined;
  }
}
