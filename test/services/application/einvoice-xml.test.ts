// The XML of fapiao: what it says is read and compared; bombs, halves and other XML are refused.
import { readEInvoice } from '../../../services/application/einvoice-xml';
import { differencesOf } from '../../../services/application/file-check';
import { einvoice, laughs, olderInvoice } from '../../support/fapiao-files';

const NUMBER = '26312000000012345678';
const BUYER = '上海青禾餐饮管理有限公司';
const TAX_ID = '91310115591693856A';
const SAID = { number: NUMBER, buyer: BUYER, taxId: TAX_ID, amount: '1368.00' };
const read = (xml: string | Uint8Array) => readEInvoice(typeof xml === 'string' ? Buffer.from(xml) : xml);
const refusal = (xml: string | Uint8Array) => {
  const said = read(xml);
  return said.ok ? said.value : said.reason.code;
};

test('number, buyer, tax id and amount with tax are read', () => {
  expect(read(einvoice(SAID))).toEqual({ ok: true, value: { ...SAID, amount: 136_800 } });
  expect(read(olderInvoice({ ...SAID, code: '031002600311', number: '12345678' }))).toEqual({
    ok: true,
    value: { ...SAID, code: '031002600311', number: '12345678', amount: 136_800 },
  });
});

test('entities of XML itself, CDATA and GBK are read as they are meant', () => {
  const name = 'A&B（上海）有限公司';
  expect(refusal(einvoice({ ...SAID, buyer: 'A&amp;B（上海）有限公司' }))).toMatchObject({ buyer: name });
  expect(refusal(einvoice({ ...SAID, buyer: '<![CDATA[A&B（上海）有限公司]]>' }))).toMatchObject({ buyer: name });
  // 上海 in GBK.
  const [head = '', tail = ''] = einvoice({ ...SAID, buyer: '@' })
    .replace('UTF-8', 'GBK')
    .replace(/[^\0-~]/g, '')
    .split('@');
  expect(
    refusal(Buffer.concat([Buffer.from(head), Buffer.from([0xc9, 0xcf, 0xba, 0xa3]), Buffer.from(tail)])),
  ).toMatchObject({ buyer: '上海' });
});

test.each([
  ['a billion laughs', laughs(), 'fileBomb'],
  [
    'an entity of the machine',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><EInvoice>&x;</EInvoice>',
    'fileBomb',
  ],
  ['a document type without anything', '<!DOCTYPE EInvoice><EInvoice/>', 'fileBomb'],
  ['a hundred levels', `<EInvoice>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</EInvoice>`, 'fileBomb'],
  ['elements without end', `<EInvoice>${'<a/>'.repeat(60_000)}</EInvoice>`, 'fileBomb'],
  ['3 MB', `<EInvoice>${' '.repeat(3 * 1024 * 1024)}</EInvoice>`, 'fileBomb'],
  ['half of one', einvoice(SAID).slice(0, 400), 'fileHalf'],
  ['an entity that nobody defined', einvoice({ ...SAID, buyer: '&nobody;' }), 'fileHalf'],
  ['bytes that are no text', Buffer.concat([Buffer.from('<EInvoice>'), Buffer.from([0xff, 0xfe, 0xc0])]), 'fileHalf'],
  ['another XML', '<Invoice><ID>1</ID></Invoice>', 'fileNotFapiao'],
  ['two buyers', einvoice({ ...SAID, buyer: `${BUYER}</BuyerName><BuyerName>another` }), 'fileNotFapiao'],
])('%s is refused (ASVS 5.0 1.5.1)', (_name, xml, code) => {
  expect(refusal(xml)).toBe(code);
});

describe('compared with the application', () => {
  const application = { buyer: { name: BUYER, taxId: TAX_ID, kind: 'enterprise' } } as never;
  const fapiao = { number: NUMBER, amount: 136_800 };
  const differ = (said: Partial<typeof SAID>, wanted: never = application) => {
    const found = read(einvoice({ ...SAID, ...said }));
    if (!found.ok) throw new Error(found.reason.code);
    return differencesOf(wanted, fapiao, found.value);
  };

  test('the same is the same, however it is written', () => {
    expect(differ({})).toEqual([]);
    expect(differ({ taxId: TAX_ID.toLowerCase(), amount: '1,368' })).toEqual([]);
    const brackets = { buyer: { name: '青禾(上海)有限公司', taxId: TAX_ID, kind: 'enterprise' } } as never;
    expect(differ({ buyer: '青禾（上海）有限公司' }, brackets)).toEqual([]);
  });

  test('one letter, one digit or one fen is told with both values', () => {
    expect(differ({ buyer: '上海青和餐饮管理有限公司' })).toEqual([
      { field: 'buyer', wanted: BUYER, found: '上海青和餐饮管理有限公司' },
    ]);
    expect(differ({ number: '26312000000012345687', taxId: '91310115591693857A', amount: '1368.01' })).toEqual([
      { field: 'number', wanted: NUMBER, found: '26312000000012345687' },
      { field: 'taxId', wanted: TAX_ID, found: '91310115591693857A' },
      { field: 'amount', wanted: 136_800, found: 136_801 },
    ]);
  });

  test('a tax id that nobody asked for, and one that is missing, are differences', () => {
    const person = { buyer: { name: '张伟', kind: 'individual' } } as never;
    expect(differ({ buyer: '张伟（个人）' }, person)).toEqual([{ field: 'taxId', wanted: undefined, found: TAX_ID }]);
    expect(differ({ taxId: '' })).toEqual([{ field: 'taxId', wanted: TAX_ID, found: undefined }]);
  });
});
