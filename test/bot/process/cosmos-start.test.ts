// The process on Cosmos DB: what it refuses to start with, what it waits for, and that trouble heals without a restart.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Agent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { definitionOf } from '../../../storage/cosmos/definition';
import { setupCosmos } from '../../../storage/cosmos/setup';
import { createStandin, type Standin } from '../../cosmos-standin/server';
import { type Built, buildProgram } from '../../support/built';
import { activity, deliver } from '../../support/channel';
import { eventually } from '../../support/eventually';
import { selfSigned } from '../../support/self-signed';
import { launch, portOf, refusal, type StartOptions, startServer } from '../../support/server-process';

let built: Built;
let directory: string;
beforeAll(async () => {
  built = await buildProgram();
  directory = mkdtempSync(join(tmpdir(), 'fapiao-cosmos-start-'));
});
afterAll(() => {
  built?.remove();
  rmSync(directory, { recursive: true, force: true });
});

let standin: Standin;
let options: StartOptions;
const settings = () => ({ endpoint: standin.endpoint, key: standin.key, database: 'fapiao', container: 'fapiao' });
beforeEach(async () => {
  standin = await createStandin({ consistency: 'Strong' });
  const env = { COSMOS_ENDPOINT: standin.endpoint, COSMOS_KEY: standin.key, LOG_LEVEL: 'warn' };
  options = { main: built.main, dataDir: directory, env };
});
afterEach(() => standin.close());

const withEnv = (env: Record<string, string>): StartOptions => ({ ...options, env: { ...options.env, ...env } });

interface Health {
  status: number;
  reason?: string;
}
async function health(base: string): Promise<Health | undefined> {
  const response = await fetch(`${base}/readyz`).catch(() => undefined);
  const body = (await response?.json()) as { checks?: { store: { reason?: string } } } | undefined;
  const reason = body?.checks?.store.reason;
  return response && { status: response.status, ...(reason ? { reason } : {}) };
}
const healthy = (base: string, status: number): Promise<void> =>
  eventually(`${status} on /readyz`, async () => (await health(base))?.status === status);

const say = (base: string, id: string) =>
  deliver(
    base,
    activity('http://127.0.0.1:9', 'hello', { id, conversation: { id: 'c' }, deliveryMode: 'expectReplies' }),
  );

test.each([
  ['a wrong key', { COSMOS_KEY: 'd3Jvbmc=' }, 'COSMOS_KEY'],
  ['a key that is none', { COSMOS_KEY: 'not a key' }, 'COSMOS_KEY'],
  ['an address that is none', { COSMOS_ENDPOINT: 'fapiao.documents.azure.cn' }, 'COSMOS_ENDPOINT'],
  ['a key without an address', { COSMOS_ENDPOINT: '' }, 'COSMOS_ENDPOINT'],
])('%s: it refuses to start, names the setting and never the value', async (_, env, named) => {
  const { code, output } = await refusal(withEnv(env));
  expect(code).toBe(1);
  expect(output).toContain(named);
  expect(output).not.toContain('d3Jvbmc=');
  expect(output).not.toContain(standin.key);
});

test('without its container it waits, says so on /readyz, and serves once `npm run store -- setup` has run', async () => {
  const started = launch(options);
  const { child, output } = started;
  try {
    const base = `http://127.0.0.1:${await portOf(started)}`;
    await healthy(base, 503);
    expect((await health(base))?.reason).toContain('npm run store -- setup');
    await setupCosmos(settings(), { fixed: 400 });
    await healthy(base, 200);
    expect((await say(base, 'a')).status).toBe(200);
    expect(output()).toContain('waiting for the store');
  } finally {
    child.kill('SIGKILL');
  }
});

test('a service that is not there at the start, or goes later: 503 with the setting’s name, and it heals without a restart', async () => {
  await setupCosmos(settings(), { fixed: 400 });
  await standin.down('refuse');
  const started = launch(options);
  const { child } = started;
  try {
    const base = `http://127.0.0.1:${await portOf(started)}`;
    await healthy(base, 503);
    expect((await health(base))?.reason).toContain('COSMOS_ENDPOINT');
    await standin.up();
    await healthy(base, 200);
    expect((await say(base, 'a')).status).toBe(200);

    await standin.down('refuse');
    await healthy(base, 503);
    expect((await say(base, 'b')).status).toBe(503);
    await standin.up();
    await healthy(base, 200);
    const again = await say(base, 'b');
    expect(again.status).toBe(200);
    expect(again.body.activities).toHaveLength(1);
  } finally {
    child.kill('SIGKILL');
  }
});

test('a document of a newer version is left to the newer process: 503, and nothing of it is written', async () => {
  await setupCosmos(settings(), { fixed: 400 });
  const server = await startServer(options);
  try {
    expect((await say(server.base, 'a')).status).toBe(200);
    const headers = () =>
      standin
        .containers()
        .flatMap(({ ranges }) =>
          ranges.flatMap(({ docs }) => docs.filter((doc) => doc.kind === 'header').map((doc) => ({ ...doc }))),
        );
    const [header] = headers();
    if (!header) throw new Error('no header');
    const client = new CosmosClient({ endpoint: standin.endpoint, key: standin.key });
    await client
      .database('fapiao')
      .container('fapiao')
      .item(String(header.id), String(header.pk))
      .replace({ ...header, v: 99 });
    client.dispose();
    const newer = headers();
    expect((await say(server.base, 'b')).status).toBe(503);
    expect(headers()).toEqual(newer);
    expect(server.output()).not.toContain('hello');
  } finally {
    await server.end('SIGKILL');
  }
});

/** Where a managed identity gets its tokens (App Service's address, which is plain HTTP); says for what they were asked. */
async function identityEndpoint(token: string) {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(new URL(req.url ?? '/', 'http://localhost').searchParams.get('resource') ?? '');
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify({ access_token: token, expires_on: String(Math.floor(Date.now() / 1000) + 3600) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const env = { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: 'header' };
  return { asked, env, close: () => server.close() };
}

test.each([
  ['its token is accepted', 'entra-token', 200],
  ['its token is refused', 'another-token', undefined],
])('without a key it is known to Entra ID; %s', async (_, token, status) => {
  const tls = selfSigned();
  const secure = await createStandin({ consistency: 'Strong', tls, aadToken: 'entra-token' });
  const identity = await identityEndpoint(token);
  const ca = join(directory, `ca-${token}.pem`);
  writeFileSync(ca, tls.cert);
  const setup = openOver(secure, tls.cert);
  await setup.databases.createIfNotExists({ id: 'fapiao' });
  await setup.database('fapiao').containers.createIfNotExists(definitionOf('fapiao'));
  setup.dispose();
  const started = launch(
    withEnv({ COSMOS_ENDPOINT: secure.endpoint, COSMOS_KEY: '', NODE_EXTRA_CA_CERTS: ca, ...identity.env }),
  );
  const { child, output } = started;
  const ended = once(child, 'close');
  try {
    if (status) {
      const base = `http://127.0.0.1:${await portOf(started)}`;
      await healthy(base, status);
      expect((await say(base, 'a')).status).toBe(200);
    } else {
      expect((await ended)[0]).toBe(1);
      expect(output()).toContain('COSMOS_KEY');
    }
    expect(identity.asked[0]).toBe(secure.endpoint.replace(/\/$/, ''));
    expect(output()).not.toContain(token);
  } finally {
    child.kill('SIGKILL');
    identity.close();
    await secure.close();
  }
});

const openOver = (secure: Standin, ca: string): CosmosClient =>
  new CosmosClient({ endpoint: secure.endpoint, key: secure.key, agent: new Agent({ ca }) });
