// Picks the store's adapter by the configuration and loads only that one.
import { join } from 'node:path';
import type { Instant } from '../domain/result';
import type { Store } from './store';

export interface StoreConfig {
  /** The directory of the embedded store's file. */
  dataDir: string;
  now: () => Instant;
  log?: (message: string, error: unknown) => void;
}

/** Opens the store. Throws StoreDown, StoreTooNew or StoreBusy with a sentence for whoever starts the process. */
export async function openStore({ dataDir, now, log }: StoreConfig): Promise<Store> {
  // require: a process loads the database client that it uses, and no other.
  const { openSqlite } = require('./sqlite') as typeof import('./sqlite');
  return openSqlite({ file: join(dataDir, 'fapiao.db'), now, log });
}
