// The few operations that the adapter asks of the client library, each one call with its time and its named troubles.
import type { Container, FeedOptions, OperationInput, RequestOptions, SqlQuerySpec } from '@azure/cosmos';
import type { Item } from './document';
import type { Requests } from './requests';
import { Trouble, troubleOf } from './trouble';

/** What the library needs for a call, once the account has said its consistency. */
export interface Connection {
  container: Container;
  /** Set where the account's default is Session: without it the library sends no session token. */
  consistencyLevel?: string;
}

/** What became of each operation of a batch; all are done, or none. */
export interface BatchAnswer {
  done: boolean;
  results: { status: number; etag?: string }[];
}

export interface Wire {
  read(connection: Connection, pk: string, itemId: string, timeoutMs: number): Promise<Item | undefined>;
  batch(connection: Connection, pk: string, operations: OperationInput[], timeoutMs: number): Promise<BatchAnswer>;
  /** At most `limit` items. `pk` undefined: of all partitions. */
  query(
    connection: Connection,
    spec: SqlQuerySpec,
    options: { pk?: string; limit: number },
    timeoutMs: number,
  ): Promise<Item[]>;
}

/** The operation that was not the cause: another one of its batch was (424). */
const FAILED_DEPENDENCY = 424;

export function createWire(requests: Requests): Wire {
  const optionsOf = ({ consistencyLevel }: Connection, initialHeaders: Record<string, string>) => ({
    initialHeaders,
    ...(consistencyLevel ? { consistencyLevel } : {}),
  });

  return {
    read: (connection, pk, itemId, timeoutMs) =>
      requests.call(timeoutMs, async (headers) => {
        const options: RequestOptions = optionsOf(connection, headers);
        const { resource } = await connection.container.item(itemId, pk).read<Item>(options);
        return resource;
      }),

    batch: (connection, pk, operations, timeoutMs) =>
      requests.call(timeoutMs, async (headers) => {
        const options: RequestOptions = { ...optionsOf(connection, headers), contentResponseOnWriteEnabled: false };
        const answer = await connection.container.items.batch(operations, pk, options);
        const results = (answer.result ?? []).map(({ statusCode, eTag }) => ({ status: statusCode, etag: eTag }));
        const cause = results.find(({ status }) => status >= 400 && status !== FAILED_DEPENDENCY);
        // A batch that is throttled in the middle says so inside; nothing of it is done.
        const trouble = cause && troubleOf(cause.status, 0);
        if (trouble) throw trouble.kind === 'lost' ? new Trouble('again', trouble.why) : trouble;
        return { done: !cause && results.length === operations.length, results };
      }),

    query: (connection, spec, { pk, limit }, timeoutMs) =>
      requests.call(timeoutMs, async (headers) => {
        const options: FeedOptions = {
          ...optionsOf(connection, headers),
          maxItemCount: limit,
          ...(pk === undefined ? {} : { partitionKey: pk }),
        };
        const found: Item[] = [];
        const pages = connection.container.items.query<Item>(spec, options);
        // A page may be short or empty while others follow.
        while (found.length < limit && pages.hasMoreResults()) {
          const { resources } = await pages.fetchNext();
          found.push(...(resources ?? []));
        }
        return found.slice(0, limit);
      }),
  };
}
