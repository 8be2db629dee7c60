// The page around the chat hands over its signed token: what that changes in a conversation, and what it never does.
import { AUDIENCE, forge, ISSUER, type JwksServer, mint, pairOf, startJwks } from '../../../support/host-tokens';
import { type Activity, begin, call, message } from '../../../support/directline-client';
import { type RunningApp, runApp } from '../../../support/running-app';
import { seedAccount, seedBills } from '../../../support/fapiao-world';
import { claimLogin } from '../../../../services/account/logins';
import { bodyOf, keys } from '../../../../storage/records';
import type { State } from '../../../../dialogs/state';

let jwks: JwksServer;
let app: RunningApp;
const EMAIL = 'lihua@qinghe.example';

beforeAll(async () => {
  jwks = await startJwks();
  app = await runApp({
    env: { HOST_JWKS_URL: jwks.url, HOST_JWT_ISSUER: ISSUER, HOST_JWT_AUDIENCE: AUDIENCE, DEMO: 'false' },
  });
  await seedBills(app.deps, [
    { bill: 'BILL-1', tenant: 'tenant-1', paidAt: '2026-10-01 10:00' },
    { bill: 'BILL-2', order: 'ORDER-2', tenant: 'tenant-1', period: '2026-09', paidAt: '2026-10-01 10:00' },
    { bill: 'BILL-9', order: 'ORDER-9', tenant: 'tenant-9', paidAt: '2026-10-01 10:00' },
  ]);
  const link = await seedAccount(app.deps, { customer: 'tenant-1', orders: ['ORDER-1'], email: EMAIL });
  await claimLogin(app.deps, EMAIL, 'tenant-1', link.account);
});
afterAll(async () => {
  await app?.close();
  await jwks?.close();
});

type Chat = Awaited<ReturnType<typeof begin>>;
const give = (chat: Pick<Chat, 'token'>, token: unknown) =>
  call<{ state: string; user: { email: string } }>(`${app.base}/api/webchat/user`, {
    json: { token },
    token: chat.token,
  });
const history = async (chat: Chat) =>
  (await call<{ activities: Activity[] }>(`${chat.url}/activities?watermark=0`, { token: chat.token })).body.activities;
const stateOf = async ({ conversationId }: Chat) => {
  const header = await app.deps.store.get(keys.header(`directline:${conversationId}`));
  return header && (bodyOf('header', header).state as State);
};

test('a good token links the account of that address: the bot knows it without asking, bills from the page go at once', async () => {
  const chat = await begin(app.base);
  const given = await give(chat, mint({ claims: { orders: ['ORDER-1'] } }));
  expect(given).toMatchObject({ status: 200, body: { state: 'linked', user: { email: EMAIL } } });
  const event = { type: 'event', name: 'fapiao/bills', value: { bills: ['BILL-1'] }, from: { id: 'x' } };
  expect((await call(`${chat.url}/activities`, { json: event, token: chat.token })).status).toBe(200);
  const [, linked, asked] = await history(chat);
  expect(linked?.text).toContain(EMAIL);
  expect(JSON.stringify(asked)).toContain('Oct 2026');
  expect((await stateOf(chat))?.form?.values.bills).toMatchObject([{ bill: 'BILL-1' }]);
});

test('orders of the token that nobody holds join the account; those of another tenant never do', async () => {
  const chat = await begin(app.base);
  await give(chat, mint({ claims: { orders: ['ORDER-1', 'ORDER-2', 'ORDER-9', 'NO-SUCH-1'] } }));
  const account = await app.deps.store.get(keys.account('tenant-1', 'account-1'));
  expect(account && bodyOf('account', account).orders).toEqual(['ORDER-1', 'ORDER-2']);
  const nine = await app.deps.store.get(keys.order('tenant-9', 'ORDER-9'));
  expect(nine && bodyOf('order', nine).holder).toBeUndefined();
});

test('a token may come before the conversation was started: it is welcomed first, in the language of the token', async () => {
  const { body } = await call<Chat>(`${app.base}/api/webchat/token`, { json: {} });
  expect((await give(body, mint({ claims: { locale: 'nl' } }))).status).toBe(200);
  const url = `${app.base}/v3/directline/conversations/${body.conversationId}`;
  const started = await call(`${app.base}/v3/directline/conversations`, { json: {}, token: body.token });
  expect(started.status).toBe(200);
  const activities = await history({ ...body, url } as Chat);
  expect(activities.map((one) => (one as { locale?: string }).locale)).toEqual(['nl-NL', 'nl-NL']);
  expect(activities[1]?.text).toContain('aangemeld');
});

test('the same token again is the same turn; a newer one of the same person is silent', async () => {
  const chat = await begin(app.base);
  const token = mint();
  for (let n = 0; n < 3; n += 1) expect((await give(chat, token)).body.state).toBe('linked');
  expect((await give(chat, mint())).status).toBe(200);
  expect(await history(chat)).toHaveLength(2);
});

test('ASVS 5.0 10.5.1: the same jti in another conversation is nothing there', async () => {
  const [mine, theirs] = [await begin(app.base), await begin(app.base)];
  const token = mint();
  expect((await give(mine, token)).status).toBe(200);
  const replayed = await give(theirs, token);
  expect([replayed.status, replayed.body.error?.code]).toEqual([401, 'HostTokenUsed']);
  expect(await history(theirs)).toHaveLength(1);
  expect((await stateOf(theirs))?.link).toBeUndefined();
});

test('two conversations that send one token at the same time: one gets it', async () => {
  const chats = await Promise.all(Array.from({ length: 6 }, () => begin(app.base)));
  const token = mint();
  const given = await Promise.all(chats.map((chat) => give(chat, token)));
  expect(given.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(given.filter(({ body }) => body.error?.code === 'HostTokenUsed')).toHaveLength(5);
});

test.each<[string, string, () => string]>([
  ['expired', 'HostTokenExpired', () => mint({ claims: { exp: Math.floor(Date.now() / 1000) - 60 } })],
  ['not yet valid', 'HostTokenNotYetValid', () => mint({ claims: { nbf: Math.floor(Date.now() / 1000) + 600 } })],
  ['for another service', 'HostTokenRefused', () => mint({ claims: { aud: 'mail' } })],
  ['of another issuer', 'HostTokenRefused', () => mint({ claims: { iss: 'https://evil.example' } })],
  ['signed by a foreign key', 'HostTokenRefused', () => mint({ key: pairOf('foreign').privateKey })],
  ['unsigned', 'HostTokenRefused', () => forge({ alg: 'none', kid: 'rsa-1' }, { sub: 'x' })],
  ['without a jti', 'HostTokenRefused', () => mint({ claims: { jti: undefined } })],
  ['huge', 'HostTokenRefused', () => mint({ claims: { orders: [], padding: 'x'.repeat(20_000) } })],
])(
  'ASVS 5.0 9.1.1: a token that is %s is told to the page and changes nothing in the conversation',
  async (_what, code, make) => {
    const chat = await begin(app.base);
    const refused = await give(chat, make());
    expect([refused.status, refused.body.error?.code]).toEqual([401, code]);
    expect(await history(chat)).toHaveLength(1);
    const state = await stateOf(chat);
    expect([state?.host, state?.link]).toEqual([undefined, undefined]);
  },
);

test('what is no token at all is refused by its shape', async () => {
  const chat = await begin(app.base);
  for (const wrong of [undefined, 7, { a: 1 }, null]) expect((await give(chat, wrong)).status).toBe(400);
  const large = await give(chat, 'x'.repeat(300_000));
  expect(large.status).toBe(413);
});

test('ASVS 5.0 8.2.2: without a chat token, with the host token in its place, or with one of another server nothing happens', async () => {
  const url = `${app.base}/api/webchat/user`;
  expect((await call(url, { json: { token: mint() } })).status).toBe(401);
  const token = mint();
  const swapped = await call(url, { json: { token }, token });
  expect([swapped.status, swapped.body.error?.code]).toEqual([403, 'BadToken']);
});

test('ASVS 5.0 8.4.1: an address that has an account elsewhere is not linked by another tenant’s token', async () => {
  const chat = await begin(app.base);
  const given = await give(chat, mint({ claims: { tenant: 'tenant-9', sub: 'of-nine', orders: ['ORDER-9'] } }));
  expect(given.body.state).toBe('known');
  expect((await stateOf(chat))?.link).toBeUndefined();
});

test('another person’s token changes nothing, is told to the page, and still opens a conversation of its own', async () => {
  const chat = await begin(app.base);
  await give(chat, mint());
  const other = mint({ claims: { sub: 'subject-2', email: 'other@qinghe.example' } });
  const refused = await give(chat, other);
  expect([refused.status, refused.body.error?.code]).toEqual([409, 'HostOtherUser']);
  expect((await stateOf(chat))?.link?.account).toBe('account-1');
  expect((await give(await begin(app.base), other)).status).toBe(200);
});

test('after "sign out" the chat is nobody’s: the old token brings nobody back, another person’s is taken', async () => {
  const chat = await begin(app.base);
  const token = mint();
  await give(chat, token);
  await call(`${chat.url}/activities`, { json: message('sign out'), token: chat.token });
  expect((await stateOf(chat))?.link).toBeUndefined();
  expect((await give(chat, token)).body.error?.code).toBe('HostTokenUsed');
  expect((await stateOf(chat))?.link).toBeUndefined();
  const other = mint({ claims: { sub: 'subject-2', email: 'other@qinghe.example', orders: ['NO-SUCH-ORDER'] } });
  expect((await give(chat, other)).body.state).toBe('known');
});

test('signing out by the page unlinks the conversation in the same write: nothing of the person is left in its state', async () => {
  const chat = await begin(app.base);
  await give(chat, mint({ claims: { orders: ['ORDER-1'] } }));
  const event = { type: 'event', name: 'fapiao/bills', value: { bills: ['BILL-1'] }, from: { id: 'x' } };
  await call(`${chat.url}/activities`, { json: event, token: chat.token });
  const before = await stateOf(chat);
  expect([before?.link?.account, before?.form?.flow, before?.email]).toEqual(['account-1', 'apply', EMAIL]);
  const revoked = await call(`${app.base}/api/webchat/revoke`, { method: 'POST', token: chat.token });
  expect(revoked.status).toBe(200);
  const after = await stateOf(chat);
  for (const name of ['link', 'host', 'email', 'form', 'parked', 'wanted', 'waiting'] as const)
    expect([name, after?.[name]]).toEqual([name, undefined]);
  const confirm = {
    type: 'message',
    value: { fapiao: { form: before?.form?.id, action: 'submit' } },
    from: { id: 'x' },
  };
  expect((await call(`${chat.url}/activities`, { json: confirm, token: chat.token })).status).toBe(403);
  expect((await app.deps.store.list('applications', { limit: 10 })).docs).toEqual([]);
});

test('ASVS 5.0 16.2.5: the token stands in no document of the store, in no line of the log and in no activity', async () => {
  const chat = await begin(app.base);
  const tokens = [mint({ claims: { sub: 'a-subject-to-find' } }), mint({ claims: { aud: 'wrong' } })];
  for (const token of tokens) await give(chat, token);
  const dump = JSON.stringify([
    await history(chat),
    app.lines,
    await app.deps.store.get(keys.header(`directline:${chat.conversationId}`)),
    (await app.deps.store.list('log', { pk: keys.header(`directline:${chat.conversationId}`).pk, limit: 100 })).docs,
  ]);
  for (const token of tokens) for (const part of token.split('.')) expect(dump).not.toContain(part);
  expect(dump).not.toContain('a-subject-to-find');
});

test('an unreachable admin centre is a 503 with a time to wait', async () => {
  const dead = await startJwks();
  await dead.close();
  const other = await runApp({
    env: { HOST_JWKS_URL: dead.url, HOST_JWT_ISSUER: ISSUER, HOST_JWT_AUDIENCE: AUDIENCE, DEMO: 'false' },
  });
  try {
    const chat = await begin(other.base);
    const refused = await call(`${other.base}/api/webchat/user`, { json: { token: mint() }, token: chat.token });
    expect([refused.status, refused.body.error?.code, refused.headers.get('Retry-After')]).toEqual([
      503,
      'HostKeysUnavailable',
      '5',
    ]);
  } finally {
    await other.close();
  }
});

test('where no admin centre is configured its tokens open nothing', async () => {
  const plain = await runApp({ env: { DEMO: 'false' } });
  try {
    const chat = await begin(plain.base);
    const refused = await call(`${plain.base}/api/webchat/user`, { json: { token: mint() }, token: chat.token });
    expect([refused.status, refused.body.error?.code]).toEqual([404, 'HostSignInOff']);
  } finally {
    await plain.close();
  }
});
