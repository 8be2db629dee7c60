// What the desk keeps beside an application, when its person is erased: what was said goes, that something was done stays.
import { blobFolder } from '../../storage/blobs';
import { everyIn } from '../../storage/every';
import { bodyOf, keys, record } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import type { Deps } from '../shared/deps';

/**
 * Deletes files, notes, what can be taken back and what was told, and leaves of each act who did it and when (PIPL 47). Before the
 * application leaves its lists: what was cut off is found again.
 */
export async function eraseBeside(deps: Deps, pk: string, number: string): Promise<void> {
  for (const list of ['notes', 'told'] as const) {
    for await (const doc of everyIn(deps.store, list, { pk, prefix: `${number}#` })) {
      await deps.store.commit(pk, [{ op: 'delete', id: doc.id }]);
    }
  }
  for await (const doc of everyIn(deps.store, 'files', { pk, prefix: `${number}#` })) await eraseFile(deps, doc);
  const undo = keys.undo(pk, number);
  if (await deps.store.get(undo)) await deps.store.commit(pk, [{ op: 'delete', id: undo.id }]);
  for await (const doc of everyIn(deps.store, 'trail', { pk, prefix: `${number}#` })) {
    await deps.store.commit(pk, [nameless(doc)]);
  }
}

/** The bytes before the row that leads to them; those that another application has, too, stay. */
async function eraseFile(deps: Deps, { pk, id }: Stored): Promise<void> {
  const doc = await deps.store.get({ pk, id });
  if (!doc) return;
  const name = `${blobFolder('fapiao', pk)}/${bodyOf('file', doc).sha256}`;
  const { docs } = await deps.store.list('blobs', { pk, prefix: `${name}#`, limit: 2 });
  if (docs.every((one) => one.id === id)) await deps.blobs.delete(name);
  await deps.store.commit(pk, [{ op: 'delete', id }]);
}

function nameless(doc: Stored): Write {
  const { at, staff, name, action, subject } = bodyOf('audit', doc);
  const { lists = {}, expiresAt } = doc;
  const kept = { lists, ...(expiresAt ? { expiresAt } : {}) };
  const key = { pk: doc.pk, id: doc.id };
  return { op: 'replace', doc: record('audit', key, { at, staff, name, action, subject }, kept), etag: doc.etag };
}
