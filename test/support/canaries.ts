// Whether anything of a person is left: in the documents, and in the bytes beneath them.
import { readFileSync } from 'node:fs';
import { everyDoc } from '../../storage/every';
import type { Store } from '../../storage/store';
import type { Ground } from './fapiao-world';
import { tempCosmos, type TempCosmos } from './temp-cosmos';
import { tempStore, type TempStore } from './temp-store';

/** Everything that lies on the disk, or in the service. */
export const bytes = {
  SQLite: (ground: Ground) => {
    const { file } = ground as TempStore;
    return ['', '-wal', '-shm'].map((end) => readFileSync(`${file}${end}`, 'latin1')).join('');
  },
  'Cosmos DB': async (_: Ground, store: Store) => {
    const all: unknown[] = [];
    for await (const doc of everyDoc(store)) all.push(doc);
    return Buffer.from(JSON.stringify(all)).toString('latin1');
  },
};
/** The documents that hold one of the texts: says what was forgotten. */
export async function whereIn(store: Store, ...texts: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const doc of everyDoc(store)) {
    if (texts.some((text) => JSON.stringify(doc).includes(text))) found.push(`${doc.pk} ${doc.id}`);
  }
  return found;
}
export const has = (raw: string, text: string) => raw.includes(Buffer.from(text).toString('latin1'));

export type Name = keyof typeof bytes;
export const grounds: Record<Name, () => Promise<Ground>> = {
  SQLite: async () => tempStore(),
  'Cosmos DB': async () => (await tempCosmos()) as TempCosmos,
};
