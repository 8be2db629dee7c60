// Password hashing and the rules for new passwords.
import { randomBytes } from 'node:crypto';
import { checkPassword, createPasswords, generatePassword } from '../../../services/account/passwords';

const ME = { key: 'me' };
const EMAIL = 'lihua@qinghe.example';
const codeOf = (password: string) => {
  const checked = checkPassword(password, { email: EMAIL });
  return checked.ok ? 'ok' : checked.reason.code;
};

test('a hash says how it was made (scrypt N=2^15, r=8, p=3), verifies its password only, and differs each time', async () => {
  const passwords = createPasswords();
  const [one, two] = await Promise.all([passwords.hash('violet-otter-41', ME), passwords.hash('violet-otter-41', ME)]);
  expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await passwords.verify('violet-otter-41', one, ME)).toBe(true);
  expect(await passwords.verify('violet-otter-42', one, ME)).toBe(false);
});

test('hashes made at another cost still verify, and what is no hash verifies nothing', async () => {
  const old = await createPasswords({ cost: { ln: 4, r: 8, p: 1 } }).hash('violet-otter-41', ME);
  const passwords = createPasswords({ cost: { ln: 5, r: 8, p: 1 } });
  expect(await passwords.verify('violet-otter-41', old, ME)).toBe(true);
  for (const hash of [undefined, '', 'plain', '$scrypt$ln=4,r=8,p=1$AAAA$AAAA']) {
    expect(await passwords.verify('', hash, ME)).toBe(false);
  }
});

test('the same text in two Unicode forms is the same password; letter case and spaces count', async () => {
  const passwords = createPasswords({ cost: { ln: 4, r: 8, p: 1 } });
  const hash = await passwords.hash('smørrebrød på café', ME);
  expect(await passwords.verify('smørrebrød på café'.normalize('NFD'), hash, ME)).toBe(true);
  expect(await passwords.verify('Smørrebrød på café', hash, ME)).toBe(false);
  expect(await passwords.verify('smørrebrød på café ', hash, ME)).toBe(false);
});

test('an unknown address costs what a known one costs: the hash is made against nobody’s (ASVS 5.0 6.3.8)', async () => {
  const passwords = createPasswords({ cost: { ln: 13, r: 8, p: 3 } });
  const hash = await passwords.hash('violet-otter-41', ME);
  // Of the processor, not of the clock: what others do on this machine does not count.
  const time = async (known: string | undefined) => {
    const times: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const start = process.cpuUsage();
      await passwords.verify('wrong', known, ME);
      const { user, system } = process.cpuUsage(start);
      times.push(user + system);
    }
    return Math.min(...times);
  };
  const [known, unknown] = [await time(hash), await time(undefined)];
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});

test('at most two are hashed at once, and none is forgotten', async () => {
  const passwords = createPasswords({ cost: { ln: 4, r: 8, p: 1 } });
  const hashes = await Promise.all(
    Array.from({ length: 20 }, (_, n) => passwords.hash(`password number ${n}`, { key: `${n}` })),
  );
  const right = await Promise.all(
    hashes.map((hash, n) => passwords.verify(`password number ${n}`, hash, { key: `${n}` })),
  );
  expect(right).toEqual(Array(20).fill(true));
});

test.each([
  ['elevenchars', 'passwordShort'],
  ['十一个字的密码还是不够', 'passwordShort'],
  ['😀😀😀😀😀😀', 'passwordShort'],
  ['x'.repeat(257), 'passwordLong'],
  ['aaaaaaaaaaaa', 'passwordCommon'],
  ['123456789012', 'passwordCommon'],
  ['Password1234', 'passwordCommon'],
  ['qwertyuiop12', 'passwordCommon'],
  ['Fapiao2026Fapiao', 'passwordCommon'],
  [EMAIL, 'passwordLikeEmail'],
  ['LiHua-Qinghe-1', 'passwordLikeEmail'],
  ['correct horse battery staple', 'ok'],
  ['tr5bM-9qLz-00', 'ok'],
  ['我的密码是很长的一句话没有人知道', 'ok'],
  ['v7 '.repeat(80), 'passwordCommon'],
])('%s: %s', (password, code) => {
  expect(codeOf(password)).toBe(code);
});

test('a generated password has four groups of five readable characters and passes its own check', () => {
  const made = new Set(Array.from({ length: 50 }, () => generatePassword(randomBytes)));
  expect(made.size).toBe(50);
  for (const password of made) {
    expect(password).toMatch(/^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/);
    expect(codeOf(password)).toBe('ok');
  }
});
