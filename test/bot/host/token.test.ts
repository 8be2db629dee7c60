// Tokens of the admin centre: which are believed, which are not, and how its keys are looked after.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import type { HostSettings } from '../../../bot/config/embedding';
import { createHostTokens } from '../../../bot/host/token';
import {
  AUDIENCE,
  forge,
  ISSUER,
  type JwksServer,
  jwkOf,
  mint,
  pairOf,
  payloadOf,
  SECRET,
  signed,
  startJwks,
} from '../../support/host-tokens';

let jwks: JwksServer;
let clock = Date.parse('2026-11-20T08:00:00.000Z');
const warnings: string[] = [];
const log = { warn: (fields: object, message: string) => void warnings.push(JSON.stringify({ ...fields, message })) };
const place = { issuer: ISSUER, audience: AUDIENCE };
const tokens = (settings: HostSettings = { ...place, jwksUrl: jwks.url }) =>
  createHostTokens({ settings, now: () => new Date(clock).toISOString(), log });
const good = (claims: object = {}, more: object = {}) => mint({ claims: { ...claims }, ...more }, clock);

beforeEach(async () => {
  warnings.length = 0;
  clock = Date.parse('2026-11-20T08:00:00.000Z');
  jwks = await startJwks([jwkOf('rsa-1'), jwkOf('ec-1', 'ec')]);
});
afterEach(() => jwks.close());

const whyNot = async (token: string, settings?: HostSettings) => {
  const checked = await tokens(settings).check(token);
  return checked.ok ? 'good' : checked.why;
};

describe('a good token', () => {
  test.each([
    ['RS256', 'rsa-1'],
    ['ES256', 'ec-1'],
  ] as const)('signed with %s says who it is', async (algorithm, kid) => {
    const claims = { orders: ['order-1', ' ORDER-2 ', 'order-1', '!'], locale: 'nl-BE', tenant: 'Tenant-1' };
    const checked = await tokens().check(good(claims, { algorithm, kid }));
    expect(checked).toMatchObject({
      ok: true,
      user: { email: 'lihua@qinghe.example', tenant: 'tenant-1', locale: 'nl-NL', orders: ['ORDER-1', 'ORDER-2'] },
    });
    // Neither subject nor jti are kept as they are.
    expect(JSON.stringify(checked)).not.toContain('subject-1');
  });

  test('with a shared secret is believed by that secret only', async () => {
    const settings = { ...place, secret: SECRET };
    const by = (key: string) => good({}, { algorithm: 'HS256', kid: '', key });
    expect(await whyNot(by(SECRET), settings)).toBe('good');
    expect(await whyNot(by(`${SECRET}!`), settings)).toBe('refused');
    expect(await whyNot(good(), settings)).toBe('refused');
  });

  test('one of several audiences, and clocks half a minute apart, are fine', async () => {
    expect(await whyNot(good({ aud: ['other', AUDIENCE] }))).toBe('good');
    const now = clock / 1000;
    expect(await whyNot(good({ exp: now - 29 }))).toBe('good');
    expect(await whyNot(good({ nbf: now + 29 }))).toBe('good');
    expect(await whyNot(good({ exp: now - 31 }))).toBe('expired');
    expect(await whyNot(good({ nbf: now + 31 }))).toBe('notYet');
  });

  test('without a key id is proven by the only key there is, and by none of several', async () => {
    expect(await whyNot(good({}, { kid: '', key: pairOf('rsa-1').privateKey }))).toBe('refused');
    jwks.keys = [jwkOf('rsa-1')];
    expect(await whyNot(good({}, { kid: '', key: pairOf('rsa-1').privateKey }))).toBe('good');
  });
});

describe('ASVS 5.0 9.1.1, 9.1.2: a hostile token is refused', () => {
  const claims = () => payloadOf(good());

  test('unsigned', async () => {
    for (const alg of ['none', 'None', 'NONE']) {
      expect(await whyNot(forge({ alg, typ: 'JWT', kid: 'rsa-1' }, claims()))).toBe('refused');
      expect(await whyNot(forge({ alg }, claims()), { ...place, secret: SECRET })).toBe('refused');
    }
  });

  test('signed with the public key as if it were a secret', async () => {
    const { publicKey } = pairOf('rsa-1');
    const secrets = [
      publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      JSON.stringify(jwkOf('rsa-1')),
      publicKey.export({ format: 'der', type: 'spki' }),
    ];
    for (const secret of secrets) {
      const [head = '', body = ''] = forge({ alg: 'HS256', kid: 'rsa-1' }, claims()).split('.');
      const signature = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');
      expect(await whyNot(`${head}.${body}.${signature}`)).toBe('refused');
    }
  });

  test('signed with another key under a known id, or by a key that it brings along', async () => {
    expect(await whyNot(good({}, { key: pairOf('foreign').privateKey }))).toBe('refused');
    const own = pairOf('foreign').publicKey.export({ format: 'jwk' });
    const header = { alg: 'RS256' as const, kid: 'rsa-1', jwk: own, jku: 'http://127.0.0.1:1/keys' };
    const brought = signed(header, claims(), pairOf('foreign').privateKey);
    expect(await whyNot(brought)).toBe('refused');
  });

  test('signed with another algorithm than its key is for', async () => {
    expect(await whyNot(good({}, { algorithm: 'RS512' }))).toBe('refused');
    expect(await whyNot(good({}, { algorithm: 'PS256' }))).toBe('refused');
    jwks.keys = [jwkOf('rsa-1', 'rsa', { alg: 'RS512' }), jwkOf('enc', 'rsa', { use: 'enc' })];
    expect(await whyNot(good())).toBe('refused');
    expect(await whyNot(good({}, { kid: 'enc' }))).toBe('refused');
  });

  test('that is good for more than a day', async () => {
    const now = Math.floor(clock / 1000);
    expect(await whyNot(good({ exp: now + 24 * 3600 }))).toBe('good');
    for (const exp of [now + 24 * 3600 + 60, now + 365 * 24 * 3600, 1e15, Number.MAX_SAFE_INTEGER])
      expect(await whyNot(good({ exp }))).toBe('refused');
    expect(warnings.join()).toContain('"check":"exp"');
  });

  test('RFC 7515 4.1.11: that asks for something that must be understood', async () => {
    const { privateKey } = pairOf('rsa-1');
    const base = { alg: 'RS256', typ: 'JWT', kid: 'rsa-1' };
    expect(await whyNot(signed(base, claims(), privateKey))).toBe('good');
    for (const crit of [['exp'], ['b64'], [], 'b64', null, { a: 1 }]) {
      const header = { ...base, crit, b64: true };
      expect([crit, await whyNot(signed(header, claims(), privateKey))]).toEqual([crit, 'refused']);
    }
    const secret = { ...place, secret: SECRET };
    const hmac = { alg: 'HS256', typ: 'JWT', crit: ['b64'], b64: true };
    expect(await whyNot(signed(hmac, claims(), SECRET), secret)).toBe('refused');
  });

  test('signed with an RSA key that is too short', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    jwks.keys = [{ ...short.publicKey.export({ format: 'jwk' }), kid: 'short' }];
    const token = signed({ alg: 'RS256', kid: 'short' } as { alg: string }, claims(), short.privateKey);
    expect(await whyNot(token)).toBe('refused');
  });

  test.each<[string, object]>([
    ['of another issuer', { iss: 'https://evil.example' }],
    ['without an issuer', { iss: undefined }],
    ['for somebody else', { aud: 'another-service' }],
    ['for nobody', { aud: undefined }],
    ['without an end', { exp: undefined }],
    ['without a subject', { sub: undefined }],
    ['without a tenant', { tenant: undefined }],
    ['with a tenant that is no name', { tenant: 'a:b/../c' }],
    ['with an address that is none', { email: 'lihua' }],
    ['with a line break in the address', { email: 'a@b.cn\r\nBcc: c@d.cn' }],
    ['with a name around the address', { email: 'Li <a@b.cn>' }],
    ['with orders that are no list', { orders: 'ORDER-1' }],
    ['with more orders than anybody has', { orders: Array.from({ length: 501 }, (_, n) => `ORD-${n}`) }],
  ])('%s', async (_what, wrong) => {
    expect(await whyNot(good(wrong))).toBe('refused');
  });

  test('whoever runs the server is told which check failed, once a minute, without a word of the token', async () => {
    const one = tokens();
    for (let n = 0; n < 5; n += 1) await one.check(good({ aud: 'another-service' }));
    await one.check(good({ iss: 'https://evil.example' }));
    await one.check(good({}, { key: pairOf('foreign').privateKey }));
    await one.check(good({ tenant: 7 }));
    await one.check('no token');
    const checks = warnings.map((line) => (JSON.parse(line) as { check: string }).check);
    expect(checks).toEqual(['audience', 'issuer', 'signature', 'claims', 'shape']);
    expect(warnings.join()).not.toMatch(/another-service|evil|subject/);
    clock += 60_000;
    await one.check(good({ aud: 'another-service' }));
    expect(warnings).toHaveLength(6);
  });

  test('huge, cut off, or no token at all', async () => {
    expect(await whyNot(good({ padding: 'x'.repeat(13_000) }))).toBe('refused');
    expect(await whyNot(good().slice(0, -5))).toBe('refused');
    for (const text of [
      '',
      '.',
      '..',
      'a.b.c',
      'x'.repeat(2_000_000),
      `${'.'.repeat(10_000)}`,
      '{"alg":"none"}',
      '💥.💥.💥',
    ])
      expect(await whyNot(text)).toBe('refused');
    expect(jwks.asked).toBeLessThanOrEqual(2);
  });
});

describe("the admin centre's keys", () => {
  test('are fetched once for many tokens, also when these come at the same time', async () => {
    const one = tokens();
    await Promise.all(Array.from({ length: 20 }, () => one.check(good())));
    for (let n = 0; n < 20; n += 1) expect((await one.check(good())).ok).toBe(true);
    expect(jwks.asked).toBe(1);
  });

  test('an unknown key id fetches at most once a minute, and finds a key that is new', async () => {
    const one = tokens();
    await one.check(good());
    jwks.keys = [jwkOf('rsa-1'), jwkOf('rsa-2')];
    const fresh = () => good({}, { kid: 'rsa-2' });
    for (let n = 0; n < 30; n += 1)
      await one.check(good({}, { kid: `made-up-${n}`, key: pairOf('foreign').privateKey }));
    expect(await one.check(fresh())).toEqual({ ok: false, why: 'refused' });
    expect(jwks.asked).toBe(1);
    clock += 60_000;
    expect((await one.check(fresh())).ok).toBe(true);
    expect(jwks.asked).toBe(2);
  });

  test('a key that was withdrawn ends within ten minutes', async () => {
    const one = tokens();
    expect((await one.check(good())).ok).toBe(true);
    jwks.keys = [jwkOf('ec-1', 'ec')];
    clock += 10 * 60_000 + 1;
    expect((await one.check(good())).ok).toBe(false);
  });

  test('known keys outlive an hour of trouble; then nobody is believed, and it heals by itself', async () => {
    const one = tokens();
    expect((await one.check(good())).ok).toBe(true);
    jwks.status = 500;
    clock += 50 * 60_000;
    expect((await one.check(good())).ok).toBe(true);
    // From the second try on nobody waits for an answer that does not come.
    jwks.silent = true;
    clock += 5_000;
    const told = warnings.length;
    expect((await one.check(good())).ok).toBe(true);
    expect(warnings).toHaveLength(told);
    jwks.release();
    clock += 20 * 60_000;
    expect(await one.check(good())).toEqual({ ok: false, why: 'keys' });
    jwks.status = 200;
    clock += 10_000;
    expect((await one.check(good())).ok).toBe(true);
    expect(warnings.join()).not.toContain('127.0.0.1');
  });

  test('a server that redirects, answers nonsense or does not answer is no source of keys', async () => {
    jwks.status = 302;
    expect(await whyNot(good())).toBe('keys');
    jwks.status = 200;
    jwks.keys = 'none' as unknown as object[];
    expect(await whyNot(good())).toBe('keys');
    jwks.silent = true;
    expect(await whyNot(good())).toBe('keys');
    expect(warnings).toHaveLength(3);
  });
});
