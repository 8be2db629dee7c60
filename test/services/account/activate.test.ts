// Activating: the link sets the password, makes the account once, and offers to link the chat that began it.
import { activate, peekActivation } from '../../../services/account/activate';
import { accountOf } from '../../../services/account/accounts';
import { answerQuestion, peekQuestion } from '../../../services/account/not-us';
import { pickNumber } from '../../../services/account/pairing';
import { run } from '../../../services/run';
import { bodyOf, keys } from '../../../storage/records';
import { createPeople, PASSWORD, type People } from '../../support/people';
import { type Call, dying, gated, stepping } from '../../support/faulty-store';

const MAIL = 'lihua@qinghe.example';
const DAY = 86_400_000;
let people: People;
beforeEach(async () => {
  people = await createPeople();
  await people.order('ORD-1001');
});
afterEach(() => people.temp.remove());

const begin = async (conversation = 'chat', email = MAIL, order = 'ORD-1001') => {
  const outcome = await people.register(conversation, order, email);
  const pair = outcome.ok && outcome.type === 'registered' ? Number(outcome.pair) : 0;
  return { pair, token: await people.token('activation', email) };
};
const notMe = (token: string) => answerQuestion(people.deps, token, 'refuse');
const go = (token: string, password = PASSWORD) => activate(people.deps, { token, password });

test('the link sets the password, makes the account, and the page offers three numbers of which the chat shows one', async () => {
  const { token, pair } = await begin();
  expect(await peekActivation(people.deps, token)).toMatchObject({
    ok: true,
    email: MAIL,
    locale: 'en-US',
    chat: true,
  });
  const made = await go(token);
  if (!made.ok || !made.pairing) throw new Error('no pairing');
  expect(made.pairing.choices).toContain(pair);
  expect(new Set(made.pairing.choices).size).toBe(3);
  expect(made.pairing.choices.every((n) => n >= 10 && n <= 99)).toBe(true);
  expect((await people.mails(MAIL)).map((mail) => mail.name)).toEqual(['activation', 'activated']);
  const order = await people.deps.store.get(keys.order('ORD-1001', 'ORD-1001'));
  expect(order && bodyOf('order', order).holder).toBe(made.account);
});

test('a link works once, even when clicked twice at the same time (ASVS 5.0 6.5.1)', async () => {
  const { token } = await begin();
  const other = people.on(await people.temp.open());
  const [one, two] = await Promise.all([go(token), activate(other, { token, password: PASSWORD })]);
  expect(one).toEqual(two);
  expect(one).toMatchObject({ ok: true, email: MAIL });
  expect((await people.mails(MAIL)).filter((mail) => mail.name === 'activated')).toHaveLength(1);
  expect(await go(token, 'another-good-password-9')).toEqual({ ok: false, reason: { code: 'linkDead' } });
  people.pass(11 * 60_000);
  expect(await go(token)).toEqual({ ok: false, reason: { code: 'linkDead' } });
});

test('a weak password uses nothing up: the link still works', async () => {
  const { token } = await begin();
  expect(await go(token, 'short')).toMatchObject({
    reason: { code: 'passwordShort', params: { min: 12 } },
    slot: 'password',
  });
  expect(await go(token)).toMatchObject({ ok: true });
});

test('only the newest link works, and none after 24 hours', async () => {
  const { token: first } = await begin();
  people.pass(61_000);
  await people.does('chat', { type: 'resend', email: MAIL, locale: 'en-US' });
  const second = await people.token('activation', MAIL);
  expect(await go(first)).toEqual({ ok: false, reason: { code: 'linkDead' } });
  people.pass(DAY);
  expect(await go(second)).toEqual({ ok: false, reason: { code: 'linkExpired' } });
  expect(await peekActivation(people.deps, second)).toEqual({ ok: false, reason: { code: 'linkExpired' } });
  expect(await go('x'.repeat(5000))).toEqual({ ok: false, reason: { code: 'linkDead' } });
});

test('an order whose registration expired can be registered again', async () => {
  await begin();
  people.pass(DAY + 1);
  const { token } = await begin('chat 2', 'right@qinghe.example');
  expect(await go(token)).toMatchObject({ ok: true, email: 'right@qinghe.example' });
});

test('an address corrected while the first link is being clicked: the first makes no account', async () => {
  const { token } = await begin('chat', 'wrong@qinghe.example');
  const gate = gated(people.deps.store, (call) => call.of === 'commit' && call.pk.startsWith('customer:'));
  const clicked = activate(people.on(gate.store), { token, password: PASSWORD });
  await gate.reached;
  const { token: right } = await begin();
  gate.open();
  expect(await clicked).toEqual({ ok: false, reason: { code: 'linkDead' } });
  expect(await go(right)).toMatchObject({ ok: true, email: MAIL });
});

test('one address registers two orders at once: one account, and the other link says so', async () => {
  await people.order('ORD-1002');
  const one = await begin('chat 1', MAIL, 'ORD-1001');
  const two = await begin('chat 2', MAIL, 'ORD-1002');
  const answers = await Promise.all([go(one.token), go(two.token)]);
  expect(answers.map((answer) => (answer.ok ? 'made' : answer.reason.code)).sort()).toEqual(['accountExists', 'made']);
});

test('the right number links the chat, once; the notice carries the link', async () => {
  const { token, pair } = await begin();
  const made = await go(token);
  if (!made.ok || !made.pairing) throw new Error('no pairing');
  const pairing = made.pairing.token;
  const picks = await Promise.all([1, 2].map(() => pickNumber(people.deps, { pairing, choice: pair })));
  expect(picks).toEqual([{ ok: true }, { ok: true }]);
  const rows = (await people.outbox()).filter((row) => row.to === 'chat');
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    name: 'linked',
    target: 'chat',
    params: { email: MAIL, account: made.account, epoch: 1 },
  });
  const link = rows[0]?.params as never;
  expect(await accountOf(people.deps, link)).toMatchObject({ body: { email: MAIL } });
  expect(await pickNumber(people.deps, { pairing, choice: pair === 10 ? 11 : 10 })).toMatchObject({
    reason: { code: 'pairingOver' },
  });
});

test('a wrong number ends the pairing, and so do ten minutes', async () => {
  const { token, pair } = await begin();
  const made = await go(token);
  if (!made.ok || !made.pairing) throw new Error('no pairing');
  const pairing = made.pairing.token;
  const wrong = made.pairing.choices.find((n) => n !== pair) ?? 0;
  expect(await pickNumber(people.deps, { pairing, choice: wrong })).toMatchObject({ reason: { code: 'pairingWrong' } });
  expect(await pickNumber(people.deps, { pairing, choice: pair })).toMatchObject({ reason: { code: 'pairingOver' } });
  expect((await people.outbox()).filter((row) => row.to === 'chat')).toEqual([]);

  await people.order('ORD-1002');
  const late = await begin('chat 2', 'late@qinghe.example', 'ORD-1002');
  const second = await go(late.token);
  if (!second.ok || !second.pairing) throw new Error('no pairing');
  people.pass(10 * 60_000);
  expect(await pickNumber(people.deps, { pairing: second.pairing.token, choice: late.pair })).toMatchObject({
    reason: { code: 'pairingOver' },
  });
});

test('“not me” deletes the registration, by the mail’s link or the known contact’s, and never activates', async () => {
  const { token } = await begin();
  const { deps } = people;
  expect(await peekQuestion(deps, token)).toMatchObject({ question: { by: 'registrant', state: 'pending' } });
  expect(await notMe(token)).toMatchObject({ ok: true });
  expect(await notMe(token)).toMatchObject({ ok: true });
  expect(await go(token)).toEqual({ ok: false, reason: { code: 'linkDead' } });

  const contact = 'boss@qinghe.example';
  await people.order('ORD-1002', { contact });
  await begin('chat 2', 'thief@elsewhere.example', 'ORD-1002');
  const disown = await people.token('agreementAsked', contact);
  expect(await go(disown)).toEqual({ ok: false, reason: { code: 'linkDead' } });
  expect(await notMe(disown)).toMatchObject({ ok: true });
  expect(await go(await people.token('activation', 'thief@elsewhere.example'))).toMatchObject({ ok: false });
});

test('stopped before and after every store call and clicked again: exactly one account that signs in', async () => {
  const calls: Call[] = [];
  const first = await begin();
  await activate(people.on(stepping(people.deps.store, (call, when) => void (when === 'before' && calls.push(call)))), {
    token: first.token,
    password: PASSWORD,
  });
  let n = 0;
  for (let at = 1; at <= calls.length; at += 1) {
    for (const when of ['before', 'after'] as const) {
      n += 1;
      const order = `ORD-9${100 + n}`;
      const email = `a${n}@b.example`;
      await people.order(order);
      const { token, pair } = await begin(`chat ${n}`, email, order);
      await expect(
        activate(people.on(dying(people.deps.store, at, when)), { token, password: PASSWORD }),
      ).rejects.toThrow('died');
      const made = await go(token);
      if (!made.ok || !made.pairing) throw new Error(`call ${at} ${when}: ${JSON.stringify(made)}`);
      expect(await pickNumber(people.deps, { pairing: made.pairing.token, choice: pair })).toEqual({ ok: true });
      expect((await people.mails(email)).filter((mail) => mail.name === 'activated')).toHaveLength(1);
      expect(await people.signInPage(`chat ${n}`, email)).toMatchObject({ ok: true });
    }
  }
});

test('a login claimed by a click that died is its own again after a resend', async () => {
  const { token } = await begin();
  const death = stepping(people.deps.store, (call, when) => {
    if (call.of === 'commit' && call.pk.startsWith('customer:') && when === 'before') throw new Error('died');
  });
  await expect(activate(people.on(death), { token, password: PASSWORD })).rejects.toThrow('died');
  people.pass(61_000);
  await run(people.deps, people.command('chat', { type: 'resend', email: MAIL, locale: 'en-US' }));
  expect(await go(await people.token('activation', MAIL))).toMatchObject({ ok: true });
});
