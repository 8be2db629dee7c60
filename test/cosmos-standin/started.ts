// For tests of the stand-in: one with a container as the product makes it, and the real client that talks to it.
import { type Container, CosmosClient, type CosmosClientOptions, type Database } from '@azure/cosmos';
import { createStandin, type Standin, type StandinOptions } from './server';

export const PLAIN = { connectionPolicy: { enableEndpointDiscovery: false } } as const;
/** As the product's: only the lists are indexed. */
export const LISTS_ONLY = {
  indexingMode: 'consistent' as const,
  automatic: true,
  includedPaths: [{ path: '/lists/*' }],
  excludedPaths: [{ path: '/*' }],
};

export interface Started {
  standin: Standin;
  client: CosmosClient;
  database: Database;
  container: Container;
  connect(options?: Partial<CosmosClientOptions>): { client: CosmosClient; container: Container };
  stop(): Promise<void>;
}

/** `client`: options of the first client; session consistency without being told, as a client of the product is. */
export async function started(
  options: StandinOptions = {},
  client: Partial<CosmosClientOptions> = {},
): Promise<Started> {
  const standin = await createStandin(options);
  const clients: CosmosClient[] = [];
  const connect = (more: Partial<CosmosClientOptions> = {}) => {
    const made = new CosmosClient({ endpoint: standin.endpoint, key: standin.key, ...PLAIN, ...client, ...more });
    clients.push(made);
    return { client: made, container: made.database('db').container('docs') };
  };
  const first = connect();
  const { database } = await first.client.databases.createIfNotExists({ id: 'db' });
  const { container } = await database.containers.createIfNotExists({
    id: 'docs',
    partitionKey: { paths: ['/pk'] },
    indexingPolicy: LISTS_ONLY,
    defaultTtl: -1,
  });
  standin.stats.reset();
  return {
    standin,
    client: first.client,
    database,
    container,
    connect,
    async stop() {
      for (const one of clients) one.dispose();
      await standin.close();
    },
  };
}

/** A document as the adapter writes it. */
export const doc = (id: string, more: object = {}) => ({
  id,
  pk: 'p',
  kind: 'test',
  v: 1,
  body: { text: 'x' },
  ...more,
});

export const QUERY = (list: string, direction: 'ASC' | 'DESC' = 'ASC'): string =>
  `SELECT * FROM c WHERE c.lists.${list} > @low AND c.lists.${list} < @high AND (NOT IS_DEFINED(c.expiresAt) OR c.expiresAt > @now) ORDER BY c.lists.${list} ${direction}`;

export const spec = (
  list: string,
  { low = '', high = '\uffff', now = '2026-11-20T08:00:00.000Z', direction = 'ASC' as 'ASC' | 'DESC' } = {},
) => ({
  query: QUERY(list, direction),
  parameters: [
    { name: '@low', value: low },
    { name: '@high', value: high },
    { name: '@now', value: now },
  ],
});

/** What an awaited call of the client failed with. */
export async function failure(
  work: Promise<unknown>,
): Promise<{ code?: unknown; substatus?: unknown; message: string; name: string; retryAfterInMs?: number }> {
  try {
    await work;
  } catch (error) {
    return error as { message: string; name: string };
  }
  throw new Error('it did not fail');
}
