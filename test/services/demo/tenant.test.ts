// The demo's admin centre: bills in every state on any day, once, and told to nobody.
import { DEMO_ADMIN, seedDemoTenant } from '../../../services/demo/tenant';
import { billItems, scopeOf } from '../../../services/application/host-scope';
import { createWorld, outbox } from '../../support/fapiao-world';

const user = { ...DEMO_ADMIN };

test.each(['2026-11-20', '2027-01-01', '2028-02-29', '2026-12-31'])(
  'on %s there are bills in every state',
  async (day) => {
    const world = await createWorld(`${day}T17:30:00.000Z`);
    try {
      expect(await seedDemoTenant(world.deps)).toBe(true);
      const { bills } = await scopeOf(world.deps, user);
      const states = (await billItems(world.deps, bills)).map(({ fapiao }) => fapiao.state);
      expect(states).toHaveLength(15);
      const wanted = ['unpaid', 'opens', 'available', 'scheduled', 'applied', 'issued', 'mailed', 'delivered'];
      expect([...new Set(states)].toSorted()).toEqual(wanted.toSorted());
      expect(await outbox(world.deps)).toEqual([]);
      expect(await seedDemoTenant(world.deps)).toBe(false);
    } finally {
      await world.temp.remove();
    }
  },
);

test('two processes that start at once leave one set', async () => {
  const world = await createWorld();
  try {
    await Promise.all([seedDemoTenant(world.deps), seedDemoTenant(await world.other())]);
    expect((await world.store.list('bills', { limit: 100 })).docs).toHaveLength(15);
    expect((await world.store.list('applications', { limit: 100 })).docs).toHaveLength(5);
  } finally {
    await world.temp.remove();
  }
});
