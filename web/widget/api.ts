// The calls of Direct Line 3.0, each once and without patience: transport.ts decides what a failure means.
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
}

interface Opened {
  token: string;
  expires_in: number;
  streamUrl: string;
}

const TIMEOUT_MS = 20_000;

async function call<T>(url: string, method: string, token: string | undefined, body?: unknown): Promise<T> {
  const headers: Record<string, string> = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(url, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
    cache: 'no-store',
  });
  if (!response.ok) throw new HttpError(response.status, Number(response.headers.get('Retry-After')) || undefined);
  return (await response.json()) as T;
}

const until = (seconds: number) => Date.now() + seconds * 1000;

/** A new conversation's token, or with `old` a fresh one for the same conversation. */
export async function getToken(tokenUrl: string, locale: string, old?: Session): Promise<Session> {
  type Issued = { token: string; domain: string; conversationId: string; userId: string; expiresIn: number };
  const { expiresIn, ...issued } = await call<Issued>(tokenUrl, 'POST', old?.token, { locale });
  const same = old?.conversationId === issued.conversationId;
  return { ...issued, expiresAt: until(expiresIn), started: same ? old.started : false };
}

/** Opens the conversation: begins it, or resumes it after the watermark. */
export async function open(
  session: Session,
  locale: string,
  watermark: string,
): Promise<{ session: Session; url: string }> {
  const base = `${session.domain}/conversations`;
  const opened = session.started
    ? await call<Opened>(`${base}/${session.conversationId}?watermark=${watermark}`, 'GET', session.token)
    : await call<Opened>(base, 'POST', session.token, { locale });
  return {
    session: { ...session, token: opened.token, expiresAt: until(opened.expires_in), started: true },
    url: opened.streamUrl,
  };
}

export async function post(session: Session, message: Outgoing, locale: string): Promise<void> {
  await call(`${session.domain}/conversations/${session.conversationId}/activities`, 'POST', session.token, {
    type: 'message',
    from: { id: session.userId },
    locale,
    text: message.text,
    value: message.value,
    channelData: { clientActivityID: message.id },
  });
}

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
