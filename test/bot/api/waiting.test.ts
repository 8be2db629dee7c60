// Requests that wait: what wakes them, how many there may be, and that nothing is left when they have gone.
import { createWaiting } from '../../../bot/api/waiting';

function bellTower() {
  const rings = new Set<(pks: readonly string[]) => void>();
  let watched = 0;
  return {
    watch(ring: (pks: readonly string[]) => void) {
      watched += 1;
      rings.add(ring);
      return () => void rings.delete(ring);
    },
    ring: (...pks: string[]) => rings.forEach((one) => one(pks)),
    watchers: () => rings.size,
    watched: () => watched,
  };
}

const LONG = 60_000;
const OWN = ['customer:a', 'customer:b'];

test('a change of an own partition wakes, one of others does not', async () => {
  const tower = bellTower();
  const bell = createWaiting(tower).take('person');
  let woken = false;
  const waits = bell?.next(OWN, LONG).then(() => {
    woken = true;
  });
  tower.ring('customer:c', 'conversation:x');
  await Promise.resolve();
  expect(woken).toBe(false);
  tower.ring('customer:z', 'customer:b');
  await waits;
  expect(woken).toBe(true);
  bell?.done();
});

test('a change between taking the bell and waiting is not lost', async () => {
  const tower = bellTower();
  const bell = createWaiting(tower).take('person');
  tower.ring('customer:a');
  await bell?.next(OWN, LONG);
  // It rang once: the next wait is for the next change.
  await bell?.next(OWN, 5);
  bell?.done();
});

test('one watcher serves all, and none is left when they have gone', async () => {
  const tower = bellTower();
  const waiting = createWaiting(tower);
  const bells = ['p', 'p', 'q'].map((person) => waiting.take(person));
  expect([tower.watchers(), tower.watched()]).toEqual([1, 1]);
  const all = bells.flatMap((bell) => (bell ? [bell.next(OWN, LONG)] : []));
  tower.ring('customer:a');
  await Promise.all(all);
  for (const bell of bells) bell?.done();
  for (const bell of bells) bell?.done();
  expect(tower.watchers()).toBe(0);
  waiting.take('p')?.done();
  expect(tower.watched()).toBe(2);
});

test('a person, and all together, may only have so many; what is given back is free again', () => {
  const waiting = createWaiting(bellTower(), { perPerson: 2, most: 3 });
  const [first] = [waiting.take('p'), waiting.take('p')];
  expect(waiting.take('p')).toBeUndefined();
  expect(waiting.take('q')).toBeDefined();
  expect(waiting.take('r')).toBeUndefined();
  first?.done();
  expect(waiting.take('p')).toBeDefined();
});

test('who hangs up, and everybody at the end, waits no longer', async () => {
  const waiting = createWaiting(bellTower());
  const [gone, stays] = [waiting.take('p'), waiting.take('p')];
  const waits = gone?.next(OWN, LONG);
  gone?.hangUp();
  await waits;
  expect([gone?.over(), stays?.over()]).toEqual([true, false]);
  const last = stays?.next(OWN, LONG);
  waiting.close();
  await last;
  expect(stays?.over()).toBe(true);
  expect(waiting.take('p')).toBeUndefined();
});
