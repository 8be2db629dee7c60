// Clears away bytes that no row names: of removed and expired files, and of uploads that broke off after them.
import { DAY, later } from '../../domain/time';
import { everyIn } from '../../storage/every';
import type { Deps } from '../shared/deps';

/** Bytes come before their row: what is younger may still get one. */
const YOUNG_MS = DAY;

/** Answers how many were cleared away. Two that do it at once do the same twice. */
export async function sweepFiles({ store, blobs, now }: Pick<Deps, 'store' | 'blobs' | 'now'>): Promise<number> {
  const before = later(now(), -YOUNG_MS);
  let folder = '';
  let named = new Set<string>();
  let swept = 0;
  for await (const { name, at } of blobs.all()) {
    const own = name.slice(0, name.lastIndexOf('/'));
    if (own !== folder) {
      folder = own;
      named = new Set();
      // One query a customer, not one a file.
      for await (const { lists } of everyIn(store, 'blobs', { prefix: `${folder}/` }))
        named.add((lists?.blobs ?? '').split('#')[0] ?? '');
    }
    if (at > before || named.has(name)) continue;
    // Asked once more: the same file may just have been added again.
    const { docs } = await store.list('blobs', { prefix: `${name}#`, limit: 1 });
    if (docs.length) continue;
    await blobs.delete(name);
    swept += 1;
  }
  return swept;
}
