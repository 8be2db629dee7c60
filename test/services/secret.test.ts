// Secrets: signatures, link tokens, fingerprints, and rotating the key.
import { createSecrets } from '../../services/secret';
import { tempStore } from '../support/temp-store';

const temp = tempStore();
afterAll(() => temp.remove());

test('without configuration the key is made once in the store, also by two processes that start together', async () => {
  const stores = await Promise.all([temp.open(), temp.open()]);
  const [one, two] = await Promise.all(stores.map((store) => createSecrets({ store })));
  if (!one || !two) throw new Error('no secrets');
  expect(two.verify('cookie', 'text', one.sign('cookie', 'text'))).toBe(true);
  expect(one.link('activation', 'n')).toEqual(two.link('activation', 'n'));
  expect(one.jwtKeys()).toEqual(two.jwtKeys());
});

test('while rotating the key before is accepted and the newest signs; then the old one is refused', async () => {
  const store = await temp.open();
  const before = await createSecrets({ store, secret: 'old' });
  const during = await createSecrets({ store, secret: 'new', previous: 'old' });
  const after = await createSecrets({ store, secret: 'new' });
  const signature = before.sign('code', 'text');
  expect(during.verify('code', 'text', signature)).toBe(true);
  expect(after.verify('code', 'text', signature)).toBe(false);
  expect(after.verify('code', 'text', during.sign('code', 'text'))).toBe(true);
  expect(during.jwtKeys()).toEqual([...after.jwtKeys(), ...before.jwtKeys()]);
});

test('fingerprints are places in the store, so they survive a rotation; case and outer space don’t matter', async () => {
  const store = await temp.open();
  const before = await createSecrets({ store, secret: 'old' });
  const after = await createSecrets({ store, secret: 'new' });
  expect(after.fingerprint('login', ' LiHua@Firm.cn ')).toBe(before.fingerprint('login', 'lihua@firm.cn'));
  expect(after.fingerprint('login', 'a@b.cn')).not.toBe(after.fingerprint('limit', 'a@b.cn'));
});

test('a signature is good for its purpose and text only, whatever is sent as one', async () => {
  const secrets = await createSecrets({ store: await temp.open(), secret: 's' });
  const signature = secrets.sign('a', 'text');
  for (const [purpose, text, given] of [
    ['b', 'text', signature],
    ['a', 'other', signature],
    ['a', 'text', ''],
    ['a', 'text', 'not base64url !!'],
    ['a', 'text', `${signature}AAAA`],
  ] as const) {
    expect(secrets.verify(purpose, text, given)).toBe(false);
  }
});

test('a link token has 256 bits, and its hash is what is stored (ASVS 4.0.3 2.7.5)', async () => {
  const secrets = await createSecrets({ store: await temp.open(), secret: 's' });
  const { token, hash } = secrets.link('activation', 'nonce');
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(secrets.hash(token)).toBe(hash);
  expect(hash).not.toBe(token);
});
