// The port's rules for a commit, checked before anything is sent: the same for every adapter.
import { type Key, StoreMisuse, type Write } from './store';

export const MAX_WRITES = 100;
/** Cosmos DB takes 2 MB in one batch; every adapter keeps to it, so that a change of store changes nothing. */
const MAX_BYTES = 2 * 1024 * 1024;
/** What a database keeps of a document beside its body: keys, places in lists, times. */
const ENVELOPE_BYTES = 1024;
const MAX_ID = 255;
const MAX_PK = 512;
const MAX_LIMIT = 1000;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Texts that don't survive a database: U+0000 cuts them off, half a surrogate pair turns into U+FFFD. */
const isUnsafe = (text: string): boolean => text.includes('\0') || /\p{Surrogate}/u.test(text);

/** A key's parts are 1 to 512 (pk) or 255 (id) characters, anything but U+0000 and broken surrogate pairs. Throws StoreMisuse. */
export function checkKey({ pk, id }: Key): void {
  if (!pk || pk.length > MAX_PK || isUnsafe(pk)) throw new StoreMisuse(`not a partition key: ${shown(pk)}`);
  if (!id || id.length > MAX_ID || isUnsafe(id)) throw new StoreMisuse(`not an id: ${shown(id)}`);
}

/**
 * Checks the writes of one commit and answers each body as JSON ('' for a delete), so that it is serialised once.
 * Throws StoreMisuse: over 100 writes, over 2 MB, another partition, one id twice, an unusable key, time or body.
 */
export function checkWrites(pk: string, writes: readonly Write[]): string[] {
  if (writes.length > MAX_WRITES) throw new StoreMisuse(`${writes.length} writes in one commit, at most ${MAX_WRITES}`);
  const ids = new Set<string>();
  let bytes = 0;
  const bodies = writes.map((write) => {
    const id = write.op === 'delete' ? write.id : write.doc.id;
    checkKey({ pk, id });
    if (ids.has(id)) throw new StoreMisuse(`two writes on ${id} in one commit`);
    ids.add(id);
    if (write.op === 'delete') return '';
    const { doc } = write;
    if (doc.pk !== pk) throw new StoreMisuse(`a commit on ${shown(pk)} holds a document of ${shown(doc.pk)}`);
    if (doc.expiresAt !== undefined && !INSTANT.test(doc.expiresAt))
      throw new StoreMisuse(`${id} expires at no instant`);
    for (const place of Object.values(doc.lists ?? {})) {
      if (place !== undefined && isUnsafe(place)) throw new StoreMisuse(`not a place in a list: ${shown(place)}`);
    }
    const body = json(id, doc.body);
    bytes += Buffer.byteLength(body) + ENVELOPE_BYTES;
    return body;
  });
  if (bytes > MAX_BYTES) throw new StoreMisuse(`${bytes} bytes in one commit, at most ${MAX_BYTES}`);
  return bodies;
}

/** A page is 1 to 1000 documents. Throws StoreMisuse. */
export function checkQuery({ limit }: { limit: number }): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw new StoreMisuse(`a page of ${limit}`);
}

function json(id: string, body: unknown): string {
  try {
    const text: unknown = JSON.stringify(body);
    if (typeof text === 'string') return text;
  } catch (cause) {
    throw new StoreMisuse(`the body of ${id} is not JSON`, { cause });
  }
  throw new StoreMisuse(`${id} has no body`);
}

const shown = (text: unknown): string => JSON.stringify(text)?.slice(0, 80) ?? 'undefined';
