// The production store: the port's contract and its own promises, through the real client over HTTP to a stand-in.
import type { CosmosOptions } from '../../storage/cosmos';
import { openCosmos } from '../../storage/cosmos';
import { checkCosmos, setupCosmos } from '../../storage/cosmos/setup';
import { StoreBusy, StoreDown, StoreMisuse, StoreUnusable, type Store, type Write } from '../../storage/store';
import type { FaultAction } from '../cosmos-standin/faults';
import { createStandin } from '../cosmos-standin/server';
import { type TempCosmos, tempCosmos } from '../support/temp-cosmos';
import { until } from '../support/temp-store';
import { contract } from './contract';

contract('Cosmos DB', () => tempCosmos());

const PK = 'p';
const doc = (id: string, body: unknown = {}, more: object = {}) => ({ pk: PK, id, kind: 'k', v: 1, body, ...more });
const create = (id: string, body?: unknown, more?: object): Write => ({ op: 'create', doc: doc(id, body, more) });

let temp: TempCosmos;
beforeEach(async () => {
  temp = await tempCosmos();
});
afterEach(() => temp.remove());

/** Little patience, so that what is given up is given up soon. */
/** For what fails in the end. */
const HASTE = {
  tryMs: 1_000,
  patienceMs: 3_000,
  throttledMs: 300,
  unreachableMs: 300,
} satisfies Partial<CosmosOptions>;
/** For what succeeds, on a busy machine too. */
const PATIENT = { ...HASTE, patienceMs: 120_000, throttledMs: 120_000 };
const get = (store: Store, id: string) => store.get({ pk: PK, id });

describe('trouble on the wire', () => {
  const EVERY: FaultAction[] = ['429', '449', '410', '503', '408', '500', 'stall', 'cut', 'lost', 'lostStall'];

  test.each(EVERY)('a commit that meets %s is done once, and answers its ETags', async (fault) => {
    const store = await temp.open(PATIENT);
    await store.commit(PK, [create('count', 0)]);
    const before = (await get(store, 'count'))?.etag as string;
    temp.standin.faults.add({ on: 'batch', do: fault });
    const writes: Write[] = [create('row'), { op: 'replace', doc: doc('count', 1), etag: before }];
    const committed = await store.commit(PK, writes);
    expect(temp.standin.faults.pending()).toEqual([]);
    const etags = [(await get(store, 'row'))?.etag, (await get(store, 'count'))?.etag];
    expect(committed).toEqual({ ok: true, etags });
    expect((await get(store, 'count'))?.body).toBe(1);
  });

  test.each(EVERY)('a read and a list that meet %s answer as if nothing had been', async (fault) => {
    const store = await temp.open(PATIENT);
    await store.commit(PK, [create('a', 1, { lists: { log: '1' } })]);
    temp.standin.faults.add({ on: 'read', do: fault });
    expect((await get(store, 'a'))?.body).toBe(1);
    for (const pk of [PK, undefined]) {
      for (const on of ['queryplan', 'query'] as const) {
        temp.standin.faults.add({ on, do: fault });
        expect((await store.list('log', { limit: 5, ...(pk ? { pk } : {}) })).docs).toHaveLength(1);
      }
    }
    expect(temp.standin.faults.pending()).toEqual([]);
  });

  test.each(EVERY)('the scan and the doorbell get over %s', async (fault) => {
    const [store, other] = [await temp.open(PATIENT), await temp.open(PATIENT)];
    await store.commit(PK, [create('a')]);
    temp.standin.faults.add({ on: 'changefeed', do: fault });
    expect((await store.scan({ limit: 10 })).docs).toHaveLength(1);
    const heard = new Set<string>();
    store.watch((pks) => pks.forEach((pk) => heard.add(pk)));
    await other.commit('before', [{ op: 'create', doc: { ...doc('a'), pk: 'before' } }]);
    await until(() => heard.has('before'));
    temp.standin.faults.add({ on: 'changefeed', do: fault });
    await until(() => temp.standin.faults.pending().length === 0);
    await other.commit('after', [{ op: 'create', doc: { ...doc('a'), pk: 'after' } }]);
    await until(() => heard.has('after'));
  });

  test('a batch that is throttled in the middle is made again as a whole', async () => {
    const store = await temp.open(PATIENT);
    temp.standin.faults.add({ on: 'batch', do: 'batch429', at: 1 });
    expect((await store.commit(PK, [create('a'), create('b')])).ok).toBe(true);
    expect(await get(store, 'b')).toBeDefined();
  });

  test('of a deletion whose answer is lost it is known that it happened', async () => {
    const store = await temp.open(PATIENT);
    for (const withEtag of [true, false]) {
      const made = await store.commit(PK, [create('a')]);
      const etag = withEtag && made.ok ? { etag: made.etags[0] as string } : {};
      temp.standin.faults.add({ on: 'batch', do: 'lost' });
      expect((await store.commit(PK, [{ op: 'delete', id: 'a', ...etag }])).ok).toBe(true);
      expect(await get(store, 'a')).toBeUndefined();
    }
  });

  test("a write whose answer is lost and that another one followed is still one's own: its ETag fits nothing", async () => {
    const [store, other] = [await temp.open(PATIENT), await temp.open(PATIENT)];
    await store.commit(PK, [create('count', 0)]);
    const etag = (await get(store, 'count'))?.etag as string;
    temp.standin.faults.add({ on: 'batch', do: 'lostStall' });
    const mine = store.commit(PK, [create('row'), { op: 'replace', doc: doc('count', 1), etag }]);
    await until(() => temp.standin.faults.pending().length === 0);
    const theirs = (await get(other, 'count')) as { body: number; etag: string };
    expect(theirs.body).toBe(1);
    await other.commit(PK, [{ op: 'replace', doc: doc('count', 2), etag: theirs.etag }]);
    const committed = await mine;
    if (!committed.ok) throw new Error(committed.why);
    const late = await store.commit(PK, [{ op: 'replace', doc: doc('count', 9), etag: committed.etags[1] as string }]);
    expect(late).toEqual({ ok: false, why: 'stale', at: 0 });
    expect((await get(store, 'count'))?.body).toBe(2);
  });

  test('somebody else’s write is not taken for the one whose answer was lost', async () => {
    const [store, other] = [await temp.open(PATIENT), await temp.open(PATIENT)];
    temp.standin.faults.add({ on: 'batch', do: 'stall' });
    const mine = store.commit(PK, [create('a', 'mine')]);
    await until(() => temp.standin.faults.pending().length === 0);
    await other.commit(PK, [create('a', 'theirs')]);
    expect(await mine).toEqual({ ok: false, why: 'exists', at: 0 });
    expect((await get(store, 'a'))?.body).toBe('theirs');
  });

  test('throttled for longer than it waits, a call is StoreBusy; nothing was written', async () => {
    const store = await temp.open(HASTE);
    const lift = temp.standin.faults.add({ on: 'item', do: '429', times: 0 });
    await expect(store.commit(PK, [create('a')])).rejects.toThrow(StoreBusy);
    await expect(get(store, 'a')).rejects.toThrow(StoreBusy);
    await expect(store.list('log', { limit: 1 })).rejects.toThrow(StoreBusy);
    lift();
    expect(await get(store, 'a')).toBeUndefined();
  });

  test('a pause that the service asks for is kept', async () => {
    const store = await temp.open();
    await get(store, 'a');
    temp.standin.faults.add({ on: 'read', do: '429', retryAfterMs: 400 });
    const timers = jest.spyOn(globalThis, 'setTimeout');
    try {
      await get(store, 'a');
      // Its own first pause would be 10 ms.
      expect(timers.mock.calls.map(([, ms]) => ms)).toContain(400);
    } finally {
      timers.mockRestore();
    }
  });

  test('a commit keeps to its deadline, whatever the service does', async () => {
    // Nothing else would end it within an hour.
    const store = await temp.open({ tryMs: 3_600_000, patienceMs: 3_600_000 });
    await get(store, 'a');
    temp.standin.faults.add({ on: 'batch', do: 'stall', times: 0 });
    const deadline = new Date(Date.parse(temp.now()) + 500).toISOString();
    await expect(store.commit(PK, [create('a')], deadline)).rejects.toThrow(StoreDown);
  });

  test.each(['refuse', 'cut', '503'] as const)(
    'a service that is down (%s) is StoreDown; when it is back, so is the store',
    async (mode) => {
      await temp.standin.down(mode);
      const store = await temp.open({ ...HASTE, patienceMs: 300 });
      await expect(get(store, 'a')).rejects.toThrow(StoreDown);
      await temp.standin.up();
      expect((await store.commit(PK, [create('a')])).ok).toBe(true);
      await temp.standin.down(mode);
      await expect(store.commit(PK, [create('b')])).rejects.toThrow(StoreDown);
      await temp.standin.up();
      // What was sent and not answered may still arrive; made again it is there once.
      const again = await store.commit(PK, [create('b')]);
      expect(again.ok || again.why === 'exists').toBe(true);
      expect(await get(store, 'b')).toBeDefined();
    },
  );

  test('an empty page in the middle of a list ends nothing', async () => {
    const store = await temp.open();
    await store.commit(
      PK,
      ['a', 'b', 'c'].map((id) => create(id, {}, { lists: { log: id } })),
    );
    temp.standin.faults.add({ on: 'query', do: 'emptyPage' });
    expect((await store.list('log', { pk: PK, limit: 2 })).docs.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('what no waiting mends', () => {
  const open = (more: Partial<CosmosOptions>) => openCosmos({ ...temp.settings, now: temp.now, ...HASTE, ...more });

  test.each([
    ['a wrong key', { key: Buffer.from('wrong').toString('base64') }, StoreUnusable, 'COSMOS_KEY'],
    ['an unknown host', { endpoint: 'http://nowhere.invalid/' }, StoreDown, 'COSMOS_ENDPOINT'],
    ['a port where nobody listens', { endpoint: 'http://127.0.0.1:9/' }, StoreDown, 'COSMOS_ENDPOINT'],
    ['no such container', { container: 'other' }, StoreDown, 'npm run store -- setup'],
    ['no such database', { database: 'other' }, StoreDown, 'COSMOS_DATABASE'],
  ])('%s is told with the setting', async (_, settings, kind, named) => {
    const store = open(settings);
    try {
      for (const call of [
        () => store.get({ pk: PK, id: 'a' }),
        () => store.commit(PK, [create('a')]),
        () => store.list('log', { limit: 1 }),
        () => store.list('log', { pk: PK, limit: 1 }),
        () => store.scan({ limit: 1 }),
      ]) {
        const refused = await call().then(
          () => 'answered',
          (error: unknown) => error,
        );
        expect(refused).toBeInstanceOf(kind);
        expect((refused as Error).message).toContain(named);
      }
    } finally {
      await store.close();
    }
  });

  test('more than 2 MB with all that surrounds it is refused before it is sent', async () => {
    const store = await temp.open();
    await get(store, 'a');
    const sent = temp.standin.stats.read().total.requests;
    const places = { log: '票'.repeat(3_000), due: '票'.repeat(3_000) };
    const writes = Array.from({ length: 100 }, (_, n) => create(`n${n}`, 'x'.repeat(19_000), { lists: places }));
    await expect(store.commit(PK, writes)).rejects.toThrow(StoreMisuse);
    expect(temp.standin.stats.read().total.requests).toBe(sent);
  });
});

describe('consistency', () => {
  test('with Session consistency and lagging replicas, what a client wrote or was refused for it reads at once', async () => {
    temp.standin.setLag(60_000);
    const [store, other] = [await temp.open(PATIENT), await temp.open(PATIENT)];
    await store.commit(PK, [create('a', 1, { lists: { log: '1' } })]);
    expect((await get(store, 'a'))?.body).toBe(1);
    expect((await store.list('log', { limit: 1 })).docs).toHaveLength(1);
    expect((await store.list('log', { pk: PK, limit: 1 })).docs).toHaveLength(1);
    // The other one is refused, and from then on knows why.
    expect(await other.commit(PK, [create('a', 2)])).toEqual({ ok: false, why: 'exists', at: 0 });
    expect((await get(other, 'a'))?.body).toBe(1);
  });

  test('with Session consistency, increments by two clients at once are all kept', async () => {
    temp.standin.setLag(20);
    const clients = [await temp.open(), await temp.open()];
    await clients[0]?.commit(PK, [create('count', 0)]);
    await Promise.all(
      clients.map(async (client) => {
        for (let done = 0; done < 10; ) {
          const found = await client.get<number>({ pk: PK, id: 'count' });
          if (!found) continue;
          const next = doc('count', found.body + 1);
          if ((await client.commit(PK, [{ op: 'replace', doc: next, etag: found.etag }])).ok) done++;
        }
      }),
    );
    temp.standin.setLag(0);
    expect((await clients[0]?.get<number>({ pk: PK, id: 'count' }))?.body).toBe(20);
  });

  test('where the account’s default is stronger it is left as it is: another client reads at once', async () => {
    const strong = await tempCosmos({ consistency: 'BoundedStaleness', lagMs: 60_000 });
    const [store, other] = [await strong.open(), await strong.open()];
    await other.get({ pk: PK, id: 'a' });
    await store.commit(PK, [create('a', 1)]);
    expect((await other.get({ pk: PK, id: 'a' }))?.body).toBe(1);
    await strong.remove();
  });
});

describe('what it costs', () => {
  test('a read is one request, a commit is one, a page of a partition two (the library asks for a plan)', async () => {
    const store = await temp.open();
    await store.commit(PK, [create('a', {}, { lists: { log: '1' } })]);
    const counted = async (work: () => Promise<unknown>) => {
      temp.standin.stats.reset();
      await work();
      return temp.standin.stats.read().requests;
    };
    expect(await counted(() => get(store, 'a'))).toEqual({ read: 1 });
    expect(await counted(() => store.commit(PK, [create('b'), create('c')]))).toEqual({ batch: 1 });
    expect(await counted(() => store.commit(PK, [create('a')]))).toEqual({ batch: 1, read: 1 });
    expect(await counted(() => store.list('log', { pk: PK, limit: 5 }))).toEqual({ queryplan: 1, query: 1 });
  });

  test('request units of every request are counted, those of refused ones too', async () => {
    const store = await temp.open({ ...PATIENT, tryMs: 120_000 });
    await get(store, 'a');
    temp.standin.stats.reset();
    const before = { ...store.usage };
    temp.standin.faults.add({ on: 'read', do: '429' });
    await get(store, 'a');
    await store.commit(PK, [create('a')]);
    await store.commit(PK, [create('a')]);
    await store.list('log', { limit: 1 });
    await store.scan({ limit: 1 });
    const { total } = temp.standin.stats.read();
    expect(store.usage.requests - before.requests).toBe(total.requests);
    expect(store.usage.units - before.units).toBeCloseTo(total.charge, 2);
    expect(store.usage.throttled - before.throttled).toBe(1);
  });

  test('only the lists are indexed; expired documents go by their own time', async () => {
    const store = await temp.open();
    const expiresAt = new Date(Date.parse(temp.now()) + 10_000).toISOString();
    await store.commit(PK, [create('stays'), create('goes', {}, { expiresAt })]);
    const stored = () => temp.standin.containers()[0]?.ranges.flatMap(({ docs }) => docs.map(({ id }) => id)) ?? [];
    expect(stored().toSorted()).toEqual(['goes', 'stays']);
    temp.standin.clock.advance(9_000);
    expect(stored()).toContain('goes');
    temp.standin.clock.advance(120_000);
    expect(stored()).toEqual(['stays']);
    expect(await checkCosmos(temp.settings)).toMatchObject({ throughput: { upTo: 1000 } });
  });
});

describe('setup and check', () => {
  test('setup makes database and container once, and leaves what is there', async () => {
    const standin = await createStandin({ consistency: 'BoundedStaleness' });
    const settings = { ...temp.settings, endpoint: standin.endpoint };
    await expect(checkCosmos(settings)).rejects.toThrow('npm run store -- setup');
    const made = { differences: [], throughput: { fixed: 400 } };
    expect(await setupCosmos(settings, { fixed: 400 })).toEqual(made);
    expect(await setupCosmos(settings, { upTo: 4000 })).toEqual(made);
    await standin.close();
  });

  test('a serverless account takes no throughput', async () => {
    const standin = await createStandin({ serverless: true, consistency: 'Strong' });
    const settings = { ...temp.settings, endpoint: standin.endpoint };
    expect((await setupCosmos(settings, 'none')).differences).toEqual([]);
    await standin.close();
  });

  test('Session consistency is told, because several processes want more', async () => {
    expect((await checkCosmos(temp.settings)).differences).toEqual([expect.stringContaining('Bounded staleness')]);
  });

  test.each(['Eventual', 'ConsistentPrefix'] as const)('%s consistency can not be used', async (consistency) => {
    const standin = await createStandin({ consistency });
    const settings = { ...temp.settings, endpoint: standin.endpoint };
    await expect(setupCosmos(settings, 'none')).rejects.toThrow(StoreUnusable);
    await standin.close();
  });
});
