// Databases, containers and their throughput; which range a partition key belongs to; what a container indexes.
import type { StandinClock } from './clock';
import { createRange, type Doc, type PartitionRange } from './documents';
import { badRequest, notServed, Refusal, WORDS } from './errors';

export interface IndexingPolicy {
  indexingMode: string;
  automatic: boolean;
  includedPaths: { path: string }[];
  excludedPaths: { path: string }[];
}

export interface Offer {
  throughput?: number;
  maxThroughput?: number;
}

export interface Database {
  id: string;
  rid: string;
  offer?: Offer;
  containers: Map<string, Container>;
  resource(): object;
}

export interface Container {
  id: string;
  rid: string;
  /** `dbs/a/colls/b`. */
  link: string;
  /** The same with resource ids and a slash at the end. */
  self: string;
  offer?: Offer;
  ranges: PartitionRange[];
  rangeOf(pk: string): PartitionRange;
  /** Seconds; undefined: `ttl` has no effect. */
  defaultTtl(): number | undefined;
  indexes(path: string): boolean;
  newDoc(): { rid: string; order: number };
  resource(): object & { partitionKey: object };
  replace(body: ContainerBody): void;
}

export interface ContainerBody {
  id?: unknown;
  partitionKey?: { paths?: unknown; kind?: unknown; version?: unknown };
  indexingPolicy?: Partial<IndexingPolicy>;
  defaultTtl?: unknown;
  [other: string]: unknown;
}

export interface ResourceOptions {
  clock: StandinClock;
  lagMs: () => number;
  ranges: number;
  newEtag: () => string;
}

export interface Resources {
  databases: Map<string, Database>;
  createDatabase(id: string, offer: Offer | undefined): Database;
  createContainer(database: Database, body: ContainerBody, offer: Offer | undefined): Container;
  database(id: string): Database;
  /** `owner`: the request is for what the container holds. */
  container(databaseId: string, id: string, owner?: boolean): Container;
  containers(): Container[];
}

export function createResources(options: ResourceOptions): Resources {
  const databases = new Map<string, Database>();
  let made = 0;

  return {
    databases,
    createDatabase(id, offer) {
      if (databases.has(id)) throw new Refusal(409, WORDS.exists);
      const rid = ridOf([++made]);
      const etag = options.newEtag();
      const ts = Math.floor(options.clock.now() / 1000);
      const database: Database = {
        id,
        rid,
        ...(offer && { offer }),
        containers: new Map(),
        resource: () => ({
          id,
          _rid: rid,
          _self: `dbs/${rid}/`,
          _etag: etag,
          _colls: 'colls/',
          _users: 'users/',
          _ts: ts,
        }),
      };
      databases.set(id, database);
      return database;
    },
    createContainer(database, body, offer) {
      const id = nameOf(body.id);
      if (database.containers.has(id)) throw new Refusal(409, WORDS.exists);
      const container = createContainer(database, { ...body, id }, offer, ++made, options);
      database.containers.set(id, container);
      return container;
    },
    database(id) {
      const found = databases.get(id);
      if (!found) throw new Refusal(404, WORDS.noResource);
      return found;
    },
    container(databaseId, id, owner = false) {
      const found = databases.get(databaseId)?.containers.get(id);
      if (found) return found;
      throw owner ? new Refusal(404, WORDS.noOwner, { substatus: 1003 }) : new Refusal(404, WORDS.noResource);
    },
    containers: () => [...databases.values()].flatMap(({ containers }) => [...containers.values()]),
  };
}

/** The id of a database or container. */
export function nameOf(id: unknown): string {
  if (typeof id !== 'string' || !id || /[/\\?#]/.test(id) || id.endsWith(' ') || id.length > 255) {
    throw badRequest(
      'The input name is invalid. Ensure to provide a unique non-empty string of at most 255 characters without / \\ ? #.',
    );
  }
  return id;
}

/** Numbers of four bytes each, as the service writes resource ids. */
function ridOf(numbers: readonly number[]): string {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [n, number] of numbers.entries()) bytes.writeUInt32BE(number, n * 4);
  return bytes.toString('base64').replaceAll('/', '-');
}

function createContainer(
  database: Database,
  body: ContainerBody,
  offer: Offer | undefined,
  number: number,
  options: ResourceOptions,
): Container {
  const { clock, lagMs, newEtag } = options;
  const id = nameOf(body.id);
  const base = Buffer.from(database.rid.replaceAll('-', '/'), 'base64').readUInt32BE(0);
  const rid = ridOf([base, (0x80000000 + number) >>> 0]);
  const self = `dbs/${database.rid}/colls/${rid}/`;
  const partitionKey = keyDefinition(body);
  let policy = policyOf(body.indexingPolicy);
  let defaultTtl = ttlOf(body.defaultTtl);
  let etag = newEtag();
  let ts = Math.floor(clock.now() / 1000);
  let indexed = new Map<string, boolean>();
  let docs = 0;

  const gone = (doc: Doc): boolean => {
    if (defaultTtl === undefined) return false;
    const ttl = doc.ttl ?? defaultTtl;
    return ttl !== -1 && clock.now() >= (doc.ts + ttl) * 1000;
  };
  const bounds = boundaries(options.ranges);
  const ranges = bounds
    .slice(1)
    .map((max, n) => createRange({ id: String(n), min: bounds[n] ?? '', max, clock, lagMs, gone }));

  return {
    id,
    rid,
    link: `dbs/${database.id}/colls/${id}`,
    self,
    ...(offer && { offer }),
    ranges,
    rangeOf(pk) {
      const hash = effectiveKey(pk);
      const range = ranges.find(({ max }) => hash < max);
      if (!range) throw new Error('the ranges are not complete');
      return range;
    },
    defaultTtl: () => defaultTtl,
    indexes(path) {
      let known = indexed.get(path);
      if (known === undefined) indexed.set(path, (known = indexedBy(policy, path)));
      return known;
    },
    newDoc() {
      docs++;
      return { rid: ridOf([base, (0x80000000 + number) >>> 0, 0, docs]), order: docs };
    },
    resource: () => ({
      id,
      indexingPolicy: policy,
      partitionKey,
      ...(defaultTtl !== undefined && { defaultTtl }),
      conflictResolutionPolicy: {
        mode: 'LastWriterWins',
        conflictResolutionPath: '/_ts',
        conflictResolutionProcedure: '',
      },
      geospatialConfig: { type: 'Geography' },
      _rid: rid,
      _ts: ts,
      _self: self,
      _etag: etag,
      _docs: 'docs/',
      _sprocs: 'sprocs/',
      _triggers: 'triggers/',
      _udfs: 'udfs/',
      _conflicts: 'conflicts/',
    }),
    replace(next) {
      if (next.partitionKey && JSON.stringify(keyDefinition(next).paths) !== JSON.stringify(partitionKey.paths)) {
        throw badRequest('Document collection partition key cannot be changed.');
      }
      policy = policyOf(next.indexingPolicy);
      defaultTtl = ttlOf(next.defaultTtl);
      indexed = new Map();
      etag = newEtag();
      ts = Math.floor(clock.now() / 1000);
    },
  };
}

function keyDefinition(body: ContainerBody): { paths: string[]; kind: 'Hash'; version?: number } {
  const { paths, kind = 'Hash', version } = body.partitionKey ?? {};
  const path: unknown = Array.isArray(paths) && paths.length === 1 ? paths[0] : undefined;
  if (path !== '/pk' || kind !== 'Hash') throw notServed('another partition key than /pk');
  return { paths: [path], kind: 'Hash', ...(typeof version === 'number' && { version }) };
}

function ttlOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && (value === -1 || value > 0)) return value;
  throw badRequest(
    `The input ttl '${JSON.stringify(value)}' is invalid. Ensure to provide a nonzero positive integer less than or equal to '2147483647', or -1.`,
  );
}

const ETAG_PATH = '/"_etag"/?';

/** As the service completes it: the ETag is never indexed, and every path must be decided. */
function policyOf(given: Partial<IndexingPolicy> | undefined): IndexingPolicy {
  const { indexingMode = 'consistent', automatic = true, includedPaths, excludedPaths = [], ...others } = given ?? {};
  const extra = Object.entries(others).filter(([, value]) => Array.isArray(value) && value.length > 0);
  if (extra.length) throw notServed(`indexes of the kinds ${extra.map(([name]) => name).join(', ')}`);
  if (indexingMode.toLowerCase() === 'none')
    return { indexingMode: 'none', automatic: false, includedPaths: [], excludedPaths: [] };
  const included = (includedPaths ?? [{ path: '/*' }]).map(({ path }) => ({ path }));
  const excluded = excludedPaths.map(({ path }) => ({ path }));
  if (![...included, ...excluded].some(({ path }) => path === '/*' || path === '/')) {
    throw badRequest(
      'The special mandatory indexing path "\\/" is not provided in any of the path type sets. Please provide this path in one of the sets.',
    );
  }
  if (!excluded.some(({ path }) => path === ETAG_PATH)) excluded.push({ path: ETAG_PATH });
  return { indexingMode: indexingMode.toLowerCase(), automatic, includedPaths: included, excludedPaths: excluded };
}

/** The most exact path decides; `/a/?` is a value, `/a/*` all below. */
function indexedBy({ indexingMode, includedPaths, excludedPaths }: IndexingPolicy, path: string): boolean {
  if (indexingMode === 'none') return false;
  const weight = (pattern: string): number => {
    if (pattern.endsWith('/?')) return pattern.slice(0, -2) === path ? 2 * path.length + 1 : -1;
    const stem = pattern.replace(/\*$/, '');
    return `${path}/`.startsWith(stem) ? 2 * stem.length : -1;
  };
  const best = (paths: { path: string }[]): number => Math.max(-1, ...paths.map((one) => weight(one.path)));
  return best(includedPaths) > best(excludedPaths);
}

/** Effective keys have 30 bits here, written as 8 hex digits: below "FF", as with the service's second hash. */
const KEYS = 0x40000000;
const hex = (number: number): string => Math.floor(number).toString(16).toUpperCase().padStart(8, '0');
const boundaries = (ranges: number): string[] => [
  '',
  ...Array.from({ length: ranges - 1 }, (_, n) => hex(((n + 1) * KEYS) / ranges)),
  'FF',
];

/** FNV-1a, mixed once more: neighbours must not stay together. Clients do not compute it: they ask for ranges by id. */
function effectiveKey(pk: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(pk, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash ^= hash >>> 13;
  return hex((hash >>> 0) % KEYS);
}
