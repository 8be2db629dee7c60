// Somebody at the desk: a browser's cookie and manners, an authenticator, and the ways in and through it.
import type { EnteredAnswer, EntryAnswer, SessionAnswer } from '../../domain/staff-view';
import type { Role } from '../../domain/staff';
import type { Deps } from '../../services/shared/deps';
import { addStaff } from '../../services/staff/manage';
import { beginSession } from '../../services/staff/session';
import { codeAt } from '../../services/staff/totp';
import { later } from '../../domain/time';

export const DESK_PASSWORD = 'violet-otter-climbs-41';
export const OPERATOR = { id: 'cli', name: 'cli' };

export interface DeskAnswered<T> {
  status: number;
  body: T;
  headers: Headers;
}

export interface DeskClient {
  /** The cookie that the browser holds, as it sends it. */
  cookie: string | undefined;
  get<T>(path: string, headers?: Record<string, string>): Promise<DeskAnswered<T>>;
  post<T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<DeskAnswered<T>>;
}

/** A browser on the desk's own page. */
export function deskClient(base: string, cookie?: string): DeskClient {
  const client: DeskClient = {
    cookie,
    get: (path, headers = {}) => ask('GET', path, undefined, headers),
    post: (path, body = {}, headers = {}) => ask('POST', path, body, headers),
  };
  async function ask<T>(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<DeskAnswered<T>> {
    const posting: Record<string, string> =
      method === 'POST' ? { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' } : {};
    const answered = await fetch(`${base}${path}`, {
      method,
      headers: {
        'Accept-Language': 'en-US',
        ...posting,
        ...(client.cookie ? { Cookie: client.cookie } : {}),
        ...headers,
      },
      ...(method === 'POST' ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
    });
    const set = answered.headers.get('set-cookie');
    if (set) client.cookie = set.includes('Max-Age=0') ? undefined : set.split(';')[0];
    return { status: answered.status, body: (await answered.json()) as T, headers: answered.headers };
  }
  return client;
}

/** Sends a file as the desk's page does; the answer as it comes. */
export const upload = (
  base: string,
  path: string,
  bytes: string | Uint8Array,
  { cookie, headers = {} }: { cookie?: string | undefined; headers?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(`${base}${path}`, {
    method: 'POST',
    headers: {
      'Accept-Language': 'en-US',
      'Content-Type': 'application/octet-stream',
      'Sec-Fetch-Site': 'same-origin',
      ...(cookie ? { Cookie: cookie } : {}),
      ...headers,
    },
    body: bytes as string,
  });

/** Somebody who is signed in with a fresh code, without the way there; for tests of what comes after. */
export async function signedIn(deps: Deps, base: string, roles: readonly Role[], name = roles[0] ?? 'nobody') {
  const email = `${name.replace(/\W/g, '')}-${deps.random(4).toString('hex')}@fapiao.example`;
  const added = await addStaff(deps, OPERATOR, { email, name, roles });
  if (!added.ok) throw new Error(added.reason.code);
  const { id } = added.staff;
  const token = await beginSession(deps, { id, epoch: 1 }, { step: 'in' });
  const named = deps.publicUrl.startsWith('https:') ? '__Host-desk' : 'desk';
  return { id, email, token, client: deskClient(base, `${named}=${token}`) };
}

/** The token of an entry link. */
export const entryToken = (url: string): string => new URL(url).searchParams.get('token') ?? '';

/** The whole way in over HTTP: link, password, authenticator. `code(steps)`: what it shows so many half minutes later. */
export async function enterDesk(deps: Deps, client: DeskClient, url: string, password = DESK_PASSWORD) {
  const token = entryToken(url);
  const entry = await client.get<EntryAnswer>(`/desk/api/entry?token=${token}`);
  const code = (steps = 0): string => codeAt(entry.body.secret, later(deps.now(), steps * 30_000));
  const entered = await client.post<EnteredAnswer>('/desk/api/entry', { token, password, code: code() });
  return { entry, entered, code };
}

/** Address, password and a code that was not used yet. */
export async function signInDesk(client: DeskClient, email: string, code: string, password = DESK_PASSWORD) {
  const first = await client.post<SessionAnswer>('/desk/api/session', { email, password });
  return first.status === 200 ? client.post<SessionAnswer>('/desk/api/session/code', { code }) : first;
}
