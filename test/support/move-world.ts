// Stores with many and odd documents, for the tests of moving data.
import { everyDoc } from '../../storage/every';
import type { Doc, Store, Write } from '../../storage/store';

export const ODD = [
  'a/b\\c?d#e',
  '%2F',
  'it\'s "quoted"',
  ' a ',
  '订单号：发票',
  '\ud83d\ude00',
  'x'.repeat(255),
  '__proto__',
];

export const document = (pk: string, id: string, more: Partial<Doc> = {}): Doc => ({
  pk,
  id,
  kind: 'order',
  v: 1,
  body: { b: '发票 \u0000 \ud83d\ude00', a: [1.5, null, { deep: true }] },
  ...more,
});
export const create = (doc: Doc): Write => ({ op: 'create', doc });
export const put = (doc: Doc): Write => ({ op: 'put', doc });

/** Documents in partitions of 1 to 250, odd keys, lists, every kind of end. Answers how many. */
export async function fillWorld(store: Store, partitions = 10): Promise<number> {
  let count = 0;
  const write = async (docs: Doc[]) => {
    for (let at = 0; at < docs.length; at += 100) {
      const pk = (docs[0] as Doc).pk;
      const committed = await store.commit(pk, docs.slice(at, at + 100).map(create));
      if (!committed.ok) throw new Error(committed.why);
    }
    count += docs.length;
  };
  for (let p = 0; p < partitions; p++) {
    const size = [1, 99, 100, 101, 250][p % 5] ?? 1;
    const lists = { lists: { log: String(p), due: '2026' } };
    await write(Array.from({ length: size }, (_, n) => document(`customer:${p}`, `n${n}`, n % 2 ? lists : {})));
  }
  for (const odd of ODD) await write(ODD.map((id) => document(odd, id, { lists: { log: id } })));
  const others = [
    document('system', 'secret', { kind: 'secret', body: { keys: ['k'] } }),
    document('newer', 'known kind', { v: 7, body: { future: 1 } }),
    document('newer', 'unknown kind', { kind: 'hologram', v: 1, body: [] }),
    document('ends', 'later', { expiresAt: '2027-01-01T00:00:00.000Z' }),
    document('large', 'large', { body: 'x'.repeat(2 * 1024 * 1024 - 2000) }),
  ];
  for (const one of others) await write([one]);
  return count;
}

/** Everything of a store by its key, without the ETags. */
export async function everything(store: Store): Promise<Map<string, Doc>> {
  const all = new Map<string, Doc>();
  for await (const { etag: _, ...doc } of everyDoc(store)) all.set(JSON.stringify([doc.pk, doc.id]), doc);
  return all;
}
