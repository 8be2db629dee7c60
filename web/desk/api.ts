// Calls of the desk's API: same origin, JSON, refusals as values.
import type { DeskError } from '../../domain/desk-view';
import { freshCode } from './fresh-code';
import { spoken } from './words';

/** A refusal of the server, or `offline` where it could not be reached. */
export class Refused extends Error {
  override name = 'Refused';
  constructor(
    readonly status: number,
    readonly answer: DeskError,
  ) {
    super(answer.error.message);
  }
}

const signedOut = new Set<() => void>();
/** Is called when the session has ended; answers what ends the calling. */
export function onSignedOut(call: () => void): () => void {
  signedOut.add(call);
  return () => signedOut.delete(call);
}

export interface Sending {
  body?: unknown;
  /** The version that the screen shows. */
  etag?: string;
  /** One for each thing that somebody wants: sent again, it is done once. */
  command?: string;
  signal?: AbortSignal;
}

/** GET, or POST where there is a body. Where a fresh code is needed it is asked for, and the call goes on. Throws Refused. */
export const call = <T>(path: string, sending: Sending = {}): Promise<T> =>
  withFreshCode(async () => answerOf<T>(await once(path, sending)));

/** Saves what is answered as a file; answers its name. Throws Refused. */
export const download = (path: string, body: unknown): Promise<string> =>
  withFreshCode(async () => {
    const response = await once(path, { body });
    if (!response.ok) return answerOf<string>(response);
    const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = decodeURIComponent(named?.[1] ?? 'file');
    link.click();
    URL.revokeObjectURL(link.href);
    return link.download;
  });

async function withFreshCode<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const wanted = error instanceof Refused && error.answer.error.code === 'codeNeeded';
    if (!wanted || !(await freshCode())) throw error;
    return ask();
  }
}

function once(path: string, { body, etag, command, signal }: Sending): Promise<Response> {
  const headers: Record<string, string> = { 'Accept-Language': spoken() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (etag) headers['If-Match'] = etag;
  if (command) headers['Idempotency-Key'] = command;
  const init: RequestInit = { headers, credentials: 'same-origin', method: body === undefined ? 'GET' : 'POST' };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  return fetch(`/desk/api/${path}`, init);
}

/** Sends a file as it is. Throws Refused. */
export const send = async <T>(path: string, file: Blob): Promise<T> =>
  answerOf<T>(
    await fetch(`/desk/api/${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Accept-Language': spoken(), 'Content-Type': 'application/octet-stream' },
      body: file,
    }),
  );

async function answerOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  return (await (await taken(response)).json()) as T;
}

/** The same response where it is no refusal. Throws Refused. */
export async function taken(response: Response): Promise<Response> {
  if (response.ok) return response;
  const answer = (await response.json()) as DeskError;
  if (response.status === 401) for (const tell of signedOut) tell();
  throw new Refused(response.status, answer);
}

/** A query string of what is there; `true` is `1`. */
export function query(values: object): string {
  const pairs = Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
    value === undefined || value === '' || value === false ? [] : [[name, value === true ? '1' : String(value)]],
  );
  const text = new URLSearchParams(pairs as [string, string][]).toString();
  return text && `?${text}`;
}
