// Writes documents into a store: in batches of one partition, never over one that differs unless that is wished.
import type { Instant } from '../../domain/result';
import { MAX_WRITES } from '../rules';
import type { Store, Write } from '../store';
import { isAlive, type Moved, moved } from './document';
import { persist } from './source';
import type { Tally } from './tally';

export interface Loaded {
  written: number;
  /** There already, and the same. */
  unchanged: number;
  /** There already, different, and overwritten. */
  replaced: number;
  /** There already, different, and left as they are. */
  kept: number;
  /** Not copied: nobody can read them any more. */
  expired: number;
}

export interface LoadOptions {
  target: Store;
  /** What the target held before. */
  before: Tally;
  overwrite: boolean;
  now: () => Instant;
  progress: (documents: number) => void;
}

/** Documents and bytes that are collected before they are written. */
const LOAD = 500;
const LOAD_BYTES = 8 * 1024 * 1024;
/** Under the port's 2 MB with what a database adds to a document; one that is larger goes alone. */
const BATCH_BYTES = 1_500_000;
const DOCUMENT_BYTES = 1024;
/** Commits at a time: enough to share SQLite's flushes, few enough for a small Cosmos DB. */
const AT_ONCE = 16;

type Item = Moved & { etag?: string /** What this run wrote there before. */; own?: string };

/** Writes all documents; the same call again finds what is there and goes on. Throws what the store throws. */
export async function load(documents: AsyncIterable<Moved>, options: LoadOptions): Promise<Loaded> {
  const { target, before, overwrite, now, progress } = options;
  const done: Loaded = { written: 0, unchanged: 0, replaced: 0, kept: 0, expired: 0 };
  const sent = new Map<string, string>();
  let waiting = new Map<string, Item>();
  let bytes = 0;

  async function flush(): Promise<void> {
    const queues = byPartition([...waiting.values()]);
    for (const item of waiting.values()) sent.set(item.key, item.hash);
    waiting = new Map();
    bytes = 0;
    const worker = async () => {
      for (let queue = queues.pop(); queue; queue = queues.pop()) {
        for (const batch of batches(queue)) await write(batch);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    progress(done.written + done.unchanged + done.replaced + done.kept);
  }

  /** Again and again without the documents that are there: each answer of the store settles one of them. */
  async function write(batch: Item[]): Promise<void> {
    let left = batch;
    while (left.length) {
      const pk = (left[0] as Item).doc.pk;
      const writes = left.map(asWrite);
      const committed = await persist(() => target.commit(pk, writes));
      if (committed.ok) {
        for (const { etag, own } of left) if (own === undefined) done[etag === undefined ? 'written' : 'replaced']++;
        return;
      }
      const one = left[committed.at] as Item;
      const again = await settle(one);
      left = again ? left.with(committed.at, again) : left.filter((item) => item !== one);
    }
  }

  /** A document that was refused: how to try again, or undefined when there is nothing left to do. */
  async function settle(item: Item): Promise<Item | undefined> {
    const { etag: _, ...fresh } = item;
    const there = await persist(() => target.get(item.doc));
    if (!there) return fresh;
    const { hash } = moved(there);
    if (hash === item.hash) {
      done.unchanged++;
      return undefined;
    }
    if (overwrite || hash === item.own) return { ...fresh, etag: there.etag };
    done.kept++;
    return undefined;
  }

  for await (const item of documents) {
    if (!isAlive(item, now())) {
      done.expired++;
      continue;
    }
    const own = sent.get(item.key);
    if ((own ?? before.get(item.key)?.hash) === item.hash && !waiting.has(item.key)) {
      if (own === undefined) done.unchanged++;
      continue;
    }
    waiting.set(item.key, { ...item, ...(own === undefined ? {} : { own }) });
    bytes += item.text.length;
    if (waiting.size >= LOAD || bytes >= LOAD_BYTES) await flush();
  }
  await flush();
  return done;
}

const asWrite = ({ doc, etag }: Item): Write =>
  etag === undefined ? { op: 'create', doc } : { op: 'replace', doc, etag };

function byPartition(items: readonly Item[]): Item[][] {
  const queues = new Map<string, Item[]>();
  for (const item of items) {
    const queue = queues.get(item.doc.pk);
    if (queue) queue.push(item);
    else queues.set(item.doc.pk, [item]);
  }
  return [...queues.values()];
}

function batches(queue: readonly Item[]): Item[][] {
  const all: Item[][] = [];
  let batch: Item[] = [];
  let bytes = 0;
  for (const item of queue) {
    const size = Buffer.byteLength(item.text) + DOCUMENT_BYTES;
    if (batch.length && (batch.length >= MAX_WRITES || bytes + size > BATCH_BYTES)) {
      all.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length) all.push(batch);
  return all;
}
