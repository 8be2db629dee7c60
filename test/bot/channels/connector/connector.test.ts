// Who may call with an app id set: tokens of the Bot Framework, checked offline against our own key and OpenID document.
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keys } from '../../../../storage/records';
import { activity, type Channel, deliver, openChannel } from '../../../support/channel';
import { runApp, type RunningApp } from '../../../support/running-app';

const APP_ID = '11111111-2222-3333-4444-555555555555';
const ISSUER = 'https://issuer.example';
const KID = 'our-key';
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });

let openId: Server;
let channel: Channel;
let running: RunningApp;
let asked = 0;
let complaints: unknown[][];

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(claims: object = {}, { key = pair.privateKey, alg = 'RS256' }: { key?: KeyObject; alg?: string } = {}) {
  const seconds = Math.floor(Date.now() / 1000);
  const all = {
    iss: ISSUER,
    aud: APP_ID,
    serviceurl: channel.serviceUrl,
    nbf: seconds - 60,
    exp: seconds + 3600,
    ...claims,
  };
  const signed = `${part({ alg, typ: 'JWT', kid: KID })}.${part(all)}`;
  const signature = alg === 'none' ? '' : createSign('RSA-SHA256').update(signed).sign(key).toString('base64url');
  return `Bearer ${signed}.${signature}`;
}

beforeAll(async () => {
  openId = createServer((req, res) => {
    asked += 1;
    const base = `http://127.0.0.1:${(openId.address() as AddressInfo).port}`;
    const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: KID, use: 'sig', endorsements: ['msteams'] };
    const document = { issuer: ISSUER, jwks_uri: `${base}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify(req.url === '/keys' ? { keys: [jwk] } : document));
  });
  await new Promise<void>((resolve) => openId.listen(0, '127.0.0.1', resolve));
  const metadata = `http://127.0.0.1:${(openId.address() as AddressInfo).port}/openid`;
  channel = await openChannel();
  running = await runApp({
    env: {
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: 'not used offline',
      ValidateAuthority: 'true',
      OAuthUrl: 'https://token.example/',
      ToChannelFromBotLoginUrl: 'https://login.example/tenant',
      ToChannelFromBotOAuthScope: 'https://scope.example',
      ToBotFromChannelTokenIssuer: ISSUER,
      ToBotFromChannelOpenIdMetadataUrl: metadata,
      ToBotFromEmulatorOpenIdMetadataUrl: metadata,
    },
  });
});
afterAll(async () => {
  await running.close();
  await channel.close();
  await new Promise((resolve) => openId.close(resolve));
});
beforeEach(() => {
  complaints = [];
  // The SDK says on the console why it refuses.
  jest.spyOn(console, 'error').mockImplementation((...words: unknown[]) => void complaints.push(words));
});
afterEach(() => jest.restoreAllMocks());

let count = 0;
async function call(authorization?: string, more: Record<string, unknown> = {}) {
  const conversation = `proven-${(count += 1)}`;
  const one = activity(channel.serviceUrl, 'register', {
    channelId: 'msteams',
    conversation: { id: conversation },
    deliveryMode: 'expectReplies',
    ...more,
  });
  const answered = await deliver(running.base, one, authorization ? { Authorization: authorization } : {});
  const stored = await running.deps.store.get(keys.header(`${String(one.channelId)}||${conversation}`));
  return { status: answered.status, body: answered.body, stored: stored !== undefined };
}

test('a valid token is served, and the keys are asked for once (ASVS 5.0 9.1.1)', async () => {
  for (let n = 0; n < 5; n += 1) expect(await call(token())).toMatchObject({ status: 200, stored: true });
  expect(asked).toBe(2);
});

test.each<[string, () => string | undefined]>([
  ['no token', () => undefined],
  ['no bearer', () => 'Basic dXNlcjpwYXNz'],
  ['something that is no token', () => 'Bearer nothing'],
  ['a token for another bot (audience)', () => token({ aud: '99999999-2222-3333-4444-555555555555' })],
  ['a token of another issuer', () => token({ iss: 'https://somebody.example' })],
  ['a token that has expired', () => token({ exp: Math.floor(Date.now() / 1000) - 3600 })],
  ['a token that is not valid yet', () => token({ nbf: Math.floor(Date.now() / 1000) + 3600 })],
  ['a token for another service URL', () => token({ serviceurl: 'https://smba.example/' })],
  ['a token without a service URL', () => token({ serviceurl: undefined })],
  ['a token signed with another key', () => token({}, { key: foreign.privateKey })],
  ['a token without a signature', () => token({}, { alg: 'none' })],
])('%s is 401 with a sentence, and nothing is stored', async (_what, authorization) => {
  const answered = await call(authorization());
  expect(answered).toMatchObject({
    status: 401,
    stored: false,
    body: { error: { code: 'Unauthorized', message: expect.stringContaining('proven') } },
  });
});

test('a channel that the key does not vouch for is 401', async () => {
  expect(await call(token(), { channelId: 'webchat' })).toMatchObject({ status: 401, stored: false });
});

test('a caller on this machine needs a token, too, once there is an app id', async () => {
  expect((await call(undefined, { channelId: 'emulator' })).status).toBe(401);
});

test('nothing of a token is logged, by us or by the SDK', async () => {
  const secret = token({ aud: 'somebody else' });
  await call(secret);
  const [head, body, signature] = secret.slice('Bearer '.length).split('.');
  const logged = JSON.stringify([running.lines, complaints]);
  for (const piece of [head, body, signature]) expect(logged).not.toContain(piece);
});
