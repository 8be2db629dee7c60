// The token broker against a stand-in of Azure's token endpoint: a local HTTP server that speaks its documented answers.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBroker } from '../../bot/channels/azure-directline';
import { call } from '../support/directline-client';
import { startDirectLine } from '../support/directline-server';
import { tempStore } from '../support/temp-store';

const SECRET = 'azure-secret-that-stays-here.4711';
let azure: Server;
let endpoint = '';
const seen: { path: string; authorization: string; body: Record<string, unknown> }[] = [];
const warnings: string[] = [];
let reply: { status: number; headers?: Record<string, string>; body: string } | 'nothing';

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

beforeAll(async () => {
  azure = createServer(async (req, res) => {
    const { url = '', headers } = req;
    seen.push({ path: url, authorization: headers.authorization ?? '', body: JSON.parse(await bodyOf(req)) });
    if (reply === 'nothing') return;
    res.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers });
    res.end(reply.body);
  });
  await new Promise<void>((resolve) => azure.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(azure.address() as AddressInfo).port}`;
});
afterAll(() => {
  azure.closeAllConnections();
  azure.close();
});
const GOOD = { status: 200, body: JSON.stringify({ conversationId: 'c-1', token: 'azure.token', expires_in: 1800 }) };
beforeEach(() => {
  seen.length = 0;
  warnings.length = 0;
  reply = GOOD;
});

let ids = 0;
const broker = (timeoutMs = 10_000) =>
  createBroker({
    settings: { secret: SECRET, endpoint },
    trustedOrigins: ['https://fapiao.example', 'https://portal.example'],
    newId: () => `id-${(ids += 1)}`,
    log: { warn: (fields, message) => warnings.push(JSON.stringify({ ...fields, message })) },
    timeoutMs,
  });

test('asks Azure for a token of a random dl_ user for the trusted origins, and answers as the embedded endpoint does', async () => {
  const ask = broker();
  const [first, second] = [await ask(), await ask()];
  expect(first).toEqual({
    ok: true,
    value: {
      domain: `${endpoint}/v3/directline`,
      token: 'azure.token',
      conversationId: 'c-1',
      userId: expect.stringMatching(/^dl_id-/),
      expiresIn: 1800,
      azure: true,
    },
  });
  expect(seen[0]).toEqual({
    path: '/v3/directline/tokens/generate',
    authorization: `Bearer ${SECRET}`,
    body: {
      user: { id: first.ok && first.value.userId },
      trustedOrigins: ['https://fapiao.example', 'https://portal.example'],
    },
  });
  expect(second.ok && second.value.userId).not.toBe(first.ok && first.value.userId);
});

test.each<[string, typeof reply, number, string, number | undefined]>([
  [
    'the secret is not accepted',
    { status: 403, body: '{"error":{"code":"BadArgument"}}' },
    502,
    'DirectLineRefused',
    undefined,
  ],
  ['the secret is unknown', { status: 401, body: '' }, 502, 'DirectLineRefused', undefined],
  ['too many ask', { status: 429, headers: { 'Retry-After': '7' }, body: '' }, 503, 'DirectLineUnavailable', 7],
  [
    'too many ask, for a day',
    { status: 429, headers: { 'Retry-After': '86400' }, body: '' },
    503,
    'DirectLineUnavailable',
    5,
  ],
  ['Azure is broken', { status: 500, body: 'oops' }, 503, 'DirectLineUnavailable', 5],
  ['Azure answers something else', { status: 200, body: '{"token":7}' }, 503, 'DirectLineUnavailable', 5],
  ['Azure answers no JSON', { status: 200, body: '<html>' }, 503, 'DirectLineUnavailable', 5],
  [
    'Azure leads elsewhere',
    { status: 307, headers: { Location: 'http://127.0.0.1:1/' }, body: '' },
    503,
    'DirectLineUnavailable',
    5,
  ],
  ['Azure does not answer', 'nothing', 503, 'DirectLineUnavailable', 5],
])(
  'when %s the page is told clearly, and the log without the secret',
  async (_what, answer, status, code, retryAfter) => {
    reply = answer;
    const made = await broker(answer === 'nothing' ? 100 : undefined)();
    if (made.ok) throw new Error('a token was made up');
    const { retryAfter: wait, ...refusal } = made.refusal;
    expect(refusal).toEqual({ status, code, message: expect.stringMatching(/\.$/) });
    expect(wait).toBe(retryAfter);
    expect(warnings).toHaveLength(1);
    for (const text of [...warnings, made.refusal.message]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('oops');
    }
  },
);

test('the page gets it by the usual route, limited as usual, and never the secret', async () => {
  const temp = tempStore();
  const store = await temp.open();
  const server = await startDirectLine({ store, broker: broker(), limits: { tokens: 2 } });
  try {
    const ask = (options: object = {}) =>
      call(`${server.base}/api/webchat/token`, { json: { locale: 'nl-NL' }, ...options });
    const good = await ask();
    expect(good).toMatchObject({ status: 200, body: { azure: true, conversationId: 'c-1' } });
    expect(JSON.stringify([good.body, [...good.headers]])).not.toContain(SECRET);
    expect((await ask({ headers: { Origin: 'https://evil.example' } })).status).toBe(403);
    for (const path of ['user', 'revoke']) {
      const refused = await call(`${server.base}/api/webchat/${path}`, { json: { token: 'x' }, token: 'azure.token' });
      expect([refused.status, refused.body.error?.code]).toEqual([501, 'NotOnAzure']);
    }
    reply = { status: 429, headers: { 'Retry-After': '9' }, body: '' };
    const busy = await ask();
    expect([busy.status, busy.headers.get('Retry-After')]).toEqual([503, '9']);
    expect((await ask()).status).toBe(429);
    expect(seen).toHaveLength(2);
  } finally {
    await server.close();
    await temp.remove();
  }
});
