// Changing the e-mail address: confirmed at the new one, undone from the old one.
import { accountOf } from '../../../services/account/accounts';
import {
  confirmEmail,
  peekConfirmEmail,
  peekUndoEmail,
  requestEmailChange,
  undoEmail,
} from '../../../services/account/email';
import { resetPassword } from '../../../services/account/password';
import { createPeople, PASSWORD, type People } from '../../support/people';

const OLD = 'lihua@qinghe.example';
const NEW = 'li.hua@newfirm.example';
let people: People;
let link: Awaited<ReturnType<People['account']>>['link'];
beforeEach(async () => {
  people = await createPeople();
  await people.order('ORD-1001');
  ({ link } = await people.account('ORD-1001', OLD));
});
afterEach(() => people.temp.remove());

const request = (newEmail = NEW, password = PASSWORD, email = OLD) =>
  requestEmailChange(people.deps, { email, password, newEmail });
const signsIn = async (email: string, password = PASSWORD) => (await people.signInPage('chat', email, password)).ok;

test('the old address signs in until the new one confirms; then the new one, and every chat is signed out', async () => {
  expect(await request()).toEqual({ ok: true, email: NEW, locale: 'en-US' });
  const token = await people.token('confirmEmail', NEW);
  expect(await peekConfirmEmail(people.deps, token)).toMatchObject({ ok: true, email: NEW });
  expect([await signsIn(OLD), await signsIn(NEW)]).toEqual([true, false]);
  const other = people.on(await people.temp.open());
  const clicks = await Promise.all([confirmEmail(people.deps, token), confirmEmail(other, token)]);
  expect(clicks).toEqual(Array(2).fill({ ok: true, email: NEW, locale: 'en-US' }));
  expect([await signsIn(OLD), await signsIn(NEW)]).toEqual([false, true]);
  expect(await accountOf(people.deps, link)).toBeUndefined();
  const told = (await people.mails()).filter((mail) => mail.name === 'emailChanged').map((mail) => mail.target);
  expect(told.sort()).toEqual([NEW, OLD].sort());
});

test('it needs the current password, and a new address (ASVS 5.0 7.5.1)', async () => {
  expect(await request(NEW, 'wrong-password-here')).toMatchObject({ reason: { code: 'signInWrong' } });
  expect(await request(OLD.toUpperCase())).toMatchObject({ reason: { code: 'emailSame' }, slot: 'newEmail' });
  expect(await request('nowhere')).toMatchObject({ reason: { code: 'emailFormat' }, slot: 'newEmail' });
  expect((await people.mails()).filter((mail) => /email/i.test(mail.name))).toEqual([]);
});

test('the old address undoes it within a week, also after the confirmation; the password is void and set anew', async () => {
  await request();
  const undo = await people.token('emailChanging', OLD);
  await confirmEmail(people.deps, await people.token('confirmEmail', NEW));
  people.pass(6 * 86_400_000);
  expect(await peekUndoEmail(people.deps, undo)).toMatchObject({ ok: true, email: OLD });
  const undone = await undoEmail(people.deps, undo);
  expect(undone).toMatchObject({ ok: true, email: OLD, reset: expect.any(String) });
  expect([await signsIn(OLD), await signsIn(NEW)]).toEqual([false, false]);
  const token = undone.ok ? (undone.reset ?? '') : '';
  expect(await resetPassword(people.deps, { token, password: 'a-fresh-long-phrase' })).toMatchObject({ ok: true });
  expect(await signsIn(OLD, 'a-fresh-long-phrase')).toBe(true);
  expect(await undoEmail(people.deps, undo)).toEqual({ ok: true, email: OLD, locale: 'en-US' });
  expect(await signsIn(OLD, 'a-fresh-long-phrase')).toBe(true);
});

test('undone before the confirmation, the new address confirms nothing', async () => {
  await request();
  const token = await people.token('confirmEmail', NEW);
  await undoEmail(people.deps, await people.token('emailChanging', OLD));
  expect(await confirmEmail(people.deps, token)).toMatchObject({ reason: { code: 'linkDead' } });
});

test('who took the account over can’t push the undo link out by changing the address again or the password', async () => {
  await request('thief@elsewhere.example');
  const undo = await people.token('emailChanging', OLD);
  await confirmEmail(people.deps, await people.token('confirmEmail', 'thief@elsewhere.example'));
  expect(await request('thief2@elsewhere.example', PASSWORD, 'thief@elsewhere.example')).toMatchObject({
    reason: { code: 'emailChangeWaits', params: { until: '2026-11-27T08:00:00.000Z' } },
  });
  await people.does('thief', { type: 'forgotPassword', email: 'thief@elsewhere.example', locale: 'en-US' });
  const token = await people.token('resetPassword', 'thief@elsewhere.example');
  await resetPassword(people.deps, { token, password: 'thief-knows-this-1' });
  expect(await undoEmail(people.deps, undo)).toMatchObject({ ok: true, email: OLD });
  expect(await signsIn('thief@elsewhere.example', 'thief-knows-this-1')).toBe(false);
});

test('a mistyped new address is corrected by asking again; the first link is dead', async () => {
  await request('li.hua@newfrim.example');
  const wrong = await people.token('confirmEmail', 'li.hua@newfrim.example');
  await request();
  expect(await confirmEmail(people.deps, wrong)).toMatchObject({ reason: { code: 'linkDead' } });
  expect(await confirmEmail(people.deps, await people.token('confirmEmail', NEW))).toMatchObject({ ok: true });
});

test('a new address that has an account: the same answer, another mail, nothing to confirm', async () => {
  await people.order('ORD-1002');
  await people.account('ORD-1002', NEW);
  expect(await request()).toEqual({ ok: true, email: NEW, locale: 'en-US' });
  expect((await people.mails(NEW)).at(-1)).toMatchObject({ name: 'accountExists' });
});

test('a left address can be registered again once the undo is over, not before', async () => {
  await request();
  await confirmEmail(people.deps, await people.token('confirmEmail', NEW));
  await people.order('ORD-1002');
  await people.order('ORD-1003');
  await expect(people.account('ORD-1002', OLD)).rejects.toThrow('accountExists');
  people.pass(7 * 86_400_000);
  expect(await people.account('ORD-1003', OLD)).toMatchObject({ ok: true, email: OLD });
  expect(await signsIn(NEW)).toBe(true);
});
