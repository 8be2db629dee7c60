// `npm run test:cosmos`: the port's contract on a real account, in a container of its own that is deleted afterwards.
import { randomBytes } from 'node:crypto';
import { loadConfig } from '../../bot/config';
import { type CosmosStore, createClient, openCosmos } from '../../storage/cosmos';
import { createRequests } from '../../storage/cosmos/requests';
import { setupCosmos } from '../../storage/cosmos/setup';
import type { CosmosSettings } from '../../storage/cosmos/settings';
import type { Store, Write } from '../../storage/store';
import { contract } from './contract';

const THROWAWAY = `fapiao-test-${randomBytes(4).toString('hex')}`;

function settingsOfAccount(): CosmosSettings {
  const { cosmos } = loadConfig({ ...process.env, NODE_ENV: 'test' });
  if (!cosmos)
    throw new Error('Set COSMOS_ENDPOINT (and COSMOS_KEY, or be signed in to Entra ID) to the account to test.');
  return { ...cosmos, container: THROWAWAY };
}

const settings = settingsOfAccount();

beforeAll(async () => {
  const { differences } = await setupCosmos(settings, process.env.SERVERLESS ? 'none' : { upTo: 4000 });
  for (const difference of differences) process.stderr.write(`${difference}\n`);
});
afterAll(async () => {
  const client = createClient(settings, createRequests());
  await client.database(settings.database).container(THROWAWAY).delete();
  client.dispose();
});

/** The next test begins with nothing; a container for each would take minutes. */
async function empty(store: Store): Promise<void> {
  let after: string | undefined;
  do {
    const { docs, next } = await store.scan({ limit: 100, ...(after ? { after } : {}) });
    for (const pk of new Set(docs.map((doc) => doc.pk))) {
      const ids = new Set(docs.filter((doc) => doc.pk === pk).map(({ id }) => id));
      const writes = [...ids].map((id): Write => ({ op: 'delete', id }));
      for (let at = 0; at < writes.length; at += 50) await store.commit(pk, writes.slice(at, at + 50));
    }
    after = next;
  } while (after);
}

contract(`Cosmos DB at ${new URL(settings.endpoint).hostname}`, async () => {
  let now = '2026-11-20T08:00:00.000Z';
  const clients: CosmosStore[] = [];
  return {
    setNow(at) {
      now = at;
    },
    async open() {
      const store = openCosmos({ ...settings, now: () => now });
      clients.push(store);
      return store;
    },
    async remove() {
      // Before everything: nothing has expired.
      const cleaner = openCosmos({ ...settings, now: () => '2000-01-01T00:00:00.000Z' });
      await empty(cleaner);
      for (const client of [...clients, cleaner]) await client.close();
    },
  };
});
