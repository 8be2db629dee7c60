// The wire: reads requests, plays faults, writes answers; kept-alive connections, plain HTTP or TLS.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type Call, describe } from './calls';
import { charges, rounded } from './charges';
import { codeOf, Refusal, WORDS } from './errors';
import type { FaultAction, FaultRule, Faults } from './faults';
import { type Answer, serve, type Service } from './service';
import type { LogEntry, StatsRecorder } from './stats';

export interface WireOptions {
  service: Service;
  faults: Faults;
  stats: StatsRecorder;
  /** What is out of order for everybody, if anything. */
  down: () => 'cut' | '503' | undefined;
  /** Answers what is below `/_standin/`. */
  control: (method: string, path: string, body: Buffer) => Promise<Answer>;
  tls?: { key: string; cert: string };
}

export const CONTROL = '/_standin/';

export function createWire(options: WireOptions): Server {
  const { service, faults, stats, down, control, tls } = options;
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(request, response).catch(() => request.socket.destroy());
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  // Idle connections stay: the client decides, and nothing is sent into a socket that closes.
  server.keepAliveTimeout = 0;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const path = url.split('?')[0] ?? '/';
    const body = await readBody(request);
    if (path.startsWith(CONTROL)) return write(response, await control(method, url.slice(CONTROL.length), body));
    const call = describe({
      method,
      segments: path.split('/').filter(Boolean).map(decodeURIComponent),
      header: (name) => headerOf(request, name),
      body,
    });
    const trouble = down();
    if (trouble) return refuseAll(request, response, call, trouble);
    const fault = faults.next(call);
    if (fault && (await instead(fault, request, response, call))) return;
    const result = attempt(service, call, fault);
    note(call, result, fault?.do);
    if (fault?.do === 'lost') return void request.socket.destroy();
    if (fault?.do === 'lostStall') return;
    write(response, result);
  }

  /** Faults that keep a request from being executed. True: it is dealt with. */
  async function instead(
    fault: FaultRule,
    request: IncomingMessage,
    response: ServerResponse,
    call: Call,
  ): Promise<boolean> {
    const { do: action } = fault;
    if (action === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 100));
      return false;
    }
    if (action === 'stall' || action === 'cut') {
      note(call, { status: 0, headers: {}, charge: 0 }, action);
      if (action === 'cut') request.socket.destroy();
      return true;
    }
    const status = Number(action);
    if (!status) return false;
    const result = refused(
      new Refusal(status, FAULT_WORDS[status] ?? 'Asked for by a fault rule.', faultOptions(status, fault)),
    );
    note(call, result, action);
    write(response, result);
    return true;
  }

  function refuseAll(request: IncomingMessage, response: ServerResponse, call: Call, trouble: 'cut' | '503'): void {
    const result =
      trouble === '503' ? refused(new Refusal(503, FAULT_WORDS[503] ?? '')) : { status: 0, headers: {}, charge: 0 };
    note(call, result, 'down');
    if (trouble === '503') write(response, result);
    else request.socket.destroy();
  }

  function note({ op, method, pk, id }: Call, { status, charge, log }: Answer, fault?: FaultAction | 'down'): void {
    const entry: Omit<LogEntry, 'n'> = {
      op,
      method,
      status,
      charge,
      ...(pk !== undefined && { pk }),
      ...(id !== undefined && { id }),
      ...log,
      ...(fault && { fault }),
    };
    stats.record(entry);
  }
}

const FAULT_WORDS: Record<number, string> = {
  408: 'The operation was aborted because it took too long.',
  410: 'The requested resource is no longer available at the server.',
  429: WORDS.busy,
  449: 'Conflicting request to resource has been attempted. Retry to avoid conflicts.',
  500: 'The server encountered an error that it can not handle.',
  503: 'The service is currently unavailable. Please retry after some time.',
};

function faultOptions(status: number, { retryAfterMs = 20 }: FaultRule) {
  if (status === 429) return { substatus: 3200, retryAfterMs, charge: charges.throttled };
  if (status === 410) return { substatus: 1002 };
  return {};
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
}

function attempt(service: Service, call: Call, fault: FaultRule | undefined): Answer {
  try {
    return serve(service, call, fault);
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    return refused(new Refusal(500, `The stand-in failed: ${String(error)}`));
  }
}

/** An error as the service words it; the client shows `message`. */
export function refused({ status, message, options, headers }: Refusal): Answer {
  const { substatus, retryAfterMs, body, charge = 0 } = options;
  return {
    status,
    body: JSON.stringify({ code: codeOf(status), message, ...body }),
    headers: {
      ...headers,
      ...(substatus !== undefined && { 'x-ms-substatus': String(substatus) }),
      ...(retryAfterMs !== undefined && { 'x-ms-retry-after-ms': String(retryAfterMs) }),
    },
    charge,
  };
}

function write(response: ServerResponse, { status, body, headers, charge }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-ms-activity-id': randomUUID(),
    'x-ms-request-charge': String(rounded(charge)),
    ...headers,
    ...(status !== 204 && status !== 304 && { 'content-length': body === undefined ? 0 : Buffer.byteLength(body) }),
  });
  response.end(body);
}
