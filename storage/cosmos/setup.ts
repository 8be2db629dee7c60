// Makes the database and the container, and says how one that is there differs from what the product needs.
import type { CosmosClient, DatabaseAccount, ContainerDefinition } from '@azure/cosmos';
import { createClient } from '../cosmos';
import { StoreDown, StoreUnusable } from '../store';
import { definitionOf, differences, unusable } from './definition';
import { patiently } from './patience';
import { createRequests, type Requests } from './requests';
import type { CosmosSettings } from './settings';

/** Request units a second: so many always, up to so many (a tenth of it is always paid), or `none` on a serverless account. */
export type Throughput = { fixed: number } | { upTo: number } | 'none';

export interface Checked {
  /** A sentence each; none: it is as the product needs it. */
  differences: string[];
  throughput: Throughput | 'unknown';
}

interface Asked {
  client: CosmosClient;
  /** Runs calls that may be made again. */
  ask<T>(work: (headers: Record<string, string>) => Promise<T>): Promise<T>;
}

/** Opens a client of its own for as long as `work` takes. */
async function withClient<T>(settings: CosmosSettings, work: (asked: Asked) => Promise<T>): Promise<T> {
  const requests: Requests = createRequests();
  const client = createClient(settings, requests);
  try {
    return await work({
      client,
      ask: (call) => patiently(({ timeoutMs }) => requests.call(timeoutMs, call)),
    });
  } finally {
    client.dispose();
  }
}

async function accountOf({ client, ask }: Asked): Promise<DatabaseAccount> {
  const { resource } = await ask((initialHeaders) => client.getDatabaseAccount({ initialHeaders }));
  if (!resource) throw new StoreDown('Cosmos DB says nothing of the account');
  await ask(() => client.getReadEndpoint());
  return resource;
}

async function containerOf({ client, ask }: Asked, settings: CosmosSettings): Promise<ContainerDefinition> {
  const container = client.database(settings.database).container(settings.container);
  const { resource: found } = await ask((initialHeaders) => container.read({ initialHeaders }));
  if (!found) throw new StoreDown('Cosmos DB says nothing of the container');
  return found;
}

async function throughputOf({ client, ask }: Asked, settings: CosmosSettings): Promise<Checked['throughput']> {
  try {
    const container = client.database(settings.database).container(settings.container);
    const { resource } = await ask((initialHeaders) => container.readOffer({ initialHeaders }));
    const content = resource?.content as
      | { offerThroughput?: number; offerAutopilotSettings?: { maxThroughput?: number } }
      | undefined;
    const upTo = content?.offerAutopilotSettings?.maxThroughput;
    if (upTo) return { upTo };
    return content?.offerThroughput ? { fixed: content.offerThroughput } : 'none';
  } catch {
    // Data roles of Entra ID may not see it, and serverless accounts have none: nothing depends on it.
    return 'unknown';
  }
}

/** Looks at account and container. Throws StoreUnusable with what must change, StoreDown while it can't be reached. */
export function checkCosmos(settings: CosmosSettings): Promise<Checked> {
  return withClient(settings, async (asked) => {
    const account = await accountOf(asked);
    const found = await containerOf(asked, settings);
    const why = unusable(found, account);
    if (why) throw new StoreUnusable(why);
    return { differences: differences(found, account), throughput: await throughputOf(asked, settings) };
  });
}

/**
 * Makes what is not there yet; what is there stays as it is. Throws as `checkCosmos`; StoreUnusable where the identity may
 * not make containers (data roles of Entra ID never may).
 */
export async function setupCosmos(settings: CosmosSettings, throughput: Throughput): Promise<Checked> {
  await withClient(settings, async (asked) => {
    await accountOf(asked);
    await asked
      .ask(async (initialHeaders) => {
        const { database } = await asked.client.databases.createIfNotExists(
          { id: settings.database },
          { initialHeaders },
        );
        await database.containers.createIfNotExists(
          { ...definitionOf(settings.container), ...offerOf(throughput) },
          { initialHeaders },
        );
      })
      .catch((error: unknown) => {
        throw error instanceof StoreUnusable ? new StoreUnusable(ROLE, { cause: error }) : error;
      });
  });
  return checkCosmos(settings);
}

const ROLE =
  'this identity may not make databases and containers (data roles of Entra ID never may): set COSMOS_KEY for this command, or make them with the Azure command line (docs/production.md, Cosmos DB)';

const offerOf = (throughput: Throughput) =>
  throughput === 'none'
    ? {}
    : 'fixed' in throughput
      ? { throughput: throughput.fixed }
      : { maxThroughput: throughput.upTo };
