// An address that is not the contact's: closed until the contact, customer service or the admin centre agrees; undone by "not us".
import { activate } from '../../../services/account/activate';
import { importOrders } from '../../../services/import/import';
import { resolveHost } from '../../../services/account/host';
import { accountAt } from '../../../services/account/logins';
import { answerQuestion, decideOrder, peekQuestion, showOrder } from '../../../services/account/not-us';
import { findOrder } from '../../../services/account/orders';
import { createQuery } from '../../../services/query';
import { run } from '../../../services/run';
import { createPeople, PASSWORD, type People } from '../../support/people';
import { dying, stepping, type Call } from '../../support/faulty-store';

const DAY = 86_400_000;
const CONTACT = 'boss@qinghe.example';
const THIEF = 'thief@elsewhere.example';
const ORDER = 'ORD-7001';
let people: People;
beforeEach(async () => {
  people = await createPeople();
  await people.order(ORDER, { contact: CONTACT, customer: 'tenant-1' });
});
afterEach(() => people.temp.remove());

const asked = () => people.token('agreementAsked', CONTACT);
const agree = (token: string) => answerQuestion(people.deps, token, 'agree');
const refuse = (token: string) => answerQuestion(people.deps, token, 'refuse');
const accountOf = async (id: string) => (await accountAt(people.deps, 'tenant-1', id))?.body;
const orderOf = async () => (await findOrder(people.deps, ORDER))?.body;
const codeOf = (answer: { ok: boolean; reason?: { code: string } }) => (answer.ok ? 'ok' : answer.reason?.code);
const chats = async (name: string) =>
  (await people.outbox()).filter((row) => row.to === 'chat' && row.name === name).map(({ target }) => target);

test('the contact’s own address and a colleague’s register as before', async () => {
  const own = await people.account(ORDER, CONTACT);
  expect(own.waits).toBeUndefined();
  expect(await accountOf(own.account)).toMatchObject({ orders: [ORDER] });
  await people.order('ORD-7002', { contact: CONTACT, customer: 'tenant-1' });
  const colleague = await people.account('ORD-7002', 'lihua@qinghe.example');
  expect(colleague.waits).toBeUndefined();
  expect(await accountOf(colleague.account)).toMatchObject({ orders: ['ORD-7002'] });
  expect((await people.mails(CONTACT)).map(({ name }) => name)).toContain('otherAddressRegistered');
});

test('who shares only a public mail domain with the contact is no colleague', async () => {
  await people.order('ORD-7002', { contact: 'boss@qq.com' });
  const other = await people.account('ORD-7002', 'lihua@qq.com');
  expect(other.waits).toBe(true);
});

test('ASVS 5.0 8.2.2: any other address may activate, and nothing of the order is open to it', async () => {
  const { account, waits, link, customer } = await people.account(ORDER, THIEF);
  expect(waits).toBe(true);
  expect(await accountOf(account)).toMatchObject({ orders: [], waiting: [ORDER] });
  expect((await orderOf())?.holder).toBeUndefined();
  const query = createQuery(people.deps, { conversation: 'chat', link });
  expect(await query.bills()).toEqual([]);
  expect(await query.waiting()).toEqual([{ order: ORDER, since: people.now() }]);
  expect(customer).toBe('tenant-1');
  expect((await people.mails(THIEF)).at(-1)).toMatchObject({ name: 'activated', params: { waiting: [ORDER] } });
});

test('the contact’s click opens it, once however often it is clicked, and the other side is told by mail and chat', async () => {
  const { account, conversation } = await people.account(ORDER, THIEF);
  const token = await asked();
  const other = people.on(await people.temp.open());
  const clicks = await Promise.all([agree(token), answerQuestion(other, token, 'agree'), agree(token)]);
  expect(clicks.map(codeOf)).toEqual(['ok', 'ok', 'ok']);
  expect(await accountOf(account)).toMatchObject({ orders: [ORDER], waiting: [] });
  expect(await orderOf()).toMatchObject({ holder: account, consent: { state: 'open', by: 'contact' } });
  expect(await chats('orderOpened')).toEqual([conversation]);
  expect((await people.mails(THIEF)).filter(({ name }) => name === 'orderOpened')).toHaveLength(1);
  expect(await peekQuestion(people.deps, token)).toMatchObject({ question: { state: 'open', undo: true } });
});

test('agreed before the activation: open at once', async () => {
  await people.register('chat', ORDER, THIEF);
  expect(codeOf(await agree(await asked()))).toBe('ok');
  const made = await activate(people.deps, { token: await people.token('activation', THIEF), password: PASSWORD });
  expect(made.ok && made.waits).toBeFalsy();
  expect(await orderOf()).toMatchObject({ consent: { state: 'open', by: 'contact' } });
});

test.each(['before', 'after'])(
  '“not us” %s the activation ends it and blocks the address for this order',
  async (when) => {
    if (when === 'before') await people.register('chat', ORDER, THIEF);
    else await people.account(ORDER, THIEF);
    const token = await asked();
    const activation = await people.token('activation', THIEF);
    expect((await Promise.all([refuse(token), refuse(token)])).map(codeOf)).toEqual(['ok', 'ok']);
    expect(codeOf(await agree(token))).toBe('refusedBefore');
    expect((await activate(people.deps, { token: activation, password: `${PASSWORD}x` })).ok).toBe(false);
    expect(await orderOf()).toMatchObject({ consent: { state: 'refused', by: 'contact' } });
    expect(JSON.stringify((await orderOf())?.refused)).not.toContain('thief');
    const again = await people.register('chat 2', ORDER, 'Thief@elsewhere.example');
    expect(again).toMatchObject({
      reason: { code: 'orderRefused', params: { phone: expect.any(String) } },
      slot: 'order',
    });
    // Everybody else may go on, and the block is this order's alone.
    expect((await people.account(ORDER, CONTACT)).waits).toBeUndefined();
    await people.order('ORD-7009');
    expect(codeOf(await people.register('chat 3', 'ORD-7009', THIEF))).toBe('ok');
  },
);

test('“not us” takes an opened order back for 14 days, and its other orders stay', async () => {
  const { account, by } = await people.account(ORDER, THIEF);
  const token = await asked();
  await agree(token);
  await people.order('ORD-7002', { customer: 'tenant-1' });
  await people.does(by, { type: 'register', order: 'ORD-7002', email: '', locale: 'en-US' });
  people.pass(14 * DAY - 1000);
  expect(codeOf(await refuse(token))).toBe('ok');
  expect(await accountOf(account)).toMatchObject({ orders: ['ORD-7002'], waiting: [] });
  expect((await orderOf())?.holder).toBeUndefined();
  expect(await chats('orderClosed')).toHaveLength(1);
});

test('after 14 days the link says that it is too late, and customer service still can', async () => {
  const { account } = await people.account(ORDER, THIEF);
  const token = await asked();
  await agree(token);
  people.pass(14 * DAY);
  expect(codeOf(await refuse(token))).toBe('notMeLate');
  expect(await accountOf(account)).toMatchObject({ orders: [ORDER] });
  const by = { role: 'staff', name: 'cli' } as const;
  expect(await decideOrder(people.deps, { order: ORDER, verdict: 'refuse', by })).toMatchObject({ ok: true });
  expect(await accountOf(account)).toMatchObject({ orders: [] });
  // A slip can be mended: the same account, open again, its address no longer blocked.
  expect(await decideOrder(people.deps, { order: ORDER, verdict: 'agree', by })).toMatchObject({
    ok: true,
    email: THIEF,
  });
  expect(await accountOf(account)).toMatchObject({ orders: [ORDER] });
  expect(await orderOf()).toMatchObject({ refused: [], consent: { state: 'open', by: 'staff:cli' } });
});

test('customer service agrees where the contact does not answer, before and after the activation', async () => {
  const by = { role: 'staff', name: 'cli' } as const;
  expect(codeOf(await decideOrder(people.deps, { order: 'ORD-0000', verdict: 'agree', by }))).toBe('orderUnknown');
  expect(codeOf(await decideOrder(people.deps, { order: ORDER, verdict: 'agree', by }))).toBe('nobodyAsks');
  await people.register('chat', ORDER, THIEF);
  await decideOrder(people.deps, { order: ORDER, verdict: 'agree', by });
  expect(await showOrder(people.deps, ORDER)).toMatchObject({ pending: { email: THIEF, agreed: true } });
  expect((await people.account(ORDER, THIEF)).waits).toBeUndefined();
});

test('whoever waits keeps neither the contact nor a colleague out, and is told when one of them comes', async () => {
  const waiting = await people.account(ORDER, THIEF);
  expect(codeOf(await people.register('chat 2', ORDER, 'third@firm.example'))).toBe('orderHeld');
  const colleague = await people.account(ORDER, 'lihua@qinghe.example');
  expect(colleague.waits).toBeUndefined();
  expect(await orderOf()).toMatchObject({ holder: colleague.account });
  expect(await accountOf(waiting.account)).toMatchObject({ orders: [], waiting: [] });
  expect(await chats('orderClosed')).toEqual([waiting.conversation]);
  // The link of the first question is over: it is no longer about whoever holds it now.
  const [first] = (await people.mails(CONTACT)).filter(({ name }) => name === 'agreementAsked');
  const { token } = people.deps.secrets.link(first?.link?.purpose ?? '', first?.link?.nonce ?? '');
  expect(codeOf(await agree(token))).toBe('notMeLate');
});

test('who waits without an answer for 14 days keeps others out no longer', async () => {
  await people.account(ORDER, THIEF);
  people.pass(14 * DAY + 1);
  expect((await people.account(ORDER, 'third@firm.example')).waits).toBe(true);
  expect(await chats('orderClosed')).toHaveLength(1);
});

test('“another order” of somebody signed in passes the same rule; asked again, the contact is asked again, three times a day', async () => {
  await people.order('ORD-7002', { customer: 'tenant-1' });
  const { by, account } = await people.account('ORD-7002', THIEF);
  const add = () => people.does(by, { type: 'register', order: ORDER, email: '', locale: 'en-US' });
  expect(await add()).toEqual({ ok: true, type: 'orderAdded', order: ORDER, waits: true });
  for (let i = 0; i < 4; i += 1) expect(await add()).toMatchObject({ waits: true });
  expect((await people.mails(CONTACT)).map(({ name }) => name)).toEqual(Array(3).fill('agreementAsked'));
  expect(await accountOf(account)).toMatchObject({ orders: ['ORD-7002'], waiting: [ORDER] });
  expect(codeOf(await refuse(await asked()))).toBe('ok');
  expect(await add()).toMatchObject({ reason: { code: 'orderRefused' } });
  expect(await accountOf(account)).toMatchObject({ orders: ['ORD-7002'], waiting: [] });
});

test.each(['agree', 'refuse'] as const)(
  'asked again, the contact can still %s by the first mail, at the registration or later',
  async (verdict) => {
    await people.order('ORD-7002', { contact: CONTACT, customer: 'tenant-1' });
    const { by } = await people.account(ORDER, THIEF);
    for (const order of [ORDER, 'ORD-7002']) {
      const add = () => people.does(by, { type: 'register', order, email: '', locale: 'en-US' });
      if (order !== ORDER) await add();
      const first = await asked();
      for (let i = 0; i < 2; i += 1) await add();
      expect(await asked()).not.toBe(first);
      expect(codeOf(await answerQuestion(people.deps, first, verdict))).toBe('ok');
      const state = verdict === 'agree' ? 'open' : 'refused';
      expect((await findOrder(people.deps, order))?.body.consent?.state).toBe(state);
      expect(await peekQuestion(people.deps, await asked())).toMatchObject({ question: { state } });
    }
  },
);

test('a token of the admin centre that lists the order is an agreement: also for one that waits, and before an account', async () => {
  const host = { subject: 's', email: THIEF, tenant: 'tenant-1', orders: [ORDER] };
  const { account, conversation } = await people.account(ORDER, THIEF);
  for (let i = 0; i < 2; i += 1) await resolveHost(people.deps, host);
  expect(await chats('orderOpened')).toEqual([conversation]);
  expect(await accountOf(account)).toMatchObject({ orders: [ORDER], waiting: [] });
  expect(await orderOf()).toMatchObject({ consent: { state: 'open', by: 'host' } });

  await people.order('ORD-7002', { contact: CONTACT, customer: 'tenant-1' });
  const guest = { id: 'c1', by: { role: 'guest', conversation: 'host chat' } } as const;
  const register = { type: 'register', order: 'ORD-7002', email: 'new@elsewhere.example', locale: 'en-US' } as const;
  await run(people.deps, { ...guest, ...register, vouched: true });
  const token = await people.token('activation', 'new@elsewhere.example');
  expect(await activate(people.deps, { token, password: PASSWORD })).not.toHaveProperty('waits');
});

test('an import that adds or changes the contact leaves a held order with its holder', async () => {
  await people.order('ORD-7002');
  const { account } = await people.account('ORD-7002', THIEF);
  const cells = { order_number: 'ORD-7002', payer_name: 'P', contact_email: CONTACT };
  await importOrders(people.deps, [{ line: 2, cells }]);
  expect((await findOrder(people.deps, 'ORD-7002'))?.body).toMatchObject({ holder: account, contact: CONTACT });
  expect((await accountAt(people.deps, 'ORD-7002', account))?.body.orders).toEqual(['ORD-7002']);
});

test('three strangers use up the day’s mails: the fourth, whose address is proven, is still asked for', async () => {
  for (const n of [1, 2, 3]) await people.register(`chat ${n}`, ORDER, `n${n}@elsewhere.example`);
  await people.account(ORDER, 'honest@firm.example');
  const mails = (await people.mails(CONTACT)).filter(({ name }) => name === 'agreementAsked');
  expect(mails.at(-1)).toMatchObject({ params: { email: 'honest@firm.example', order: ORDER } });
  expect(codeOf(await agree(await asked()))).toBe('ok');
  expect(await orderOf()).toMatchObject({ consent: { state: 'open' } });
});

test('a link of a registration that a newer one replaced is dead', async () => {
  await people.register('chat', ORDER, 'a@elsewhere.example');
  const first = await asked();
  await people.register('chat', ORDER, THIEF);
  expect(codeOf(await agree(first))).toBe('linkDead');
  expect(codeOf(await peekQuestion(people.deps, 'x'.repeat(500)))).toBe('linkDead');
});

test('stopped before and after every store call and clicked again: agreed once, told once', async () => {
  const calls: Call[] = [];
  await people.account(ORDER, THIEF);
  const counting = stepping(people.deps.store, (call, when) => void (when === 'before' && calls.push(call)));
  await answerQuestion(people.on(counting), await asked(), 'agree');
  let n = 0;
  for (let at = 1; at <= calls.length; at += 1) {
    for (const when of ['before', 'after'] as const) {
      n += 1;
      const order = `ORD-8${100 + n}`;
      const email = `a${n}@elsewhere.example`;
      await people.order(order, { contact: CONTACT });
      await people.account(order, email);
      const token = await asked();
      await expect(answerQuestion(people.on(dying(people.deps.store, at, when)), token, 'agree')).rejects.toThrow();
      expect(codeOf(await agree(token))).toBe('ok');
      expect((await people.mails(email)).filter(({ name }) => name === 'orderOpened')).toHaveLength(1);
    }
  }
});
