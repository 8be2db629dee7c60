// Limits: sliding windows that hold across processes, and count a repeated delivery once.
import { hit } from '../../services/limits';
import { createPeople, type People } from '../support/people';

let people: People;
beforeEach(async () => {
  people = await createPeople();
});
afterEach(() => people.temp.remove());

test('hits in the window are counted, the answer names when the oldest leaves it', async () => {
  const limit = { max: 2, windowMs: 60_000 };
  expect(await hit(people.deps, 's', 'a@b.cn', limit)).toEqual({ ok: true });
  people.pass(10_000);
  expect(await hit(people.deps, 's', 'A@B.cn ', limit)).toEqual({ ok: true });
  const denied = { ok: false, until: '2026-11-20T08:01:00.000Z', why: 'max' };
  expect(await hit(people.deps, 's', 'a@b.cn', limit)).toEqual(denied);
  expect(await hit(people.deps, 's', 'other@b.cn', limit)).toEqual({ ok: true });
  expect(await hit(people.deps, 'other', 'a@b.cn', limit)).toEqual({ ok: true });
  people.pass(50_000);
  expect(await hit(people.deps, 's', 'a@b.cn', limit)).toEqual({ ok: true });
  expect((await hit(people.deps, 's', 'a@b.cn', limit)).ok).toBe(false);
});

test('between two hits the gap is kept', async () => {
  const limit = { max: 5, windowMs: 86_400_000, minGapMs: 60_000 };
  await hit(people.deps, 's', 'k', limit);
  people.pass(59_999);
  expect(await hit(people.deps, 's', 'k', limit)).toEqual({ ok: false, until: '2026-11-20T08:01:00.000Z', why: 'gap' });
  people.pass(1);
  expect(await hit(people.deps, 's', 'k', limit)).toEqual({ ok: true });
});

test('no hit is lost when two processes count at once', async () => {
  const other = people.on(await people.temp.open());
  const hits = Array.from({ length: 24 }, (_, n) =>
    hit(n % 2 ? other : people.deps, 's', 'k', { max: 10, windowMs: 60_000 }),
  );
  expect((await Promise.all(hits)).filter((allowed) => allowed.ok)).toHaveLength(10);
});

test('the same mark counts once', async () => {
  const limit = { max: 1, windowMs: 60_000, mark: 'command 1' };
  const twice = await Promise.all([hit(people.deps, 's', 'k', limit), hit(people.deps, 's', 'k', limit)]);
  expect(twice).toEqual([{ ok: true }, { ok: true }]);
  expect((await hit(people.deps, 's', 'k', { ...limit, mark: 'command 2' })).ok).toBe(false);
});

test('the store holds no personal text of a limit', async () => {
  const written: string[] = [];
  const { store } = people.deps;
  const watched = {
    ...store,
    commit: (pk: string, writes: readonly object[]) =>
      store.commit(pk, (written.push(pk + JSON.stringify(writes)), writes) as never),
  };
  await hit(people.on(watched as typeof store), 's', 'lihua@qinghe.example', {
    max: 1,
    windowMs: 1000,
    mark: 'ORD-1001',
  });
  expect(written.join()).not.toMatch(/lihua|qinghe|ORD-1001/i);
});
