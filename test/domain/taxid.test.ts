// Taxpayer ids: the vectors of GB 32100-2015, what is refused, what is doubted and what is suggested.
import { groupTaxId, looksLikeTaxId, maskTaxId, parseTaxId } from '../../domain/taxid';
import { USCC_ALPHABET, usccValid } from '../../domain/uscc-checks';

const VALID = [
  '91440300708461136T',
  '91330100799655058B',
  '91100000100003962T',
  '91440300192317458F',
  '91440300100012316L',
  '9144030027939873X7',
  '91440606722473344C',
  '911000001000013428',
  '12100000425006117P',
  '91310110666007217T',
  '91310115591693856A',
  '91350100M000100Y43',
];

test.each(VALID)('%s passes without a warning', (code) => {
  expect(parseTaxId(code)).toEqual({ ok: true, value: code });
});

test.each([
  '91440300708461136t',
  '9144 0300 7084 6113 6T',
  '９１４４０３００７０８４６１１３６Ｔ',
  ' 9144-0300-7084-6113-6T\n',
])('%j is the same code after normalising', (typed) => {
  expect(parseTaxId(typed)).toEqual({ ok: true, value: '91440300708461136T' });
});

test('every single wrong character and every swap of neighbours is caught', () => {
  for (const code of VALID) {
    for (let at = 0; at < 18; at++) {
      for (const char of USCC_ALPHABET) {
        const wrong = code.slice(0, at) + char + code.slice(at + 1);
        if (wrong !== code) expect(usccValid(wrong)).toBe(false);
      }
      const swapped = code.slice(0, at) + (code[at + 1] ?? '') + code[at] + code.slice(at + 2);
      if (swapped.length === 18 && swapped !== code) expect(usccValid(swapped)).toBe(false);
    }
  }
});

test('two swapped digits are kept with a warning that suggests the right code first', () => {
  expect(parseTaxId('91310115591698356A')).toEqual({
    ok: true,
    value: '91310115591698356A',
    warn: { code: 'taxIdChecksum', params: { part: 'last10', taxId: '9131 0115 5916 9835 6A' } },
    suggest: ['91310115591693856A'],
  });
  const tencent = parseTaxId('91440300078461136T');
  expect(tencent.suggest?.[0]).toBe('91440300708461136T');
});

test('suggestions are at most three, pass both checks and are never the code itself', () => {
  let given = 0;
  for (const code of VALID) {
    for (let at = 0; at < 18; at++) {
      for (const char of '0345678ABTX') {
        const wrong = code.slice(0, at) + char + code.slice(at + 1);
        if (wrong === code) continue;
        const parsed = parseTaxId(wrong);
        expect(parsed.ok && parsed.warn?.code).toMatch(/taxIdChecksum|taxIdOldForm/);
        const suggest = parsed.suggest ?? [];
        expect(suggest.length).toBeLessThanOrEqual(3);
        expect(suggest.every((one) => usccValid(one) && one !== wrong)).toBe(true);
        given += suggest.length;
      }
    }
  }
  expect(given).toBeGreaterThan(100);
});

test('the part that looks wrong is named', () => {
  const part = (text: string) => {
    const parsed = parseTaxId(text);
    return parsed.ok ? parsed.warn?.params?.part : undefined;
  };
  expect(part('91540300708461136T')).toBe('first8');
  expect(part('91440300708461136U')).toBe('first8');
  expect(part('91440300718461136T')).toBe('last10');
  expect(part('91440300708561136T')).toBe('last10');
});

test.each(['91350211M00013FA1N', '911000001000044477'])(
  '%s is in use and fails the standard: doubted, never refused',
  (code) => {
    const parsed = parseTaxId(code);
    expect(parsed.ok && parsed.warn?.code).toBe('taxIdChecksum');
  },
);

test.each([
  ['9I440300708461136T', 'I', ['91440300708461136T']],
  ['9144O300708461136T', 'O', ['91440300708461136T']],
  ['O1440300708461136T', 'O', undefined],
  ['91350100M000100Y4Z', 'Z', undefined],
])('%s: a letter that no code has is refused, a look-alike suggested', (typed, letters, suggest) => {
  const parsed = parseTaxId(typed);
  expect(parsed).toEqual({
    ok: false,
    reason: { code: 'taxIdLetters', params: { letters } },
    ...(suggest ? { suggest } : {}),
  });
});

test.each([
  ['91440300708461136', 17, ['91440300708461136T']],
  ['91440300708461136TT', 19, ['91440300708461136T']],
  ['1101011990030712340', 19, undefined],
  ['123456', 6, undefined],
])('%s has the wrong length', (typed, length, suggest) => {
  expect(parseTaxId(typed)).toEqual({
    ok: false,
    reason: { code: 'taxIdLength', params: { length } },
    ...(suggest ? { suggest } : {}),
  });
});

test.each(['440300708461136', '11010119900307123', '11010119900307123401', '11010519491231002X'])(
  '%s is an older or person-based number: kept with a warning',
  (typed) => {
    const parsed = parseTaxId(typed);
    expect(parsed).toMatchObject({
      ok: true,
      value: typed,
      warn: { code: 'taxIdOldForm', params: { length: typed.length } },
    });
  },
);

test('seventeen digits may be a code without its last character: that is suggested', () => {
  expect(parseTaxId('12100000425006117').suggest).toEqual(['12100000425006117P']);
});

test.each([
  ['DK12345678', 'DK'],
  ['dk 12 34 56 78', 'DK'],
  ['NL123456789B01', 'NL'],
  ['NL 8123.45.678.B01', 'NL'],
  ['FRXX999999999', 'FR'],
  ['DE123456789', 'DE'],
  ['GB123456789', 'GB'],
  ['CHE-123.456.789 MWST', 'CH'],
  ['ATU12345678', 'AT'],
])('%s is a VAT number from %s', (typed, country) => {
  expect(parseTaxId(typed)).toEqual({ ok: false, reason: { code: 'taxIdForeignVat', params: { country } } });
});

test.each([
  ['12345678', 'taxIdTaiwan'],
  ['L91440300708461136T', 'taxIdTemporary'],
  ['', 'empty'],
  [' - ', 'empty'],
  ['没有', 'taxIdFormat'],
  ['hello', 'taxIdFormat'],
  ['9144<b>00708461136T', 'taxIdFormat'],
])('%j is refused as %s', (typed, code) => {
  expect(parseTaxId(typed)).toMatchObject({ ok: false, reason: { code } });
});

test('a label before the number is no part of it', () => {
  expect(parseTaxId('税号：91440300708461136T')).toEqual({ ok: true, value: '91440300708461136T' });
  expect(parseTaxId('Tax ID: 91440300708461136T')).toEqual({ ok: true, value: '91440300708461136T' });
});

test('codes are shown in groups of four', () => {
  expect(groupTaxId('91310115591693856A')).toBe('9131 0115 5916 9385 6A');
});

test('person-based numbers are masked, those of companies are not', () => {
  expect(maskTaxId('11010119900307123401')).toBe('1101************3401');
  expect(maskTaxId('11010519491231002X')).toBe('1101**********002X');
  expect(maskTaxId('91310115591693856A')).toBe('91310115591693856A');
});

test('only what can be a tax id looks like one', () => {
  for (const id of ['91310115591698356A', '9I440300708461136T', '440300708461136', '11010119900307123401']) {
    expect([id, looksLikeTaxId(id)]).toEqual([id, true]);
  }
  for (const other of [
    '13800138000',
    '621909876543211',
    'lihua@firm.cn',
    'FP-2611-0127',
    '上海青禾餐饮管理有限公司',
    '',
  ]) {
    expect([other, looksLikeTaxId(other)]).toEqual([other, false]);
  }
});
