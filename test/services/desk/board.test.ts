// The board, on both stores: whole from the first use, fresh by the doorbell, repaired where no bell rang, asleep when nobody is there.
import { PILES } from '../../../domain/desk';
import { type BoardChange, createBoard } from '../../../services/desk/board';
import { countsOf, pageOf } from '../../../services/desk/selection';
import type { Store } from '../../../storage/store';
import { createWorldOn, type Ground, type World } from '../../support/fapiao-world';
import { grounds, type Name } from '../../support/canaries';
import { acts, application, HAN_MEI, LI_LEI, numberOf, seedApplications, storedOf } from '../../support/desk-work';
import { until } from '../../support/temp-store';
import { APPLICATIONS, type ApplicationBoard, type Card } from '../../../services/desk/rows';

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  let board: ApplicationBoard;
  const make = (more: Partial<Parameters<typeof createBoard>[1]> = {}) => {
    const { store, now, newId } = world.deps;
    return createBoard(APPLICATIONS, { store, now, newId, everyMs: 3_600_000, gatherMs: 1, ...more });
  };
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
    board = make();
  });
  afterEach(async () => {
    board.close();
    await ground.remove();
  });

  const numbers = async () => (await board.read()).cards.map(({ row }) => row.number);
  const filtered = async (filter: Parameters<typeof pageOf>[1]['filter'], staff = LI_LEI.id) =>
    pageOf((await board.read()).cards, { filter, staff, now: world.deps.now() });

  test('all open work stands there by when it is to be done, in pages, filtered and counted', async () => {
    const all = Array.from({ length: 250 }, (_, i) => application(i + 1));
    const done = application(900, { state: 'delivered' });
    await seedApplications(world.store, [...all, done]);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { cards } = await board.read();
      const page = pageOf(cards, { filter: {}, staff: 's', now: world.deps.now(), ...(after ? { after } : {}) });
      expect(page.total).toBe(250);
      seen.push(...page.rows.map(({ number }) => number));
      after = page.next;
    } while (after);
    const wanted = all.toSorted((a, b) => (`${a.dueAt}${a.number}` < `${b.dueAt}${b.number}` ? -1 : 1));
    expect(seen).toEqual(wanted.map(({ number }) => number));
    const { counts, cities } = await filtered({});
    expect(counts.issuePaper.all).toBe(25);
    expect(counts.issueDigital.all + counts.issuePaper.all).toBe(250);
    expect(counts.issueDigital.late).toBe(
      all.filter((one) => one.dueAt < world.deps.now() && one.kind === 'digital-normal').length,
    );
    expect(cities).toEqual(['深圳']);
    expect((await filtered({ city: '深圳', pile: 'issuePaper' })).total).toBe(25);
    expect((await filtered({ kind: 'digital-special' })).total).toBe(0);
    expect(PILES.filter((pile) => counts[pile].all > 0)).toEqual(['issueDigital', 'issuePaper']);
  });

  test("another process's changes come by themselves, each once, in an epoch without gaps", async () => {
    await seedApplications(world.store, [application(1), application(2)]);
    const changes: BoardChange<Card>[] = [];
    const stop = board.watch((change) => changes.push(change));
    const { at } = await board.read();
    const other = await world.other();
    await acts(other, LI_LEI, numberOf(1), 'claim');
    await until(() => changes.length > 0);
    await seedApplications(other.store, [application(3)]);
    await until(() => changes.some(({ set }) => set.some(({ row }) => row.number === numberOf(3))));
    const stored = await storedOf(other, numberOf(2));
    await other.store.commit(stored.pk, [{ op: 'delete', id: stored.id, etag: stored.etag }]);
    await until(() => changes.some(({ gone }) => gone.includes(numberOf(2))));
    expect(changes.map(({ n }) => n)).toEqual(changes.map((_, i) => at.n + i + 1));
    expect(new Set(changes.map(({ epoch }) => epoch))).toEqual(new Set([at.epoch]));
    expect(changes[0]?.set[0]?.row.claim).toMatchObject({ name: 'Li Lei' });
    expect((await numbers()).toSorted()).toEqual([numberOf(1), numberOf(3)]);
    expect((await filtered({ mine: true })).rows.map(({ number }) => number)).toEqual([numberOf(1)]);
    expect((await filtered({ mine: true }, HAN_MEI.id)).rows).toEqual([]);
    stop();
  });

  test('what no bell told is repaired by the next look, and counted', async () => {
    await seedApplications(world.store, [application(1), application(2), application(3)]);
    const deaf: Pick<Store, 'list' | 'watch'> = {
      list: world.store.list.bind(world.store),
      watch: () => () => undefined,
    };
    board = make({ store: deaf, everyMs: 5 });
    expect(await numbers()).toHaveLength(3);
    await acts(world.deps, LI_LEI, numberOf(1), 'claim');
    const stored = await storedOf(world.deps, numberOf(2));
    await world.store.commit(stored.pk, [{ op: 'delete', id: stored.id, etag: stored.etag }]);
    await until(async () => (await numbers()).length === 2 && (await filtered({ mine: true })).total === 1);
    expect(board.stats().repaired).toBe(2);
  });

  test('a look that is asked for begins after it was asked: another process loses nothing', async () => {
    await seedApplications(world.store, [application(1)]);
    const deaf: Pick<Store, 'list' | 'watch'> = {
      list: world.store.list.bind(world.store),
      watch: () => () => undefined,
    };
    board = make({ store: deaf });
    await board.read();
    const looks = [board.fresh()];
    await acts(world.deps, LI_LEI, numberOf(1), 'claim');
    looks.push(board.fresh());
    await Promise.all(looks);
    expect((await filtered({ mine: true })).total).toBe(1);
  });

  test('nobody at the desk costs nothing: it sleeps until it is used, and again after the last has gone', async () => {
    const asked: string[] = [];
    const counted: Pick<Store, 'list' | 'watch'> = {
      list: (list, query) => {
        asked.push(list);
        return world.store.list(list, query);
      },
      watch: (ring) => {
        asked.push('watch');
        return world.store.watch(ring);
      },
    };
    board = make({ store: counted, everyMs: 2, keepMs: 600_000 });
    expect([board.stats().awake, asked]).toEqual([false, []]);
    const stop = board.watch(() => undefined);
    await board.read();
    expect(board.stats().awake).toBe(true);
    ground.setNow('2026-11-20T09:00:00.000Z');
    await until(() => asked.length > 4);
    expect(board.stats().awake).toBe(true);
    stop();
    ground.setNow('2026-11-20T09:10:00.000Z');
    await until(() => !board.stats().awake);
    const sofar = asked.length;
    await seedApplications(world.store, [application(1)]);
    await world.store.list('open', { limit: 1 });
    expect(asked).toHaveLength(sofar);
    // Whoever comes next has all of it.
    expect(await numbers()).toEqual([numberOf(1)]);
  });

  test('a change during the first read is in it, and no older version comes over a newer one', async () => {
    await seedApplications(
      world.store,
      Array.from({ length: 350 }, (_, i) => application(i + 1)),
    );
    let pages = 0;
    const meddled: Pick<Store, 'list' | 'watch'> = {
      async list(list, query) {
        const page = await world.store.list(list, query);
        pages += 1;
        // Between reading the page and putting it on the board.
        if (pages === 1) {
          const [first] = page.docs;
          await acts(world.deps, LI_LEI, first!.id.slice('application:'.length), 'claim');
          await until(() => pages > 1 || query.pk !== undefined);
        }
        return page as never;
      },
      watch: (ring) => world.store.watch(ring),
    };
    board = make({ store: meddled, gatherMs: 0 });
    await board.read();
    await until(async () => (await filtered({ mine: true })).total === 1);
    expect(await numbers()).toHaveLength(350);
  });
});

test('10,000 open ones are read with turns for others in between', async () => {
  const ground = await grounds.SQLite();
  const world = await createWorldOn(ground);
  await seedApplications(
    world.store,
    Array.from({ length: 10_000 }, (_, i) => application(i + 1)),
  );
  const { store, now, newId } = world.deps;
  const board = createBoard(APPLICATIONS, { store, now, newId });
  let turns = 0;
  let over = false;
  const others = (async () => {
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
  })();
  const { cards } = await board.read();
  over = true;
  await others;
  expect(cards).toHaveLength(10_000);
  expect(turns).toBeGreaterThanOrEqual(100);
  expect(Object.values(countsOf(cards, now())).reduce((sum, { all }) => sum + all, 0)).toBe(10_000);
  board.close();
  await ground.remove();
});
