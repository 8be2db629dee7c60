// Secrets: signatures, link tokens, fingerprints, and rotating the key.
import { createSecrets } from '../../../services/shared/secret';
import { SecretDiffers } from '../../../services/shared/secret-check';
import { tempCosmos } from '../../support/temp-cosmos';
import { tempStore } from '../../support/temp-store';

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
  const before = await createSecrets({ store, secret: 'old', previous: 'old' });
  const after = await createSecrets({ store, secret: 'new', previous: 'old' });
  expect(after.fingerprint('login', ' LiHua@Firm.cn ')).toBe(before.fingerprint('login', 'lihua@firm.cn'));
  expect(after.fingerprint('login', 'a@b.cn')).not.toBe(after.fingerprint('limit', 'a@b.cn'));
});

test('a signature is good for its purpose and text only, whatever is sent as one', async () => {
  const secrets = await createSecrets({ store: await temp.open(), secret: 's', previous: 's' });
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

test('a link token has 256 bits, and its hash is what is stored (ASVS 5.0 11.5.1)', async () => {
  const secrets = await createSecrets({ store: await temp.open(), secret: 's', previous: 's' });
  const { token, hash } = secrets.link('activation', 'nonce');
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(secrets.hash(token)).toBe(hash);
  expect(hash).not.toBe(token);
});

describe('processes with different secrets on one store', () => {
  const stores = { 'a SQLite file': async () => tempStore(), 'Cosmos DB': tempCosmos };
  test.each(Object.keys(stores) as (keyof typeof stores)[])(
    'on %s notice at their start, and may be told so',
    async (name) => {
      const place = await stores[name]();
      try {
        const store = await place.open();
        const start = (secret?: string, previous?: string) =>
          createSecrets({ store, ...(secret ? { secret } : {}), ...(previous ? { previous } : {}) });
        await start();
        // From the store's own key to one of the configuration; then never back.
        await Promise.all([start('one'), start('one'), start('one')]);
        await expect(start()).rejects.toThrow(/^SECRET: got nothing, wants .+ SECRET_PREVIOUS/);
        await expect(start('two')).rejects.toThrow(SecretDiffers);
        await expect(start('two', 'three')).rejects.toThrow(/^SECRET: got another one/);
        await start('one');
        // A rotation; afterwards the old one is told.
        await start('two', 'one');
        await start('two');
        await expect(start('one')).rejects.toThrow(SecretDiffers);
        // The one before is lost.
        await start('four', 'four');
        await start('four');
        await expect(start('two', 'one')).rejects.toThrow(SecretDiffers);
        const stored = JSON.stringify((await store.scan({ limit: 10 })).docs);
        for (const secret of ['one', 'two', 'four']) expect(stored).not.toContain(`"${secret}"`);
      } finally {
        await place.remove();
      }
    },
  );
});

test('what is sealed opens again for the same holder only, also after a rotation; a change of one bit opens nothing (ASVS 5.0 11.3.2)', async () => {
  const store = await temp.open();
  const before = await createSecrets({ store, secret: 'old', previous: 'old' });
  const during = await createSecrets({ store, secret: 'new', previous: 'old' });
  const after = await createSecrets({ store, secret: 'new' });
  const sealed = before.seal('staff:1', '秘密 secret');
  expect(sealed).not.toBe(before.seal('staff:1', '秘密 secret'));
  expect(Buffer.from(sealed, 'base64url').toString()).not.toContain('secret');
  expect(before.unseal('staff:1', sealed)).toEqual({ text: '秘密 secret', stale: false });
  expect(during.unseal('staff:1', sealed)).toEqual({ text: '秘密 secret', stale: true });
  expect(during.unseal('staff:1', during.seal('staff:1', 'x'))).toEqual({ text: 'x', stale: false });
  expect(after.unseal('staff:1', sealed)).toBeUndefined();
  expect(before.unseal('staff:2', sealed)).toBeUndefined();
  const bytes = Buffer.from(sealed, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(before.unseal('staff:1', changed.toString('base64url'))).toBeUndefined();
  }
  for (const other of ['', 'AAAA', 'not base64url !!']) expect(before.unseal('staff:1', other)).toBeUndefined();
});
