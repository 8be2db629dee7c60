// Account, databases, containers, throughput, and who may ask.
import { Agent } from 'node:https';
import { CosmosClient } from '@azure/cosmos';
import { selfSigned } from '../support/self-signed';
import { createStandin } from './server';
import { signed } from './signed';
import { doc, failure, LISTS_ONLY, PLAIN, started, type Started } from './started';

let s: Started;
beforeEach(async () => {
  s = await started();
});
afterEach(() => s.stop());

const clientOf = (options: object): CosmosClient => s.connect(options).client;

test('the account names its consistency and its one region', async () => {
  const { resource } = await s.client.getDatabaseAccount();
  expect(resource?.consistencyPolicy).toBe('Session');
  expect(resource?.writableLocations).toEqual([{ name: 'Stand-in', databaseAccountEndpoint: s.standin.endpoint }]);
});

test('a client that discovers endpoints finds this one', async () => {
  const client = clientOf({
    connectionPolicy: { enableEndpointDiscovery: true, enableBackgroundEndpointRefreshing: false },
  });
  await client.database('db').container('docs').items.create(doc('a'));
  expect((await client.database('db').container('docs').item('a', 'p').read()).statusCode).toBe(200);
  expect(s.standin.stats.read().requests).toMatchObject({ account: 1, create: 1, read: 1 });
});

test('create if not exists creates once', async () => {
  const make = () => s.database.containers.createIfNotExists({ id: 'two', partitionKey: '/pk' });
  expect((await make()).statusCode).toBe(201);
  expect((await make()).statusCode).toBe(200);
  expect((await s.client.databases.createIfNotExists({ id: 'db' })).statusCode).toBe(200);
  expect((await failure(s.database.containers.create({ id: 'two', partitionKey: '/pk' }))).code).toBe(409);
  expect((await failure(s.client.databases.create({ id: 'db' }))).code).toBe(409);
});

test('a container shows its definition, completed as the service does', async () => {
  const { resource } = await s.container.read();
  expect(resource).toMatchObject({
    id: 'docs',
    partitionKey: { paths: ['/pk'], kind: 'Hash' },
    defaultTtl: -1,
    indexingPolicy: {
      indexingMode: 'consistent',
      includedPaths: [{ path: '/lists/*' }],
      excludedPaths: [{ path: '/*' }, { path: '/"_etag"/?' }],
    },
  });
  expect((await s.container.readPartitionKeyRanges().fetchAll()).resources).toHaveLength(3);
});

test('replacing a container changes policy and TTL, not the partition key', async () => {
  const { resource: before } = await s.container.read();
  await s.container.replace({
    id: 'docs',
    partitionKey: { paths: ['/pk'] },
    defaultTtl: 60,
    indexingPolicy: { ...LISTS_ONLY, includedPaths: [], excludedPaths: [{ path: '/*' }] },
  });
  const { resource } = await s.container.read();
  expect(resource).toMatchObject({ defaultTtl: 60, indexingPolicy: { includedPaths: [] }, _rid: before?._rid });
  expect((await failure(s.container.replace({ id: 'docs', partitionKey: { paths: ['/id'] } }))).code).toBe(501);
  const undecided = { ...LISTS_ONLY, excludedPaths: [] };
  expect(
    (await failure(s.container.replace({ id: 'docs', partitionKey: { paths: ['/pk'] }, indexingPolicy: undecided })))
      .code,
  ).toBe(400);
});

test('a deleted container is gone with what it held; a new one of the name is another', async () => {
  await s.container.items.create(doc('a'));
  const { resource: before } = await s.container.read();
  await s.container.delete();
  expect((await failure(s.container.read())).code).toBe(404);
  const { container, resource } = await s.database.containers.create({ id: 'docs', partitionKey: '/pk' });
  expect(resource?._rid).not.toBe(before?._rid);
  expect((await container.item('a', 'p').read()).statusCode).toBe(404);
  await s.database.delete();
  expect((await failure(s.database.read())).code).toBe(404);
});

test('reset leaves an empty account, without faults and counts', async () => {
  s.standin.faults.add({ do: '503', times: 0 });
  s.standin.reset();
  expect((await failure(s.container.read())).code).toBe(404);
  expect(s.standin.containers()).toEqual([]);
  expect(s.standin.stats.read().total.requests).toBe(1);
});

test('throughput: a container’s own, the database’s, or the smallest', async () => {
  const content = async (of: { readOffer(): Promise<{ resource?: { content?: unknown } }> }) =>
    (await of.readOffer()).resource?.content;
  expect(await content(s.container)).toEqual({ offerThroughput: 400 });
  const { container: manual } = await s.database.containers.create({
    id: 'manual',
    partitionKey: '/pk',
    throughput: 1200,
  });
  expect(await content(manual)).toEqual({ offerThroughput: 1200 });
  const { container: scaled } = await s.database.containers.create({
    id: 'scaled',
    partitionKey: '/pk',
    maxThroughput: 4000,
  });
  expect(await content(scaled)).toMatchObject({ offerAutopilotSettings: { maxThroughput: 4000 } });
  const { database } = await s.client.databases.create({ id: 'shared', throughput: 500 });
  const { container: sharing } = await database.containers.create({ id: 'sharing', partitionKey: '/pk' });
  expect(await content(sharing)).toBeUndefined();
  expect((await failure(s.database.containers.create({ id: 'odd', partitionKey: '/pk', throughput: 450 }))).code).toBe(
    400,
  );
});

test('a serverless account has no throughput to read or set', async () => {
  const other = await started({ serverless: true });
  try {
    expect(await failure(other.container.readOffer())).toMatchObject({
      code: 400,
      message: expect.stringContaining('serverless'),
    });
    expect(
      (await failure(other.database.containers.create({ id: 'x', partitionKey: '/pk', throughput: 400 }))).code,
    ).toBe(400);
  } finally {
    await other.stop();
  }
});

test('a wrong key is refused in the words of Cosmos: 401', async () => {
  const client = clientOf({ key: Buffer.from('another key').toString('base64') });
  const error = await failure(client.database('db').container('docs').read());
  expect(error).toMatchObject({
    code: 401,
    message: expect.stringContaining("The input authorization token can't serve the request"),
  });
});

test('a signature is good for its request only, and for a quarter of an hour', async () => {
  const headers = signed(s.standin.key, 'get', 'colls', 'dbs/db/colls/docs');
  expect((await fetch(`${s.standin.endpoint}dbs/db/colls/docs`, { headers })).status).toBe(200);
  expect((await fetch(`${s.standin.endpoint}dbs/db`, { headers })).status).toBe(401);
  expect((await fetch(`${s.standin.endpoint}dbs/db/colls/docs`, { method: 'DELETE', headers })).status).toBe(401);
  const old = signed(s.standin.key, 'get', 'colls', 'dbs/db/colls/docs', new Date(Date.now() - 16 * 60_000));
  expect((await fetch(`${s.standin.endpoint}dbs/db/colls/docs`, { headers: old })).status).toBe(403);
});

test('a token of Entra ID is compared with the one that the stand-in was given', async () => {
  const other = await started({ aadToken: 'good' });
  const use = async (token: string) => {
    const client = new CosmosClient({
      endpoint: other.standin.endpoint,
      tokenProvider: async () => `type=aad&ver=1.0&sig=${token}`,
      ...PLAIN,
    });
    return client.database('db').container('docs').read();
  };
  try {
    expect((await use('good')).statusCode).toBe(200);
    expect((await failure(use('bad'))).code).toBe(401);
  } finally {
    await other.stop();
  }
});

test('over TLS the client brings tokens of a credential, as it does for Entra ID', async () => {
  const tls = selfSigned();
  const standin = await createStandin({ tls, aadToken: 'good' });
  const agent = new Agent({ ca: tls.cert });
  const use = async (token: string) => {
    const aadCredentials = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
    const client = new CosmosClient({ endpoint: standin.endpoint, aadCredentials, agent, ...PLAIN });
    return client.databases.createIfNotExists({ id: 'db' });
  };
  try {
    expect((await use('good')).statusCode).toBe(201);
    expect((await failure(use('bad'))).code).toBe(401);
  } finally {
    agent.destroy();
    await standin.close();
  }
});
