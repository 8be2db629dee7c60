// No answer is never the answer: a reply that can't be drawn is an apology with the phone number in every channel.
import { renderActivity } from '../../../bot/render';
import { BUSINESS_DEFAULTS } from '../../../domain/business';
import { chatRow } from '../../../services/shared/outbox';
import { keys } from '../../../storage/records';
import { activity, type Channel, deliver, openChannel, wordsOf } from '../../support/channel';
import { begin, call, listen, message } from '../../support/directline-client';
import { eventually } from '../../support/eventually';
import { tempCosmos } from '../../support/temp-cosmos';
import { runApp, type RunningApp } from '../../support/running-app';
import { LOCALES } from '../../../locales';
import { changeWith, oldNotice } from '../../support/changes';

const { phone } = BUSINESS_DEFAULTS;
/** A mistake of ours that nobody has made yet: what answers "help" can't be drawn. */
const draw: typeof renderActivity = (reply, options) => {
  if (JSON.stringify(reply).includes('common:help')) throw new RangeError('Invalid time value');
  return renderActivity(reply, options);
};

const stores: [string, () => Promise<{ wrap?: Parameters<typeof runApp>[0] } & { remove(): Promise<void> }>][] = [
  ['SQLite', async () => ({ remove: async () => undefined })],
  [
    'Cosmos DB',
    async () => {
      const temp = await tempCosmos({ consistency: 'Strong' });
      const store = await temp.open();
      return { wrap: { wrap: (deps) => ({ ...deps, store }) }, remove: () => temp.remove() };
    },
  ],
];

describe.each(stores)('on %s', (_name, open) => {
  let running: RunningApp;
  let channel: Channel;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const ground = await open();
    remove = ground.remove;
    running = await runApp({ ...ground.wrap, draw });
    channel = await openChannel();
  });
  afterAll(async () => {
    await running.close();
    await channel.close();
    await remove();
  });
  beforeEach(() => void (channel.posts.length = 0));

  test('Direct Line: its log and its socket have it, once, and the conversation goes on', async () => {
    const chat = await begin(running.base);
    const line = listen(chat.started.streamUrl);
    for (const text of ['help', 'register'])
      await call(`${chat.url}/activities`, { json: message(text), token: chat.token });
    await line.until(() => wordsOf(line.activities()).includes('order number'));
    const read = await call<{ activities: unknown[] }>(`${chat.url}/activities`, { token: chat.token });
    for (const told of [wordsOf(line.activities()), wordsOf(read.body.activities)]) {
      expect(told.split(phone)).toHaveLength(2);
    }
    line.socket.close();
  });

  test('a row that is damaged is an apology, and hides no other', async () => {
    const chat = await begin(running.base);
    for (const text of ['thank you', 'register'])
      await call(`${chat.url}/activities`, { json: message(text), token: chat.token });
    const { store } = running.deps;
    const { pk } = keys.header(`directline:${chat.conversationId}`);
    const { docs } = await store.list('log', { pk, limit: 10 });
    const { etag, ...doc } = docs[1] as (typeof docs)[number];
    await store.commit(pk, [{ op: 'replace', doc: { ...doc, body: { items: 'gone' } }, etag }]);
    const read = await call<{ activities: object[]; watermark: string }>(`${chat.url}/activities`, {
      token: chat.token,
    });
    expect(wordsOf(read.body.activities)).toContain(phone);
    expect(wordsOf(read.body.activities)).toContain('order number');
    const next = await call<{ activities: object[] }>(`${chat.url}/activities?watermark=${read.body.watermark}`, {
      token: chat.token,
    });
    expect(next.body.activities).toEqual([]);
  });

  const to = (id: string, text: string, more = {}) =>
    deliver(running.base, activity(channel.serviceUrl, text, { conversation: { id }, ...more }));

  test.each(['emulator', 'sms', 'msteams'])(
    'the connector (%s) gets it, answers 200, and goes on',
    async (channelId) => {
      const id = `connector-${channelId}`;
      expect((await to(id, 'help', { channelId })).status).toBe(200);
      expect(wordsOf(channel.posts.map(({ body }) => body))).toContain(phone);
      channel.posts.length = 0;
      expect((await to(id, 'register', { channelId })).status).toBe(200);
      expect(wordsOf(channel.posts)).toContain('order number');
    },
  );

  test('expectReplies and an invoke have it in their answer', async () => {
    const answered = await to('expects', 'help', { deliveryMode: 'expectReplies' });
    expect(answered.body.activities).toHaveLength(1);
    expect(wordsOf(answered.body)).toContain(phone);
    const invoked = await to('expects', '', {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'fapiao', data: { say: 'help' } } },
    });
    expect(invoked).toMatchObject({
      status: 200,
      body: {
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: expect.stringContaining(phone),
      },
    });
  });

  test('a notice of another version is told as an apology, not as the name of its text', async () => {
    await to('notice', 'register');
    channel.posts.length = 0;
    const link = { customer: 'c1', account: 'a1', epoch: 1, until: '2027-01-01T00:00:00.000Z', email: 'a@b.example' };
    const row = chatRow(running.deps, {
      customer: 'c1',
      conversation: 'emulator||notice',
      name: 'linked',
      locale: 'en-US',
      params: link,
    });
    const changed = oldNotice(running.deps, 'c1', 'emulator||notice', {
      ...changeWith({ account: 'a1', state: 'scheduled', event: 'schedule' }),
      text: 'applicationChanged.ofTheFuture',
      values: {},
    });
    await running.deps.store.commit(keys.customer('c1'), [row]);
    running.deps.wake();
    await eventually('the chat is told of its account', () => channel.posts.length > 0);
    channel.posts.length = 0;
    await running.deps.store.commit(keys.customer('c1'), [changed]);
    running.deps.wake();
    await eventually('the apology came', () => wordsOf(channel.posts).includes(phone));
    expect(wordsOf(channel.posts)).not.toContain('ofTheFuture');
  });
});

test('every language has its own apology', async () => {
  const app = await runApp({ draw });
  const texts = new Set<string>();
  for (const locale of LOCALES) {
    const chat = await begin(app.base, locale);
    await call(`${chat.url}/activities`, { json: { ...message('help'), locale }, token: chat.token });
    const read = await call<{ activities: { text?: string }[] }>(`${chat.url}/activities`, { token: chat.token });
    const apology = read.body.activities.find(({ text }) => text?.includes(phone));
    texts.add(apology?.text ?? '');
  }
  expect(texts.size).toBe(LOCALES.length);
  await app.close();
});
