// The stores that a command line names: the configured one, a directory, or Cosmos DB.
import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CosmosSettings } from '../../storage/cosmos/settings';
import { openStore, storeFile } from '../../storage/open';
import type { Store } from '../../storage/store';
import type { Config } from '../config';
import { warn } from './open';

export interface Place {
  /** The same for the same store, and says nothing of where it is. */
  origin: string;
  /** SQLite only. */
  file?: string;
  /** Whether there is something to read: opening a store makes one. */
  exists(): boolean;
  /** Cosmos DB only. */
  settings?: CosmosSettings;
  open(): Promise<Store>;
}

export interface Places {
  /** What the server uses. */
  here: Place;
  /** SQLite in DATA_DIR, whatever the server uses. */
  local: Place;
  sqlite(dataDir: string): Place;
  /** undefined: it is not configured. */
  cosmos?: Place;
}

const now = (): string => new Date().toISOString();
const log = (message: string): void => warn(`store: ${message}`);
const originOf = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);

/** Two names of one store are one store. */
const real = (file: string): string => (existsSync(file) ? realpathSync(file) : file);

function sqlitePlace(dataDir: string): Place {
  const file = resolve(storeFile(dataDir));
  return {
    origin: originOf('sqlite', real(file)),
    file,
    exists: () => existsSync(file),
    open: () => openStore({ dataDir, now, log }),
  };
}

function cosmosPlace(settings: CosmosSettings): Place {
  const { endpoint, database, container } = settings;
  return {
    origin: originOf('cosmos', endpoint, database, container),
    settings,
    exists: () => true,
    open: () => openStore({ dataDir: '', cosmos: settings, now, log }),
  };
}

export function placesOf({ dataDir, cosmos: settings }: Config): Places {
  const local = sqlitePlace(dataDir);
  const cosmos = settings && cosmosPlace(settings);
  return { here: cosmos ?? local, local, sqlite: sqlitePlace, ...(cosmos ? { cosmos } : {}) };
}

/** `sqlite:DIR` or `cosmos`; undefined: neither. */
export function placeNamed(name: string, places: Places): Place | 'notConfigured' | undefined {
  if (name === 'cosmos') return places.cosmos ?? 'notConfigured';
  const directory = name.startsWith('sqlite:') ? name.slice('sqlite:'.length) : '';
  return directory ? places.sqlite(directory) : undefined;
}
