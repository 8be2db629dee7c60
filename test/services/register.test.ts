// Registering: one link mailed, nothing claimed, neutral answers, limits, and a crash anywhere.
import { keys } from '../../storage/records';
import { pendingOf } from '../../services/pending';
import { run } from '../../services/run';
import { createPeople, type People } from '../support/people';
import { type Call, dying, stepping } from '../support/faulty-store';

const MAIL = 'lihua@qinghe.example';
const HOUR = 3_600_000;
let people: People;
beforeEach(async () => {
  people = await createPeople();
  await people.order('ORD-1001', { bill: 'BILL-77001' });
});
afterEach(() => people.temp.remove());

const codeOf = (outcome: Awaited<ReturnType<typeof run>>) => (outcome.ok ? outcome.type : outcome.reason.code);

test('an order and an address get one mail with a link for 24 hours, and the chat a two-digit number', async () => {
  const outcome = await people.register('chat', 'ord-1001', 'LiHua@Qinghe.example');
  expect(outcome).toEqual({
    ok: true,
    type: 'registered',
    email: MAIL,
    expiresAt: '2026-11-21T08:00:00.000Z',
    pair: expect.stringMatching(/^[1-9]\d$/),
  });
  const [mail, ...more] = await people.mails();
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ name: 'activation', target: MAIL, locale: 'en-US', link: { purpose: 'activation' } });
  expect(people.counts.nudges).toBe(1);
});

test('the mail names no company and no order, and no token lies in the store', async () => {
  await people.register('chat', 'ORD-1001', MAIL);
  const token = await people.token('activation', MAIL);
  const [mail] = await people.mails();
  expect(JSON.stringify({ ...mail, link: undefined })).not.toMatch(/ORD-1001|青禾/);
  const stored = await people.deps.store.list('due', { limit: 10 });
  const pending = await people.deps.store.get(keys.pending('ORD-1001', 'ORD-1001'));
  expect(JSON.stringify([stored, pending])).not.toContain(token);
});

test('a bill number finds its order', async () => {
  await people.register('chat', 'bill-77001', MAIL);
  expect(await pendingOf(people.deps, 'chat')).toMatchObject({ order: 'ORD-1001', email: MAIL, refused: false });
});

test('an unknown order, and an address that is none, name the slot that must change', async () => {
  expect(await people.register('chat', 'ORD-9999', MAIL)).toMatchObject({
    reason: { code: 'orderUnknown' },
    slot: 'order',
  });
  expect(await people.register('chat', 'ORD-1001', 'nobody')).toMatchObject({
    reason: { code: 'emailFormat' },
    slot: 'email',
  });
  expect(await people.mails()).toEqual([]);
});

test('a corrected address replaces the registration, and the first link is dead', async () => {
  await people.register('chat', 'ORD-1001', 'wrong@qinghe.example');
  await people.register('chat', 'ORD-1001', MAIL);
  expect(await pendingOf(people.deps, 'chat')).toMatchObject({ email: MAIL });
  expect((await people.mails()).map((mail) => mail.target)).toEqual(['wrong@qinghe.example', MAIL]);
});

test('the same registration again within a minute sends no second mail', async () => {
  const first = await people.register('chat', 'ORD-1001', MAIL);
  expect(await people.register('chat', 'ORD-1001', MAIL)).toEqual(first);
  expect(await people.mails()).toHaveLength(1);
});

test('the same words and the same work for an address with an account and without (ASVS 5.0 6.3.8)', async () => {
  await people.order('ORD-1002');
  await people.order('ORD-1003');
  await people.account('ORD-1001', MAIL);
  const watch = async (order: string, email: string) => {
    const calls: string[] = [];
    const store = stepping(people.deps.store, (call, when) => {
      if (when === 'before') calls.push(`${call.of}${call.of === 'commit' ? ` ${call.writes.length}` : ''}`);
    });
    const hashes = people.counts.hashes;
    const command = people.command(`chat ${order}`, { type: 'register', order, email, locale: 'en-US' });
    const outcome = await run(people.on(store), command);
    return { calls, hashes: people.counts.hashes - hashes, outcome: { ...outcome, email: '', pair: '' } };
  };
  const known = await watch('ORD-1002', MAIL);
  const fresh = await watch('ORD-1003', 'new@qinghe.example');
  expect(known).toEqual(fresh);
  expect((await people.mails(MAIL)).at(-1)).toMatchObject({ name: 'accountExists', params: {} });
  expect((await people.mails(MAIL)).at(-1)?.link).toBeUndefined();
  expect((await people.mails('new@qinghe.example')).at(-1)).toMatchObject({ name: 'activation' });
  // Nor does asking for the mail again tell them apart.
  people.pass(61_000);
  for (const [order, email] of [
    ['ORD-1002', MAIL],
    ['ORD-1003', 'new@qinghe.example'],
  ] as const) {
    const again = await people.does(`chat ${order}`, { type: 'resend', email, locale: 'en-US' });
    expect(again).toEqual({ ok: true, type: 'resent', email, sentAt: people.now() });
  }
});

test('an order that another account holds is refused in neutral words, whatever the address', async () => {
  await people.account('ORD-1001', MAIL);
  for (const email of [MAIL, 'other@firm.example']) {
    const outcome = await people.register('stranger', 'ORD-1001', email);
    expect(outcome).toEqual({ ok: false, reason: { code: 'orderHeld' }, slot: 'order' });
  }
});

test('the contact that the import knows hears of another address, at most three times a day', async () => {
  const contact = 'boss@qinghe.example';
  await people.order('ORD-1004', { contact });
  for (const n of [1, 2, 3, 4]) await people.register('chat', 'ORD-1004', `n${n}@elsewhere.example`);
  expect((await people.mails(contact)).map(({ name, link }) => [name, link?.purpose])).toEqual(
    Array(3).fill(['agreementAsked', 'notMe']),
  );
  await people.register('chat 2', 'ORD-1004', contact);
  expect((await people.mails(contact)).map((mail) => mail.name).filter((name) => name !== 'activation')).toHaveLength(
    3,
  );
});

test('five tries with order numbers an hour and ten a day in a conversation, the same one counting once', async () => {
  for (const n of [1, 2, 3, 4, 5]) {
    await people.register('chat', `ORD-200${n}`, MAIL);
    expect(codeOf(await people.register('chat', `ORD-200${n}`, MAIL))).toBe('orderUnknown');
  }
  expect(await people.register('chat', 'ORD-2006', MAIL)).toEqual({
    ok: false,
    reason: { code: 'orderLimited', params: { until: '2026-11-20T09:00:00.000Z' } },
  });
  people.pass(HOUR);
  for (const n of [1, 2, 3, 4, 5])
    expect(codeOf(await people.register('chat', `ORD-300${n}`, MAIL))).toBe('orderUnknown');
  people.pass(HOUR);
  expect(await people.register('chat', 'ORD-1001', MAIL)).toMatchObject({
    reason: { code: 'orderLimited', params: { until: '2026-11-21T08:00:00.000Z' } },
  });
});

test('thirty tries a day from one network address, counted across processes', async () => {
  const other = people.on(await people.temp.open());
  const tries = Array.from({ length: 31 }, (_, n) =>
    run(
      n % 2 ? other : people.deps,
      people.command(
        { role: 'guest', conversation: `chat ${n}`, ip: '203.0.113.9' },
        { type: 'register', order: `ORD-4${100 + n}`, email: MAIL, locale: 'en-US' },
      ),
    ),
  );
  const codes = (await Promise.all(tries)).map(codeOf).sort();
  expect(codes).toEqual(['orderLimited', ...Array(30).fill('orderUnknown')]);
});

test('one address gets at most five registration mails a day', async () => {
  for (const n of [1, 2, 3, 4, 5, 6]) await people.order(`ORD-500${n}`);
  const outcomes = [];
  for (const n of [1, 2, 3, 4, 5, 6]) outcomes.push(await people.register(`chat ${n}`, `ORD-500${n}`, MAIL));
  expect(outcomes.map(codeOf)).toEqual([...Array(5).fill('registered'), 'resendLimit']);
  expect(await people.mails(MAIL)).toHaveLength(5);
});

test('signed in, an order of the same customer joins the account; another customer’s does not', async () => {
  await people.order('ORD-6001', { customer: 'tenant' });
  await people.order('ORD-6002', { customer: 'tenant' });
  const { by } = await people.account('ORD-6001', MAIL);
  const add = (order: string) => people.does(by, { type: 'register', order, email: '', locale: 'en-US' });
  expect(await add('ORD-6002')).toEqual({ ok: true, type: 'orderAdded', order: 'ORD-6002' });
  expect(await add('ORD-6002')).toEqual({ ok: true, type: 'orderAdded', order: 'ORD-6002' });
  expect(await add('ORD-1001')).toMatchObject({ reason: { code: 'otherCustomer' }, slot: 'order' });
  expect(codeOf(await people.register('stranger', 'ORD-6002', 'x@firm.example'))).toBe('orderHeld');
  await people.does(by, { type: 'signOutEverywhere' });
  expect(codeOf(await add('ORD-6002'))).toBe('signedOut');
});

test('a command twice, also at the same time and with another content, has one effect', async () => {
  const body = { type: 'register', order: 'ORD-1001', email: MAIL, locale: 'en-US' } as const;
  const command = people.command('chat', body);
  const other = people.on(await people.temp.open());
  const outcomes = await Promise.all([run(people.deps, command), run(other, command), run(people.deps, command)]);
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  expect(await people.mails()).toHaveLength(1);
  await people.order('ORD-7001');
  expect(await run(people.deps, { ...command, ...body, order: 'ORD-7001' })).toEqual({
    ok: false,
    reason: { code: 'commandReused' },
  });
});

test('stopped before and after every store call and run again: one registration, one mail, the same outcome', async () => {
  const contact = 'boss@qinghe.example';
  const count = await (async () => {
    await people.order('ORD-8000', { contact });
    const calls: Call[] = [];
    const store = stepping(people.deps.store, (call, when) => void (when === 'before' && calls.push(call)));
    await run(
      people.on(store),
      people.command('chat', { type: 'register', order: 'ORD-8000', email: 'a0@b.example', locale: 'en-US' }),
    );
    return calls.length;
  })();
  let n = 0;
  for (let at = 1; at <= count; at += 1) {
    for (const when of ['before', 'after'] as const) {
      n += 1;
      const order = `ORD-8${100 + n}`;
      await people.order(order, { contact });
      const email = `a${n}@b.example`;
      const command = people.command(`chat ${n}`, { type: 'register', order, email, locale: 'en-US' });
      await expect(run(people.on(dying(people.deps.store, at, when)), command)).rejects.toThrow('died');
      const outcome = await run(people.deps, command);
      expect(codeOf(outcome)).toBe('registered');
      expect(await run(people.deps, command)).toEqual(outcome);
      expect(await people.mails(email)).toHaveLength(1);
    }
  }
  expect(await people.mails(contact)).toHaveLength(n + 1);
});
