// Revoking a conversation's tokens: "clear and sign out" on a shared computer.
import { markDeadly } from '../../../bot/turn/deadly';
import { revokeTokens } from '../../../bot/turn/revoke';
import { type Header, keys } from '../../../storage/records';
import { startServer } from '../../support/server-process';
import { begin, call, listen, message, type Opened } from '../../support/directline-client';
import { buildProgram } from '../../support/built';
import { type RunningApp, runApp } from '../../support/running-app';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let app: RunningApp;
let hours = 0;

beforeEach(async () => {
  hours = 0;
  app = await runApp({
    wrap: (deps) => ({ ...deps, now: () => new Date(Date.now() + hours * 3_600_000).toISOString() }),
  });
});
afterEach(() => app.close());

const revoke = (token: string, base = app.base) =>
  call<{ revoked: boolean }>(`${base}/api/webchat/revoke`, { method: 'POST', token });
const codeOf = async (answer: ReturnType<typeof call>) => {
  const { status, body } = await answer;
  return [status, body.error?.code];
};
const REVOKED = [403, 'TokenRevoked'];

test('every token of a conversation is void from now on', async () => {
  const chat = await begin(app.base);
  const refreshed = await call<Opened>(`${app.base}/v3/directline/tokens/refresh`, {
    method: 'POST',
    token: chat.token,
  });
  expect((await revoke(chat.token)).body).toEqual({ revoked: true });
  for (const token of [chat.token, chat.started.token, refreshed.body.token]) {
    expect(await codeOf(call(`${chat.url}/activities?watermark=0`, { token }))).toEqual(REVOKED);
    expect(await codeOf(call(`${chat.url}?watermark=0`, { token }))).toEqual(REVOKED);
    expect(await codeOf(call(`${app.base}/v3/directline/conversations`, { json: {}, token }))).toEqual(REVOKED);
    expect(await codeOf(call(`${app.base}/v3/directline/tokens/refresh`, { method: 'POST', token }))).toEqual(REVOKED);
    expect(await codeOf(call(`${chat.url}/activities`, { json: message('hello'), token }))).toEqual(REVOKED);
    expect(await codeOf(call(`${app.base}/api/webchat/user`, { json: { token: 'x' }, token }))).toEqual(REVOKED);
    expect(await codeOf(call(`${app.base}/api/webchat/token`, { json: {}, token }))).toEqual(REVOKED);
  }
  expect(await listen(chat.started.streamUrl).refused()).toBe(403);
});

test('a conversation whose first message ended the process can be ended, too', async () => {
  const { store, now, newId } = app.app.deps;
  const key = keys.header('directline:never-answered');
  await markDeadly(store, key, 'row');
  await revokeTokens({ store, now, newId }, 'directline:never-answered', 0);
  expect((await store.get<Header>(key))?.body).toMatchObject({ tokenEpoch: 1, nextSeq: 1 });
});

test('a message that is revoked meanwhile writes nothing', async () => {
  const chat = await begin(app.base);
  await revoke(chat.token);
  await call(`${chat.url}/activities`, { json: message('a secret of the next person'), token: chat.token });
  const { docs } = await app.deps.store.list('log', {
    pk: `conversation:directline:${chat.conversationId}`,
    limit: 100,
  });
  expect(JSON.stringify(docs)).not.toContain('a secret of the next person');
});

test('its sockets are closed, and those of others are not', async () => {
  const [chat, other] = [await begin(app.base), await begin(app.base)];
  const lines = [chat, chat, other].map(({ started }) => listen(started.streamUrl));
  await Promise.all(lines.map((line) => line.until(() => line.activities().length > 0)));
  const [first, second, third] = lines;
  const closed = Promise.all([first?.closed(), second?.closed()]);
  await revoke(chat.token);
  expect(await closed).toEqual([1008, 1008]);
  expect(third?.socket.readyState).toBe(third?.socket.OPEN);
  third?.socket.close();
});

test('an expired token does not renew, and can still revoke', async () => {
  const chat = await begin(app.base);
  hours = 2;
  expect((await revoke(chat.token)).status).toBe(200);
  expect(await codeOf(call(`${app.base}/api/webchat/token`, { json: {}, token: chat.token }))).toEqual(REVOKED);
});

test('a conversation that nobody has started yet is revoked as well', async () => {
  const { body } = await call<{ token: string }>(`${app.base}/api/webchat/token`, { json: {} });
  expect((await revoke(body.token)).status).toBe(200);
  const started = call(`${app.base}/v3/directline/conversations`, { json: {}, token: body.token });
  expect(await codeOf(started)).toEqual(REVOKED);
});

test('the token for signing out revokes, also long after the others have ended, and opens nothing', async () => {
  const chat = await begin(app.base);
  const { token, endToken = '' } = chat.issued.body;
  for (const path of [`${chat.url}/activities?watermark=0`, `${chat.url}?watermark=0`])
    expect(await codeOf(call(path, { token: endToken }))).toEqual([403, 'BadToken']);
  const post = call(`${chat.url}/activities`, { json: message('hello'), token: endToken });
  expect(await codeOf(post)).toEqual([403, 'BadToken']);
  const renew = call(`${app.base}/api/webchat/token`, { json: {}, token: endToken });
  expect((await renew).status).toBe(403);
  hours = 60 * 24;
  expect((await revoke(endToken)).body).toEqual({ revoked: true });
  hours = 0;
  expect(await codeOf(call(`${chat.url}/activities?watermark=0`, { token: token }))).toEqual(REVOKED);
});

test('twice is once; a forged token, a stream’s token and none revoke nothing', async () => {
  const chat = await begin(app.base);
  const t = new URL(chat.started.streamUrl).searchParams.get('t') ?? '';
  for (const token of [t, 'x.y.z']) expect((await revoke(token)).status).toBe(403);
  expect((await call(`${app.base}/api/webchat/revoke`, { method: 'POST' })).status).toBe(401);
  expect((await call(`${chat.url}/activities`, { json: message('hi'), token: chat.token })).status).toBe(200);
  const answers = await Promise.all([revoke(chat.token), revoke(chat.token), revoke(chat.token)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const { docs } = await app.deps.store.list('log', {
    pk: `conversation:directline:${chat.conversationId}`,
    limit: 100,
  });
  expect(JSON.stringify(docs).match(/"revoked":1/g)).toHaveLength(1);
});

test('while messages are under way: each is answered or refused, none is both', async () => {
  const chat = await begin(app.base);
  const posts = Array.from({ length: 12 }, (_, n) =>
    call(`${chat.url}/activities`, { json: message(`m${n}`, `c${n}`), token: chat.token }),
  );
  const [, ...answers] = await Promise.all([revoke(chat.token), ...posts]);
  const { docs } = await app.deps.store.list('log', {
    pk: `conversation:directline:${chat.conversationId}`,
    limit: 100,
  });
  const log = JSON.stringify(docs);
  for (const [n, { status }] of answers.entries()) {
    expect([200, 403]).toContain(status);
    expect(log.includes(`"text":"m${n}"`)).toBe(status === 200);
  }
});

test('what one process revokes closes the sockets of another process', async () => {
  const built = await buildProgram();
  const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-revoke-'));
  const start = async () => startServer({ main: built.main, dataDir, env: { LOG_LEVEL: 'silent' } });
  const servers = [await start(), await start()] as const;
  try {
    const chat = await begin(servers[0].base);
    const line = listen(chat.started.streamUrl);
    await line.until(() => line.activities().length === 1);
    const closed = line.closed();
    expect((await revoke(chat.token, servers[1].base)).status).toBe(200);
    expect(await closed).toBe(1008);
  } finally {
    for (const server of servers) await server.end('SIGKILL');
    built.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
