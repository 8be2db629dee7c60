// What every adapter of the store port promises: run by each adapter's own test.
import type { Instant } from '../../domain/result';
import {
  type Committed,
  type Doc,
  type Key,
  type ListName,
  type Store,
  StoreMisuse,
  type Write,
} from '../../storage/store';
import { until } from '../support/temp-store';

export interface Rig {
  /** Another client on the same data. */
  open(): Promise<Store>;
  setNow(now: Instant): void;
  remove(): Promise<void>;
}

const PK = 'customer:contoso';

const doc = (id: string, body: unknown = {}, more: Partial<Doc> = {}): Doc => ({
  pk: PK,
  id,
  kind: 'order',
  v: 1,
  body,
  ...more,
});
const create = (id: string, body?: unknown, more?: Partial<Doc>): Write => ({ op: 'create', doc: doc(id, body, more) });

function etagOf(committed: Committed, at = 0): string {
  if (!committed.ok) throw new Error(`refused: ${committed.why} at ${committed.at}`);
  return committed.etags[at] as string;
}

export function contract(name: string, openRig: () => Promise<Rig>): void {
  describe(`${name}, as every store`, () => {
    let rig: Rig;
    let store: Store;

    beforeEach(async () => {
      rig = await openRig();
      rig.setNow('2026-11-20T08:00:00.000Z');
      store = await rig.open();
    });
    afterEach(() => rig.remove());

    const get = (id: string) => store.get({ pk: PK, id });
    const ids = async (list: ListName, query: Partial<Parameters<Store['list']>[1]> = {}) =>
      (await store.list(list, { limit: 100, ...query })).docs.map((found) => found.id);

    describe('documents', () => {
      test('what was written is read back as it was, with its ETag', async () => {
        const written = doc(
          'a',
          { text: '发票 “è” \u0000 \ud83d\ude00', none: null, deep: [{ n: 1.5, t: true }] },
          { lists: { due: '5', log: '1' }, expiresAt: '2026-11-20T08:00:01.000Z' },
        );
        const etag = etagOf(await store.commit(PK, [{ op: 'create', doc: written }]));
        expect(await get('a')).toEqual({ ...written, etag });
      });

      test('a document that was never written is not there', async () => {
        expect(await get('a')).toBeUndefined();
        expect(await store.get({ pk: 'another', id: 'a' })).toBeUndefined();
      });

      test('the body is taken when the call is made: changing it later changes nothing', async () => {
        const body = { n: 1 };
        const committing = store.commit(PK, [create('a', body)]);
        body.n = 2;
        await committing;
        expect((await get('a'))?.body).toEqual({ n: 1 });
      });

      test('create is refused where a document is', async () => {
        await store.commit(PK, [create('a', { n: 1 })]);
        expect(await store.commit(PK, [create('a', { n: 2 })])).toEqual({ ok: false, why: 'exists', at: 0 });
        expect((await get('a'))?.body).toEqual({ n: 1 });
      });

      test('replace needs the ETag that is there now', async () => {
        const first = etagOf(await store.commit(PK, [create('a', { n: 1 })]));
        const second = etagOf(await store.commit(PK, [{ op: 'replace', doc: doc('a', { n: 2 }), etag: first }]));
        expect(second).not.toBe(first);
        const late = await store.commit(PK, [{ op: 'replace', doc: doc('a', { n: 3 }), etag: first }]);
        expect(late).toEqual({ ok: false, why: 'stale', at: 0 });
        expect(await get('a')).toMatchObject({ body: { n: 2 }, etag: second });
      });

      test('replace of nothing is missing', async () => {
        const refused = await store.commit(PK, [{ op: 'replace', doc: doc('a'), etag: '1' }]);
        expect(refused).toEqual({ ok: false, why: 'missing', at: 0 });
      });

      test('delete goes with its ETag, or without one', async () => {
        const etag = etagOf(await store.commit(PK, [create('a'), create('b')]));
        const stale: Write = { op: 'delete', id: 'a', etag: `${etag}0` };
        expect(await store.commit(PK, [stale])).toEqual({ ok: false, why: 'stale', at: 0 });
        expect(
          (
            await store.commit(PK, [
              { op: 'delete', id: 'a', etag },
              { op: 'delete', id: 'b' },
            ])
          ).ok,
        ).toBe(true);
        expect(await get('a')).toBeUndefined();
        expect(await get('b')).toBeUndefined();
        expect(await store.commit(PK, [{ op: 'delete', id: 'a' }])).toEqual({ ok: false, why: 'missing', at: 0 });
      });

      test('put writes whatever is there', async () => {
        await store.commit(PK, [{ op: 'put', doc: doc('a', { n: 1 }) }]);
        await store.commit(PK, [{ op: 'put', doc: doc('a', { n: 2 }) }]);
        expect((await get('a'))?.body).toEqual({ n: 2 });
      });

      test('an ETag never comes back, not even after delete and create', async () => {
        const seen = new Set<string>();
        for (let round = 0; round < 20; round++) {
          seen.add(etagOf(await store.commit(PK, [create('a', { same: true })])));
          await store.commit(PK, [{ op: 'delete', id: 'a' }]);
          if (round === 10) {
            await store.close();
            store = await rig.open();
          }
        }
        expect(seen.size).toBe(20);
        for (const etag of seen) {
          await store.commit(PK, [{ op: 'put', doc: doc('a') }]);
          expect((await store.commit(PK, [{ op: 'delete', id: 'a', etag }])).ok).toBe(false);
        }
      });
    });

    describe('a commit is all or nothing', () => {
      test.each([
        ['create', create('taken'), 'exists'],
        ['replace', { op: 'replace', doc: doc('taken'), etag: 'other' } satisfies Write, 'stale'],
        ['delete', { op: 'delete', id: 'nobody' } satisfies Write, 'missing'],
      ])(
        'the second of three writes (%s) fails: nothing happened, and the answer names it',
        async (_, failing, why) => {
          const etag = etagOf(await store.commit(PK, [create('taken', { n: 1 }), create('kept', { n: 1 })]), 1);
          const refused = await store.commit(PK, [
            { op: 'replace', doc: doc('kept', { n: 2 }, { lists: { due: '1' } }), etag },
            failing,
            create('new', {}, { lists: { due: '2' } }),
          ]);
          expect(refused).toEqual({ ok: false, why, at: 1 });
          expect((await get('kept'))?.body).toEqual({ n: 1 });
          expect((await get('taken'))?.body).toEqual({ n: 1 });
          expect(await get('new')).toBeUndefined();
          expect(await ids('due')).toEqual([]);
        },
      );

      test('commits that are made at the same moment succeed and fail each on its own', async () => {
        await store.commit(PK, [create('taken')]);
        const answers = await Promise.all([
          store.commit(PK, [create('a1'), create('a2')]),
          store.commit(PK, [create('b1'), create('taken'), create('b2')]),
          store.commit(PK, [create('c1')]),
          store.commit(PK, [create('c1')]),
        ]);
        expect(answers.map((answer) => answer.ok)).toEqual([true, false, true, false]);
        const there = await Promise.all(
          ['a1', 'a2', 'b1', 'b2', 'c1'].map(async (id) => (await get(id)) !== undefined),
        );
        expect(there).toEqual([true, true, false, false, true]);
      });

      test('100 writes are one commit, 101 are refused before anything is written', async () => {
        const many = Array.from({ length: 101 }, (_, n) => create(`n${n}`, { n }, { lists: { log: String(n) } }));
        await expect(store.commit(PK, many)).rejects.toThrow(StoreMisuse);
        expect(await ids('log')).toEqual([]);
        expect((await store.commit(PK, many.slice(0, 100))).ok).toBe(true);
        expect(await ids('log')).toHaveLength(100);
      });

      test('more than 2 MB are refused, a little less are written', async () => {
        const half = 'x'.repeat(1024 * 1024 - 1100);
        await expect(store.commit(PK, [create('a', half), create('b', half), create('c', half)])).rejects.toThrow(
          StoreMisuse,
        );
        expect(await get('a')).toBeUndefined();
        expect((await store.commit(PK, [create('a', half), create('b', half)])).ok).toBe(true);
        // Counted in bytes: a Chinese character has three.
        await expect(store.commit(PK, [create('d', '票'.repeat(750_000))])).rejects.toThrow(StoreMisuse);
      });

      test('another partition, one id twice, or a body that is no JSON is misuse', async () => {
        const elsewhere: Write = { op: 'create', doc: { ...doc('a'), pk: 'customer:other' } };
        await expect(store.commit(PK, [elsewhere])).rejects.toThrow(StoreMisuse);
        await expect(store.commit(PK, [create('a'), { op: 'delete', id: 'a' }])).rejects.toThrow(StoreMisuse);
        await expect(store.commit(PK, [create('a', undefined as unknown), create('b', () => 1)])).rejects.toThrow(
          StoreMisuse,
        );
        await expect(store.commit(PK, [create('a', {}, { expiresAt: 'tomorrow' })])).rejects.toThrow(StoreMisuse);
      });

      test('no writes at all are fine', async () => {
        expect(await store.commit(PK, [])).toEqual({ ok: true, etags: [] });
      });

      test('a deadline that has passed is StoreBusy, and nothing is written', async () => {
        const late = store.commit(PK, [create('a')], '2026-11-20T07:59:59.000Z');
        await expect(late).rejects.toMatchObject({ name: 'StoreBusy' });
        expect(await get('a')).toBeUndefined();
      });
    });

    describe('keys', () => {
      const odd = [
        'a/b\\c?d#e',
        '%2F%00',
        'it\'s "quoted"; DROP TABLE docs; --',
        ' a ',
        '订单号：发票',
        '\ud83d\ude00',
        'x'.repeat(255),
      ];

      test.each(odd)('any text is an id and a partition: %j', async (text) => {
        const key: Key = { pk: text, id: text };
        const body = { text };
        const write: Write = { op: 'create', doc: { ...key, kind: 'k', v: 1, body, lists: { log: text } } };
        expect((await store.commit(text, [write])).ok).toBe(true);
        expect(await store.get(key)).toMatchObject({ ...key, body });
        expect((await store.list('log', { pk: text, prefix: text, limit: 10 })).docs).toHaveLength(1);
      });

      test('keys that differ in case or in width are different documents', async () => {
        await store.commit(PK, [create('a', 1), create('A', 2), create('ａ', 3)]);
        expect((await get('a'))?.body).toBe(1);
        expect((await get('A'))?.body).toBe(2);
        expect((await get('ａ'))?.body).toBe(3);
      });

      test.each(['', 'a\u0000b', '\ud83d', 'x'.repeat(256)])(
        'an id that no database keeps is misuse: %j',
        async (id) => {
          await expect(store.commit(PK, [create(id)])).rejects.toThrow(StoreMisuse);
          await expect(store.get({ pk: PK, id })).rejects.toThrow(StoreMisuse);
        },
      );
    });

    describe('expiry', () => {
      const expiresAt = '2026-11-20T08:00:10.000Z';
      const lists = { due: '1' };

      beforeEach(async () => {
        await store.commit(PK, [create('a', { n: 1 }, { expiresAt, lists })]);
      });

      test('a document is there until it expires and not from that moment on', async () => {
        rig.setNow('2026-11-20T08:00:09.999Z');
        expect(await get('a')).toBeDefined();
        expect(await ids('due')).toEqual(['a']);
        rig.setNow(expiresAt);
        expect(await get('a')).toBeUndefined();
        expect(await ids('due')).toEqual([]);
      });

      test('create succeeds over an expired document and takes it out of its lists', async () => {
        rig.setNow(expiresAt);
        expect((await store.commit(PK, [create('a', { n: 2 })])).ok).toBe(true);
        expect((await get('a'))?.body).toEqual({ n: 2 });
        expect(await get('a')).not.toHaveProperty('expiresAt');
        expect(await ids('due')).toEqual([]);
      });

      test('replace and delete of an expired document are missing', async () => {
        const etag = (await get('a'))?.etag as string;
        rig.setNow(expiresAt);
        const replaced = await store.commit(PK, [{ op: 'replace', doc: doc('a'), etag }]);
        expect(replaced).toEqual({ ok: false, why: 'missing', at: 0 });
        expect(await store.commit(PK, [{ op: 'delete', id: 'a', etag }])).toEqual({ ok: false, why: 'missing', at: 0 });
      });

      test('expired documents do not shorten a page', async () => {
        const more = Array.from({ length: 20 }, (_, n) =>
          create(`n${n}`, {}, { lists: { log: String(n).padStart(2, '0') }, ...(n % 2 ? { expiresAt } : {}) }),
        );
        await store.commit(PK, more);
        rig.setNow(expiresAt);
        const page = await store.list('log', { limit: 5 });
        expect(page.docs.map((found) => found.id)).toEqual(['n0', 'n2', 'n4', 'n6', 'n8']);
      });
    });

    describe('lists', () => {
      const place = (n: number) => String(n).padStart(3, '0');
      const fill = async (pk: string, count: number, more = (): Partial<Doc> => ({})) => {
        const writes = Array.from({ length: count }, (_, n): Write => {
          return { op: 'create', doc: { ...doc(`n${place(n)}`), pk, lists: { log: place(n) }, ...more() } };
        });
        for (let at = 0; at < count; at += 100) await store.commit(pk, writes.slice(at, at + 100));
      };
      async function pages(store: Store, query: Partial<Parameters<Store['list']>[1]>, between = async () => {}) {
        const all: string[] = [];
        let after: string | undefined;
        do {
          const page = await store.list('log', { limit: 7, ...query, after });
          all.push(...page.docs.map((found) => `${found.pk}/${found.id}`));
          after = page.next;
          if (all.length > 1000) throw new Error('the pages never end');
          await between();
        } while (after);
        return all;
      }

      test('a list is in the order of places, one partition or all, up or down', async () => {
        await fill('p1', 30);
        await fill('p2', 30);
        const one = await pages(store, { pk: 'p1' });
        expect(one).toEqual(Array.from({ length: 30 }, (_, n) => `p1/n${place(n)}`));
        expect(await pages(store, { pk: 'p1', desc: true })).toEqual([...one].reverse());
        const all = await pages(store, {});
        expect(all).toEqual(Array.from({ length: 60 }, (_, n) => `p${(n % 2) + 1}/n${place(n >> 1)}`));
        expect(await pages(store, { desc: true })).toEqual([...all].reverse());
      });

      test('documents at the same place are paged by partition and id: none twice, none left out', async () => {
        const same = () => ({ lists: { log: 'same' } });
        await fill('p1', 20, same);
        await fill('p2', 20, same);
        for (const query of [{}, { desc: true }, { pk: 'p1' }, { pk: 'p2', desc: true }]) {
          const all = await pages(store, { ...query, limit: 3 });
          expect(new Set(all).size).toBe(all.length);
          expect(all).toHaveLength('pk' in query ? 20 : 40);
        }
      });

      test('prefix, from (inclusive) and to (exclusive) narrow it', async () => {
        await fill('p1', 120);
        expect(await pages(store, { prefix: '01' })).toHaveLength(10);
        expect(await pages(store, { from: '005', to: '008' })).toEqual(['p1/n005', 'p1/n006', 'p1/n007']);
        expect(await pages(store, { pk: 'p1', prefix: '1', from: '115', desc: true })).toHaveLength(5);
        expect(await pages(store, { prefix: '9' })).toEqual([]);
      });

      test('a prefix is taken as it is written: no wildcard, any script', async () => {
        for (const [n, text] of [
          'a%b',
          'axb',
          'a_b',
          '票据1',
          '票据2',
          '票',
          'z\ud83d\ude00y',
          'z\ud83d\ude01',
        ].entries()) {
          await store.commit(PK, [create(`n${n}`, {}, { lists: { log: text } })]);
        }
        expect(await ids('log', { prefix: 'a%' })).toEqual(['n0']);
        expect(await ids('log', { prefix: 'a_' })).toEqual(['n2']);
        expect(await ids('log', { prefix: '票据' })).toEqual(['n3', 'n4']);
        expect(await ids('log', { prefix: 'z\ud83d\ude00' })).toEqual(['n6']);
      });

      test('the last page has no next, also when it is full', async () => {
        await fill('p1', 14);
        const first = await store.list('log', { limit: 7 });
        const second = await store.list('log', { limit: 7, after: first.next });
        expect(second.docs).toHaveLength(7);
        expect(second.next).toBeUndefined();
      });

      test('pages stay stable while others write: what stood all the time is seen exactly once', async () => {
        await fill('p1', 50);
        const other = await rig.open();
        let n = 0;
        const all = await pages(store, { pk: 'p1', limit: 3 }, async () => {
          const before = {
            op: 'create',
            doc: { ...doc(`x${n}`), pk: 'p1', lists: { log: `000${n}` } },
          } satisfies Write;
          const behind = { op: 'create', doc: { ...doc(`y${n}`), pk: 'p1', lists: { log: `9${n}` } } } satisfies Write;
          await other.commit('p1', [before, behind]);
          if (n++ % 2) await other.commit('p1', [{ op: 'delete', id: `x${n - 1}` }]);
        });
        const stood = all.filter((key) => key.startsWith('p1/n'));
        expect(stood).toEqual(Array.from({ length: 50 }, (_, k) => `p1/n${place(k)}`));
      });

      test('replace moves a document in a list, adds it to another and takes it out', async () => {
        let etag = etagOf(
          await store.commit(PK, [
            create('a', {}, { lists: { due: '1', log: '5' } }),
            create('b', {}, { lists: { due: '2' } }),
          ]),
        );
        const become = async (lists?: Doc['lists']) => {
          etag = etagOf(await store.commit(PK, [{ op: 'replace', doc: doc('a', {}, lists ? { lists } : {}), etag }]));
        };
        expect(await ids('due')).toEqual(['a', 'b']);
        await become({ due: '3', log: '5' });
        expect(await ids('due')).toEqual(['b', 'a']);
        expect(await ids('log')).toEqual(['a']);
        await become({ mails: '1', log: '5' });
        expect(await ids('due')).toEqual(['b']);
        expect(await ids('mails')).toEqual(['a']);
        expect(await ids('log')).toEqual(['a']);
        await become();
        expect([await ids('due'), await ids('log'), await ids('mails')]).toEqual([['b'], [], []]);
      });

      test('delete takes a document out of its lists, and so does a put without them', async () => {
        await store.commit(PK, [create('a', {}, { lists: { due: '1' } }), create('b', {}, { lists: { due: '2' } })]);
        await store.commit(PK, [
          { op: 'delete', id: 'a' },
          { op: 'put', doc: doc('b') },
        ]);
        expect(await ids('due')).toEqual([]);
      });

      test('a page of nothing, of too much, or after no position is misuse', async () => {
        for (const limit of [0, -1, 1.5, 1001]) await expect(store.list('due', { limit })).rejects.toThrow(StoreMisuse);
        await expect(store.list('due', { limit: 1, after: 'nonsense' })).rejects.toThrow(StoreMisuse);
      });
    });

    describe('the scan of everything', () => {
      /** All pages from `after` on; `between` runs after each. */
      async function scanned(limit = 7, between = async (_page: number) => {}, after?: string) {
        const found: string[] = [];
        let next = after;
        let page = 0;
        do {
          const { docs, next: more } = await store.scan({ limit, ...(next === undefined ? {} : { after: next }) });
          // What was committed together may come together.
          expect(docs.length).toBeLessThanOrEqual(limit + 100);
          found.push(...docs.map(({ pk, id }) => `${pk}|${id}`));
          next = more;
          if (++page > 5_000) throw new Error('the scan never ends');
          await between(page);
        } while (next !== undefined);
        return found;
      }
      const at = (pk: string, id: string, body: unknown = {}, more: Partial<Doc> = {}): Write => ({
        op: 'put',
        doc: { ...doc(id, body, more), pk },
      });

      test('an empty store has nothing to show', async () => {
        expect(await scanned()).toEqual([]);
      });

      test('every document comes as it is, whatever its partition, key or list', async () => {
        const odd = ['a/b\\c?d#e', "it's", ' a ', '订单号：发票', '\ud83d\ude00', 'x'.repeat(255), '\uffff', '\u0001'];
        const wanted: string[] = [];
        for (const pk of odd) {
          for (const id of odd) wanted.push(`${pk}|${id}`);
          await store.commit(
            pk,
            odd.map((id) => at(pk, id, { text: id }, { kind: 'not known here', v: 9, lists: { log: id } })),
          );
        }
        const all = await scanned();
        expect([...all].toSorted()).toEqual(wanted.toSorted());
        const page = await store.scan({ limit: 100 });
        for (const found of page.docs) expect(found).toEqual(await store.get(found));
      });

      test('what has expired or is deleted does not come, and what replaced it comes once', async () => {
        const expiresAt = '2026-11-20T08:00:10.000Z';
        await store.commit(PK, [create('gone'), create('kept', { n: 1 }), create('brief', {}, { expiresAt })]);
        await store.commit(PK, [{ op: 'delete', id: 'gone' }]);
        await store.commit(PK, [at(PK, 'kept', { n: 2 })]);
        expect((await scanned()).toSorted()).toEqual([`${PK}|brief`, `${PK}|kept`]);
        rig.setNow(expiresAt);
        expect(await scanned(1)).toEqual([`${PK}|kept`]);
      });

      test('thousands come once each, and a scan goes on in another client where one stopped', async () => {
        const wanted: string[] = [];
        for (let p = 0; p < 30; p++) {
          const writes = Array.from({ length: 100 }, (_, n) => at(`p${p}`, `n${n}`));
          wanted.push(...writes.map((write) => (write.op === 'put' ? `p${p}|${write.doc.id}` : '')));
          await store.commit(`p${p}`, writes);
        }
        let first = await store.scan({ limit: 500 });
        const before = first.docs.map(({ pk, id }) => `${pk}|${id}`);
        while (before.length < 500 && first.next) {
          first = await store.scan({ limit: 500, after: first.next });
          before.push(...first.docs.map(({ pk, id }) => `${pk}|${id}`));
        }
        await store.close();
        store = await rig.open();
        const all = [...before, ...(await scanned(1000, undefined, first.next))];
        expect(all.toSorted()).toEqual(wanted.toSorted());
      });

      test('while others write, what stood all the time comes', async () => {
        const stood = Array.from({ length: 60 }, (_, n) => `n${n}`);
        await store.commit(PK, [...stood.map((id) => create(id)), create('short-lived')]);
        const other = await rig.open();
        const all = await scanned(7, async (page) => {
          if (page > 20) return;
          await other.commit(PK, [at(PK, `a${page}`), at(PK, `z${page}`)]);
          await other.commit(`a${page}`, [at(`a${page}`, 'new')]);
          if (page === 1) await other.commit(PK, [{ op: 'delete', id: 'short-lived' }]);
        });
        expect(all).toEqual(expect.arrayContaining(stood.map((id) => `${PK}|${id}`)));
      });

      test('a page of nothing, of too much, or after no position is misuse', async () => {
        for (const limit of [0, 1.5, 1001]) await expect(store.scan({ limit })).rejects.toThrow(StoreMisuse);
        for (const after of ['nonsense', '', 'WyJhIl0', 'WyJhIiwiYiIsImMiXQ'])
          await expect(store.scan({ limit: 1, after })).rejects.toThrow(StoreMisuse);
      });

      test('a closed store refuses it', async () => {
        await store.close();
        await expect(store.scan({ limit: 1 })).rejects.toMatchObject({ name: 'StoreDown' });
      });
    });

    describe('two clients', () => {
      test('what one commits the other reads at once', async () => {
        const other = await rig.open();
        await store.commit(PK, [create('a', { n: 1 }, { lists: { due: '1' } })]);
        expect((await other.get({ pk: PK, id: 'a' }))?.body).toEqual({ n: 1 });
        expect((await other.list('due', { limit: 1 })).docs).toHaveLength(1);
      });

      test('N increments under the ETag, by two clients at once, are N', async () => {
        const other = await rig.open();
        await store.commit(PK, [create('count', 0)]);
        async function increment(client: Store): Promise<void> {
          for (;;) {
            const found = await client.get<number>({ pk: PK, id: 'count' });
            if (!found) throw new Error('the counter is gone');
            const next = doc('count', found.body + 1);
            if ((await client.commit(PK, [{ op: 'replace', doc: next, etag: found.etag }])).ok) return;
          }
        }
        await Promise.all(Array.from({ length: 40 }, (_, n) => increment(n % 2 ? store : other)));
        expect((await get('count'))?.body).toBe(40);
      });

      test('of creates of the same document by two clients one succeeds', async () => {
        const other = await rig.open();
        const answers = await Promise.all(
          Array.from({ length: 10 }, (_, n) => (n % 2 ? store : other).commit(PK, [create('a', { n })])),
        );
        expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      });
    });

    describe('the doorbell', () => {
      test("own commits ring with their partitions, those that were made together at most once each; refused ones don't", async () => {
        const rings: (readonly string[])[] = [];
        store.watch((pks) => rings.push(pks));
        await store.commit(PK, [create('a')]);
        await until(() => rings.length > 0);
        const refused = { op: 'create', doc: { ...doc('b'), pk: 'refused', v: 2 } } satisfies Write;
        await store.commit('refused', [refused]);
        await until(() => rings.length > 1);
        await Promise.all([
          store.commit(PK, [create('b')]),
          store.commit(PK, [create('c')]),
          store.commit(PK, [create('a')]),
          store.commit('refused', [refused]),
        ]);
        await until(() => rings.length > 2);
        await store.commit('last', [{ op: 'create', doc: { ...doc('a'), pk: 'last' } }]);
        await until(() => rings.flat().includes('last'));
        expect(rings.flat().filter((pk) => pk === 'refused')).toEqual(['refused']);
        expect(rings.filter((pks) => pks.includes(PK)).length).toBeLessThanOrEqual(3);
      });

      test("another client's commits ring, deletions too", async () => {
        const other = await rig.open();
        const heard = new Set<string>();
        store.watch((pks) => pks.forEach((pk) => void heard.add(pk)));
        await other.commit(PK, [create('a')]);
        await until(() => heard.has(PK));
        heard.clear();
        await other.commit(PK, [{ op: 'delete', id: 'a' }]);
        await until(() => heard.has(PK));
      });

      test('when it has rung, the change can be read', async () => {
        const other = await rig.open();
        const read = new Promise((resolve) => store.watch(() => resolve(get('a'))));
        await other.commit(PK, [create('a', { n: 1 })]);
        expect(await read).toMatchObject({ body: { n: 1 } });
      });

      test('a stopped watch does not ring, the others go on; one that throws harms nobody', async () => {
        const stopped: string[] = [];
        const heard: string[] = [];
        const stop = store.watch((pks) => stopped.push(...pks));
        store.watch(() => {
          throw new Error('a watcher that fails');
        });
        store.watch((pks) => heard.push(...pks));
        stop();
        stop();
        await store.commit(PK, [create('a')]);
        await until(() => heard.length > 0);
        expect(stopped).toEqual([]);
      });
    });

    test('a closed store finishes what was asked before and refuses what is asked later', async () => {
      const committing = store.commit(PK, [create('a')]);
      await store.close();
      expect((await committing).ok).toBe(true);
      await expect(get('a')).rejects.toMatchObject({ name: 'StoreDown' });
      await expect(store.commit(PK, [create('b')])).rejects.toMatchObject({ name: 'StoreDown' });
      await store.close();
      store = await rig.open();
      expect(await get('a')).toBeDefined();
    });
  });
}
