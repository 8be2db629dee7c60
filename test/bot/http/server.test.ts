// The server: health, what every answer carries, the caller's address, and the process: starting, refusing, stopping.
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientAddress } from '../../../bot/http/server';
import { type Built, buildProgram } from '../../support/built';
import { activity, deliver, openChannel } from '../../support/channel';
import { runApp } from '../../support/running-app';
import { refusal, type ServerProcess, startServer } from '../../support/server-process';
import { until } from '../../support/temp-store';

/** Headers of the connection, not of the answer. */
const HOP = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

const health = async (base: string) => {
  const response = await fetch(`${base}/healthz`);
  return { status: response.status, body: (await response.json()) as unknown };
};

describe('the server', () => {
  test('while it stops it answers what it has begun, takes nothing new, and says so', async () => {
    const channel = await openChannel();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reached = false;
    const running = await runApp({
      wrap: (deps) => ({
        ...deps,
        store: {
          ...deps.store,
          async commit(pk, writes, deadline) {
            if (pk.startsWith('conversation:')) {
              reached = true;
              await held;
            }
            return deps.store.commit(pk, writes, deadline);
          },
        },
      }),
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      expect(await ask(`${running.base}/healthz`, agent)).toMatchObject({ status: 200 });
      const answering = deliver(running.base, activity(channel.serviceUrl, 'register'));
      await until(() => reached);
      const stopping = running.app.stop();
      // The connection that was kept alive is closed, or told that the server stops.
      const after = await ask(`${running.base}/healthz`, agent).catch(() => ({ status: 503 }));
      expect(after.status).toBe(503);
      await expect(fetch(`${running.base}/healthz`)).rejects.toThrow();
      release();
      expect((await answering).status).toBe(200);
      expect(channel.posts).toHaveLength(1);
      await stopping;
    } finally {
      agent.destroy();
      await channel.close();
    }
  });

  test('an unknown address is 404 and says nothing about the server', async () => {
    const running = await runApp();
    try {
      const response = await fetch(`${running.base}/nothing/here?token=abc`);
      expect(response.status).toBe(404);
      expect(response.headers.get('server')).toBeNull();
      expect(await response.text()).not.toMatch(/nothing|token|restify|at /);
      expect((await fetch(`${running.base}/api/messages`)).status).toBe(405);
      expect((await fetch(`${running.base}/`, { redirect: 'manual' })).status).toBe(200);
      expect(JSON.stringify(running.lines)).not.toContain('abc');
    } finally {
      await running.close();
    }
  });

  test('in production without an app id /api/messages does not exist', async () => {
    const running = await runApp({ config: { production: true } });
    try {
      expect((await deliver(running.base, activity('http://127.0.0.1:1', 'hello'))).status).toBe(404);
      expect((await fetch(`${running.base}/dev/inbox`)).status).toBe(404);
    } finally {
      await running.close();
    }
  });

  test.each([
    [0, '6.6.6.6', '127.0.0.1'],
    [1, '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    [2, '6.6.6.6, 1.2.3.4, 10.0.0.1', '1.2.3.4'],
    [2, '1.2.3.4', '127.0.0.1'],
    [1, '', '127.0.0.1'],
  ])(
    'behind %d proxies with X-Forwarded-For "%s" the caller is %s: a client can invent nothing',
    (proxies, header, ip) => {
      const req = { socket: { remoteAddress: '127.0.0.1' }, headers: header ? { 'x-forwarded-for': header } : {} };
      expect(clientAddress(req as unknown as IncomingMessage, proxies)).toBe(ip);
    },
  );

  test.each([
    ['1.2.3.4:50123', '1.2.3.4'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2:bbbb::2]:443', '2001:db8:1:2::/64'],
    ['2001:db8::7', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s for limits: neither a port nor another address of one network is another caller', (one, key) => {
    const req = { socket: { remoteAddress: one }, headers: { 'x-forwarded-for': one } };
    expect(clientAddress(req as unknown as IncomingMessage, 0)).toBe(key);
    expect(clientAddress(req as unknown as IncomingMessage, 1)).toBe(key);
  });

  test('behind https every page tells browsers to stay there, the chat too, and none may be framed', async () => {
    const running = await runApp({ config: { publicUrl: 'https://fapiao.example.cn' } });
    try {
      for (const path of ['/chat', '/forgot']) {
        const { headers } = await fetch(`${running.base}${path}`);
        expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
        expect(headers.get('x-frame-options')).toBe('DENY');
        expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      }
    } finally {
      await running.close();
    }
  });

  test.each([
    '/',
    '/chat',
    '/healthz',
    '/readyz',
    '/forgot',
    '/signin',
    '/widget.js',
    '/api/bills',
    '/dev/inbox.json',
    '/nothing',
  ])('HEAD %s answers like GET, without a body', async (path) => {
    const running = await runApp();
    try {
      const asked = async (method: string) => {
        const response = await fetch(`${running.base}${path}`, { method, redirect: 'manual' });
        const headers = Object.fromEntries([...response.headers].filter(([name]) => !HOP.has(name)));
        return { status: response.status, headers, body: await response.text() };
      };
      const got = await asked('GET');
      const { body, ...head } = await asked('HEAD');
      expect(body).toBe('');
      const nonce = /'nonce-[^']+'/g;
      const same = (one: object) => JSON.stringify(one).replace(nonce, 'NONCE');
      expect(same(head)).toBe(same({ status: got.status, headers: got.headers }));
    } finally {
      await running.close();
    }
  });

  const MB = 1024 * 1024;
  test.each([
    ['JSON of 300 KB', '/api/messages', 300 * 1024, true],
    ['JSON of 9 MB', '/api/messages', 9 * MB, true],
    ['JSON of 9 MB in chunks', '/api/messages', 9 * MB, false],
    ['JSON of 40 MB in chunks', '/api/messages', 40 * MB, false],
    ['a form of 9 MB', '/forgot', 9 * MB, true],
    ['a form of 9 MB in chunks', '/forgot', 9 * MB, false],
  ])('%s: who sends all of it before it reads gets a 413, and the server goes on', async (_title, path, size, told) => {
    const running = await runApp();
    try {
      expect(await statusOf(running.base, path, size, told)).toBe(413);
      expect((await health(running.base)).status).toBe(200);
    } finally {
      await running.close();
    }
  });

  const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket';
  test.each([
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: [\r\nConnection: close', 400],
    ['an address that is none', 'GET http://[/forgot HTTP/1.1\r\nHost: x\r\nConnection: close', 400],
    ['an upgrade at an address that is none', `GET // HTTP/1.1\r\nHost: x\r\n${upgrade}`, 404],
    ['an upgrade with a Host that is none', `GET /nothing HTTP/1.1\r\nHost: [\r\n${upgrade}`, 404],
    [
      'a language that is a name of JavaScript',
      'GET /chat HTTP/1.1\r\nHost: x\r\nAccept-Language: zh-constructor',
      200,
    ],
    ['the same on a page', 'GET /forgot HTTP/1.1\r\nHost: x\r\nAccept-Language: zh-constructor', 200],
  ])('%s does not end the process, and its answer holds nothing of ours', async (_title, head, status) => {
    const running = await runApp();
    try {
      const said = await raw(running.base, head);
      expect(Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1])).toBe(status);
      expect(said).not.toMatch(/TypeError|Invalid URL/);
      expect((await health(running.base)).status).toBe(200);
    } finally {
      await running.close();
    }
  });
});

/** Sends a request as it stands, however wrong, and answers what came back until the other side ended or had said all. */
const raw = (base: string, head: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(base);
    let got = '';
    const socket = connect(Number(port), hostname, () => socket.end(`${head}\r\n\r\n`));
    socket.on('data', (chunk: Buffer) => {
      got += chunk.toString();
    });
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
  });

/** Sends a body of so many bytes whole, as simple clients do, and only then reads. */
const statusOf = (base: string, path: string, size: number, told: boolean): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(base);
    const piece = Buffer.alloc(64 * 1024, 'a');
    const form = path === '/forgot';
    const head = [
      `POST ${path} HTTP/1.1`,
      'Host: localhost',
      `Content-Type: ${form ? 'application/x-www-form-urlencoded' : 'application/json'}`,
      told ? `Content-Length: ${size}` : 'Transfer-Encoding: chunked',
    ];
    const socket = connect(Number(port), hostname);
    socket.on('error', reject);
    // Not read before all was sent.
    socket.pause();
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    let left = size;
    const send = (): void => {
      while (left > 0) {
        const bytes = piece.subarray(0, Math.min(left, piece.length));
        left -= bytes.length;
        if (!told) socket.write(`${bytes.length.toString(16)}\r\n`);
        const room = socket.write(bytes);
        if (!told) socket.write('\r\n');
        if (!room) return void socket.once('drain', send);
      }
      if (!told) socket.write('0\r\n\r\n');
      let got = '';
      socket.on('data', (chunk: Buffer) => {
        got += chunk.toString();
        const status = /^HTTP\/1\.1 (\d+)/.exec(got)?.[1];
        if (!status) return;
        socket.destroy();
        resolve(Number(status));
      });
      socket.on('close', () => reject(new Error('cut off')));
      socket.resume();
    };
    send();
  });

const ask = (url: string, agent: Agent): Promise<{ status: number }> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (res) => {
      res.resume();
      res.on('end', () => resolve({ status: res.statusCode ?? 0 }));
    }).on('error', reject);
  });

describe('the process', () => {
  let built: Built;
  let dataDir: string;
  let servers: ServerProcess[];
  beforeAll(async () => {
    built = await buildProgram();
  });
  afterAll(() => built?.remove());
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'fapiao-process-'));
    servers = [];
  });
  afterEach(async () => {
    for (const server of servers) await server.end('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });
  const start = async (env: Record<string, string> = {}) => {
    const server = await startServer({ main: built.main, dataDir, env });
    servers.push(server);
    return server;
  };

  test('it says where to go and four demo order numbers, also when it starts again', async () => {
    const first = await start({ DEMO: 'true' });
    const orders = [...first.output().matchAll(/^ {4}(DEMO-\d+) {2}/gm)].map(([, order]) => order);
    expect(orders.length).toBeGreaterThanOrEqual(4);
    for (const path of ['/chat', '/api/messages', '/dev/inbox'])
      expect(first.output()).toContain(`http://localhost:${first.port}${path}`);
    expect((await fetch(`${first.base}/chat`)).status).toBe(200);
    expect(await first.end('SIGTERM')).toBe(0);
    const second = await start({ DEMO: 'true' });
    expect(second.output()).toContain(orders[0]);
    expect((await health(second.base)).status).toBe(200);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends it cleanly with code 0, and the data are there again',
    async (signal) => {
      const server = await start();
      const one = activity('http://127.0.0.1:1', 'register', { deliveryMode: 'expectReplies' });
      const before = await deliver(server.base, one);
      expect(await server.end(signal)).toBe(0);
      expect(server.output()).toContain('"msg":"stopping"');
      const after = await deliver((await start()).base, one);
      expect(after.body.activities).toEqual(before.body.activities);
    },
  );

  test('a port that is taken ends it with code 1 and names the variable to set', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const { code, output } = await refusal({ main: built.main, port, dataDir });
    await new Promise((resolve) => taken.close(resolve));
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is in use. Set another one: PORT=${port + 1} npm start`);
    expect(output).not.toMatch(/\n +at /);
  });

  test('a configuration that does not fit ends it with code 1 and a line for each variable, without a secret', async () => {
    const env = { SECRET: 'hush', LOG_LEVEL: 'loud', NODE_ENV: 'production', DEMO: 'true' };
    const { code, output } = await refusal({ main: built.main, dataDir, env });
    expect(code).toBe(1);
    for (const name of ['SECRET', 'SMTP_URL', 'PUBLIC_URL', 'MicrosoftAppId', 'DEMO', 'LOG_LEVEL'])
      expect(output).toContain(`\n  ${name}: got`);
    expect(output).not.toMatch(/hush|\n +at /);
  });

  test('what it logs holds nothing that people write, and no secret', async () => {
    const server = await start({ SECRET: 'a-secret-that-nobody-may-ever-read-4711', LOG_LEVEL: 'debug' });
    const reply = { deliveryMode: 'expectReplies', conversation: { id: 'geheim-1' } };
    for (const text of ['register', 'ORDER-77 geheim@qinghe.example', 'confirm', 'my password is Sommer-2026!x'])
      await deliver(server.base, activity('http://127.0.0.1:1', text, reply));
    await deliver(server.base, '{"text":"geheim"');
    await server.end('SIGTERM');
    expect(server.output()).not.toMatch(/geheim|Sommer|ORDER-77|4711/);
  });
});
