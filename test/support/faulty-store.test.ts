// The faults that tests inject do what they say: otherwise the tests that use them prove nothing.
import type { Store, Write } from '../../storage/store';
import { badDoorbell, dying, lostAnswer } from './faulty-store';
import { type TempStore, tempStore, until } from './temp-store';

const create = (id: string): Write => ({ op: 'create', doc: { pk: 'p', id, kind: 'k', v: 1, body: {} } });

let temp: TempStore;
let store: Store;
beforeEach(async () => {
  temp = tempStore();
  store = await temp.open();
});
afterEach(() => temp.remove());

test.each([
  ['before', false],
  ['after', true],
] as const)(
  'a process that dies %s its second call: the commit is there = %s, and nothing later happens',
  async (when, there) => {
    const doomed = dying(store, 2, when);
    await doomed.get({ pk: 'p', id: 'a' });
    await expect(doomed.commit('p', [create('a')])).rejects.toThrow(/died/);
    await expect(doomed.commit('p', [create('b')])).rejects.toThrow(/died/);
    expect((await store.get({ pk: 'p', id: 'a' })) !== undefined).toBe(there);
    expect(await store.get({ pk: 'p', id: 'b' })).toBeUndefined();
  },
);

test('a lost answer is a commit that happened', async () => {
  const faulty = lostAnswer(store, 2);
  await faulty.commit('p', [create('a')]);
  await expect(faulty.commit('p', [create('b')])).rejects.toThrow(/lost/);
  expect(await store.get({ pk: 'p', id: 'b' })).toBeDefined();
});

test('a doorbell is doubled, late and merged, or dropped', async () => {
  const heard = { doubled: 0, late: [] as (readonly string[])[], dropped: 0 };
  badDoorbell(store, 'doubled').watch(() => heard.doubled++);
  badDoorbell(store, 'late', 20).watch((pks) => heard.late.push(pks));
  badDoorbell(store, 'dropped').watch(() => heard.dropped++);
  await store.commit('p', [create('a')]);
  await store.commit('p', [create('b')]);
  expect(heard.late).toEqual([]);
  await until(() => heard.late.length > 0);
  expect(heard).toEqual({ doubled: 4, late: [['p']], dropped: 0 });
});
