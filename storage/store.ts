// The store port: everything that the product asks of a database. Adapters: sqlite.ts, cosmos.ts.
import type { SearchList } from '../domain/desk-search';
import type { Instant } from '../domain/result';

export interface Key {
  pk: string;
  id: string;
}

/** The lists that documents can be in; the place is a text that sorts. No other query exists. */
export type ListName =
  | 'due'
  | 'log'
  | 'bills'
  | 'applications'
  | 'mails'
  | 'requests'
  | 'people'
  | 'missed'
  /** The desk's: open work by when it is to be done, done work by what people look for, and what is beside a thing. */
  | 'open'
  | SearchList
  /** Conversations that people had taken over, by when they ended. */
  | 'ended'
  /** Who is at the desk now, by process. */
  | 'presence'
  | 'notes'
  | 'audit'
  | 'staff'
  | 'settings'
  | 'trail'
  | 'told'
  /** Files of fapiao: by their application, and by their bytes. */
  | 'files'
  | 'blobs';

/** `v` is the version of `body`'s shape. After `expiresAt` the document no longer exists for any reader. */
export interface Doc<B = unknown> extends Key {
  kind: string;
  v: number;
  body: B;
  lists?: Partial<Record<ListName, string>>;
  expiresAt?: Instant;
}

/** `etag` never repeats, not even after delete and create. */
export type Stored<B = unknown> = Doc<B> & { etag: string };

/** `put` writes without looking: for presence and housekeeping only. */
export type Write =
  | { op: 'create'; doc: Doc }
  | { op: 'replace'; doc: Doc; etag: string }
  | { op: 'delete'; id: string; etag?: string }
  | { op: 'put'; doc: Doc };

/** `at` is the index of the first write that did not fit; then nothing was written. */
export type Committed = { ok: true; etags: string[] } | { ok: false; why: 'exists' | 'stale' | 'missing'; at: number };

/** Keyset paging: `after` is the `next` of the page before. `from` is inclusive, `to` exclusive. */
export interface ListQuery {
  pk?: string;
  prefix?: string;
  from?: string;
  to?: string;
  after?: string;
  desc?: boolean;
  limit: number;
}

/** Every document, from the beginning or after the `next` of the page before. */
export interface ScanQuery {
  after?: string;
  limit: number;
}

export interface Page<B = unknown> {
  docs: Stored<B>[];
  next?: string;
}

/** What a service that charges for requests was asked since the start. */
export interface Usage {
  requests: number;
  /** Request units, those of refused requests too. */
  units: number;
  /** Requests that were refused because there were too many. */
  throttled: number;
}

export interface Store {
  get<B = unknown>(key: Key): Promise<Stored<B> | undefined>;
  /** All or nothing, one partition, at most 100 writes and 2 MB. Throws StoreBusy, StoreDown or StoreMisuse only. */
  commit(pk: string, writes: readonly Write[], deadline?: Instant): Promise<Committed>;
  list<B = unknown>(list: ListName, query: ListQuery): Promise<Page<B>>;
  /**
   * Every live document of every partition, for copies and checks: what stood all the time comes at least once, what is
   * written meanwhile may come late, again, or not at all. `next` stays good for another process and another day. A page
   * can be short, even empty, or longer by what was committed together; without `next` all was seen.
   */
  scan<B = unknown>(query: ScanQuery): Promise<Page<B>>;
  /**
   * A doorbell that rings with the partitions that changed: late, merged or doubled, never a delivery. One look of the
   * store serves all watchers, and repairs by itself what a look before it missed. Answers the stop.
   */
  watch(ring: (pks: readonly string[]) => void): () => void;
  /** Counts on; only where requests are charged for. */
  usage?: Readonly<Usage>;
  /** After deleting: nothing of it is left in the files, as far as this store has files of its own. */
  scrub?(): Promise<void>;
  close(): Promise<void>;
}

/** Too much at once: the same call may succeed later. */
export class StoreBusy extends Error {
  override name = 'StoreBusy';
}
/** The store can't be reached or read. */
export class StoreDown extends Error {
  override name = 'StoreDown';
}
/** It never will with these settings: the message names the one to change. A process that starts with it ends. */
export class StoreUnusable extends StoreDown {
  override name = 'StoreUnusable';
}
/** The data itself is broken: nothing is read or written until a backup is restored. The message says how. */
export class StoreDamaged extends StoreDown {
  override name = 'StoreDamaged';
}
/** A document was written by a newer version of the product: this process must not touch it (503). */
export class StoreTooNew extends Error {
  override name = 'StoreTooNew';
}
/** The caller broke the port's rules (too many writes, too large, another partition). */
export class StoreMisuse extends Error {
  override name = 'StoreMisuse';
}
