// Due work: outbox rows and whatever else is in list `due`, leased by moving its place there under its ETag.
import type { Instant } from '../domain/result';
import { isKnown } from './records';
import type { Doc, Store, Stored } from './store';

export interface Take {
  now: Instant;
  /** For so long nobody else takes it. An economy, never a guarantee: two doing the same work must be safe. */
  leaseMs: number;
  limit: number;
  /** Only documents of these kinds; all when left out. */
  kinds?: readonly string[];
  /** What there is room for; the rest stays due. Asked once for each document, earliest first. */
  wants?: (doc: Stored) => boolean;
}

/** The place of a document in list `due`: when it is due, then its id. */
export const duePlace = (at: Instant, id: string): string => `${at}#${id}`;

const PAGE = 100;

const plus = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();

/** The same document with another place in `due` and, with `patch`, other fields of its body. */
function moved(doc: Stored, at: Instant, patch?: object): Doc {
  const { etag: _, ...rest } = doc;
  const body = patch ? { ...(doc.body as object), ...patch } : doc.body;
  return { ...rest, body, lists: { ...doc.lists, due: duePlace(at, doc.id) } };
}

/** Moves a document's due time under its ETag; undefined when somebody else wrote it meanwhile. */
async function move(store: Store, doc: Stored, at: Instant, patch?: object): Promise<Stored | undefined> {
  const next = moved(doc, at, patch);
  const written = await store.commit(doc.pk, [{ op: 'replace', doc: next, etag: doc.etag }]);
  return written.ok ? { ...next, etag: written.etags[0] as string } : undefined;
}

/**
 * Takes at most `limit` documents that are due, earliest first, and leases them: of several processes that take at
 * once, one gets each. What a newer version of the product wrote is left to it.
 */
export async function takeDue(
  store: Store,
  { now, leaseMs, limit, kinds, wants = () => true }: Take,
): Promise<Stored[]> {
  const until = plus(now, leaseMs);
  const taken: Stored[] = [];
  let after: string | undefined;
  do {
    // '$' follows '#': everything that is due at this very moment is included.
    const page = await store.list('due', { to: `${now}$`, limit: PAGE, after });
    const wanted = page.docs.filter((doc) => isKnown(doc) && (!kinds || kinds.includes(doc.kind)) && wants(doc));
    for (let at = 0; at < wanted.length && taken.length < limit; ) {
      const some = wanted.slice(at, at + limit - taken.length);
      at += some.length;
      // Together: they share one flush.
      const leased = await Promise.all(some.map((doc) => move(store, doc, until)));
      taken.push(...leased.filter((doc) => doc !== undefined));
    }
    after = page.next;
  } while (after !== undefined && taken.length < limit);
  return taken;
}

/** The work is done: the row goes. False when the lease ran out and somebody else has it. For rows that only wait. */
export async function finish(store: Store, doc: Stored): Promise<boolean> {
  const deleted = await store.commit(doc.pk, [{ op: 'delete', id: doc.id, etag: doc.etag }]);
  return deleted.ok;
}

/** Again at `at`, with other fields if given (attempts). The new version, or undefined when somebody else has it. */
export async function postpone(store: Store, doc: Stored, at: Instant, patch?: object): Promise<Stored | undefined> {
  return move(store, doc, at, patch);
}
