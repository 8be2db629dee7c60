// Registering: one link mailed, nothing claimed, neutral answers, limits, and a crash anywhere.
import { keys } from '../../../storage/records';
import { pendingOf } from '../../../services/account/pending';
import { run } from '../../../services/run';
import { wordMail } from '../../../bot/outbox/mail-templates';
import { createPeople, type People } from '../../support/people';
import { type Call, dying, stepping } from '../../support/faulty-store';

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
  expect(people.counts.wakes).toBe(1);
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
  expect((await people.mails('new@qinghe.example')).at(-1)).toMatchObject({ name: 'activation' });
  // Both rows name a link, so that a refusal of either is told alike; only the new address's mail shows its own.
  const shows = async (email: string) => {
    const mail = (await people.mails(email)).at(-1);
    const { secrets, business } = people.deps;
    const worded = mail && wordMail({ secrets, business, publicUrl: 'https://fapiao.example' }, mail);
    const { token } = secrets.link('activation', mail?.link?.nonce ?? '');
    return [/[?&]t=/, token].map((link) => [worded?.text, worded?.html].map((words) => words?.search(link)));
  };
  const nowhere = [-1, -1];
  expect(await shows(MAIL)).toEqual([nowhere, nowhere]);
  expect(await shows('new@qinghe.example')).not.toContainEqual(nowhere);
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

test('five wrong order numbers an hour and ten a day in a conversation, the same one counting once (ASVS 5.0 6.3.1)', async () => {
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

test('thirty wrong order numbers a day from one network address, counted across processes', async () => {
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

/** Registers from a place of one's own. */
const from = (who: { conversation: string; ip?: string; person?: string }, order: string, email: string) =>
  run(people.deps, people.command({ role: 'guest', ...who }, { type: 'register', order, email, locale: 'en-US' }));

test('31 honest registrations a day behind one address all go through', async () => {
  const outcomes = [];
  for (let n = 0; n < 40; n += 1) {
    await people.order(`ORD-51${10 + n}`);
    outcomes.push(await from({ conversation: `c${n}`, ip: '203.0.113.9' }, `ORD-51${10 + n}`, `p${n}@office.example`));
  }
  expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['registered']));
});

test.each([
  ['a channel without addresses', 0, (n: number) => ({ person: `msteams|${n}` })],
  ['a channel of a made-up name', 0, (n: number) => ({ person: `made-up ${n}|${n}` })],
  // Each network has one try where the door is full.
  ['the web, each from another network', 25, (n: number) => ({ ip: `198.51.${n}.1` })],
])(
  '125 guesses in 25 new conversations on %s are limited, known people go on, other doors too',
  async (_, more, who) => {
    await people.order('ORD-1002');
    expect(codeOf(await from({ conversation: 'honest', ...who(99) }, 'ORD-1001', MAIL))).toBe('registered');
    const guesses = Array.from({ length: 125 }, (_, n) =>
      from({ conversation: `new ${n % 25}`, ...who(n % 25) }, `ORD-${3000 + n}`, 'x@guess.example'),
    );
    const codes = (await Promise.all(guesses)).map(codeOf);
    expect(codes.filter((code) => code === 'orderUnknown')).toHaveLength(60 + more);
    expect(codes.filter((code) => code === 'orderLimited')).toHaveLength(65 - more);
    // A right guess tells nothing any more either.
    expect(codeOf(await from({ conversation: 'new 24', ...who(24) }, 'ORD-1002', 'x@guess.example'))).toBe(
      'orderLimited',
    );
    // Whose registration waits, and who is signed in, is known; a typo of theirs is answered.
    expect(codeOf(await from({ conversation: 'honest', ...who(99) }, 'ORD-9999', MAIL))).toBe('orderUnknown');
    expect(codeOf(await from({ conversation: 'honest', ...who(99) }, 'ORD-1001', 'corrected@qinghe.example'))).toBe(
      'registered',
    );
    const elsewhere = 'ip' in who(0) ? { person: 'msteams|honest' } : { ip: '203.0.113.77' };
    expect(codeOf(await from({ conversation: 'elsewhere', ...elsewhere }, 'ORD-1002', 'y@firm.example'))).toBe(
      'registered',
    );
  },
);

test('two networks that guess all day shut the web to no newcomer: each other network still has a try', async () => {
  await people.order('ORD-1002');
  const guess = (n: number, ip: string) => from({ conversation: `g ${n}`, ip }, `ORD-${3000 + n}`, 'x@guess.example');
  for (let n = 0; n < 62; n += 1) await guess(n, n % 2 ? '203.0.113.1' : '203.0.113.2');
  const newcomer = { conversation: 'newcomer', ip: '198.51.100.7' };
  expect(codeOf(await from(newcomer, 'ORD-1002', MAIL))).toBe('registered');
  expect(codeOf(await guess(70, '203.0.113.1'))).toBe('orderLimited');
  // However many networks there are, the door has a bound.
  const codes = [];
  for (let n = 0; n < 130; n += 1) codes.push(codeOf(await guess(100 + n, `198.18.${n}.1`)));
  expect(codes.filter((code) => code === 'orderUnknown')).toHaveLength(119);
  expect(codes.at(-1)).toBe('orderLimited');
});

test('whoever is signed in guesses no more than ten an hour, in however many conversations', async () => {
  const { link } = await people.account('ORD-1001', MAIL);
  const guesses = Array.from({ length: 20 }, (_, n) =>
    run(
      people.deps,
      people.command(
        { role: 'customer', conversation: `c${n}`, link },
        { type: 'register', order: `ORD-${3000 + n}`, email: '', locale: 'en-US' },
      ),
    ),
  );
  const codes = (await Promise.all(guesses)).map(codeOf);
  expect(codes.filter((code) => code === 'orderUnknown')).toHaveLength(10);
});

test("five registrations in somebody's name from one place leave the owner's own way open; all mails stay bounded", async () => {
  for (let n = 0; n < 40; n += 1) await people.order(`ORD-50${10 + n}`);
  const codes = [];
  for (let n = 0; n < 6; n += 1)
    codes.push(codeOf(await from({ conversation: `s${n}`, ip: '198.51.100.1' }, `ORD-50${10 + n}`, MAIL)));
  expect(codes).toEqual([...Array(5).fill('registered'), 'resendLimit']);
  expect(codeOf(await from({ conversation: 'own', ip: '203.0.113.5' }, 'ORD-1001', MAIL))).toBe('registered');
  for (let n = 0; n < 30; n += 1)
    await from({ conversation: `t${n}`, ip: `198.51.${n}.1` }, `ORD-50${16 + (n % 24)}`, MAIL);
  expect(await people.mails(MAIL)).toHaveLength(25);
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
