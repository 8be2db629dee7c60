// Heavy work in turns: shares, bounds, and nobody who waits behind a hundred of somebody else.
import { createFairQueue, TooBusy } from '../../../services/shared/fair-queue';

/** Work that ends when it is told to; `began` in the order in which it was let in. */
function bench() {
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => async () => {
    began.push(name);
    await new Promise<void>((end) => ends.push(end));
    return name;
  };
  /** Ends one after the other until nothing runs. */
  const drain = async () => {
    for (let idle = 0; idle < 3; ) {
      const end = ends.shift();
      end?.();
      idle = end ? 0 : idle + 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { began, work, drain };
}

test('keys take turns: one more waits for one of the others, not for all of them', async () => {
  const { began, work, drain } = bench();
  const queue = createFairQueue({ atOnce: 1, each: 4, strangers: 24, all: 32 });
  const all = ['a1', 'a2', 'a3', 'a4'].map((name) => queue({ key: 'a' }, work(name)));
  all.push(queue({ key: 'b' }, work('b1')));
  await drain();
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1']);
  expect(began).toEqual(['a1', 'a2', 'b1', 'a3', 'a4']);
});

test('60 of one key: four are taken, the others are refused before any work (ASVS 5.0 15.2.2)', async () => {
  const { began, work, drain } = bench();
  const queue = createFairQueue({ atOnce: 2, each: 4, strangers: 24, all: 32 });
  const all = Array.from({ length: 60 }, (_, n) => queue({ key: 'link' }, work(`${n}`)));
  const settled = Promise.allSettled(all);
  await drain();
  const refused = (await settled).filter((one) => one.status === 'rejected');
  expect(refused).toHaveLength(56);
  expect(refused[0]).toMatchObject({ reason: new TooBusy('2 wait') });
  expect(began).toHaveLength(4);
});

test('the last places are for people we know, and all places come back, also after failures', async () => {
  const { work, drain } = bench();
  const queue = createFairQueue({ atOnce: 1, each: 1, strangers: 2, all: 3 });
  for (let round = 0; round < 3; round += 1) {
    const taken = ['running', 'first', 'second'].map((key) => queue({ key }, work(key)));
    await expect(queue({ key: 'third' }, work('third'))).rejects.toThrow(TooBusy);
    const known = queue({ key: 'known', own: true }, async () => Promise.reject(new Error('broken')));
    const settled = Promise.allSettled([known, ...taken]);
    await drain();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', ...Array(3).fill('fulfilled')]);
  }
});
