// Request units: the documented sizes, and what the policy indexes.
import { charges, rounded } from './charges';
import { doc, started } from './started';

const KB = 1024;

test('the documented sizes cost what is documented; between them in a straight line', () => {
  expect([0, 1, 2, 3, 64, 2048].map((kb) => rounded(charges.read(kb * KB, false)))).toEqual([
    1, 1, 1.04, 1.09, 4.76, 291.8,
  ]);
  expect([1, 2, 4, 1024].map((kb) => charges.create(kb * KB, 0))).toEqual([4.95, 6.29, 6.67, 625]);
  expect(charges.replace(KB, 0)).toBe(9.9);
});

test('only what the policy indexes is charged for', async () => {
  const s = await started();
  try {
    const { container: all } = await s.database.containers.create({ id: 'all', partitionKey: '/pk' });
    const cost = async (container: typeof all, id: string, more = {}) =>
      (await container.items.create(doc(id, more))).requestCharge;
    expect(await cost(s.container, 'a')).toBe(4.95);
    expect(await cost(s.container, 'b', { lists: { due: '1', log: '2' } })).toBe(5.35);
    // id, pk, kind, v and body.text.
    expect(await cost(all, 'a')).toBe(5.95);
  } finally {
    await s.stop();
  }
});

test('a header says what an answer cost, and the counts add it up', async () => {
  const s = await started();
  try {
    await s.container.getPartitionKeyDefinition();
    s.standin.stats.reset();
    const costs = [
      (await s.container.items.create(doc('a'))).requestCharge,
      (await s.container.items.upsert(doc('a'))).requestCharge,
    ];
    expect(s.standin.stats.read().charge).toEqual({ create: costs[0], upsert: costs[1] });
  } finally {
    await s.stop();
  }
});
