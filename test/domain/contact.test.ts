// E-mail addresses, phone numbers, postcodes and bank accounts.
import {
  formatPhone,
  parseBankAccount,
  parseEmail,
  parseEmails,
  parseMobile,
  parsePhone,
  parsePostcode,
} from '../../domain/contact';
import type { Parsed } from '../../domain/result';

const codeOf = <T>(parsed: Parsed<T>) => (parsed.ok ? 'ok' : parsed.reason.code);

test.each([
  ['li@firm.cn', 'li@firm.cn'],
  [' Li@Firm.CN ', 'li@firm.cn'],
  ['ａ＠ｂ．ｃｏｍ', 'a@b.com'],
  ['<li@firm.cn>', 'li@firm.cn'],
  ['Li Hua <li@firm.cn>', 'li@firm.cn'],
  ['mailto:li@firm.cn', 'li@firm.cn'],
  ['邮箱：li@firm.cn', 'li@firm.cn'],
  ['li@firm.cn。', 'li@firm.cn'],
  ['l\u200bi@firm.cn', 'li@firm.cn'],
  ["o'neil+fapiao@sub.firm-group.com", "o'neil+fapiao@sub.firm-group.com"],
])('%j is read as %s', (typed, email) => {
  expect(parseEmail(typed)).toEqual({ ok: true, value: email });
});

test.each([
  'li',
  'li@firm',
  '@firm.cn',
  'li@@firm.cn',
  'li@firm..cn',
  '.li@firm.cn',
  'li@-firm.cn',
  'li hua',
  'li@firm.c',
])('%j is no address', (typed) => {
  expect(codeOf(parseEmail(typed))).toBe('emailFormat');
});

test('ASVS 5.0 1.3.11: nothing that breaks a mail header passes', () => {
  for (const typed of [
    'a@b.cn\r\nBcc: c@d.cn',
    'a@b.cn\nBcc:c@d.cn',
    'a@b.cn\u2028c',
    'a@b.cn%0aBcc:c',
    'a\u0000b@c.cn c',
  ]) {
    const parsed = parseEmail(typed);
    if (parsed.ok) expect(parsed.value).toMatch(/^[!-~]+@[!-~]+$/);
    else expect(parsed.reason.code).toBe('emailFormat');
  }
});

test.each([
  ['li@gmial.com', 'li@gmail.com'],
  ['li@gamil.com', 'li@gmail.com'],
  ['li@gmail.co', 'li@gmail.com'],
  ['li@qq.con', 'li@qq.com'],
  ['li@163.con', 'li@163.com'],
  ['li@outlok.com', 'li@outlook.com'],
  ['li@hotmial.com', 'li@hotmail.com'],
  ['li@hotmial.fr', 'li@hotmail.fr'],
  ['li@firm.con', 'li@firm.com'],
  ['li@firm.comm', 'li@firm.com'],
])('%s looks mistyped: %s is suggested, and accepted without a warning', (typed, suggestion) => {
  expect(parseEmail(typed)).toEqual({
    ok: true,
    value: typed,
    warn: { code: 'emailTypo', params: { suggestion } },
    suggest: [suggestion],
  });
  expect(parseEmail(suggestion)).toEqual({ ok: true, value: suggestion });
});

test.each([
  'li@mail.com',
  'li@ymail.com',
  'li@qq.com',
  'li@sina.cn',
  'li@yahoo.fr',
  'li@live.dk',
  'li@126.com',
  'li@firm.co',
])('%s is left alone', (typed) => {
  expect(parseEmail(typed)).toEqual({ ok: true, value: typed });
});

test('several addresses are read between any separators, each once', () => {
  const value = ['a@b.cn', 'c@d.cn', 'e@f.cn'];
  for (const typed of [
    'a@b.cn; c@d.cn、e@f.cn',
    'a@b.cn c@d.cn,e@f.cn, a@b.cn',
    'a@b.cn，c@d.cn 和 e@f.cn',
    '邮箱：a@b.cn；c@d.cn；e@f.cn',
  ]) {
    expect(parseEmails(typed)).toEqual({ ok: true, value });
  }
  expect(parseEmails('Li Hua <li@x.cn>, Wang <w@x.cn>')).toEqual({ ok: true, value: ['li@x.cn', 'w@x.cn'] });
});

test('more than five addresses, none, and a wrong one are refused', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@firm.cn`).join(' ');
  expect(parseEmails(six)).toEqual({ ok: false, reason: { code: 'emailCount', params: { max: 5 } } });
  expect(codeOf(parseEmails(' '))).toBe('empty');
  expect(codeOf(parseEmails('a@b.cn, nobody'))).toBe('emailFormat');
});

test('a typo in one of several addresses is doubted, the others stay', () => {
  expect(parseEmails('a@b.cn c@gmial.com')).toMatchObject({
    ok: true,
    value: ['a@b.cn', 'c@gmial.com'],
    warn: { code: 'emailTypo' },
    suggest: [['a@b.cn', 'c@gmail.com']],
  });
});

test.each([
  ['13800138000', '13800138000'],
  ['+86 186 2100 0000', '18621000000'],
  ['0086-138-0013-8000', '13800138000'],
  ['(+86) 13800138000', '13800138000'],
  ['021-28986102', '021-28986102'],
  ['010-12345678', '010-12345678'],
  ['(021)55001234', '021-55001234'],
  ['+86 21 5500 1234', '021-55001234'],
  ['0755-86013388-801', '0755-86013388-801'],
  ['021-55001234转801', '021-55001234-801'],
  ['021-55001234 ext. 801', '021-55001234-801'],
  ['0755-8601338-8', '0755-8601338-8'],
  ['021-5500-1234', '021-55001234'],
  ['400-089-0365', '400-089-0365'],
  ['(86) 400-089-0365', '400-089-0365'],
  ['电话：021-28986102', '021-28986102'],
  ['０２１－２８９８６１０２', '021-28986102'],
])('the phone number %s is %s', (typed, phone) => {
  expect(parsePhone(typed)).toEqual({ ok: true, value: phone });
  expect(parsePhone(phone)).toEqual({ ok: true, value: phone });
});

test.each([
  ['28986102', 'phoneAreaCode'],
  ['2898-6102', 'phoneAreaCode'],
  ['12800138000', 'phoneFormat'],
  ['1380013800', 'phoneFormat'],
  ['+45 12 34 56 78', 'phoneFormat'],
  ['abc', 'phoneFormat'],
  ['', 'empty'],
])('the phone number %j is refused: %s', (typed, code) => {
  expect(codeOf(parsePhone(typed))).toBe(code);
});

test('couriers need a mobile number', () => {
  expect(parseMobile('手机：138 0013 8000')).toEqual({ ok: true, value: '13800138000' });
  expect(codeOf(parseMobile('021-28986102'))).toBe('mobileFormat');
  expect(codeOf(parseMobile(''))).toBe('empty');
});

test.each(['201203', '200120', '100084', '邮编：518000'])('the postcode %s passes', (typed) => {
  expect(parsePostcode(typed).ok).toBe(true);
});
test.each(['20120', '2012O3', '000000', '999077', '999078', '2001201'])('the postcode %s is refused', (typed) => {
  expect(codeOf(parsePostcode(typed))).toBe('postcodeFormat');
});

test('bank accounts lose blanks and hyphens and have 8 to 30 digits', () => {
  expect(parseBankAccount('121909 8765 43210')).toEqual({ ok: true, value: '121909876543210' });
  expect(parseBankAccount('账号：1219-0987-6543-210')).toEqual({ ok: true, value: '121909876543210' });
  expect(parseBankAccount('FTN 12345678901').ok).toBe(true);
  expect(parseBankAccount('1234567')).toEqual({
    ok: false,
    reason: { code: 'bankAccountLength', params: { length: 7, min: 8, max: 30 } },
  });
  expect(codeOf(parseBankAccount('1'.repeat(31)))).toBe('bankAccountLength');
  expect(codeOf(parseBankAccount('招商银行'))).toBe('bankAccountFormat');
});

test('numbers are shown in groups', () => {
  expect(formatPhone('13800138000')).toBe('138 0013 8000');
  expect(formatPhone('021-28986102')).toBe('021-28986102');
});
