// Signing in: the page's code typed back into the chat, its tries and its end.
import type { Actor } from '../../../domain/people';
import { accountOf } from '../../../services/account/accounts';
import { resetPassword } from '../../../services/account/password';
import { rememberDevice } from '../../../services/account/devices';
import { run } from '../../../services/run';
import { peekSignIn, signIn } from '../../../services/account/signin';
import { createPeople, PASSWORD, type People, tokenOf } from '../../support/people';
import { stepping } from '../../support/faulty-store';

const MAIL = 'lihua@qinghe.example';
let people: People;
beforeEach(async () => {
  people = await createPeople();
  await people.order('ORD-1001');
});
afterEach(() => people.temp.remove());

const begin = async (conversation = 'chat') => {
  const begun = await people.does(conversation, { type: 'beginSignIn', locale: 'nl-NL' });
  if (!begun.ok || begun.type !== 'signInBegun') throw new Error('not begun');
  return tokenOf(begun.url);
};
const redeem = (code: string, conversation = 'chat') => people.does(conversation, { type: 'redeemCode', code });
const codeFor = async (conversation = 'chat') => {
  const page = await people.signInPage(conversation, MAIL);
  if (!page.ok) throw new Error(page.reason.code);
  return page.code;
};

test('the page’s code, typed into the chat that asked, signs it in for 30 days', async () => {
  const { account } = await people.account('ORD-1001', MAIL);
  const code = await codeFor();
  expect(code).toMatch(/^\d{6}$/);
  const outcome = await redeem(` ${code.slice(0, 3)} ${code.slice(3)} `);
  const link = { customer: 'ORD-1001', account, epoch: 1, until: '2026-12-20T08:00:00.000Z' };
  expect(outcome).toEqual({ ok: true, type: 'signedIn', link, email: MAIL });
  expect(await accountOf(people.deps, link)).toMatchObject({ body: { email: MAIL } });
  people.pass(30 * 86_400_000);
  expect(await accountOf(people.deps, link)).toBeUndefined();
});

test('a code works once, in its conversation only, for ten minutes', async () => {
  await people.account('ORD-1001', MAIL);
  const code = await codeFor();
  expect(await redeem(code, 'other chat')).toMatchObject({ reason: { code: 'codeExpired' } });
  const both = await Promise.all([redeem(code), redeem(code)]);
  expect(both.map((outcome) => (outcome.ok ? outcome.type : outcome.reason.code)).sort()).toEqual([
    'codeExpired',
    'signedIn',
  ]);
  const late = await codeFor();
  people.pass(600_000);
  expect(await redeem(late)).toMatchObject({ reason: { code: 'codeExpired' }, slot: 'code' });
});

test('five wrong codes end the request, also when they come at once (ASVS 5.0 6.6.3)', async () => {
  await people.account('ORD-1001', MAIL);
  const code = await codeFor();
  const wrong = code === '000000' ? '000001' : '000000';
  const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => redeem(wrong)));
  const said = outcomes.map((outcome) =>
    outcome.ok ? 'ok' : `${outcome.reason.code} ${outcome.reason.params?.left ?? ''}`.trim(),
  );
  expect(said.sort()).toEqual(['codeLimit', 'codeWrong 1', 'codeWrong 2', 'codeWrong 3', 'codeWrong 4']);
  expect(await redeem(code)).toMatchObject({ reason: { code: 'codeExpired' } });
});

test('one live request a conversation: a newer one makes the older page dead', async () => {
  await people.account('ORD-1001', MAIL);
  const old = await begin();
  const fresh = await begin();
  expect(await peekSignIn(people.deps, old)).toEqual({ ok: false, reason: { code: 'linkDead' } });
  expect(await peekSignIn(people.deps, fresh)).toMatchObject({ ok: true, locale: 'nl-NL' });
  expect(await signIn(people.deps, { token: old, email: MAIL, password: PASSWORD })).toMatchObject({ ok: false });
  people.pass(600_000);
  expect(await peekSignIn(people.deps, fresh)).toMatchObject({ reason: { code: 'linkExpired' } });
});

test('a wrong password and an unknown address: the same words, store calls and hashes (ASVS 5.0 6.3.8)', async () => {
  await people.account('ORD-1001', MAIL);
  const watch = async (email: string) => {
    const token = await begin();
    const calls: string[] = [];
    const hashes = people.counts.hashes;
    const store = stepping(people.deps.store, (call, when) => void (when === 'before' && calls.push(call.of)));
    const answer = await signIn(people.on(store), { token, email, password: 'not-the-password', ip: '203.0.113.9' });
    return { answer, calls, hashes: people.counts.hashes - hashes };
  };
  const wrong = await watch(MAIL);
  expect(wrong).toEqual(await watch('nobody@elsewhere.example'));
  expect(wrong).toMatchObject({ answer: { ok: false, reason: { code: 'signInWrong' } }, hashes: 1 });
});

test('ten wrong ones in 15 minutes for an address from one network, across processes; then not even the right one', async () => {
  await people.account('ORD-1001', MAIL);
  const token = await begin();
  const other = people.on(await people.temp.open());
  const attempt = (n: number, password: string) =>
    signIn(n % 2 ? other : people.deps, { token, email: MAIL, password, ip: '198.51.100.1' });
  for (let n = 0; n < 10; n += 1) await attempt(n, 'wrong-password-here');
  expect(await attempt(0, PASSWORD)).toEqual({
    ok: false,
    reason: { code: 'signInLimited', params: { until: '2026-11-20T08:15:00.000Z' } },
  });
  // The owner's own network is another matter.
  const own = await begin('own chat');
  expect(await signIn(people.deps, { token: own, email: MAIL, password: PASSWORD, ip: '203.0.113.5' })).toMatchObject({
    ok: true,
  });
  people.pass(15 * 60_000);
  expect(await attempt(0, PASSWORD)).toMatchObject({ reason: { code: 'linkExpired' } });
  const late = await begin();
  expect(await signIn(people.deps, { token: late, email: MAIL, password: PASSWORD, ip: '198.51.100.1' })).toMatchObject(
    { ok: true },
  );
});

test('strangers of many networks use up an address for unknown devices only: the known one signs in, with tries of its own', async () => {
  await people.account('ORD-1001', MAIL);
  const device = rememberDevice(people.deps, undefined, MAIL);
  const token = await begin();
  const wrong = (n: number) =>
    signIn(people.deps, { token, email: MAIL, password: 'not-the-password', ip: `198.51.${n}.1` });
  const codes = (await Promise.all(Array.from({ length: 60 }, (_, n) => wrong(n)))).map((answer) =>
    answer.ok ? 'ok' : answer.reason.code,
  );
  expect(codes.filter((code) => code === 'signInWrong')).toHaveLength(50);
  // Same answer for the right password, so that nobody learns which it was.
  const stranger = { token, email: MAIL, password: PASSWORD, ip: '198.51.77.1' };
  expect(await signIn(people.deps, stranger)).toMatchObject({ reason: { code: 'signInLimited' } });
  expect(await signIn(people.deps, { ...stranger, device })).toMatchObject({ ok: true });
  // A device of another account, or one that somebody made up, is a stranger's.
  for (const made of [rememberDevice(people.deps, undefined, 'other@firm.example'), `9999999999999.x.y~${'a.b.c'}`]) {
    expect(await signIn(people.deps, { ...stranger, device: made })).toMatchObject({
      reason: { code: 'signInLimited' },
    });
  }
  for (let n = 0; n < 10; n += 1)
    expect(await signIn(people.deps, { ...stranger, password: 'typed-wrongly-again', device })).toMatchObject({
      reason: { code: 'signInWrong' },
    });
  expect(await signIn(people.deps, { ...stranger, device })).toMatchObject({ reason: { code: 'signInLimited' } });
});

test('fifteen wrong codes a day in a conversation, whatever sign-in they are for (ASVS 5.0 6.6.3)', async () => {
  await people.account('ORD-1001', MAIL);
  const said = [];
  for (let n = 0; n < 4; n += 1) {
    const code = await codeFor();
    const wrong = code === '000000' ? '000001' : '000000';
    for (let m = 0; m < 5; m += 1) said.push(await redeem(wrong));
  }
  const codes = said.map((outcome) => (outcome.ok ? 'ok' : outcome.reason.code));
  expect(codes.filter((code) => code === 'signInLimited')).toHaveLength(5);
  expect(codes.slice(15)).toEqual(Array(5).fill('signInLimited'));
});

test('fifty wrong ones an hour from one network address', async () => {
  const token = await begin();
  const attempt = (n: number) =>
    signIn(people.deps, { token, email: `a${n}@b.example`, password: 'x', ip: '203.0.113.9' });
  const answers = [];
  for (let n = 0; n < 51; n += 1) answers.push(await attempt(n));
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.reason.code)).sort();
  expect(codes).toEqual(['signInLimited', ...Array(50).fill('signInWrong')]);
});

test('signing out everywhere voids every link, also a code that waits', async () => {
  const { by, link } = await people.account('ORD-1001', MAIL);
  const code = await codeFor('other chat');
  expect(await people.does(by, { type: 'signOutEverywhere' })).toEqual({ ok: true, type: 'signedOut' });
  expect(await accountOf(people.deps, link)).toBeUndefined();
  expect(await redeem(code, 'other chat')).toMatchObject({ reason: { code: 'codeExpired' } });
  expect(await people.does(by, { type: 'signOutEverywhere' })).toEqual({ ok: true, type: 'signedOut' });
});

test('the code lies in the store as a keyed hash only', async () => {
  await people.account('ORD-1001', MAIL);
  const code = await codeFor();
  const doc = await people.deps.store.get({ pk: 'conversation:chat', id: 'signin' });
  expect(JSON.stringify(doc)).not.toContain(code);
});

test('forgotten: a link for an hour sets the password once, signs all out and kills older links', async () => {
  const { link } = await people.account('ORD-1001', MAIL);
  const forgot = () => people.does('chat', { type: 'forgotPassword', email: MAIL, locale: 'en-US' });
  expect(await forgot()).toEqual({ ok: true, type: 'passwordLinkSent' });
  const old = await people.token('resetPassword', MAIL);
  await forgot();
  const token = await people.token('resetPassword', MAIL);
  expect(await resetPassword(people.deps, { token: old, password: 'brand-new-phrase-7' })).toMatchObject({
    reason: { code: 'linkDead' },
  });
  expect(await resetPassword(people.deps, { token, password: MAIL })).toMatchObject({
    reason: { code: 'passwordLikeEmail' },
  });
  const other = people.on(await people.temp.open());
  const clicks = [people.deps, other].map((deps) => resetPassword(deps, { token, password: 'brand-new-phrase-7' }));
  expect(await Promise.all(clicks)).toEqual(Array(2).fill({ ok: true, email: MAIL, locale: 'en-US' }));
  expect((await people.mails(MAIL)).filter((mail) => mail.name === 'passwordChanged')).toHaveLength(1);
  expect(await accountOf(people.deps, link)).toBeUndefined();
  expect(await resetPassword(people.deps, { token, password: 'yet-another-phrase-8' })).toMatchObject({
    reason: { code: 'linkDead' },
  });
  expect(await people.signInPage('chat', MAIL)).toMatchObject({ reason: { code: 'signInWrong' } });
  expect(await people.signInPage('chat', MAIL, 'brand-new-phrase-7')).toMatchObject({ ok: true });
});

test('a reset link is dead after an hour', async () => {
  await people.account('ORD-1001', MAIL);
  await people.does('chat', { type: 'forgotPassword', email: MAIL, locale: 'en-US' });
  const token = await people.token('resetPassword', MAIL);
  people.pass(3_600_000);
  expect(await resetPassword(people.deps, { token, password: 'brand-new-phrase-7' })).toMatchObject({
    reason: { code: 'linkExpired' },
  });
});

test('forgotten, for an address with an account and without: the same words after the same work, five a day', async () => {
  await people.account('ORD-1001', MAIL);
  const watch = async (email: string) => {
    const calls: string[] = [];
    const store = stepping(people.deps.store, (call, when) => {
      if (when === 'before') calls.push(`${call.of}${call.of === 'commit' ? ` ${call.writes.length}` : ''}`);
    });
    const { hashes, wakes } = people.counts;
    const command = people.command(`chat ${email}`, { type: 'forgotPassword', email, locale: 'en-US' });
    const outcome = await run(people.on(store), command);
    return { outcome, calls, hashes: people.counts.hashes - hashes, wakes: people.counts.wakes - wakes };
  };
  expect(await watch(MAIL)).toEqual(await watch('nobody@elsewhere.example'));
  for (const _ of [2, 3, 4, 5]) await watch(MAIL);
  expect((await watch(MAIL)).outcome).toMatchObject({
    reason: { code: 'resetLimited', params: { until: '2026-11-21T08:00:00.000Z' } },
  });
});

test("what strangers ask for in the owner's name uses up their own: the known device and the linked chat still get a link", async () => {
  const { by } = await people.account('ORD-1001', MAIL);
  const device = rememberDevice(people.deps, undefined, MAIL);
  const forgot = async (who: Actor) => {
    const outcome = await run(
      people.deps,
      people.command(who, { type: 'forgotPassword', email: MAIL, locale: 'en-US' }),
    );
    return outcome.ok ? 'sent' : outcome.reason.code;
  };
  const asked = [];
  for (let n = 0; n < 40; n += 1) asked.push(await forgot({ role: 'guest', ip: `198.51.${n}.1` }));
  expect(asked).toEqual([...Array(15).fill('sent'), ...Array(25).fill('resetLimited')]);
  expect(await forgot({ role: 'guest', ip: '198.51.1.1', device })).toBe('sent');
  expect(await forgot(by)).toBe('sent');
  // The owner's own are bounded too.
  for (let n = 0; n < 10; n += 1) await forgot({ role: 'guest', ip: '203.0.113.5', device });
  expect((await people.mails(MAIL)).filter((mail) => mail.name === 'resetPassword')).toHaveLength(15 + 5 + 1);
});
