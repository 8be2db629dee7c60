// One commit: a transactional batch, and what its refusal or its lost answer means.
import type { JSONObject, OperationInput } from '@azure/cosmos';
import type { Instant } from '../../domain/result';
import { type Committed, StoreBusy, StoreMisuse, type Write } from '../store';
import { bellOf, encodeId, etagOf, type Item, isExpired, itemOf, readEtag } from './document';
import type { BatchAnswer } from './wire';

type Why = 'exists' | 'stale' | 'missing';

export interface CommitDeps {
  /** An item as it lies there, expired or not; by Cosmos DB's id. */
  read(pk: string, itemId: string): Promise<Item | undefined>;
  /** `unsure`: an earlier try of the same batch may have been done. */
  batch(pk: string, operations: OperationInput[]): Promise<BatchAnswer & { unsure: boolean }>;
  now(): Instant;
  /** An id of its own for each commit. */
  newAttempt(): string;
}

/** https://learn.microsoft.com/azure/cosmos-db/concepts-limits */
const MAX_BATCH_BYTES = 2 * 1024 * 1024;
/** A round follows only where an expired document was in the way or somebody else's commit got through. */
const MAX_ROUNDS = 20;

const itemIdOf = (write: Write): string => encodeId(write.op === 'delete' ? write.id : write.doc.id);

/** Why a write does not fit what is there; undefined when it does. As every adapter sees it. */
function refusal(write: Write, there: Item | undefined, now: Instant): Why | undefined {
  const live = there !== undefined && !isExpired(there, now);
  if (write.op === 'put') return undefined;
  if (write.op === 'create') return live ? 'exists' : undefined;
  if (!live) return 'missing';
  return write.etag !== undefined && readEtag(write.etag).match !== there._etag ? 'stale' : undefined;
}

/** `seen`: the ETag of what an own read found, for a create over an expired document and a delete without an ETag. */
function operationOf(write: Write, item: Item | undefined, seen: string | undefined): OperationInput {
  const id = itemIdOf(write);
  const given = write.op === 'replace' || write.op === 'delete' ? write.etag : undefined;
  const match = given === undefined ? seen : readEtag(given).match;
  const ifMatch = match === undefined ? {} : { ifMatch: match };
  if (!item) return { operationType: 'Delete', id, ...ifMatch };
  const resourceBody = item as unknown as JSONObject;
  if (write.op === 'put') return { operationType: 'Upsert', resourceBody };
  return match === undefined
    ? { operationType: 'Create', resourceBody }
    : { operationType: 'Replace', id, resourceBody, ...ifMatch };
}

function checkSize(operations: readonly OperationInput[], bodies: readonly string[]): void {
  // The bodies were measured before; the envelopes of a hundred are far below the rest.
  if (bodies.reduce((sum, body) => sum + body.length, 0) < MAX_BATCH_BYTES / 8) return;
  const bytes = Buffer.byteLength(JSON.stringify(operations));
  if (bytes > MAX_BATCH_BYTES) throw new StoreMisuse(`${bytes} bytes in one batch, at most ${MAX_BATCH_BYTES}`);
}

const etagsOf = (writes: readonly Write[], etags: readonly string[]): string[] =>
  writes.map((write, at) => etagOf(etags[at] as string, write.op === 'delete' ? undefined : write.doc.expiresAt));

export function createCommit({ read, batch, now, newAttempt }: CommitDeps) {
  /** Before anything is sent: a version that has expired is no longer there, and a delete without an ETag finds one. */
  async function fits(pk: string, writes: readonly Write[], seen: Map<number, string>): Promise<boolean> {
    for (const [at, write] of writes.entries()) {
      if (write.op !== 'replace' && write.op !== 'delete') continue;
      if (write.etag !== undefined && isExpired(readEtag(write.etag), now())) return false;
      if (write.etag !== undefined) continue;
      const there = await read(pk, itemIdOf(write));
      if (!there?._etag || isExpired(there, now())) return false;
      seen.set(at, there._etag);
    }
    return true;
  }

  async function firstRefusal(pk: string, writes: readonly Write[]): Promise<Committed | undefined> {
    for (const [at, write] of writes.entries()) {
      const why = refusal(write, await read(pk, itemIdOf(write)), now());
      if (why) return { ok: false, why, at };
    }
    return undefined;
  }

  /**
   * After a lost answer: whether one of the commit's documents bears its mark. Then their ETags; where another commit
   * came since, one that never fits.
   */
  async function ownEtags(pk: string, items: readonly (Item | undefined)[], attempt: string) {
    const there = await Promise.all(items.map(async (item) => (item ? read(pk, item.id) : undefined)));
    if (!there.some((item) => item?.attempt === attempt)) return undefined;
    return there.map((item) => (item?.attempt === attempt ? item._etag : undefined) ?? attempt);
  }

  return async function commit(pk: string, writes: readonly Write[], bodies: readonly string[]): Promise<Committed> {
    const attempt = newAttempt();
    const seen = new Map<number, string>();
    const items = writes.map((write, at) =>
      write.op === 'delete' ? undefined : itemOf(write.doc, bodies[at] as string, attempt, now()),
    );
    const bell = items.some(Boolean) ? undefined : bellOf(pk, attempt);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (!(await fits(pk, writes, seen))) {
        const refused = await firstRefusal(pk, writes);
        if (refused) return refused;
      }
      const operations = writes.map((write, at) => operationOf(write, items[at], seen.get(at)));
      if (bell) operations.push({ operationType: 'Create', resourceBody: bell as unknown as JSONObject });
      checkSize(operations, bodies);
      const { done, results, unsure } = await batch(pk, operations);
      if (done)
        return {
          ok: true,
          etags: etagsOf(
            writes,
            results.map(({ etag }) => etag ?? attempt),
          ),
        };
      const own = unsure && (await ownEtags(pk, bell ? [...items, bell] : items, attempt));
      if (own) return { ok: true, etags: etagsOf(writes, own) };
      const at = results.findIndex(({ status }) => status >= 400 && status !== 424);
      const write = writes[at];
      if (!write) throw new StoreBusy('the batch was refused without a cause');
      const there = await read(pk, itemIdOf(write));
      const why = refusal(write, there, now());
      if (why) return { ok: false, why, at };
      if (there?._etag) seen.set(at, there._etag);
      else seen.delete(at);
    }
    throw new StoreBusy('others write the same documents all the time');
  };
}
