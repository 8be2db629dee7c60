// The process dies before or after any store call of a use-case; the same thing is asked again: one effect, nothing stuck.
import { applyCommand } from '../../services/application/apply';
import {
  cancelCommand,
  findApplication,
  listApplications,
  moveApplication,
  submitScheduled,
} from '../../services/application/applications';
import type { Deps } from '../../services/shared/deps';
import { importOrders } from '../../services/import/import';
import { dying, stepping } from '../support/faulty-store';
import {
  applied,
  applying,
  billOf,
  by,
  createWorld,
  draft,
  outbox,
  seedAccount,
  seedBills,
  type World,
} from '../support/fapiao-world';
import { changesIn, isChange } from '../support/changes';

const STAFF = { role: 'staff', name: 'clerk' } as const;
let world: World;
afterEach(() => world.temp.remove());

/** Dies at each call, before and after it, each time in a fresh world; then the same again, which must do. */
async function everywhere<T>(
  setUp: () => Promise<(deps: Deps) => Promise<T>>,
  check: (answer: T) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at++) {
    for (const when of ['before', 'after'] as const) {
      world = await createWorld();
      const work = await setUp();
      const store = dying(world.store, at, when);
      const died = await work({ ...world.deps, store }).then(
        () => false,
        () => true,
      );
      if (!died && store.calls.length < at) return at - 1;
      await check(await work(world.deps));
      await world.temp.remove();
    }
  }
}

it('applying: one application, its bills, and each mail once', async () => {
  const calls = await everywhere(
    async () => {
      await seedBills(world.deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002', paidAt: '2026-11-19T08:00:00.000Z' }]);
      const link = await seedAccount(world.deps);
      const command = applying(by(link), draft(['BILL-0001', 'BILL-0002'], { ahead: true }), 'form-1');
      return (deps) => applyCommand(deps, command);
    },
    async (outcome) => {
      expect(outcome).toMatchObject({ ok: true, type: 'applied' });
      const { applications } = await listApplications(world.deps, { limit: 10 });
      expect(applications.map(({ state }) => state).toSorted()).toEqual(['scheduled', 'submitted']);
      expect(applications.map(({ number }) => number)).toContain((await billOf(world.deps, 'BILL-0001')).application);
      expect(await outbox(world.deps)).toHaveLength(2);
    },
  );
  expect(calls).toBeGreaterThan(5);
});

it('issuing: the numbers are claimed for the application that has them, and the notices are there once', async () => {
  const A = '26310000000012345678';
  const calls = await everywhere(
    async () => {
      await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
      const link = await seedAccount(world.deps);
      const [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001']));
      await moveApplication(world.deps, { number, event: 'start', by: STAFF });
      return (deps) => moveApplication(deps, { number, event: 'issue', by: STAFF, data: { fapiaos: [{ number: A }] } });
    },
    async (moved) => {
      // The second time it was issued already, or is issued now.
      expect([true, 'moveNotAllowed']).toContain(moved.ok || moved.reason.code);
      const [application] = (await listApplications(world.deps, { limit: 1 })).applications;
      expect(application).toMatchObject({ state: 'issued', fapiaos: [{ number: A }] });
      expect((await billOf(world.deps, 'BILL-0001')).stage).toBe('issued');
      const rows = (await outbox(world.deps)).filter(isChange).filter(({ params }) => params.state === 'issued');
      expect(rows.map(({ to }) => to)).toEqual(['mail', 'chat']);
    },
  );
  expect(calls).toBeGreaterThan(5);
});

it('cancelling, and opening by itself', async () => {
  await everywhere(
    async () => {
      await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
      const link = await seedAccount(world.deps);
      const [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001']));
      return (deps) => cancelCommand(deps, { id: 'c1', by: by(link), type: 'cancelApplication', number });
    },
    async (outcome) => {
      expect(outcome).toMatchObject({ ok: true, type: 'cancelled' });
      expect((await billOf(world.deps, 'BILL-0001')).application).toBeUndefined();
    },
  );
  await everywhere(
    async () => {
      await seedBills(world.deps, [{ bill: 'BILL-0001', paidAt: '2026-11-19T08:00:00.000Z' }]);
      const link = await seedAccount(world.deps);
      const [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001'], { ahead: true }));
      const doc = await findApplication(world.deps, number);
      world.temp.setNow('2026-11-22T08:00:00.000Z');
      return async (deps) => (doc ? submitScheduled(deps, doc) : false);
    },
    async () => {
      const [application] = (await listApplications(world.deps, { limit: 1 })).applications;
      expect(application?.state).toBe('submitted');
      expect(changesIn(await outbox(world.deps)).filter(({ event }) => event === 'open')).toHaveLength(2);
    },
  );
});

it('importing: run again after a crash anywhere, everything is there once', async () => {
  const cells = {
    order_number: 'ORDER-1',
    payer_name: '青禾',
    bill_number: 'BILL-0001',
    period: '2026-10',
    amount: '1',
    paid_at: '2026-11-01',
  };
  const calls = await everywhere(
    async () => (deps) =>
      importOrders(deps, [
        { line: 2, cells },
        { line: 3, cells: { ...cells, bill_number: 'BILL-0002' } },
      ]),
    async (counts) => {
      expect(counts.refused).toBe(0);
      expect((await world.store.list('bills', { limit: 10 })).docs).toHaveLength(2);
    },
  );
  expect(calls).toBeGreaterThan(5);
});

it('an apply is one commit in the customer’s partition, besides the counter of numbers', async () => {
  world = await createWorld();
  await seedBills(world.deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002' }]);
  const link = await seedAccount(world.deps);
  const store = stepping(world.store, () => undefined);
  await applyCommand({ ...world.deps, store }, applying(by(link), draft(['BILL-0001', 'BILL-0002'])));
  const commits = store.calls.flatMap((call) => (call.of === 'commit' ? [call.pk] : []));
  expect(commits).toEqual(['counter:FP-2611', 'customer:o:ORDER-1']);
});
