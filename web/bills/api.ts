// Speaks to the bills API: every answer is one of a few things that can happen, also when the network is gone.
import type { ApplicationItem, BillItem, WaitingOrder } from '../../domain/bill-view';

export interface BillList {
  bills: BillItem[];
  waiting?: WaitingOrder[];
  total: { count: number; amount: number };
  years: string[];
  next?: string;
}

export interface BillDetail {
  bill: BillItem;
  application?: ApplicationItem;
}

export type Answer<T> =
  | { kind: 'ok'; value: T; etag?: string }
  | { kind: 'same' }
  /** The token is over or refused: sign in again. */
  | { kind: 'signedOut' }
  | { kind: 'missing' }
  | { kind: 'failed'; offline: boolean; waitMs?: number }
  /** The page itself gave it up. */
  | { kind: 'aborted' };

export interface Ask {
  signal?: AbortSignal;
  /** What the page has already: the answer comes when it is another one, or after so many seconds. */
  etag?: string;
  waitSeconds?: number;
}

export interface ApiOptions {
  token: () => string | undefined;
  locale: () => string;
  /** The token is over: whether there is a new one now. */
  renew: () => Promise<boolean>;
}

export function createApi({ token, locale, renew }: ApiOptions) {
  async function request(path: string, init: RequestInit = {}, again = false): Promise<Answer<Response>> {
    try {
      const response = await fetch(path, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${token() ?? ''}`, 'Accept-Language': locale() },
        cache: 'no-store',
      });
      if (response.ok) return { kind: 'ok', value: response };
      if (response.status === 304) return { kind: 'same' };
      if (response.status === 401 || response.status === 403) {
        return !again && (await renew()) ? request(path, init, true) : { kind: 'signedOut' };
      }
      if (response.status === 404) return { kind: 'missing' };
      const wait = Number(response.headers.get('Retry-After'));
      return { kind: 'failed', offline: false, ...(wait > 0 ? { waitMs: wait * 1000 } : {}) };
    } catch {
      if (init.signal?.aborted) return { kind: 'aborted' };
      return { kind: 'failed', offline: !navigator.onLine };
    }
  }

  async function json<T>(path: string, { signal, etag, waitSeconds }: Ask = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = {};
    if (etag) headers['If-None-Match'] = etag;
    if (etag && waitSeconds) headers.Prefer = `wait=${waitSeconds}`;
    const answer = await request(path, { headers, ...(signal ? { signal } : {}) });
    if (answer.kind !== 'ok') return answer;
    try {
      const value = (await answer.value.json()) as T;
      const tag = answer.value.headers.get('ETag') ?? undefined;
      return { kind: 'ok', value, ...(tag ? { etag: tag } : {}) };
    } catch {
      return signal?.aborted ? { kind: 'aborted' } : { kind: 'failed', offline: false };
    }
  }

  return {
    list: (query: URLSearchParams, ask: Ask) => json<BillList>(`/api/bills?${query}`, ask),
    bill: (number: string, ask: Ask) => json<BillDetail>(`/api/bills/${encodeURIComponent(number)}`, ask),
    /** A file with the name that the server gives it. */
    async file(path: string, body?: unknown): Promise<Answer<{ blob: Blob; name: string }>> {
      const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
      const answer = await request(path, body === undefined ? {} : post);
      if (answer.kind !== 'ok') return answer;
      try {
        const blob = await answer.value.blob();
        return { kind: 'ok', value: { blob, name: nameIn(answer.value.headers.get('Content-Disposition')) } };
      } catch {
        return { kind: 'failed', offline: !navigator.onLine };
      }
    },
  };
}
export type Api = ReturnType<typeof createApi>;

export const statementPath = (number: string): string => `/api/bills/${encodeURIComponent(number)}/statement.pdf`;
export const receiptPath = (number: string): string => `/api/applications/${encodeURIComponent(number)}/receipt.pdf`;

/** `filename*=UTF-8''…` of the header. */
function nameIn(header: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  try {
    return encoded ? decodeURIComponent(encoded) : '';
  } catch {
    return '';
  }
}
