// Without an app id: who may write, and where answers may go. Attempts at forging requests, and the clients that must work.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLocalService } from '../../../../bot/channels/connector/local-service';
import { keys } from '../../../../storage/records';
import { chatRow } from '../../../../services/shared/outbox';
import { activity, deliver, type Channel, openChannel } from '../../../support/channel';
import { runApp, type RunningApp } from '../../../support/running-app';
import { until } from '../../../support/temp-store';
import { changeWith } from '../../../support/changes';

let running: RunningApp;
let channel: Channel;
beforeAll(async () => {
  running = await runApp({ env: { DEMO: 'true' } });
  channel = await openChannel();
});
afterAll(async () => {
  await running.close();
  await channel.close();
});
beforeEach(() => {
  channel.posts.length = 0;
});

let count = 0;
const say = (serviceUrl: string, more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  deliver(
    running.base,
    activity(serviceUrl, 'hello', { conversation: { id: `local-${(count += 1)}` }, ...more }),
    headers,
  );
const REFUSED = { status: 403, body: { error: { code: 'ServiceUrlNotAllowed' } } };

/** A request with headers that fetch does not let anybody set. */
const raw = (path: string, headers: Record<string, string>, body?: unknown): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(running.base);
    const method = body === undefined ? 'GET' : 'POST';
    const req = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (res) => {
      res.resume();
      res.on('end', () => resolve(res));
    });
    req.on('error', reject);
    req.end(body === undefined ? undefined : JSON.stringify(body));
  });

test('the Emulator at the root and the Agents Playground under _connector get their answers', async () => {
  const { port } = new URL(channel.serviceUrl);
  for (const serviceUrl of [
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}/`,
    `http://localhost:${port}/_connector`,
  ])
    expect((await say(serviceUrl)).status).toBe(200);
  const paths = channel.posts.map(({ path }) => path.replace(/local-\d+/, 'ID').replace(/activity-\d+/, 'A'));
  const answer = '/v3/conversations/ID/activities/A';
  expect(paths).toEqual([answer, answer, `/_connector${answer}`]);
});

test.each([
  ['a path of its own choice', (port: string) => `http://127.0.0.1:${port}/admin`],
  ['a path that climbs', (port: string) => `http://127.0.0.1:${port}/_connector/../admin`],
  ['a query', (port: string) => `http://127.0.0.1:${port}/?to=`],
  ['a fragment', (port: string) => `http://127.0.0.1:${port}/#`.concat('x')],
  ['credentials', (port: string) => `http://user:word@127.0.0.1:${port}/`],
  ['https', (port: string) => `https://127.0.0.1:${port}/`],
  ['no port', () => 'http://127.0.0.1/'],
  ['another machine', () => 'http://10.0.0.1:3000/'],
  ['a name that begins like ours', (port: string) => `http://localhost.evil.example:${port}/`],
  ['the address of all addresses', (port: string) => `http://0.0.0.0:${port}/`],
])('a service URL with %s gets nothing (ASVS 5.0 1.3.6)', async (_what, of) => {
  const { port } = new URL(channel.serviceUrl);
  expect(await say(of(port))).toMatchObject(REFUSED);
  expect(isLocalService(of(port))).toBe(false);
  expect(channel.posts).toEqual([]);
});

test('our own port is no client of ours', async () => {
  expect(await say(running.base)).toMatchObject(REFUSED);
});

test.each(['..', '.', '../../admin', '..\\..\\admin'])(
  'a conversation that is called %j is no way to another path',
  async (id) => {
    await say(channel.serviceUrl, { conversation: { id } });
    await say(channel.serviceUrl, { id, conversation: { id: `climbs-${id}` } });
    for (const { path } of channel.posts)
      expect(path).toMatch(/^\/v3\/conversations\/[^/]+\/activities(\/(?!\.{1,2}$)[^/]+)?$/);
  },
);

test('where a service sends us on to is not followed', async () => {
  const seen: (string | undefined)[] = [];
  const server: Server = createServer((req, res) => {
    seen.push(req.url);
    res.writeHead(307, { Location: `${channel.serviceUrl}/admin` });
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    expect((await say(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).status).toBe(502);
    expect(seen).toHaveLength(1);
    expect(channel.posts).toEqual([]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test.each([
  ['a page of another site', { Origin: 'https://evil.example' }],
  ['a page of this machine', { Origin: 'http://localhost:8080' }],
  ['a page without an origin', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a tunnel', { 'X-Forwarded-For': '203.0.113.7' }],
  ['a proxy', { Forwarded: 'for=203.0.113.7' }],
  ['a name that was rebound to this machine', { Host: 'evil.example' }],
])('%s is no caller (ASVS 5.0 8.2.1)', async (_who, more) => {
  const one = activity(channel.serviceUrl, 'hello', { conversation: { id: `local-${(count += 1)}` } });
  const headers = { Host: new URL(running.base).host, 'Content-Type': 'application/json', ...more };
  expect((await raw('/api/messages', headers, one)).statusCode).toBe(403);
  expect(channel.posts).toEqual([]);
});

test.each(['/dev/inbox', '/dev/inbox.json', '/dev/inbox/mail?id=x', '/%64ev/inbox', '/dev/issue', '/demo/host-token'])(
  '%s is shown to this machine alone',
  async (path) => {
    const own = { Host: new URL(running.base).host, 'Sec-Fetch-Site': 'same-origin' };
    const body = /issue|token/.test(path) ? {} : undefined;
    const open = (await raw(path, own, body)).statusCode;
    expect(open).not.toBe(403);
    for (const more of [{ Host: 'evil.example' }, { 'X-Forwarded-For': '203.0.113.7' }] as Record<string, string>[])
      expect((await raw(path, { ...own, ...more }, body)).statusCode).toBe(403);
  },
);

test('on Linux the port of a program that did not call is left alone; elsewhere the system does not tell', async () => {
  const told = process.platform === 'linux';
  // A process group of its own, as any other service of this machine has.
  const victim = spawn(
    process.execPath,
    [
      '-e',
      `const s = require('node:http').createServer((q, r) => { process.stdout.write('ASKED ' + q.url + '\\n'); r.end('{}'); });
       s.listen(0, '127.0.0.1', () => process.stdout.write('PORT ' + s.address().port + '\\n'));`,
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    let said = '';
    victim.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await until(() => /PORT \d+/.test(said));
    const port = /PORT (\d+)/.exec(said)?.[1];
    const expected = told ? REFUSED : { status: 200 };
    expect(await say(`http://127.0.0.1:${port}`)).toMatchObject(expected);
    expect(await say(`http://127.0.0.1:${port}`, { deliveryMode: 'expectReplies' })).toMatchObject(expected);
    // It listens, and hears whoever calls it honestly.
    await fetch(`http://127.0.0.1:${port}/honest`);
    await until(() => said.includes('ASKED /honest'));
    expect(said.match(/ASKED/g)).toHaveLength(told ? 1 : 2);
  } finally {
    const ended = once(victim, 'close');
    victim.kill();
    await ended;
  }
});

test('a reference that was stored by an older process gets no notice when it is no local client’s', async () => {
  const { deps } = running;
  expect((await say(channel.serviceUrl)).status).toBe(200);
  const conversation = `emulator||local-${count}`;
  const found = await deps.store.get(keys.header(conversation));
  const { etag, ...doc } = found as NonNullable<typeof found>;
  const body = doc.body as Record<string, unknown> & { reference: Record<string, unknown> };
  const reference = { ...body.reference, serviceUrl: `${channel.serviceUrl}/admin` };
  await deps.store.commit(doc.pk, [{ op: 'replace', doc: { ...doc, body: { ...body, reference } }, etag }]);
  channel.posts.length = 0;
  const params = changeWith({ state: 'issued' });
  const row = chatRow(deps, { customer: 'local', name: 'applicationChanged', locale: 'en-US', params, conversation });
  await deps.store.commit(keys.customer('local'), [row]);
  deps.wake();
  await until(() => running.lines.some(({ message }) => message.includes('not sent; tried again later')));
  expect(channel.posts).toEqual([]);
});
