// Claims: who holds an order number, a login, a link, a fapiao number. First come, first served; the forgotten are freed.
import type { Instant } from '../domain/result';
import { bodyOf, type Pointer, record } from './records';
import type { Doc, Key, Store, Stored } from './store';

/** A claim is followed by the commit that needs it. When its holder does not know it after this, that never came. */
const FORGOTTEN_MS = 10 * 60_000;
/** A claim that is older is dated anew when its holder claims again: it has all the time once more to use it. */
const RENEW_MS = FORGOTTEN_MS / 2;

export interface Claim {
  customer: string;
  holder: string;
  now: Instant;
  data?: string;
  /** When the pointer ends by itself; without it never. */
  expiresAt?: Instant;
}

export type Claimed = { ok: true } | { ok: false; by: Pointer };

/**
 * Claims a pointer for a holder; the same holder may claim again. `knows` says whether the holder of an old pointer
 * has its own trace of it (an active account, a live link); if not, the pointer is replaced under its ETag.
 */
export async function claim(
  store: Store,
  key: Key,
  { customer, holder, now, data, expiresAt }: Claim,
  knows: (pointer: Pointer) => Promise<boolean>,
): Promise<Claimed> {
  const body: Pointer = { customer, holder, claimedAt: now, ...(data === undefined ? {} : { data }) };
  const ends = expiresAt === undefined ? {} : { expiresAt };
  // Each round that ends without an answer means that somebody else's commit got through.
  for (;;) {
    const created = await store.commit(key.pk, [{ op: 'create', doc: record('pointer', key, body, ends) }]);
    if (created.ok) return { ok: true };
    const found = await store.get(key);
    if (!found) continue;
    const pointer = bodyOf('pointer', found);
    const age = Date.parse(now) - Date.parse(pointer.claimedAt);
    if (pointer.holder === holder && pointer.customer === customer) {
      if (pointer.data === data && age < RENEW_MS) return { ok: true };
    } else if (age < FORGOTTEN_MS || (await knows(pointer))) {
      return { ok: false, by: pointer };
    }
    if (await replace(store, found, record('pointer', key, body, ends))) return { ok: true };
  }
}

async function replace(store: Store, found: Stored, doc: Doc): Promise<boolean> {
  const written = await store.commit(found.pk, [{ op: 'replace', doc, etag: found.etag }]);
  return written.ok;
}

/** Gives a pointer back. Answers whether the holder had it; another holder's stays. */
export async function release(store: Store, key: Key, holder: string): Promise<boolean> {
  for (;;) {
    const found = await store.get(key);
    if (!found || bodyOf('pointer', found).holder !== holder) return false;
    const deleted = await store.commit(key.pk, [{ op: 'delete', id: key.id, etag: found.etag }]);
    if (deleted.ok) return true;
  }
}
