// Sending the activation mail again: gaps, limits, corrected addresses, neutral answers.
import { peekActivation } from '../../../services/account/activate';
import type { Deps } from '../../../services/shared/deps';
import { pendingOf } from '../../../services/account/pending';
import { markRefused } from '../../../services/account/refused';
import { run } from '../../../services/run';
import type { RowOf } from '../../../services/shared/outbox';
import { keys } from '../../../storage/records';
import { createPeople, type People } from '../../support/people';
import { stepping } from '../../support/faulty-store';

const MAIL = 'lihua@qinghe.example';
let people: People;
beforeEach(async () => {
  people = await createPeople();
  await people.order('ORD-1001');
});
afterEach(() => people.temp.remove());

const resend = (conversation: string, email = MAIL) =>
  people.does(conversation, { type: 'resend', email, locale: 'en-US' });
const asRow = (id: string, body: RowOf<'mail'>) => ({ pk: keys.customer('ORD-1001'), id: `outbox:${id}`, body });
const plus = (ms: number) => new Date(Date.parse(people.now()) + ms).toISOString();

test('the conversation that began it gets its address told, and a new link that makes the old one dead', async () => {
  await people.register('chat', 'ORD-1001', MAIL);
  const old = await people.token('activation', MAIL);
  people.pass(60_000);
  expect(await resend('chat')).toEqual({ ok: true, type: 'resent', email: MAIL, sentAt: people.now() });
  expect(await peekActivation(people.deps, old)).toMatchObject({ reason: { code: 'linkDead' } });
  expect(await peekActivation(people.deps, await people.token('activation', MAIL))).toMatchObject({ ok: true });
  expect(await pendingOf(people.deps, 'chat')).toMatchObject({ sentAt: people.now() });
});

test('at least 60 seconds apart and five a day, each answer naming the next possible time', async () => {
  await people.register('chat', 'ORD-1001', MAIL);
  people.pass(59_000);
  expect(await resend('chat')).toEqual({ ok: false, reason: { code: 'resendTooSoon', params: { until: plus(1000) } } });
  people.pass(1000);
  const first = people.now();
  for (const _ of [1, 2, 3, 4, 5]) {
    expect(await resend('chat')).toMatchObject({ ok: true });
    people.pass(60_000);
  }
  const until = new Date(Date.parse(first) + 86_400_000).toISOString();
  expect(await resend('chat')).toEqual({ ok: false, reason: { code: 'resendLimit', params: { until } } });
});

test('a corrected address has its own limit', async () => {
  await people.register('chat', 'ORD-1001', 'wrong@qinghe.example');
  for (const _ of [1, 2, 3, 4, 5]) {
    people.pass(60_000);
    await resend('chat', 'wrong@qinghe.example');
  }
  await people.register('chat', 'ORD-1001', MAIL);
  people.pass(60_000);
  expect(await resend('chat')).toMatchObject({ ok: true, email: MAIL });
});

test('a permanent refusal by the mail server is told in the own conversation only', async () => {
  await people.register('chat', 'ORD-1001', MAIL);
  const [row] = await people.mails(MAIL);
  if (!row) throw new Error('no mail');
  await markRefused(people.deps, asRow('1', row), '550');
  expect(await pendingOf(people.deps, 'chat')).toMatchObject({ refused: true });
  const told = async () => (await people.outbox()).filter(({ name }) => name === 'mailRefused');
  expect(await told()).toEqual([expect.objectContaining({ to: 'chat', target: 'chat', params: { email: MAIL } })]);
  // The same once more, after a crash.
  await markRefused(people.deps, asRow('1', row), '550');
  expect(await told()).toHaveLength(1);
  people.pass(60_000);
  expect(await resend('other chat')).toEqual({ ok: true, type: 'resent', sentAt: people.now() });
  const [second] = (await people.mails(MAIL)).slice(-1);
  if (!second) throw new Error('no mail');
  await markRefused(people.deps, asRow('2', second), '550');
  people.pass(60_000);
  expect(await resend('chat')).toMatchObject({ ok: true, email: MAIL, refused: true });
  expect(await pendingOf(people.deps, 'chat')).toMatchObject({ refused: false });
  await markRefused(people.deps, asRow('2', second), '550');
  expect(await pendingOf(people.deps, 'chat')).toMatchObject({ refused: false });
});

test('an address that has an account gets its refusal told in the same words (ASVS 5.0 6.3.8)', async () => {
  await people.order('ORD-1002');
  await people.account('ORD-1001', MAIL);
  for (const email of [MAIL, 'nobody@qinghe.example']) {
    await people.register(`asks ${email}`, 'ORD-1002', email);
    const [row] = (await people.mails(email)).slice(-1);
    if (!row) throw new Error('no mail');
    await markRefused(people.deps, { pk: keys.customer('ORD-1002'), id: `outbox:${email}`, body: row }, '550');
    expect((await people.outbox()).at(-1)).toMatchObject({
      name: 'mailRefused',
      target: `asks ${email}`,
      params: { email },
    });
  }
});

test('from another conversation the same words after the same work, and a mail only where one waits (ASVS 5.0 6.3.8)', async () => {
  await people.register('chat', 'ORD-1001', MAIL);
  people.pass(60_000);
  const watch = async (email: string) => {
    const calls: string[] = [];
    const store = stepping(people.deps.store, (call, when) => void (when === 'before' && calls.push(call.of)));
    const outcome = await run(
      people.on(store),
      people.command(`x ${email}`, { type: 'resend', email, locale: 'en-US' }),
    );
    return { calls, outcome };
  };
  expect(await watch(MAIL)).toEqual(await watch('nobody@elsewhere.example'));
  expect(await people.mails(MAIL)).toHaveLength(2);
  expect(await people.mails('nobody@elsewhere.example')).toEqual([]);
});

test('the limits of strange addresses are counted across processes', async () => {
  const other = people.on(await people.temp.open());
  const ask = (deps: Deps, n: number, ip: string) => {
    const by = { role: 'guest', conversation: `chat ${n}`, ip } as const;
    return run(deps, people.command(by, { type: 'resend', email: MAIL, locale: 'en-US' }));
  };
  const asked = [people.deps, other].map((deps, n) => ask(deps, n, '198.51.100.1'));
  const codes = (await Promise.all(asked)).map((outcome) => (outcome.ok ? 'ok' : outcome.reason.code));
  expect(codes.sort()).toEqual(['ok', 'resendTooSoon']);
  // Nobody else waits for it, until the mailbox has had enough of all together.
  const more = [];
  for (let n = 0; n < 30; n += 1) more.push((await ask(people.deps, 10 + n, `198.51.${n}.1`)).ok);
  expect(more.filter(Boolean)).toHaveLength(24);
});

test('an expired registration gets a link that works again', async () => {
  await people.register('chat', 'ORD-1001', MAIL);
  people.pass(86_400_000 + 1);
  expect(await resend('chat')).toMatchObject({ ok: true, email: MAIL });
  expect(await peekActivation(people.deps, await people.token('activation', MAIL))).toMatchObject({ ok: true });
});
