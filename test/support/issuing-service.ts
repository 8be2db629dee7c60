// A local issuing service: a real server that is told of work, proves who tells it, issues numbers and files, and posts them back.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Told {
  id: string;
  type: string;
  headers: IncomingHttpHeaders;
  raw: string;
  data: { number: string; state: string; revision: number; [name: string]: unknown };
}

export interface Answered {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface IssuingService {
  url: string;
  /** What was told and proven, doubled deliveries too. */
  told: Told[];
  /** Of a message whose signature or time was wrong. */
  refused: number;
  /** Asked before each answer; `hang`: never answers. */
  answers: (told: Told) => { status: number; headers?: Record<string, string> } | 'hang';
  /** Called by its key. `headers` come over its own. */
  call(method: string, path: string, body?: object | Uint8Array, headers?: Record<string, string>): Promise<Answered>;
  close(): Promise<void>;
}

export const ISSUING_SECRET = `whsec_${Buffer.from('a secret of the issuing service').toString('base64')}`;
export const ISSUING_KEY = 'key-of-the-issuing-service-0123456789';

/** By the specification, and by nothing of ours. */
export function signature(
  id: string,
  seconds: number | string,
  content: string | Buffer,
  secret = ISSUING_SECRET,
): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.`).update(content).digest('base64')}`;
}

let keysGiven = 0;

/** `api`: where our product answers. `now` is the clock of both. */
export async function issuingService(options: { api: () => string; now: () => string }): Promise<IssuingService> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given } = req.headers;
      const fresh = Math.abs(Date.parse(options.now()) / 1000 - Number(at)) <= 300;
      if (!fresh || given !== signature(String(id), String(at), raw)) {
        service.refused += 1;
        return void res.writeHead(401).end();
      }
      const { type, data } = JSON.parse(raw) as Pick<Told, 'type' | 'data'>;
      const told = { id: String(id), type, headers: req.headers, raw, data };
      service.told.push(told);
      const answer = service.answers(told);
      if (answer !== 'hang') res.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const service: IssuingService = {
    url: `http://127.0.0.1:${port}/told`,
    told: [],
    refused: 0,
    answers: () => ({ status: 204 }),
    async call(method, path, body, headers = {}) {
      const bytes = body instanceof Uint8Array;
      const answered = await fetch(`${options.api()}/api/issuing${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${ISSUING_KEY}`,
          // A connection that the server ends while the test is busy is nobody's failure.
          Connection: 'close',
          'Content-Type': bytes ? 'application/octet-stream' : 'application/json',
          ...(method === 'POST' ? { 'Idempotency-Key': `service-key-${(keysGiven += 1)}` } : {}),
          ...headers,
        },
        ...(body ? { body: bytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) } : {}),
      });
      const { status } = answered;
      return { status, headers: answered.headers, body: (await answered.json()) as Answered['body'] };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return service;
}
