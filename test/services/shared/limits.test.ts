// Limits: sliding windows that hold across processes, and count a repeated delivery once.
import { count, failing, hit, hitAll } from '../../../services/shared/limits';
import { LIMITS } from '../../../services/shared/limit-table';
import { createPeople, type People } from '../../support/people';

let people: People;
beforeEach(async () => {
  people = await createPeople();
});
afterEach(() => people.temp.remove());

test('hits in the window are counted, the answer names when the oldest leaves it', async () => {
  const limit = { windows: [{ max: 2, windowMs: 60_000 }] } as const;
  expect(await count(people.deps, 's', 'a@b.cn', limit)).toEqual({ ok: true, counted: true });
  people.pass(10_000);
  expect(await count(people.deps, 's', 'A@B.cn ', limit)).toEqual({ ok: true, counted: true });
  const denied = { ok: false, until: '2026-11-20T08:01:00.000Z', why: 'max' };
  expect(await count(people.deps, 's', 'a@b.cn', limit)).toEqual(denied);
  expect(await count(people.deps, 's', 'other@b.cn', limit)).toEqual({ ok: true, counted: true });
  expect(await count(people.deps, 'other', 'a@b.cn', limit)).toEqual({ ok: true, counted: true });
  people.pass(50_000);
  expect(await count(people.deps, 's', 'a@b.cn', limit)).toEqual({ ok: true, counted: true });
  expect((await count(people.deps, 's', 'a@b.cn', limit)).ok).toBe(false);
});

test('between two hits the gap is kept', async () => {
  const limit = { windows: [{ max: 5, windowMs: 86_400_000 }], minGapMs: 60_000 } as const;
  await count(people.deps, 's', 'k', limit);
  people.pass(59_999);
  expect(await count(people.deps, 's', 'k', limit)).toEqual({
    ok: false,
    until: '2026-11-20T08:01:00.000Z',
    why: 'gap',
  });
  people.pass(1);
  expect(await count(people.deps, 's', 'k', limit)).toEqual({ ok: true, counted: true });
});

test('no hit is lost when two processes count at once', async () => {
  const other = people.on(await people.temp.open());
  const hits = Array.from({ length: 24 }, (_, n) =>
    count(n % 2 ? other : people.deps, 's', 'k', { windows: [{ max: 10, windowMs: 60_000 }] }),
  );
  expect((await Promise.all(hits)).filter((allowed) => allowed.ok)).toHaveLength(10);
});

test('the same mark counts once', async () => {
  const again = (mark: string) => count(people.deps, 's', 'k', { windows: [{ max: 1, windowMs: 60_000 }] }, mark);
  const twice = await Promise.all([again('command 1'), again('command 1')]);
  expect(twice.filter((allowed) => allowed.ok)).toHaveLength(2);
  expect(twice.filter((allowed) => allowed.ok && allowed.counted)).toHaveLength(1);
  expect((await again('command 2')).ok).toBe(false);
});

test('the store holds no personal text of a limit', async () => {
  const written: string[] = [];
  const { store } = people.deps;
  const watched = {
    ...store,
    commit: (pk: string, writes: readonly object[]) =>
      store.commit(pk, (written.push(pk + JSON.stringify(writes)), writes) as never),
  };
  await hit(people.on(watched as typeof store), 'resetTo', 'lihua@qinghe.example', 'ORD-1001');
  expect(written.join()).not.toMatch(/lihua|qinghe|ORD-1001/i);
});

test('of several windows each holds, and the answer names the last to end', async () => {
  const rule = {
    windows: [
      { max: 1, windowMs: 60_000 },
      { max: 2, windowMs: 600_000 },
    ],
  } as const;
  const at = async () => {
    const allowed = await count(people.deps, 's', 'k', rule);
    return allowed.ok ? 'ok' : allowed.until.slice(11, 19);
  };
  expect([await at(), await at()]).toEqual(['ok', '08:01:00']);
  people.pass(60_000);
  expect([await at(), await at()]).toEqual(['ok', '08:10:00']);
});

test('only failures stay counted, and a hundred at once do not slip through', async () => {
  const key = ['codeByConversation', 'chat'] as const;
  const other = people.on(await people.temp.open());
  const attempt = (n: number, good: boolean) =>
    failing(n % 2 ? other : people.deps, [key], { mark: `${n}`, work: async () => good, failed: (fine) => !fine });
  for (let n = 0; n < 40; n += 1) expect((await attempt(n, true)).ok).toBe(true);
  const wrong = await Promise.all(Array.from({ length: 100 }, (_, n) => attempt(1000 + n, false)));
  expect(wrong.filter((one) => one.ok)).toHaveLength(15);
  expect((await attempt(5000, true)).ok).toBe(false);
});

test('what a refusal stops half-way is given back, but never what another try counted', async () => {
  const { max } = LIMITS.codeByConversation.windows[0];
  for (let n = 0; n < max; n += 1) await hit(people.deps, 'codeByConversation', 'full', `${n}`);
  const both = [
    ['codeByNetwork', '203.0.113.9'],
    ['codeByConversation', 'full'],
  ] as const;
  for (let n = 0; n < 100; n += 1) expect((await hitAll(people.deps, both, `try ${n}`)).ok).toBe(false);
  expect((await hit(people.deps, 'codeByNetwork', '203.0.113.9', 'x')).ok).toBe(true);
  expect((await hitAll(people.deps, both, 'x')).ok).toBe(false);
  expect(await hit(people.deps, 'codeByNetwork', '203.0.113.9', 'x')).toEqual({ ok: true, counted: false });
});

test('whoever is known goes on where a whole door is full', async () => {
  const { max } = LIMITS.orderByDoor.windows[0];
  for (let n = 0; n < max; n += 1) await hit(people.deps, 'orderByDoor', 'web', `${n}`);
  const as = (known: boolean) => hitAll(people.deps, [['orderByDoor', 'web', async () => known]], 'one more');
  expect([(await as(false)).ok, (await as(true)).ok]).toEqual([false, true]);
});

test('every limit names its requirement of ASVS 5.0', () => {
  expect(Object.entries(LIMITS).filter(([, { why }]) => !/\b\d{1,2}\.\d\.\d\b/.test(why))).toEqual([]);
});
