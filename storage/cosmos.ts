// The production store: one Cosmos DB container, shared by any number of processes. The only file that loads the client library.
import { randomBytes } from 'node:crypto';
import { ChangeFeedStartFrom, type Container, CosmosClient, CosmosDbDiagnosticLevel } from '@azure/cosmos';
import type { Instant } from '../domain/result';
import { createCommit } from './cosmos/commit';
import { encodeId, type Item, isBell, isExpired, storedOf } from './cosmos/document';
import { type ChangePage, createDoorbell } from './cosmos/feed';
import { type Patience, PATIENCE_MS, patiently } from './cosmos/patience';
import { queryOf } from './cosmos/query';
import { createRequests, type Requests } from './cosmos/requests';
import type { CosmosSettings } from './cosmos/settings';
import { type Connection, createWire } from './cosmos/wire';
import { identity } from './identity';
import { readCursor, writeCursor } from './keyset';
import { checkKey, checkQuery, checkWrites } from './rules';
import {
  type Committed,
  type Key,
  type ListName,
  type ListQuery,
  type Page,
  type ScanQuery,
  type Store,
  StoreBusy,
  StoreDown,
  StoreMisuse,
  type Stored,
  type Usage,
  type Write,
} from './store';

export interface CosmosOptions extends CosmosSettings, Patience {
  now: () => Instant;
  /** Trouble that no caller hears of. Never holds a value of a document. */
  log?: (message: string, error: unknown) => void;
  /** How often the doorbell asks for other processes' commits. */
  pollMs?: number;
}

export interface CosmosStore extends Store {
  usage: Readonly<Usage>;
}

/** A watcher's first look goes back so far: what was written while it began rings late rather than not. */
const LOOK_BACK_MS = 5_000;
const FEED_PAGE = 100;

const closed = (): StoreDown => new StoreDown('the store is closed');

/** The library's client. All its requests go through `requests`, and retrying is left to us. */
export function createClient({ endpoint, key }: CosmosSettings, requests: Requests): CosmosClient {
  return new CosmosClient({
    endpoint,
    ...(key ? { key } : { aadCredentials: identity(endpoint) }),
    httpClient: requests.client,
    userAgentSuffix: 'fapiao-assistant',
    // Else each call builds a tree of what happened.
    diagnosticLevel: CosmosDbDiagnosticLevel.info,
    connectionPolicy: {
      retryOptions: { maxRetryAttemptCount: 0 },
      // ETags decide between processes only where all of them write in one region.
      useMultipleWriteLocations: false,
      enablePartitionLevelFailover: false,
    },
  });
}

/**
 * Makes the store; nothing is asked before the first call. Calls throw StoreBusy and StoreDown, which heal by
 * themselves, and StoreUnusable (a StoreDown) where a setting must change.
 */
export function openCosmos(options: CosmosOptions): CosmosStore {
  const { now, log = () => {}, pollMs = 200, patienceMs = PATIENCE_MS, tryMs, throttledMs, unreachableMs } = options;
  const limits = { tryMs, throttledMs, unreachableMs };
  const requests = createRequests(options);
  const client = createClient(options, requests);
  const container = client.database(options.database).container(options.container);
  const connect = createConnect(client, container, requests);
  const wire = createWire(requests);
  const writer = `${randomBytes(6).toString('hex')}-`;
  const doorbell = createDoorbell({ open: () => openFeed(container), writer, pollMs, log });
  const running = createRunning();
  let commits = 0;

  const ask = <T>(work: (connection: Connection, timeoutMs: number) => Promise<T>, patience = patienceMs): Promise<T> =>
    patiently(async ({ timeoutMs }) => work(await connect(timeoutMs), timeoutMs), { ...limits, patienceMs: patience });

  const readItem = (pk: string, itemId: string, patience?: number): Promise<Item | undefined> =>
    ask((connection, timeoutMs) => wire.read(connection, pk, itemId, timeoutMs), patience);

  /** All tries of all rounds of one commit share its patience. */
  function commitWithin(patience: number) {
    const until = performance.now() + patience;
    const left = () => until - performance.now();
    return createCommit({
      now,
      newAttempt: () => writer + (commits++).toString(36),
      read: (pk, itemId) => readItem(pk, itemId, left()),
      batch: (pk, operations) =>
        patiently(
          async ({ timeoutMs, unsure }) => ({
            unsure,
            ...(await wire.batch(await connect(timeoutMs), pk, operations, timeoutMs)),
          }),
          { ...limits, patienceMs: left() },
        ),
    });
  }

  return {
    usage: requests.usage,

    async get<B>(key: Key): Promise<Stored<B> | undefined> {
      checkKey(key);
      const item = await running.add(() => readItem(key.pk, encodeId(key.id)));
      return item && !isExpired(item, now()) ? storedOf<B>(item) : undefined;
    },

    async commit(pk: string, writes: readonly Write[], deadline?: Instant): Promise<Committed> {
      running.check();
      const bodies = checkWrites(pk, writes);
      if (!writes.length) return { ok: true, etags: [] };
      const patience = deadline === undefined ? patienceMs : Date.parse(deadline) - Date.parse(now());
      if (patience <= 0) throw new StoreBusy('the deadline has passed');
      const committed = await running.add(() => commitWithin(patience)(pk, writes, bodies));
      if (committed.ok) doorbell.changed(pk);
      return committed;
    },

    async list<B>(list: ListName, query: ListQuery): Promise<Page<B>> {
      checkQuery(query);
      const { pk, limit } = query;
      const spec = queryOf(list, query, now());
      // One more than asked for says whether another page follows.
      const items = await running.add(() =>
        ask((connection, timeoutMs) => wire.query(connection, spec, { pk, limit: limit + 1 }, timeoutMs)),
      );
      const docs = items.slice(0, limit).map((item) => storedOf<B>(item));
      const last = docs.at(-1);
      if (items.length <= limit || !last) return { docs };
      return { docs, next: writeCursor([last.lists?.[list] ?? '', last.pk, last.id]) };
    },

    async scan<B>({ after, limit }: ScanQuery): Promise<Page<B>> {
      checkQuery({ limit });
      const from = after === undefined ? undefined : continuationIn(after);
      const { items, next } = await running.add(() => ask(() => readFeed(container, limit, from)));
      const docs = items.filter((item) => !isBell(item) && !isExpired(item, now())).map((item) => storedOf<B>(item));
      return { docs, ...(next === undefined ? {} : { next: writeCursor([next]) }) };
    },

    watch: (ring) => doorbell.watch(ring),

    async close(): Promise<void> {
      const ended = running.end();
      doorbell.stop();
      await ended;
      client.dispose();
    },
  };
}

/** The calls that `close` waits for. */
function createRunning() {
  const pending = new Set<Promise<unknown>>();
  let open = true;
  const check = (): void => {
    if (!open) throw closed();
  };
  return {
    /** Throws when the store is closed. */
    check,
    async add<T>(work: () => Promise<T>): Promise<T> {
      check();
      const running = work();
      const settled = running.then(
        () => undefined,
        () => undefined,
      );
      pending.add(settled);
      void settled.then(() => pending.delete(settled));
      return running;
    },
    /** Takes no more; resolves when all have ended. */
    end(): Promise<unknown> {
      open = false;
      return Promise.all(pending);
    },
  };
}

/** Asks the account once; a failure is forgotten, so that the next call asks again. */
function createConnect(client: CosmosClient, container: Container, requests: Requests) {
  let connection: Promise<Connection> | undefined;
  return (timeoutMs: number): Promise<Connection> => {
    connection ??= requests
      .call(timeoutMs, async (initialHeaders) => {
        const { resource: account } = await client.getDatabaseAccount({ initialHeaders });
        // The library looks the regions up by itself; in the middle of a batch it would lose what went wrong there.
        await client.getReadEndpoint();
        // Without it the library sends no session token; where the account's default is stronger it would weaken it.
        return { container, ...(account?.consistencyPolicy === 'Session' ? { consistencyLevel: 'Session' } : {}) };
      })
      .catch((error: unknown) => {
        connection = undefined;
        throw error;
      });
    return connection;
  };
}

/** The feed's own continuation in a cursor of ours. Throws StoreMisuse for anything else. */
function continuationIn(after: string): string {
  const [token = ''] = readCursor(after, 1);
  if (!token.startsWith('{')) throw new StoreMisuse('`after` is not the `next` of a page');
  return token;
}

/** A page of the latest version of every document, in the order of the change feed. */
async function readFeed(
  container: Container,
  maxItemCount: number,
  after?: string,
): Promise<{ items: Item[]; next?: string }> {
  const changes = container.items.getChangeFeedIterator<Item>({
    changeFeedStartFrom:
      after === undefined ? ChangeFeedStartFrom.Beginning() : ChangeFeedStartFrom.Continuation(after),
    maxItemCount,
  });
  const { result, continuationToken } = await changes.readNext();
  return result?.length ? { items: result, next: continuationToken } : { items: [] };
}

/** The change feed of all partitions, from a moment ago on. */
async function openFeed(container: Container): Promise<() => Promise<ChangePage>> {
  const changes = container.items.getChangeFeedIterator<Item>({
    changeFeedStartFrom: ChangeFeedStartFrom.Time(new Date(Date.now() - LOOK_BACK_MS)),
    maxItemCount: FEED_PAGE,
  });
  return async () => {
    const { result } = await changes.readNext();
    return { items: result ?? [], more: Boolean(result?.length) };
  };
}
