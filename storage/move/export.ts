// Writes everything of a store into a file. What was cut off goes on; what changed meanwhile is caught up with.
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Instant } from '../../domain/result';
import { flush } from '../files';
import { isKnown } from '../records';
import { type Store, StoreMisuse } from '../store';
import {
  type ArchiveFault,
  endLine,
  goneLine,
  headerLine,
  markLine,
  openArchive,
  readArchive,
  tallyLine,
} from './archive';
import { isAlive, type Moved } from './document';
import { pagesOf } from './source';
import { kindsOf, type Sum, sumOf, type Tally } from './tally';

export interface ExportOptions {
  store: Store;
  file: string;
  /** Names the store without saying where it is: an export that was cut off goes on only from the same one. */
  origin: string;
  now: () => Instant;
  progress?: (documents: number) => void;
}

export type Exported =
  | {
      ok: true;
      sum: Sum;
      kinds: Map<string, number>;
      newer: number;
      /** Documents that an earlier run had written. */
      resumed: number;
      /** Others wrote all the time: so many documents differed at the last look. 0: file and store were the same. */
      changing: number;
    }
  | { ok: false; why: 'exists' | 'otherPart'; file: string }
  | { ok: false; why: 'unsound'; fault: ArchiveFault };

/** How often the store is looked at again for what changed; with nobody writing once. */
const LOOKS = 4;

interface Part {
  path: string;
  handle: FileHandle;
  tally: Tally;
  after?: string;
}

/**
 * Writes `file` (mode 0600; packed when its name ends in .gz) by way of `file.part`, which gets the name only when it
 * was read back and is whole. Throws what the store throws, and the system's errors for the file.
 */
export async function exportStore(options: ExportOptions): Promise<Exported> {
  const { store, file, origin, now, progress = () => {} } = options;
  if (existsSync(file)) return { ok: false, why: 'exists', file };
  const part = await openPart(`${file}.part`, origin);
  if (!part) return { ok: false, why: 'otherPart', file: `${file}.part` };
  const { tally, handle, path } = part;
  const resumed = tally.size;
  let changing = 0;
  let newer = 0;
  try {
    await append(part, store, () => progress(tally.size));
    for (let look = 0; look < LOOKS; look++) {
      ({ changing, newer } = await catchUp(part, store, now));
      if (!changing) break;
    }
    await handle.appendFile(`${endLine(sumOf(tally))}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const read = await openArchive(path);
  if (!read.ok) return { ok: false, why: 'unsound', fault: read.fault };
  await name(path, file);
  return { ok: true, sum: read.sum, kinds: kindsOf(tally, now()), newer, resumed, changing };
}

/** Opens what an earlier run left, cut after its last mark, or begins. undefined: it is not of this store. */
async function openPart(path: string, origin: string): Promise<Part | undefined> {
  const tally: Tally = new Map();
  // Empty: it was cut off before its header was written.
  if (existsSync(path) && !statSync(path).size) rmSync(path);
  if (existsSync(path)) {
    const left = await readPart(path, origin, tally);
    if (!left) return undefined;
    await truncate(path, left.end);
    return { path, tally, handle: await open(path, 'a'), ...(left.after ? { after: left.after } : {}) };
  }
  // ASVS 5.0 14.2.4: it holds everything, secrets too, so nobody else on the machine may read it.
  const handle = await open(path, 'wx', 0o600);
  await handle.appendFile(`${headerLine(origin)}\n`);
  return { path, tally, handle };
}

/** Nothing behind the last mark counts: the scan goes on from there. */
async function readPart(path: string, origin: string, tally: Tally) {
  let kept = { end: 0, after: undefined as string | undefined };
  const since: Tally = new Map();
  for await (const item of readArchive(path)) {
    if ('fault' in item) {
      if (!kept.end) return undefined;
      break;
    }
    const { what, end } = item;
    if (what.is === 'header') {
      if (what.origin !== origin) return undefined;
      kept = { end, after: undefined };
    }
    tallyLine(since, what);
    if (what.is !== 'mark') continue;
    for (const [key, entry] of since) tally.set(key, entry);
    since.clear();
    kept = { end, after: what.next };
  }
  return kept;
}

async function append(part: Part, store: Store, progress: () => void): Promise<void> {
  for await (const { docs, next } of resumable(part, store)) {
    await part.handle.appendFile(docs.map(({ text }) => `${text}\n`).join('') + (next ? `${markLine(next)}\n` : ''));
    for (const item of docs) tallyLine(part.tally, { is: 'document', item });
    progress();
  }
}

/** A store may have forgotten where the scan stood: then it is read from the beginning, and the later version counts. */
async function* resumable({ after }: Part, store: Store): AsyncGenerator<{ docs: Moved[]; next?: string }> {
  try {
    return yield* pagesOf(store, after);
  } catch (error) {
    if (!(error instanceof StoreMisuse) || after === undefined) throw error;
  }
  yield* pagesOf(store);
}

/** Writes what differs from the file, and what is gone; answers how many that were. */
async function catchUp({ tally, handle }: Part, store: Store, now: () => Instant) {
  const gone = new Set(tally.keys());
  let [changing, newer] = [0, 0];
  for await (const { docs } of pagesOf(store)) {
    const changed = docs.filter(({ key, hash }) => tally.get(key)?.hash !== hash);
    if (changed.length) await handle.appendFile(changed.map(({ text }) => `${text}\n`).join(''));
    for (const item of changed) tallyLine(tally, { is: 'document', item });
    for (const { key, doc } of docs) {
      gone.delete(key);
      if (!isKnown(doc)) newer++;
    }
    changing += changed.length;
  }
  for (const key of gone) {
    // What expired is nobody's change.
    if (isAlive(tally.get(key) ?? {}, now())) changing++;
    tally.delete(key);
    await handle.appendFile(`${goneLine(key)}\n`);
  }
  return { changing, newer };
}

/** The file gets its name when it lies on the disk. */
async function name(path: string, file: string): Promise<void> {
  let ready = path;
  if (file.toLowerCase().endsWith('.gz')) {
    ready = `${path}.gz`;
    rmSync(ready, { force: true });
    await pipeline(createReadStream(path), createGzip(), createWriteStream(ready, { flags: 'wx', mode: 0o600 }));
    flush(ready);
  }
  renameSync(ready, file);
  rmSync(path, { force: true });
  flush(dirname(resolve(file)));
}
