// Picks the store's adapter by the configuration and loads only that one.
import { join } from 'node:path';
import type { Instant } from '../domain/result';
import type { CosmosSettings } from './cosmos/settings';
import type { Store } from './store';

export interface StoreConfig {
  /** The directory of the embedded store's file. */
  dataDir: string;
  /** Set: the production store. */
  cosmos?: CosmosSettings;
  now: () => Instant;
  log?: (message: string, error: unknown) => void;
}

/** The name of the embedded store's file in its directory. */
export const storeFile = (dataDir: string): string => join(dataDir, 'fapiao.db');

/** Opens the store. Throws StoreDown, StoreTooNew or StoreBusy with a sentence for whoever starts the process. */
export async function openStore({ dataDir, cosmos, now, log }: StoreConfig): Promise<Store> {
  // require: a process loads the database client that it uses, and no other.
  if (cosmos) {
    const { openCosmos } = require('./cosmos') as typeof import('./cosmos');
    return openCosmos({ ...cosmos, now, log });
  }
  const { openSqlite } = require('./sqlite') as typeof import('./sqlite');
  return openSqlite({ file: storeFile(dataDir), now, log });
}

/** What of the production store differs from what this product needs, a sentence each. Throws as `openStore`. */
export async function checkStore({ cosmos }: Pick<StoreConfig, 'cosmos'>): Promise<string[]> {
  if (!cosmos) return [];
  const { checkCosmos } = require('./cosmos/setup') as typeof import('./cosmos/setup');
  return (await checkCosmos(cosmos)).differences;
}
