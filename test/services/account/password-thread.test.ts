// Judging passwords in a thread of its own: the loop goes on meanwhile, and the thread ends when nobody needs it.
import { join } from 'node:path';
import { createPasswords } from '../../../services/account/passwords';
import { createJobs, ThreadFailed } from '../../../services/shared/thread';
import { eventually } from '../../support/eventually';

const FILE = join(__dirname, '..', '..', '..', 'services', 'account', 'password-thread');
const SLOW = Array.from({ length: 64 }, (_, n) => 'aA4@'[n % 4]).join('');

test('a password is judged by the same rules, while the event loop goes on', async () => {
  const passwords = createPasswords();
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  const email = 'lihua@qinghe.example';
  const whose = { key: 'me' };
  const judged = await Promise.all([
    passwords.check('Password1234', { email }, whose),
    passwords.check('correct horse battery staple', { email }, whose),
    passwords.check(SLOW, { email }, whose),
  ]);
  clearInterval(turning);
  expect(judged.map((one) => (one.ok ? 'ok' : one.reason.code)).slice(0, 2)).toEqual(['passwordCommon', 'ok']);
  expect(turns).toBeGreaterThan(0);
  await passwords.close();
});

test('the thread ends after a while without work, and the next password begins another', async () => {
  const jobs = createJobs<object, { ok: boolean }>({ file: FILE, maxWaiting: 5, idleMs: 1 });
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const before = threads();
  const job = { password: 'correct horse battery staple', email: 'a@b.example' };
  expect(await jobs.do(job)).toMatchObject({ ok: true });
  await eventually('the thread ended', () => threads() === before);
  expect(await jobs.do(job)).toMatchObject({ ok: true });
  const [waiting] = await Promise.allSettled([jobs.do(job), jobs.close()]);
  expect(waiting).toMatchObject({ status: 'rejected', reason: new ThreadFailed('Closed') });
});
