// The embedded Direct Line over real HTTP and websockets, on a real SQLite file.
import { WebSocket } from 'ws';
import { counted } from '../../../../storage/counted';
import { StoreBusy } from '../../../../storage/store';
import { call, begin, listen, message, type Activity, type Opened } from '../../../support/directline-client';
import { payloadOf, signed } from '../../../support/host-tokens';
import { startDirectLine, type TestServer } from '../../../support/directline-server';
import { tempStore, type TempStore, until } from '../../../support/temp-store';

let temp: TempStore;
let server: TestServer;
let clock = 0;
const now = () => new Date(Date.now() + clock).toISOString();
const HOUR = 3_600_000;

beforeEach(async () => {
  temp = tempStore();
  clock = 0;
  server = await startDirectLine({ store: await temp.open(), now, allowedOrigins: ['https://shop.example'] });
});
afterEach(async () => {
  await server.close();
  await temp.remove();
});

const history = (url: string, token: string, watermark = '0') =>
  call<{ activities: Activity[]; watermark: string }>(`${url}/activities?watermark=${watermark}`, { token });

describe('tokens', () => {
  test('a token names domain, conversation and a dl_ user, and lives an hour', async () => {
    const { body, status } = await call<Record<string, string>>(`${server.base}/api/webchat/token`, { json: {} });
    expect(status).toBe(200);
    expect(body).toMatchObject({ domain: `${server.base}/v3/directline`, expiresIn: 3600 });
    expect(body.userId).toMatch(/^dl_/);
    expect(payloadOf(body.token ?? '')).toMatchObject({ user: body.userId, conversationId: body.conversationId });
  });

  test('an expired token answers 403, and renews for the same conversation within 30 days', async () => {
    const chat = await begin(server.base);
    clock = 2 * HOUR;
    const expired = await history(chat.url, chat.token);
    expect(expired.status).toBe(403);
    expect(expired.body.error?.code).toBe('TokenExpired');
    clock = 29 * 24 * HOUR;
    const renewed = await call<Record<string, string>>(`${server.base}/api/webchat/token`, {
      json: {},
      token: chat.token,
    });
    expect(renewed.body).toMatchObject({ conversationId: chat.conversationId, userId: chat.userId });
    expect((await history(chat.url, renewed.body.token ?? '')).body.activities).toHaveLength(1);
    clock = 31 * 24 * HOUR;
    expect((await call(`${server.base}/api/webchat/token`, { json: {}, token: chat.token })).status).toBe(403);
  });

  test('ASVS 5.0 7.3.2: renewals end 90 days after the first token, however often it was renewed or refreshed', async () => {
    const chat = await begin(server.base);
    const renew = (token: string) =>
      call<{ token: string; expiresIn: number }>(`${server.base}/api/webchat/token`, { json: {}, token });
    let { token } = chat;
    for (const days of [25, 50, 75, 89.99]) {
      clock = days * 24 * HOUR;
      const renewed = await renew(token);
      expect(renewed.status).toBe(200);
      ({ token } = renewed.body);
    }
    const refreshed = await call<Opened>(`${server.base}/v3/directline/tokens/refresh`, { method: 'POST', token });
    expect(refreshed.body.expires_in).toBeLessThan(900);
    clock = 90 * 24 * HOUR + 1000;
    for (const last of [token, refreshed.body.token]) {
      expect((await renew(last)).status).toBe(403);
      expect((await history(chat.url, last)).body.error?.code).toBe('TokenExpired');
    }
  });

  test('ASVS 5.0 9.1.1: a token signed with another key opens nothing and renews nothing', async () => {
    const chat = await begin(server.base);
    const forged = signed({ alg: 'HS256' }, payloadOf(chat.token), 'another key');
    expect((await history(chat.url, forged)).status).toBe(403);
    expect((await call(`${server.base}/api/webchat/token`, { json: {}, token: forged })).status).toBe(403);
    expect((await call(`${chat.url}/activities?watermark=0`)).status).toBe(401);
  });

  test('refresh gives a longer token for the same conversation', async () => {
    const chat = await begin(server.base);
    clock = 0.9 * HOUR;
    const { body } = await call<Opened>(`${server.base}/v3/directline/tokens/refresh`, {
      method: 'POST',
      token: chat.token,
    });
    expect(body).toMatchObject({ conversationId: chat.conversationId, expires_in: 3600 });
    clock = 1.5 * HOUR;
    expect((await history(chat.url, body.token)).status).toBe(200);
  });

  test('ASVS 5.0 8.2.2: a token for another conversation answers 404 everywhere', async () => {
    const [mine, theirs] = [await begin(server.base), await begin(server.base)];
    expect((await history(theirs.url, mine.token)).status).toBe(404);
    expect((await call(theirs.url, { token: mine.token })).status).toBe(404);
    expect((await call(`${theirs.url}/activities`, { json: message('hi'), token: mine.token })).status).toBe(404);
    const stolen = theirs.started.streamUrl.replace(/t=.*/, mine.started.streamUrl.split('t=')[1] ?? '');
    expect(await listen(stolen.replace(/t=.*/, (t) => t)).refused()).toBe(403);
  });
});

describe('conversations', () => {
  test('starting welcomes once: 201 the first time, 200 later', async () => {
    const chat = await begin(server.base, 'nl-NL');
    expect(chat.status).toBe(201);
    const again = await call<Opened>(`${server.base}/v3/directline/conversations`, { json: {}, token: chat.token });
    expect(again.status).toBe(200);
    const { body } = await history(chat.url, chat.token);
    expect(body.activities).toMatchObject([
      { type: 'message', text: 'welcome', locale: 'nl-NL', from: { role: 'bot' } },
    ]);
    expect(body.watermark).toBe('1');
  });

  test('a posted text is echoed with its clientActivityID and answered, and has a running id', async () => {
    const chat = await begin(server.base);
    const posted = await call<{ id: string }>(`${chat.url}/activities`, {
      json: message('hello', 'c1'),
      token: chat.token,
    });
    expect(posted).toMatchObject({ status: 200, body: { id: `${chat.conversationId}|0000001` } });
    const { body } = await history(chat.url, chat.token, '1');
    expect(body).toMatchObject({
      watermark: '3',
      activities: [
        { text: 'hello', from: { id: chat.userId, role: 'user' }, channelData: { clientActivityID: 'c1' } },
        { text: 'echo: hello', from: { role: 'bot' } },
      ],
    });
  });

  test('the same clientActivityID twice is one message with one id', async () => {
    const chat = await begin(server.base);
    const send = () =>
      call<{ id: string }>(`${chat.url}/activities`, { json: message('once', 'c1'), token: chat.token });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await history(chat.url, chat.token)).body.activities).toHaveLength(3);
  });

  test('a card submit arrives with its form, action, slot and inputs as texts; { say } is a text', async () => {
    const chat = await begin(server.base);
    const post = (value: unknown) =>
      call(`${chat.url}/activities`, { json: { type: 'message', value }, token: chat.token });
    await post({
      fapiao: { form: 'f1', action: 'answer', slot: 'email' },
      email: 'a@b.cn',
      bills: ['1', '2'],
      n: 3,
      '': 'x',
    });
    await post({ say: 'help' });
    const { activities } = (await history(chat.url, chat.token, '1')).body;
    expect(JSON.parse(activities[1]?.text ?? '')).toEqual({
      kind: 'card',
      form: 'f1',
      action: 'answer',
      slot: 'email',
      values: { email: 'a@b.cn', bills: '1,2', n: '3' },
    });
    expect(activities[2]?.text).toBe('help');
  });

  test.each(['event', 'typing', 'messageReaction', 'messageUpdate'])(
    '%s answers 200 and stores nothing',
    async (type) => {
      const chat = await begin(server.base);
      expect((await call(`${chat.url}/activities`, { json: { type, name: 'x' }, token: chat.token })).status).toBe(200);
      expect((await history(chat.url, chat.token)).body.activities).toHaveLength(1);
    },
  );

  test('reconnecting to what never was, and to a conversation that is gone, answers 404', async () => {
    const { body } = await call<{ token: string; conversationId: string }>(`${server.base}/api/webchat/token`, {
      json: {},
    });
    const url = `${server.base}/v3/directline/conversations/${body.conversationId}`;
    expect(await call(`${url}?watermark=0`, { token: body.token })).toMatchObject({
      status: 404,
      body: { error: { code: 'ConversationNotFound' } },
    });
  });
});

describe('bad input', () => {
  test.each([
    ['broken JSON', '{"type":', 400],
    ['no body', '', 400],
    ['an array', '[]', 400],
    ['no type', '{"text":"x"}', 400],
    ['an unknown type', '{"type":"handoff"}', 400],
    ['a text that is a number', '{"type":"message","text":1}', 400],
    ['a foreign card', '{"type":"message","value":{"a":1}}', 400],
    ['more than 10,000 characters', JSON.stringify(message('x'.repeat(10_001))), 413],
    ['1 MB', JSON.stringify(message('x'.repeat(1_000_000))), 413],
  ])('%s is refused with a sentence, and nothing is stored', async (_name, body, status) => {
    const chat = await begin(server.base);
    const answer = await call(`${chat.url}/activities`, { method: 'POST', body, token: chat.token });
    expect(answer.status).toBe(status);
    expect(answer.body.error?.message).toMatch(/^[A-Z].*\.$/);
    expect((await history(chat.url, chat.token)).body.activities).toHaveLength(1);
  });

  test('of a card no more is kept than a card of ours can hold, and no name of JavaScript', async () => {
    const chat = await begin(server.base);
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`slot${n}`, 'x']));
    const value = { list: Array(3).fill('y'.repeat(9_000)), constructor: 'z', ...many };
    const press = (fapiao: object) =>
      call(`${chat.url}/activities`, { json: { type: 'message', value: { fapiao, ...value } }, token: chat.token });
    expect((await press({ form: 'f', action: 'answer' })).status).toBe(200);
    const { activities } = (await history(chat.url, chat.token)).body;
    const kept = activities.find((one) => one.value !== undefined)?.value as Record<string, string>;
    expect(kept.list).toHaveLength(10_000);
    expect(Object.hasOwn(kept, 'constructor')).toBe(false);
    expect(Object.keys(kept).length).toBeLessThanOrEqual(51);
    expect((await press({ form: 'f', action: 'ask', slot: 'constructor' })).status).toBe(400);
  });

  test('10,000 characters are fine', async () => {
    const chat = await begin(server.base);
    const answer = await call(`${chat.url}/activities`, { json: message('票'.repeat(10_000)), token: chat.token });
    expect(answer.status).toBe(200);
  });

  test('more than 30 messages in 10 s answer 429 with the seconds to wait; other conversations go on', async () => {
    const [chat, other] = [await begin(server.base), await begin(server.base)];
    const send = (url: string, token: string) => call(`${url}/activities`, { json: message('x'), token });
    const answers = [];
    for (let n = 0; n < 31; n += 1) answers.push(await send(chat.url, chat.token));
    expect(answers.map((answer) => answer.status)).toEqual([...Array<number>(30).fill(200), 429]);
    expect(Number(answers[30]?.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await send(other.url, other.token)).status).toBe(200);
    clock = 11_000;
    expect((await send(chat.url, chat.token)).status).toBe(200);
  });

  test('a busy store answers 503 with Retry-After, an error in a turn 500, and nothing personal is logged', async () => {
    const failing = { error: new StoreBusy('busy with li@hua.cn') as Error };
    const store = await temp.open();
    const broken = await startDirectLine({ store, turns: { deliver: () => Promise.reject(failing.error) } });
    const chat = await begin(server.base);
    const url = chat.url.replace(server.base, broken.base);
    const busy = await call(`${url}/activities`, { json: message('li@hua.cn'), token: chat.token });
    expect([busy.status, busy.headers.get('Retry-After')]).toEqual([503, '1']);
    failing.error = new TypeError('li@hua.cn');
    expect((await call(`${url}/activities`, { json: message('x'), token: chat.token })).status).toBe(500);
    expect(broken.warnings.join()).not.toContain('hua');
    await broken.close();
  });

  test('ASVS 5.0 3.4.2: allowed sites pass the preflight, others are refused', async () => {
    const preflight = (origin: string) =>
      call(`${server.base}/v3/directline/conversations/x/activities`, {
        method: 'OPTIONS',
        headers: { Origin: origin },
      });
    const good = await preflight('https://shop.example');
    expect(good.status).toBe(204);
    expect(good.headers.get('Access-Control-Allow-Origin')).toBe('https://shop.example');
    expect(good.headers.get('Access-Control-Allow-Headers')).toMatch(/Authorization, Content-Type, x-ms-bot-agent/);
    expect((await preflight('https://evil.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
    const headers = { Origin: 'https://evil.example' };
    expect((await call(`${server.base}/api/webchat/token`, { json: {}, headers })).status).toBe(403);
  });
});

describe('bills that the page around the chat names', () => {
  const event = (value: unknown, name: unknown = 'fapiao/bills') => ({ type: 'event', name, value, from: { id: 'x' } });

  test('are a turn without a message of the person, once', async () => {
    const chat = await begin(server.base);
    const json = { ...event({ bills: ['BILL-1'] }), channelData: { clientActivityID: 'b1' } };
    for (let n = 0; n < 2; n += 1) {
      const posted = await call<{ id: string }>(`${chat.url}/activities`, { json, token: chat.token });
      expect(posted).toMatchObject({ status: 200, body: { id: `${chat.conversationId}|0000001` } });
    }
    const { body } = await history(chat.url, chat.token);
    expect(body.activities.map(({ from }) => from.role)).toEqual(['bot', 'bot']);
  });

  test('other events, and bills of another shape, mean nothing', async () => {
    const chat = await begin(server.base);
    for (const json of [
      event({ bills: ['BILL-1'] }, 'webchat/join'),
      event({ bills: ['BILL-1'] }, null),
      event({ bills: [] }),
      event({ bills: 'BILL-1' }),
      event({ bills: [7] }),
      event({ bills: ['x'.repeat(65)] }),
      event({ bills: Array.from({ length: 51 }, (_, n) => `BILL-${n}`) }),
      event(undefined),
    ]) {
      expect((await call(`${chat.url}/activities`, { json, token: chat.token })).status).toBe(200);
    }
    expect((await history(chat.url, chat.token)).body.activities).toHaveLength(1);
  });
});

describe('the socket', () => {
  test('sends the backlog, then what comes, with watermarks that count', async () => {
    const chat = await begin(server.base);
    const line = listen(chat.started.streamUrl);
    await line.until(() => line.activities().length === 1);
    await call(`${chat.url}/activities`, { json: message('hello', 'c1'), token: chat.token });
    await line.until(() => line.activities().length === 3);
    expect(line.texts()).toEqual(['welcome', 'hello', 'echo: hello']);
    expect(line.sets.at(-1)?.watermark).toBe('3');
    line.socket.close();
  });

  test('a long history comes in sets of at most 100, each entry once, in order', async () => {
    const chat = await begin(server.base);
    for (let n = 0; n < 120; n += 1) {
      clock += 400;
      await call(`${chat.url}/activities`, { json: message(`m${n}`), token: chat.token });
    }
    const opened = await call<Opened>(`${chat.url}?watermark=0`, { token: chat.token });
    const line = listen(opened.body.streamUrl);
    await line.until(() => line.activities().length >= 241);
    expect(line.sets.map((set) => set.activities.length)).toEqual([100, 100, 41]);
    expect(line.activities().map((activity) => Number(activity.id.split('|')[1]))).toEqual([...Array(241).keys()]);
    line.socket.close();
  });

  test('reconnecting with a watermark replays what came after it; without one nothing', async () => {
    const chat = await begin(server.base);
    await call(`${chat.url}/activities`, { json: message('a'), token: chat.token });
    const after = await call<Opened>(`${chat.url}?watermark=2`, { token: chat.token });
    const fresh = await call<Opened>(chat.url, { token: chat.token });
    const [line, quiet] = [listen(after.body.streamUrl), listen(fresh.body.streamUrl)];
    await Promise.all([line.until(() => line.activities().length === 1), quiet.opened()]);
    await call(`${chat.url}/activities`, { json: message('b'), token: chat.token });
    await Promise.all([line, quiet].map((each) => each.until(() => each.texts().includes('echo: b'))));
    expect(line.texts()).toEqual(['echo: a', 'b', 'echo: b']);
    expect(quiet.texts()).toEqual(['b', 'echo: b']);
    line.socket.close();
    quiet.socket.close();
    expect((await call(`${chat.url}?watermark=x`, { token: chat.token })).status).toBe(400);
  });

  test('messages posted while sockets come and go reach each socket once, in order', async () => {
    const chat = await begin(server.base);
    const lines: ReturnType<typeof listen>[] = [];
    for (let n = 0; n < 20; n += 1) {
      const opened = await call<Opened>(`${chat.url}?watermark=0`, { token: chat.token });
      const sent = call(`${chat.url}/activities`, { json: message(`m${n}`), token: chat.token });
      lines.push(listen(opened.body.streamUrl));
      await sent;
    }
    await Promise.all(lines.map((line) => line.until(() => line.activities().length >= 41)));
    for (const line of lines) {
      expect(line.activities().map((activity) => Number(activity.id.split('|')[1]))).toEqual([...Array(41).keys()]);
      line.socket.close();
    }
  });

  test('what one process takes reaches a socket of another process on the same file', async () => {
    const second = await startDirectLine({ store: await temp.open(), now });
    const chat = await begin(server.base);
    const line = listen(chat.started.streamUrl.replace(`:${server.port}/`, `:${second.port}/`));
    await line.until(() => line.activities().length === 1);
    await call(`${chat.url}/activities`, { json: message('across'), token: chat.token });
    await line.until(() => line.texts().includes('echo: across'));
    line.socket.close();
    await second.close();
  });

  test('a doorbell that does not ring is repaired by the slow poll', async () => {
    const store = { ...(await temp.open()), watch: () => () => undefined };
    const deaf = await startDirectLine({ store, now, timing: { pollMs: 50 } });
    const chat = await begin(server.base);
    const line = listen(chat.started.streamUrl.replace(`:${server.port}/`, `:${deaf.port}/`));
    await line.until(() => line.activities().length === 1);
    await call(`${chat.url}/activities`, { json: message('quiet'), token: chat.token });
    await line.until(() => line.texts().includes('echo: quiet'));
    line.socket.close();
    await deaf.close();
  });

  test.each([5, 100])(
    '%i idle sockets cost one read for each round of the slow poll, however many there are',
    async (many) => {
      const store = counted(await temp.open());
      const quick = await startDirectLine({ store, now, timing: { pollMs: 10 } });
      const lines = [];
      for (let n = 0; n < many; n += 1) {
        clock += 2_000;
        const chat = await begin(quick.base);
        lines.push(listen(chat.started.streamUrl));
      }
      await Promise.all(lines.map((line) => line.until(() => line.activities().length === 1)));
      const { gets, lists } = { ...store.stats };
      const ROUNDS = 20;
      let ticks = 0;
      const timer = setInterval(() => (ticks += 1), 10);
      await until(() => ticks >= ROUNDS);
      clearInterval(timer);
      expect(store.stats.gets).toBe(gets);
      expect(store.stats.lists - lists).toBeGreaterThan(0);
      expect(store.stats.lists - lists).toBeLessThan(2 * ROUNDS);
      for (const line of lines) line.socket.close();
      await quick.close();
    },
  );

  test('one watcher serves all sockets, and none is left when they are gone', async () => {
    const real = await temp.open();
    let watchers = 0;
    const watch: typeof real.watch = (ring) => {
      watchers += 1;
      const stop = real.watch(ring);
      return () => {
        watchers -= 1;
        stop();
      };
    };
    const counted = await startDirectLine({ store: { ...real, watch }, now });
    const chat = await begin(counted.base);
    const lines = [listen(chat.started.streamUrl), listen(chat.started.streamUrl)];
    await Promise.all(lines.map((line) => line.until(() => line.activities().length === 1)));
    expect(watchers).toBe(1);
    const gone = lines.map((line) => line.closed());
    for (const line of lines) line.socket.close();
    await Promise.all(gone);
    await call(`${chat.url}/activities`, { json: message('x'), token: chat.token });
    expect(watchers).toBe(0);
    await counted.close();
  });

  test('keep-alives are empty frames, and a socket that answers no ping is dropped', async () => {
    // The test is the clock: the next round comes when the last one is answered.
    const rounds = new Map<number, () => void>();
    const every = (ms: number, work: () => void) => {
      rounds.set(ms, work);
      return () => rounds.delete(ms);
    };
    const quick = await startDirectLine({
      store: await temp.open(),
      now,
      timing: { keepAliveMs: 1, pollMs: 2, every },
    });
    const keepAlive = () => rounds.get(1)?.();
    const chat = await begin(quick.base);
    const line = listen(chat.started.streamUrl);
    await line.opened();
    const dead = new WebSocket(chat.started.streamUrl, { autoPong: false });
    // By the welcome the server has it.
    await new Promise((resolve) => dead.once('message', resolve));
    const closed = new Promise<number>((resolve) => dead.once('close', resolve));
    await line.until(() => line.activities().length === 1);
    keepAlive();
    await line.until(() => line.frames.includes(''));
    // Its pong was sent before this; what is posted now is read after it.
    await call(`${chat.url}/activities`, { json: message('alive'), token: chat.token });
    await line.until(() => line.texts().includes('echo: alive'));
    keepAlive();
    expect(await closed).toBe(1006);
    expect(line.socket.readyState).toBe(line.socket.OPEN);
    line.socket.close();
    await quick.close();
  });

  test('ASVS 5.0 9.2.2: the token in the stream URL lives 60 s and is good for nothing else', async () => {
    const chat = await begin(server.base);
    const t = new URL(chat.started.streamUrl).searchParams.get('t') ?? '';
    expect((await history(chat.url, t)).status).toBe(403);
    expect(await listen(chat.started.streamUrl.replace(t, chat.token)).refused()).toBe(403);
    clock = 61_000;
    expect(await listen(chat.started.streamUrl).refused()).toBe(403);
  });
});

test('a websocket to any other place is closed, not left open', async () => {
  expect(await listen(`ws://127.0.0.1:${server.port}/elsewhere`).refused()).toBe(404);
});

test('ASVS 5.0 4.4.2: a page of another site cannot open the socket', async () => {
  const chat = await begin(server.base);
  const open = (origin: string) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(chat.started.streamUrl, { origin });
      socket.once('open', () => {
        socket.close();
        resolve(101);
      });
      socket.once('unexpected-response', (_req, res) => resolve(res.statusCode ?? 0));
    });
  expect(await open('https://evil.example')).toBe(403);
  expect(await open('https://shop.example')).toBe(101);
  expect(await open(server.base)).toBe(101);
});
