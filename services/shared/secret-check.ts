// Whether this process signs with the key that the others on this store do: a keyed check value is kept beside it.
import { bodyOf, keys } from '../../storage/records';
import type { Store } from '../../storage/store';

/** The store's processes sign with another key. The message names the setting, and no value. */
export class SecretDiffers extends Error {
  override name = 'SecretDiffers';
  constructor(given: boolean) {
    super(
      `SECRET: got ${given ? 'another one' : 'nothing'}, wants the one that this store's processes sign with. ` +
        'To change it, set SECRET_PREVIOUS to the one before; where that is lost or must not count any more, set ' +
        'SECRET_PREVIOUS to the new SECRET too: what was signed before is void then.',
    );
  }
}

export interface SecretCheck {
  /** Check values (one way, not usable for anything else) of the key that signs … */
  signing: string;
  /** … and of those whose place it may take: the previous one, and the store's own, with which it begins. */
  replaces: readonly string[];
  given: boolean;
  /** It may take any place. */
  anew: boolean;
}

/** Writes the check value where none is or it may be replaced. Throws SecretDiffers. */
export async function checkSecret(store: Store, { signing, replaces, given, anew }: SecretCheck): Promise<void> {
  const key = keys.secret();
  for (;;) {
    const found = await store.get(key);
    if (!found) throw new Error('the store has no secret yet');
    const { etag, ...doc } = found;
    const body = bodyOf('secret', found);
    if (body.check === signing) return;
    if (body.check !== undefined && !anew && !replaces.includes(body.check)) throw new SecretDiffers(given);
    const committed = await store.commit(key.pk, [
      { op: 'replace', doc: { ...doc, body: { ...body, check: signing } }, etag },
    ]);
    // Two that start at once: the slower one looks again.
    if (committed.ok) return;
  }
}
