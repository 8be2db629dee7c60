// /api/messages over real HTTP: what channels send, well-formed or not, and what they and the conversation get.
import { runApp, type RunningApp } from '../../../support/running-app';
import { activity, type Answered, type Channel, deliver, openChannel, wordsOf } from '../../../support/channel';
import { seedAccount, seedBills } from '../../../support/fapiao-world';
import type { LogItem } from '../../../../bot/turn/inbound';
import type { State } from '../../../../dialogs/state';
import { chatRow } from '../../../../services/shared/outbox';
import { bodyOf, type Header, keys } from '../../../../storage/records';
import { until } from '../../../support/temp-store';
import { changeWith } from '../../../support/changes';

let channel: Channel;
let running: RunningApp;

beforeAll(async () => {
  channel = await openChannel();
  running = await runApp();
  await seedBills(running.deps, [{ bill: 'BILL-1', order: 'ORDER-1', tenant: 'tenant-1', period: '2026-11' }]);
});
afterAll(async () => {
  await running.close();
  await channel.close();
});
let conversation = '';
/** Another one in each test: what one person says in ten seconds is limited. */
let person = '';
let count = 0;
beforeEach(() => {
  conversation = `chat-${(count += 1)}`;
  person = `person-${count}`;
  channel.posts.length = 0;
  channel.failures.length = 0;
  running.lines.length = 0;
});

const from = (more: Record<string, unknown> = {}, text = 'register') =>
  activity(channel.serviceUrl, text, {
    conversation: { id: conversation },
    from: { id: person, name: 'Li Hua' },
    ...more,
  });
const send = (more: Record<string, unknown> = {}, text = 'register') => deliver(running.base, from(more, text));
const ask = (text: string, more: Record<string, unknown> = {}) =>
  send({ deliveryMode: 'expectReplies', ...more }, text);

const keyOf = (id = conversation) => `emulator||${id}`;
async function header(key = keyOf()): Promise<Header | undefined> {
  const found = await running.deps.store.get(keys.header(key));
  return found && bodyOf('header', found);
}
async function logOf(key = keyOf()): Promise<LogItem[]> {
  const { docs } = await running.deps.store.list('log', { pk: keys.header(key).pk, limit: 500 });
  return docs.flatMap((doc) => bodyOf('turn', doc).items as unknown as LogItem[]);
}
const stateOf = (found: Header | undefined): State => (found?.state ?? {}) as State;
const healthy = async () => expect((await fetch(`${running.base}/healthz`)).status).toBe(200);

/** The `fapiao` data of the first card button that does this. */
function buttonOf(answered: Answered, action: string): { form: string; action: string } {
  const found = new RegExp(`"fapiao":(\\{[^{}]*"action":"${action}"[^{}]*\\})`).exec(wordsOf(answered.body));
  if (!found?.[1]) throw new Error(`no button "${action}" in ${wordsOf(answered.body)}`);
  return JSON.parse(found[1]) as { form: string; action: string };
}

describe('what channels send', () => {
  test('a message is answered by one POST to the connector, addressed to the person, and then 200', async () => {
    expect((await send()).status).toBe(200);
    expect(channel.posts).toHaveLength(1);
    const [post] = channel.posts;
    expect(post?.path).toMatch(new RegExp(`^/v3/conversations/${conversation}/activities/activity-\\d+$`));
    expect(post?.body).toMatchObject({
      type: 'message',
      from: { id: 'bot' },
      recipient: { id: person },
      conversation: { id: conversation },
      replyToId: expect.stringMatching(/^activity-/),
    });
    expect(wordsOf(post?.body)).toContain('order number');
  });

  test('every turn is at most one POST, also one with a command and several replies', async () => {
    for (const text of ['hello', 'register', 'what is a special fapiao?', 'ORDER-1 lihua@qinghe.example', 'confirm']) {
      channel.posts.length = 0;
      const { status } = await send({}, text);
      expect({ text, status, lines: running.lines }).toMatchObject({ text, status: 200 });
      expect(channel.posts).toHaveLength(1);
    }
    expect(wordsOf(channel.posts[0]?.body)).toContain('on its way');
  });

  test('expectReplies is answered in the HTTP answer, and nothing is posted', async () => {
    const answered = await ask('register');
    expect(answered.status).toBe(200);
    expect(answered.body.activities).toHaveLength(1);
    expect(answered.body.activities?.[0]).toMatchObject({ type: 'message', recipient: { id: person } });
    expect(channel.posts).toEqual([]);
  });

  test('a card submit (message with a value) and an adaptiveCard/action invoke fill the same form', async () => {
    const asked = await ask('register');
    const data = { fapiao: buttonOf(asked, 'answer'), order: 'ORDER-1', email: 'lihua@qinghe.example' };
    const summary = await ask('', { text: undefined, value: data });
    const confirm = { fapiao: buttonOf(summary, 'confirm') };
    const invoked = await send({
      type: 'invoke',
      name: 'adaptiveCard/action',
      text: undefined,
      value: { action: { type: 'Action.Execute', verb: 'fapiao', data: confirm }, trigger: 'manual' },
    });
    expect(invoked).toMatchObject({ status: 200, body: { statusCode: 200, type: expect.any(String) } });
    // What an invoke is answered with is shown to one client and kept nowhere: what came of it is a message.
    expect(wordsOf(channel.posts)).toContain('on its way');
    expect(channel.posts).toHaveLength(1);
  });

  test('joining and installing welcome once per conversation', async () => {
    const joined = { type: 'conversationUpdate', text: undefined, membersAdded: [{ id: 'bot' }, { id: person }] };
    expect((await send(joined)).status).toBe(200);
    expect((await send({ type: 'installationUpdate', action: 'add', text: undefined })).status).toBe(200);
    expect((await send({ ...joined, id: undefined })).status).toBe(200);
    const welcomes = (await logOf()).filter((item) => wordsOf(item).includes('common:welcome"'));
    expect(welcomes).toHaveLength(1);
    expect(channel.posts.length).toBeGreaterThanOrEqual(1);
    expect(new Set(channel.posts.map(({ body }) => wordsOf(body.text))).size).toBe(1);
  });

  test('the bot’s own joining is no reason to speak', async () => {
    await send({ type: 'conversationUpdate', text: undefined, membersAdded: [{ id: 'bot' }] });
    expect(await header()).toBeUndefined();
    expect(channel.posts).toEqual([]);
  });

  test.each(['typing', 'messageReaction', 'messageUpdate', 'messageDelete', 'event', 'endOfConversation', 'trace'])(
    'a "%s" is taken (200) and nothing is stored or sent',
    async (type) => {
      expect((await send({ type, text: undefined })).status).toBe(200);
      expect(await header()).toBeUndefined();
      expect(channel.posts).toEqual([]);
    },
  );

  test('an unknown invoke is 501, and so is one of our name without one of our cards', async () => {
    const unknown = await send({ type: 'invoke', name: 'composeExtension/query', text: undefined, value: {} });
    expect(unknown).toMatchObject({ status: 501, body: { error: { code: 'NotImplemented' } } });
    const empty = await send({ type: 'invoke', name: 'adaptiveCard/action', text: undefined, value: { action: 7 } });
    expect(empty.status).toBe(501);
    expect(await header()).toBeUndefined();
  });

  test('an unknown activity type is taken (200) and nothing is stored', async () => {
    expect((await send({ type: 'somethingNew' })).status).toBe(200);
    expect(await header()).toBeUndefined();
  });
});

describe('bad input', () => {
  test('broken JSON is 400 with a sentence', async () => {
    const answered = await deliver(running.base, '{"type":"message",');
    expect(answered).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('JSON') } } });
  });

  test.each<[string, unknown]>([
    ['type', { type: undefined }],
    ['type', { type: 7 }],
    ['channelId', { channelId: undefined }],
    ['serviceUrl', { serviceUrl: undefined }],
    ['serviceUrl', { serviceUrl: 'file:///etc/passwd' }],
    ['from', { from: undefined }],
    ['from.id', { from: { id: '' } }],
    ['conversation', { conversation: undefined }],
    ['conversation.id', { conversation: { id: { a: 1 } } }],
    ['text', { text: ['a'] }],
    ['membersAdded', { membersAdded: 'me' }],
    ['channelData', { channelData: 'x' }],
  ])('a missing or foreign %s is 400 and names it', async (name, more) => {
    const answered = await send(more as Record<string, unknown>);
    expect(answered).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } });
    expect(answered.body.error?.message).toContain(`: ${name}`);
  });

  test.each(['[]', 'null', '"text"', '7', '', 'true'])('%j instead of an activity is 400', async (body) => {
    expect((await deliver(running.base, body)).status).toBe(400);
  });

  test('256 KB is the limit: more is 413 with a sentence, also without a length, and the server goes on', async () => {
    for (const size of [257 * 1024, 1024 * 1024]) {
      const answered = await send({}, 'x'.repeat(size));
      expect(answered).toMatchObject({ status: 413, body: { error: { message: expect.stringContaining('256 KB') } } });
    }
    const chunked = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 20; n += 1) controller.enqueue(new TextEncoder().encode('y'.repeat(32 * 1024)));
        controller.close();
      },
    });
    const response = await fetch(`${running.base}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: chunked,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    await healthy();
  });

  test.each([
    ['a text of 10,000 characters', 'x'.repeat(10_000), {}],
    ['one more', 'x'.repeat(10_001), {}],
    ['a button that says so much', '', { value: { say: 'x'.repeat(60_000) } }],
  ])('%s is answered with how much is taken: a refusal would reach no person', async (_what, text, more) => {
    const answered = await ask(text, more);
    expect(answered).toMatchObject({ status: 200, body: { activities: [expect.anything()] } });
    expect(wordsOf(answered.body.activities)).toContain('4,000');
  });

  test('the longest ids that the shape allows are answered, each conversation its own', async () => {
    const group = (end: string) => ({ id: 'c'.repeat(499) + end, isGroup: true, tenantId: 't'.repeat(100) });
    const from = { id: 'p'.repeat(500) };
    for (const end of ['a', 'b']) {
      const answered = await send({ conversation: group(end), from, text: 'x', deliveryMode: 'expectReplies' });
      expect(answered.status).toBe(200);
    }
    const keys = await running.deps.store.list('log', { limit: 100 });
    const long = keys.docs.filter(({ pk }) => pk.includes('|#'));
    expect(new Set(long.map(({ pk }) => pk)).size).toBe(2);
  });

  test.each([
    ['control characters', 're\u0000gis\u0007ter\u001b[31m'],
    ['right-to-left and zero-width', '\u202eregister\u200b\u200d\ufeff'],
    ['half a surrogate pair', '\ud800 register \udc00'],
    ['HTML and Markdown', '<script>alert(1)</script> **[x](javascript:alert(1))**'],
    ['only spaces', '\u00a0'],
  ])('%s: answered or taken, and the conversation goes on', async (_what, text) => {
    expect((await ask(text)).status).toBe(200);
    expect((await ask('help')).body.activities).toHaveLength(1);
    expect(running.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('HTML and Markdown in a value come back escaped in the card and plain in text', async () => {
    await ask('register');
    const evil = 'a*b_c@[x](http://evil.example).example';
    const answered = await ask(`ORDER-1 ${evil}`);
    expect(wordsOf(answered.body)).not.toContain('](http://evil');
  });

  test.each([
    ['names of Object.prototype as a card’s inputs', { constructor: 'x', toString: 'y', hasOwnProperty: 'z' }],
    [
      'names of Object.prototype as form and action',
      { fapiao: { form: 'constructor', action: 'toString', slot: 'valueOf' } },
    ],
  ])('%s do nothing', async (_what, value) => {
    const asked = await ask('register');
    const data = { fapiao: { form: buttonOf(asked, 'answer').form, action: 'answer' }, ...value };
    expect((await ask('', { text: undefined, value: data })).status).toBe(200);
    expect(running.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(wordsOf(await ask('help'))).not.toContain('went wrong');
  });

  test('"__proto__" anywhere in the JSON changes no prototype', async () => {
    const body = JSON.stringify(from({ value: { fapiao: { form: 'x', action: 'answer' } } }))
      .replace('"form":"x"', '"form":"x","__proto__":{"polluted":1}')
      .replace('{"type"', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"type"');
    expect((await deliver(running.base, body)).status).toBe(200);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    await healthy();
  });

  test('a card of a form that is over or never was is answered in words', async () => {
    const answered = await ask('', { text: undefined, value: { fapiao: { form: 'gone', action: 'confirm' } } });
    expect(answered.status).toBe(200);
    expect(answered.body.activities).toHaveLength(1);
  });

  test('without an app id only loopback service URLs are served (ASVS 5.0 1.3.6)', async () => {
    for (const serviceUrl of [
      'https://smba.trafficmanager.net/teams/',
      'http://10.0.0.1/',
      'http://127.0.0.1.evil.example/',
      'http://localhost.evil.example/',
      'http://127.0.0.1@evil.example/',
      'http://[::ffff:10.0.0.1]/',
    ]) {
      expect(await send({ serviceUrl })).toMatchObject({
        status: 403,
        body: { error: { code: 'ServiceUrlNotAllowed' } },
      });
    }
    expect(await header()).toBeUndefined();
  });
});

describe('when the answer cannot be sent', () => {
  test('5xx; the message is kept; delivered again it is sent once, from the stored row', async () => {
    const message = from();
    channel.failures.push(...Array<number>(20).fill(400));
    const first = await deliver(running.base, message);
    expect(first.status).toBeGreaterThanOrEqual(500);
    expect(channel.posts).toEqual([]);
    const before = await logOf();
    expect(before).toHaveLength(2);
    channel.failures.length = 0;
    expect((await deliver(running.base, message)).status).toBe(200);
    expect((await deliver(running.base, message)).status).toBe(200);
    expect(channel.posts).toHaveLength(1);
    expect(await logOf()).toEqual(before);
  });
});

test('a connector that closed its kept connections gets the answer on a new one', async () => {
  for (let n = 0; n < 20; n += 1) {
    const answering = send({}, 'hello');
    channel.hangUp();
    expect((await answering).status).toBe(200);
  }
  expect(channel.posts.length).toBeGreaterThanOrEqual(20);
});

describe('group chats', () => {
  const inGroup = (person: string, more: Record<string, unknown> = {}) => ({
    channelId: 'msteams',
    conversation: { id: conversation, isGroup: true, conversationType: 'groupChat', tenantId: 'tenant-1' },
    from: { id: person },
    ...more,
  });

  const groupKey = (person: string) => `msteams|tenant-1|${conversation}|${person}`;

  test('each person has a conversation of their own, also when a name is mentioned', async () => {
    const entities = [{ type: 'mention', text: '<at>Fapiao assistant</at>', mentioned: { id: 'bot' } }];
    await ask('<at>Fapiao assistant</at> Nederlands', inGroup('anna', { entities }));
    await ask('hello', inGroup('mei'));
    expect(stateOf(await header(groupKey('anna'))).locale).toBe('nl-NL');
    expect(stateOf(await header(groupKey('mei'))).locale).toBe('en-US');
    expect(await header(groupKey('anna'))).toMatchObject({ group: true });
    expect(wordsOf(await logOf(groupKey('mei')))).not.toContain('Nederlands');
  });

  test('nothing of an account is shown: no bills, no progress, and a notice only says that something changed', async () => {
    const { deps } = running;
    const link = await seedAccount(deps, { customer: 'tenant-1', id: 'account-1', orders: ['ORDER-1'] });
    await ask('hello', inGroup('anna'));
    const doc = await deps.store.get(keys.header(groupKey('anna')));
    if (!doc) throw new Error('no conversation');
    const body = { ...bodyOf('header', doc), state: { ...stateOf(bodyOf('header', doc)), link } };
    await deps.store.commit(doc.pk, [{ op: 'replace', doc: { ...doc, body }, etag: doc.etag }]);
    const params = changeWith({ state: 'issued' });
    const row = { customer: 'tenant-1', name: 'applicationChanged', locale: 'en-US', params } as const;
    await deps.store.commit(keys.customer('tenant-1'), [chatRow(deps, { ...row, conversation: groupKey('anna') })]);
    deps.wake();
    await until(() => channel.posts.length > 0);
    expect(channel.posts[0]?.path).toBe(`/v3/conversations/${conversation}/activities`);
    for (const text of ['where is my fapiao?', 'I need a fapiao', 'cancel my application', 'FP-2611-0001'])
      await send(inGroup('anna'), text);
    for (const shown of ['BILL-1', 'FP-2611-0001', '1,368', '@qinghe'])
      expect(wordsOf(channel.posts)).not.toContain(shown);
    expect(wordsOf(await logOf(groupKey('anna')))).toContain('notices:somethingChanged');
  });
});

test('personal chats of two channels, tenants or conversations never share anything', async () => {
  await ask('register');
  const elsewhere: [string, Record<string, unknown>][] = [
    [`webchat||${conversation}`, { channelId: 'webchat' }],
    [`emulator|other|${conversation}`, { conversation: { id: conversation, tenantId: 'other' } }],
    [`emulator||${conversation}x`, { conversation: { id: `${conversation}x` } }],
  ];
  for (const [key, more] of elsewhere) {
    await ask('hello', more);
    expect(stateOf(await header(key)).form).toBeUndefined();
  }
  expect(stateOf(await header()).form).toMatchObject({ flow: 'register' });
});

test('channels without cards get everything as plain text', async () => {
  const answered = await ask('register', { channelId: 'sms' });
  expect(answered.body.activities?.[0]).toMatchObject({
    textFormat: 'plain',
    text: expect.stringContaining('order number'),
  });
  expect(answered.body.activities?.[0]).not.toHaveProperty('attachments');
});

test('nothing personal is logged, whatever happens (ASVS 5.0 16.2.5)', async () => {
  await send({}, 'register');
  await send({}, 'ORDER-1 geheim.adres@qinghe.example');
  channel.failures.push(...Array<number>(20).fill(400));
  await send({}, 'my password is Sommer-2026!x');
  channel.failures.length = 0;
  await deliver(running.base, '{"text":"geheim.adres@qinghe.example"');
  await send({ serviceUrl: 'https://geheim.adres.example/' });
  await send({ type: 'invoke', name: 'geheim.adres', text: undefined });
  const logged = JSON.stringify(running.lines);
  expect(running.lines.length).toBeGreaterThan(0);
  for (const personal of ['geheim', 'Sommer', 'ORDER-1', 'Li Hua', person, conversation])
    expect(logged).not.toContain(personal);
});

describe('what holds no text', () => {
  const png = { contentType: 'image/png', contentUrl: 'https://channel.example/1.png' };
  test.each<[string, object, string]>([
    ['a picture', { text: '', attachments: [png] }, 'pictures'],
    [
      'a picture beside the HTML that Teams adds',
      { text: undefined, attachments: [{ contentType: 'text/html', content: '<p><img src="x"></p>' }, png] },
      'pictures',
    ],
    ['a voice note', { text: '', attachments: [{ contentType: 'audio/ogg; codecs=opus', contentUrl: 'x' }] }, 'voice'],
    [
      'a file',
      { text: null, attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', content: {} }] },
      'files',
    ],
    ['nothing but HTML', { text: '<div><br/></div>' }, 'without any words'],
    [
      'nothing but HTML in an attachment',
      { text: '', attachments: [{ contentType: 'text/html', content: '<p>&nbsp;</p>' }] },
      'without any words',
    ],
    ['an attachment without a type', { text: '', attachments: [{}] }, 'files'],
    ['a message without a text', { text: undefined }, 'without any words'],
    ['nothing but spaces and line ends', { text: ' \n\t \n' }, 'without any words'],
    ["another bot's card", { text: '', value: { other: 1 } }, 'without any words'],
  ])('%s is answered with what to do, and the conversation goes on', async (_what, more, words) => {
    await ask('register');
    const answered = await ask('', more as Record<string, unknown>);
    expect(wordsOf(answered.body.activities)).toContain(words);
    expect(wordsOf(answered.body.activities)).toContain('order number');
    expect(wordsOf((await ask('help')).body.activities)).toContain('answers are kept');
  });

  test('text in an HTML or plain attachment is read, and a picture beside a text changes nothing', async () => {
    for (const attachments of [
      [{ contentType: 'text/html', content: '<p>register</p>' }],
      [{ contentType: 'text/plain', content: 'register' }],
    ]) {
      expect(wordsOf((await ask('', { attachments })).body.activities)).toContain('order number');
    }
    expect(wordsOf((await ask('register', { attachments: [png] })).body.activities)).not.toContain('pictures');
  });

  test('hostile HTML of 10,000 characters is answered', async () => {
    for (const content of ['<'.repeat(10_000), '<a'.repeat(5_000), '&amp;'.repeat(2_000), ' '.repeat(10_000)]) {
      const answered = await ask('', { attachments: [{ contentType: 'text/html', content }] });
      expect(answered.body.activities).toHaveLength(1);
    }
  });
});

test('a byte order mark before the JSON is no mistake', async () => {
  const answered = await deliver(running.base, `\ufeff${JSON.stringify(from({ deliveryMode: 'expectReplies' }))}`);
  expect(answered.status).toBe(200);
  expect(answered.body.activities).toHaveLength(1);
});

test('the same activity again while its answer is on its way is answered once', async () => {
  const same = from();
  const { store } = running.deps;
  const { get } = store;
  let again: Promise<Answered> | undefined;
  channel.hold = () => {
    // Only the first: a second answer must arrive to be counted.
    channel.hold = async () => undefined;
    return new Promise((resolve) => {
      // The answer of the first is held until the second has found its row: then it would send it again.
      store.get = async (key) => {
        const found = await get(key);
        if (key.id.startsWith('turn:')) setImmediate(resolve);
        return found as never;
      };
      again ??= deliver(running.base, same);
    });
  };
  try {
    expect((await deliver(running.base, same)).status).toBe(200);
    expect((await again)?.status).toBe(200);
  } finally {
    store.get = get;
    channel.hold = async () => undefined;
  }
  expect(channel.posts).toHaveLength(1);
});
