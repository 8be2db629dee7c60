// Floods: messages and new conversations, by whoever sends them, on both doors; and what limiters remember.
import { createFloods } from '../../../bot/http/floods';
import { createLimiter } from '../../../bot/http/limiter';
import { LIMITS } from '../../../services/shared/limit-table';
import { keys } from '../../../storage/records';
import { activity, type Answered, type Channel, deliver, openChannel } from '../../support/channel';
import { runApp, type RunningApp } from '../../support/running-app';

let running: RunningApp;
let channel: Channel;
/** It stands, so that no window ends while a busy machine plays the test; ahead, since the store's own clock goes on. */
let now = '2031-11-20T08:00:00.000Z';
beforeAll(async () => {
  channel = await openChannel();
  running = await runApp({ wrap: (deps) => ({ ...deps, now: () => now }) });
});
afterAll(async () => {
  await running.close();
  await channel.close();
});
beforeEach(() => {
  channel.posts.length = 0;
  now = new Date(Date.parse(now) + 3_600_000).toISOString();
});

const said = (text: string, more: Record<string, unknown>) =>
  deliver(running.base, activity(channel.serviceUrl, text, more));
const conversation = (id: string) => ({ conversation: { id } });

test('on a channel more than 30 messages in 10 s are answered as taken, and the person hears once that they were not read', async () => {
  const statuses = [];
  for (let n = 0; n < 40; n += 1) statuses.push((await said('hello', conversation('flooded'))).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const told = channel.posts.filter(({ body }) => String(body.text).includes('did not read'));
  expect(told).toHaveLength(1);
  expect(channel.posts).toHaveLength(31);
  now = new Date(Date.parse(now) + 10_000).toISOString();
  await said('hello', conversation('flooded'));
  expect(channel.posts).toHaveLength(32);
});

test('a person who writes in many conversations is one person; another one goes on', async () => {
  const from = { id: 'busy' };
  const { max } = LIMITS.workByPerson.windows[0];
  for (let n = 0; n < max + 5; n += 1) await said('hello', { ...conversation(`many ${n}`), from });
  expect(channel.posts.filter(({ body }) => String(body.text).includes('did not read'))).toHaveLength(5);
  channel.posts.length = 0;
  await said('hello', { ...conversation('one more'), from: { id: 'calm' } });
  expect(channel.posts.map(({ body }) => String(body.text).includes('did not read'))).toEqual([false]);
});

test('an answer that goes with the request says so there', async () => {
  let last: Answered | undefined;
  for (let n = 0; n < 31; n += 1)
    last = await said('hello', { ...conversation('replies'), deliveryMode: 'expectReplies', locale: 'nl-NL' });
  expect(last?.body.activities).toMatchObject([{ text: expect.stringContaining('tien seconden') }]);
});

const floods = (limits: Parameters<typeof createFloods>[0]['limits']) =>
  createFloods({ store: running.deps.store, nowMs: () => Date.parse(now), limits });

test('one network address floods with new conversations: limited together, others go on', async () => {
  const { message } = floods({ workByNetwork: 50 });
  const waits = [];
  for (let n = 0; n < 80; n += 1) waits.push(await message({ conversation: `c${n}`, ip: '198.51.100.1' }));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(50);
  expect(waits.at(-1)).toBe(10);
  expect(await message({ conversation: 'x', ip: '203.0.113.5' })).toBe(0);
});

test('long messages are more work than short ones', async () => {
  const { message } = floods({ workByConversation: 30 });
  const sender = { conversation: 'long' };
  expect([await message(sender, 9_000), await message(sender, 9_000), await message(sender, 300_000)]).toEqual([
    0, 0, 10,
  ]);
});

test('when the whole process has enough, whoever is signed in goes on', async () => {
  const { message } = floods({ workByService: 10 });
  for (let n = 0; n < 10; n += 1) await message({ conversation: `s${n}` });
  const key = keys.header('linked');
  const body = { state: { link: { account: 'a' } }, nextSeq: 0, channel: 'x', pending: [], delivered: [] };
  await running.deps.store.commit(key.pk, [{ op: 'create', doc: { ...key, kind: 'header', v: 1, body } }]);
  expect([await message({ conversation: 'stranger' }), await message({ conversation: 'linked' })]).toEqual([10, 0]);
});

test('new conversations of one network address are limited, with the seconds to wait', async () => {
  const own = await runApp({ wrap: (deps) => ({ ...deps, now: () => now }) });
  try {
    const ask = (bearer?: string) =>
      fetch(`${own.base}/api/webchat/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}) },
        body: '{}',
      });
    const { token } = (await (await ask()).json()) as { token: string };
    const answers = [];
    for (let n = 0; n < 60; n += 1) answers.push((await ask()).status);
    expect(answers.filter((status) => status === 200)).toHaveLength(59);
    const refused = await ask();
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
    now = new Date(Date.parse(now) + 60_000).toISOString();
    expect((await ask(token)).status).toBe(200);
  } finally {
    await own.close();
  }
});

test('what a limiter remembers is bounded: the oldest window goes first', () => {
  let at = 0;
  const limiter = createLimiter({ count: 1, seconds: 10, nowMs: () => at, maxKeys: 3 });
  for (const key of ['a', 'b', 'c']) expect([limiter.hit(key), limiter.hit(key)]).toEqual([0, 10]);
  expect(limiter.hit('d')).toBe(0);
  expect([limiter.hit('c'), limiter.hit('a')]).toEqual([10, 0]);
  at = 10_000;
  expect(limiter.hit('c')).toBe(0);
});
