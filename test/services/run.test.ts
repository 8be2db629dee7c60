// Commands by id: the same one again answers the same, and other content under its id is refused.
import type { CommandBody } from '../../services/commands';
import { run } from '../../services/run';
import { bodyOf } from '../../storage/records';
import { createPeople, type People } from '../support/people';
import { type Call, dying, lostAnswer, stepping } from '../support/faulty-store';

const MAIL = 'lihua@qinghe.example';
let people: People;
beforeEach(async () => {
  people = await createPeople();
  await people.order('ORD-1001');
});
afterEach(() => people.temp.remove());

const requests = async () => {
  const { docs } = await people.deps.store.list('requests', { limit: 100 });
  return docs.map((doc) => bodyOf('request', doc));
};

test.each<[string, CommandBody, CommandBody]>([
  [
    'askHolder',
    { type: 'askHolder', order: 'ORD-1001', email: 'a@b.cn', locale: 'en-US' },
    { type: 'askHolder', order: 'ORD-1001', email: 'c@d.cn', locale: 'en-US' },
  ],
  [
    'resend',
    { type: 'resend', email: 'a@b.cn', locale: 'en-US' },
    { type: 'resend', email: 'c@d.cn', locale: 'en-US' },
  ],
  [
    'forgotPassword',
    { type: 'forgotPassword', email: 'a@b.cn', locale: 'en-US' },
    { type: 'forgotPassword', email: MAIL, locale: 'en-US' },
  ],
  ['beginSignIn', { type: 'beginSignIn', locale: 'en-US' }, { type: 'beginSignIn', locale: 'da-DK' }],
  ['redeemCode', { type: 'redeemCode', code: '123456' }, { type: 'redeemCode', code: '123457' }],
  [
    'requestPerson',
    { type: 'requestPerson', text: 'hello', locale: 'en-US' },
    { type: 'requestPerson', text: 'help', locale: 'en-US' },
  ],
])('%s: the same id answers the same, and other content under it is refused', async (_, body, other) => {
  const command = people.command('chat', body);
  const first = await run(people.deps, command);
  people.pass(1000);
  expect(await run(people.deps, command)).toEqual(first);
  // As it comes back from the store: fields in another order, and from another network address.
  const { type, ...rest } = body;
  const again = {
    ...rest,
    type,
    by: { role: 'guest', conversation: 'chat', ip: '192.0.2.7' },
    id: command.id,
  } as typeof command;
  expect(await run(people.deps, again)).toEqual(first);
  expect(await run(people.deps, { ...command, ...other })).toEqual({ ok: false, reason: { code: 'commandReused' } });
});

test('a wish for a person is stored once, wherever the process stops', async () => {
  const body = { type: 'requestPerson', text: 'I need\u00a0help', locale: 'zh-CN' } as const;
  const calls: Call[] = [];
  const watched = stepping(people.deps.store, (call, when) => void (when === 'before' && calls.push(call)));
  await run(people.on(watched), people.command('chat', body));
  let n = 0;
  for (let at = 1; at <= calls.length; at += 1) {
    for (const when of ['before', 'after'] as const) {
      n += 1;
      const command = people.command(`chat ${n}`, body);
      await expect(run(people.on(dying(people.deps.store, at, when)), command)).rejects.toThrow('died');
      expect(await run(people.deps, command)).toEqual({ ok: true, type: 'personRequested' });
    }
  }
  expect(await requests()).toHaveLength(n + 1);
  expect((await requests())[0]).toMatchObject({ conversation: expect.stringMatching(/^chat/), locale: 'zh-CN' });
});

test('a commit whose answer was lost is not done again', async () => {
  const command = people.command('chat', { type: 'requestPerson', text: 'x', locale: 'en-US' });
  await expect(run(people.on(lostAnswer(people.deps.store, 2)), command)).rejects.toThrow('lost');
  await run(people.deps, command);
  expect(await requests()).toHaveLength(1);
});

test('ten wishes for a person a day', async () => {
  const ask = () => people.does('chat', { type: 'requestPerson', text: 'x', locale: 'en-US' });
  for (let n = 0; n < 10; n += 1) expect(await ask()).toMatchObject({ ok: true });
  expect(await ask()).toMatchObject({
    reason: { code: 'requestLimited', params: { until: '2026-11-21T08:00:00.000Z' } },
  });
});

test('asking the holder: the holder gets the asker’s address, and the asker learns nothing', async () => {
  await people.account('ORD-1001', MAIL);
  await people.order('ORD-1002');
  const watch = async (order: string) => {
    const calls: string[] = [];
    const store = stepping(people.deps.store, (call, when) => void (when === 'before' && calls.push(call.of)));
    const command = people.command(`chat ${order}`, {
      type: 'askHolder',
      order,
      email: 'Asker@firm.cn',
      locale: 'fr-FR',
    });
    return { outcome: await run(people.on(store), command), calls };
  };
  expect(await watch('ORD-1001')).toEqual(await watch('ORD-1002'));
  expect((await watch('ORD-7777')).outcome).toEqual({ ok: true, type: 'holderAsked' });
  const asked = (await people.mails()).filter((mail) => mail.name === 'holderAsked');
  expect(asked).toMatchObject([{ target: MAIL, locale: 'en-US', params: { asker: 'asker@firm.cn' } }]);
});

test('the holder is asked three times a day from one place, six in all, and a conversation asks at most three times', async () => {
  const ask = (conversation: string, order: string, ip = '198.51.100.1') =>
    people.does(
      { role: 'guest', conversation, ip },
      { type: 'askHolder', order, email: 'asker@firm.cn', locale: 'en-US' },
    );
  for (const n of [1, 2, 3]) expect(await ask(`chat ${n}`, 'ORD-1001')).toMatchObject({ ok: true });
  const limited = { reason: { code: 'askLimited', params: { until: '2026-11-21T08:00:00.000Z' } } };
  expect(await ask('chat 4', 'ORD-1001')).toMatchObject(limited);
  // Whoever really needs it asks from elsewhere.
  for (const n of [1, 2, 3]) expect(await ask(`other ${n}`, 'ORD-1001', `203.0.113.${n}`)).toMatchObject({ ok: true });
  expect(await ask('other 4', 'ORD-1001', '203.0.113.4')).toMatchObject(limited);
  for (const n of [1, 2, 3]) expect(await ask('chat 5', `ORD-200${n}`)).toMatchObject({ ok: true });
  expect(await ask('chat 5', 'ORD-2004')).toMatchObject({ reason: { code: 'askLimited' } });
});

test('the holder gets no more mails because the order is spelled in another way, or named by a bill', async () => {
  await people.account('ORD-1001', MAIL);
  await people.order('ORD-1001', { bill: 'BILL-1' });
  const ask = (conversation: string, order: string) =>
    people.does(
      { role: 'guest', conversation, ip: '198.51.100.1' },
      { type: 'askHolder', order, email: 'asker@firm.cn', locale: 'en-US' },
    );
  const spellings = ['ord-1001', '#ORD-1001', 'BILL-1', 'No. ORD-1001', 'ORD-1001.'];
  const answers = [];
  for (const [n, order] of spellings.entries()) answers.push((await ask(`chat ${n}`, order)).ok);
  expect(answers).toEqual([true, true, true, false, false]);
  expect((await people.mails()).filter((mail) => mail.name === 'holderAsked')).toHaveLength(3);
});

test('a forgotten password on a page is limited by network and by address, and a refused one costs the owner nothing', async () => {
  const ask = (ip: string, email: string) =>
    people.does({ role: 'guest', ip }, { type: 'forgotPassword', email, locale: 'en-US' });
  for (let n = 0; n < 100; n += 1) expect(await ask('192.0.2.1', `a${n}@b.example`)).toMatchObject({ ok: true });
  for (let n = 0; n < 9; n += 1) expect(await ask('192.0.2.1', MAIL)).toMatchObject({ ok: false });
  for (let n = 0; n < 5; n += 1) expect(await ask('192.0.2.2', MAIL)).toMatchObject({ ok: true });
  expect(await ask('192.0.2.2', MAIL)).toMatchObject({ reason: { code: 'resetLimited' } });
  expect(await ask('192.0.2.3', MAIL)).toMatchObject({ ok: true });
});
