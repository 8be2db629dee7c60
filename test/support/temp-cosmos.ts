// The production store in a container of its own at a Cosmos DB stand-in, gone after the test; with a clock that the test sets.
import type { Instant } from '../../domain/result';
import { type CosmosOptions, type CosmosStore, openCosmos } from '../../storage/cosmos';
import type { CosmosSettings } from '../../storage/cosmos/settings';
import { setupCosmos } from '../../storage/cosmos/setup';
import { createStandin, type Standin, type StandinOptions } from '../cosmos-standin/server';

/** For a test's own client: a busy machine is no trouble of the service. */
export const PATIENT = { tryMs: 60_000, patienceMs: 60_000, throttledMs: 60_000 };

export interface TempCosmos {
  standin: Standin;
  settings: CosmosSettings;
  now(): Instant;
  setNow(now: Instant): void;
  /** Another client on the same data. */
  open(options?: Partial<CosmosOptions>): Promise<CosmosStore>;
  /** Closes every client and the stand-in. */
  remove(): Promise<void>;
}

export async function tempCosmos(options: StandinOptions & { start?: Instant } = {}): Promise<TempCosmos> {
  const { start = '2026-11-20T08:00:00.000Z', ...standinOptions } = options;
  const standin = await createStandin(standinOptions);
  const settings = { endpoint: standin.endpoint, key: standin.key, database: 'fapiao', container: 'fapiao' };
  await setupCosmos(settings, standinOptions.serverless ? 'none' : { upTo: 1000 });
  standin.stats.reset();
  const clients: CosmosStore[] = [];
  let now = start;
  return {
    standin,
    settings,
    now: () => now,
    setNow(at) {
      now = at;
    },
    async open(more = {}) {
      const store = openCosmos({ ...settings, now: () => now, pollMs: 5, ...more });
      clients.push(store);
      return store;
    },
    async remove() {
      for (const client of clients) await client.close();
      await standin.close();
    },
  };
}
