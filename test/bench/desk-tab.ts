// A clerk's tab as the bench sees it: signed in, calls that are timed, and a socket that says when it has heard of something.
import { WebSocket } from 'ws';
import type { DeskPage, DeskRow, LiveMessage } from '../../domain/desk-view';
import type { Deps } from '../../services/shared/deps';
import { deskClient, signedIn } from '../support/desk-client';

export const APPLICATIONS = '/desk/api/applications';

export interface DeskTab {
  /** The milliseconds of a call, and its answer. Throws unless it is answered with 200. */
  get<T>(path: string): Promise<{ ms: number; body: T }>;
  post<T>(path: string, body: object, etag?: string): Promise<{ ms: number; body: T }>;
  /** The same person at another process. */
  at(base: string): DeskTab;
  /** Opens the socket; resolves when the first message has come. */
  live(): Promise<DeskLive>;
}

export interface DeskLive {
  /** Resolves with the time when it has heard of the application. */
  hears(number: string): Promise<number>;
  close(): void;
}

let commands = 0;

export async function deskTab(deps: Deps, base: string): Promise<DeskTab> {
  const { client } = await signedIn(deps, base, ['clerk']);
  return tabOf(base, client.cookie ?? '');
}

function tabOf(base: string, cookie: string): DeskTab {
  const client = deskClient(base, cookie);
  async function timed<T>(work: Promise<{ status: number; body: T }>, began = performance.now()) {
    const { status, body } = await work;
    if (status !== 200) throw new Error(`the desk answered ${status}: ${JSON.stringify(body)}`);
    return { ms: performance.now() - began, body };
  }
  return {
    get: (path) => timed(client.get(path)),
    post: (path, body, etag) => {
      const key = { 'Idempotency-Key': `bench-${process.pid}-${(commands += 1)}` };
      return timed(client.post(path, body, { ...key, ...(etag ? { 'If-Match': etag } : {}) }));
    },
    at: (other) => tabOf(other, cookie),
    live: () => listening(base, cookie),
  };
}

async function listening(base: string, cookie: string): Promise<DeskLive> {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/desk/live`, {
    headers: { Origin: base, Cookie: cookie },
  });
  const wanted = new Map<string, (at: number) => void>();
  const begun = new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      const at = performance.now();
      const heard = JSON.parse(String(data)) as LiveMessage;
      if (!('board' in heard)) return;
      resolve();
      for (const { number } of heard.board.set) wanted.get(number)?.(at);
    });
  });
  await begun;
  return {
    hears: (number) => new Promise((resolve) => wanted.set(number, resolve)),
    close: () => socket.terminate(),
  };
}

/** So many rows of open work, read as the list reads them. */
export async function rowsOf(tab: DeskTab, count: number, query = ''): Promise<DeskRow[]> {
  const rows: DeskRow[] = [];
  let after: string | undefined = '';
  while (after !== undefined && rows.length < count) {
    const { body }: { body: DeskPage } = await tab.get<DeskPage>(`${APPLICATIONS}?${query}&after=${after}`);
    rows.push(...body.rows);
    after = body.next;
  }
  return rows.slice(0, count);
}
