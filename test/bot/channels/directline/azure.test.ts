// The token broker against a stand-in of Azure's token endpoint: a local HTTP server that speaks its documented answers.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBroker } from '../../../../bot/channels/directline/azure';
import { azureConversation } from '../../../../bot/channels/connector/activity';
import type { State } from '../../../../dialogs/state';
import { bodyOf, keys } from '../../../../storage/records';
import { claimLogin } from '../../../../services/account/logins';
import { activity, type Channel, deliver, openChannel, wordsOf } from '../../../support/channel';
import { call } from '../../../support/directline-client';
import { startDirectLine } from '../../../support/directline-server';
import { seedAccount, seedBills } from '../../../support/fapiao-world';
import { AUDIENCE, ISSUER, mint, SECRET as HOST_JWT_SECRET } from '../../../support/host-tokens';
import { type RunningApp, runApp } from '../../../support/running-app';
import { tempStore } from '../../../support/temp-store';

const SECRET = 'azure-secret-that-stays-here.4711';
let azure: Server;
let endpoint = '';
const seen: { path: string; authorization: string; body: Record<string, unknown> }[] = [];
const warnings: string[] = [];
let reply: { status: number; headers?: Record<string, string>; body: string } | 'nothing';

async function textOf(req: IncomingMessage): Promise<string> {
  req.setEncoding('utf8');
  let text = '';
  for await (const chunk of req as AsyncIterable<string>) text += chunk;
  return text;
}

beforeAll(async () => {
  azure = createServer(async (req, res) => {
    const { url = '', headers } = req;
    const text = await textOf(req);
    seen.push({ path: url, authorization: headers.authorization ?? '', body: text ? JSON.parse(text) : {} });
    if (reply === 'nothing') return;
    if (url.endsWith('/tokens/refresh')) {
      // As Azure: whoever holds a token of a conversation gets a newer one of it.
      const conversationId = /^Bearer azure-token-of-(.+)$/.exec(headers.authorization ?? '')?.[1];
      res.writeHead(conversationId ? 200 : 403, { 'Content-Type': 'application/json' });
      return void res.end(JSON.stringify({ conversationId, token: 'newer', expires_in: 1800 }));
    }
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
  const asked = broker();
  const [first, second] = [await asked.token(), await asked.token()];
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
    const made = await broker(answer === 'nothing' ? 100 : undefined).token();
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
  const azureChat = { broker: broker(), place: async () => undefined };
  const server = await startDirectLine({ store, azure: azureChat, limits: { tokensByNetwork: 2 } });
  try {
    const ask = (options: object = {}) =>
      call(`${server.base}/api/webchat/token`, { json: { locale: 'nl-NL' }, ...options });
    const good = await ask();
    expect(good).toMatchObject({ status: 200, body: { azure: true, conversationId: 'c-1' } });
    expect(JSON.stringify([good.body, [...good.headers]])).not.toContain(SECRET);
    expect((await ask({ headers: { Origin: 'https://evil.example' } })).status).toBe(403);
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

describe('whom the page around a chat on Azure has signed in', () => {
  const EMAIL = 'lihua@qinghe.example';
  let app: RunningApp;
  let channel: Channel;
  beforeAll(async () => {
    channel = await openChannel();
    app = await runApp({
      env: { HOST_JWT_SECRET, HOST_JWT_ISSUER: ISSUER, HOST_JWT_AUDIENCE: AUDIENCE },
      // Without an app id, so that this machine may be the connector.
      config: { directLine: { secret: SECRET, endpoint } },
    });
    await seedBills(app.deps, [{ bill: 'BILL-1', tenant: 'tenant-1', paidAt: '2026-10-01 10:00' }]);
    const link = await seedAccount(app.deps, { customer: 'tenant-1', email: EMAIL });
    await claimLogin(app.deps, EMAIL, 'tenant-1', link.account);
  });
  afterAll(async () => {
    await app?.close();
    await channel?.close();
  });

  const arrives = (conversation: string, more: object) =>
    deliver(app.base, {
      ...activity(channel.serviceUrl, ''),
      channelId: 'directline',
      conversation: { id: conversation },
      ...more,
    });
  const give = (token: string, jwt: string) =>
    call<{ state: string }>(`${app.base}/api/webchat/user`, { json: { token: jwt }, token });
  const stateOf = async (conversation: string) => {
    const header = await app.deps.store.get(keys.header(azureConversation(conversation)));
    return header && (bodyOf('header', header).state as State);
  };
  const good = () => mint({ algorithm: 'HS256', kid: '', key: HOST_JWT_SECRET });

  test('is told in the chat once Azure says whose conversation the token is, and its bills go at once', async () => {
    await arrives('chat-1', { type: 'conversationUpdate', membersAdded: [{ id: 'dl_1' }] });
    const token = good();
    for (let n = 0; n < 2; n += 1) {
      expect(await give('azure-token-of-chat-1', token)).toMatchObject({ status: 200, body: { state: 'linked' } });
    }
    await arrives('chat-1', { type: 'event', name: 'fapiao/bills', value: { bills: ['BILL-1'] } });
    const words = channel.posts.map(wordsOf);
    expect(words.some((one) => one.includes(EMAIL) && one.includes('/chat-1/'))).toBe(true);
    expect(words.at(-1)).toContain('Oct 2026');
  });

  const signOut = (token: string) =>
    call<{ unlinked: boolean }>(`${app.base}/api/webchat/revoke`, { method: 'POST', token });

  test('signing out unlinks the conversation: what was in hand is gone and a late Confirm submits nothing', async () => {
    await arrives('chat-5', { type: 'conversationUpdate', membersAdded: [{ id: 'dl_5' }] });
    expect(await give('azure-token-of-chat-5', good())).toMatchObject({ status: 200, body: { state: 'linked' } });
    await arrives('chat-5', { type: 'event', name: 'fapiao/bills', value: { bills: ['BILL-1'] } });
    const before = await stateOf('chat-5');
    expect([before?.form?.flow, before?.link?.account]).toEqual(['apply', 'account-1']);
    expect(await signOut('azure-token-of-chat-5')).toMatchObject({ status: 200, body: { unlinked: true } });
    const after = await stateOf('chat-5');
    expect([after?.form, after?.link, after?.host, after?.email]).toEqual([undefined, undefined, undefined, undefined]);
    const confirm = { fapiao: { form: before?.form?.id, action: 'submit' } };
    await arrives('chat-5', { type: 'message', value: confirm });
    expect((await app.deps.store.list('applications', { limit: 10 })).docs).toEqual([]);
    // Twice is once: nothing more is said.
    const said = channel.posts.length;
    expect((await signOut('azure-token-of-chat-5')).status).toBe(200);
    expect(channel.posts).toHaveLength(said);
  });

  test('the token for signing out does it also when Azure’s has ended, and does nothing else', async () => {
    const issued = await call<{ endToken: string; token: string }>(`${app.base}/api/webchat/token`, { json: {} });
    const { endToken, token } = issued.body;
    await arrives('c-1', { type: 'conversationUpdate', membersAdded: [{ id: 'dl_c' }] });
    expect((await give('azure-token-of-c-1', good())).status).toBe(200);
    expect((await give(endToken, good())).status).toBe(403);
    expect((await signOut(token)).status).toBe(403);
    expect((await stateOf('c-1'))?.link).toBeDefined();
    expect((await signOut(endToken)).body).toMatchObject({ unlinked: true });
    expect((await stateOf('c-1'))?.link).toBeUndefined();
    expect((await signOut('made-up')).status).toBe(403);
  });

  test('a token that Azure does not know, and a conversation that the bot has not heard of, sign nobody in', async () => {
    const forged = await give('made-up', good());
    expect([forged.status, forged.body.error?.code]).toEqual([403, 'BadToken']);
    const early = await give('azure-token-of-chat-2', good());
    expect([early.status, early.body.error?.code]).toEqual([404, 'ConversationNotFound']);
    await arrives('chat-3', { type: 'conversationUpdate', membersAdded: [{ id: 'dl_3' }] });
    const replayed = good();
    expect((await give('azure-token-of-chat-3', replayed)).status).toBe(200);
    await arrives('chat-4', { type: 'conversationUpdate', membersAdded: [{ id: 'dl_4' }] });
    expect((await give('azure-token-of-chat-4', replayed)).body.error?.code).toBe('HostTokenUsed');
  });
});
