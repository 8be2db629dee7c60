// What a fapiao needs from whom, and its number.
import {
  allowedTypes,
  deriveBuyerKind,
  type Kind,
  KINDS,
  mandatoryFields,
  parseFapiaoNumber,
} from '../../domain/fapiao';

test.each([
  ['', '91310115591693856A', 'enterprise'],
  ['复旦大学', '12100000425006117P', 'institution'],
  ['上海青禾餐饮管理有限公司', undefined, 'enterprise'],
  ['张三个体工商户', undefined, 'enterprise'],
  ['杭州西湖小吃店', undefined, 'enterprise'],
  ['某某纺织厂', undefined, 'enterprise'],
  ['某某投资中心（有限合伙）', undefined, 'enterprise'],
  ['上海某某餐厅', undefined, 'enterprise'],
  ['Contoso (Shanghai) Co., Ltd', undefined, 'enterprise'],
  ['Contoso (Shanghai) Ltd', undefined, 'enterprise'],
  ['复旦大学', undefined, 'institution'],
  ['北京协和医院', undefined, 'institution'],
  ['上海市税务局', undefined, 'institution'],
  ['某某实验小学', undefined, 'institution'],
  ['浦东新区教育委员会', undefined, 'institution'],
  ['王敏', undefined, 'individual'],
  ['欧阳小明', undefined, 'individual'],
  ['个人', undefined, 'individual'],
  ['阿卜杜拉·买买提', undefined, 'individual'],
  ['Contoso B.V.', undefined, 'foreign'],
  ['Eksempel ApS', undefined, 'foreign'],
  ['Muster GmbH', undefined, 'foreign'],
  ['Société Test SAS', undefined, 'foreign'],
  ['Contoso Ltd', undefined, 'foreign'],
  ['香港某某贸易有限公司', undefined, 'foreign'],
  ['Contoso Co., Ltd, Hong Kong', undefined, undefined],
  ['Lars Hansen', undefined, undefined],
  ['上海某某健身中心', undefined, undefined],
  ['王敏', '92310115MA1K4XXX0X', 'enterprise'],
  ['张三', '11010119900307123401', 'enterprise'],
  ['张三', '11010519491231002X', 'individual'],
])('%j with the tax id %j is bought by: %s', (name, taxId, kind) => {
  expect(deriveBuyerKind(name, taxId)).toBe(kind);
});

test('what must be given follows from kind and buyer', () => {
  const details = ['address', 'phone', 'bank', 'account'];
  const of = (kind: Kind, buyer: Parameters<typeof mandatoryFields>[1]) => mandatoryFields(kind, buyer);
  for (const kind of ['digital-normal', 'paper-normal', 'digital-special'] as const) {
    expect(of(kind, 'enterprise')).toEqual({ required: ['name', 'taxId'], optional: details });
  }
  expect(of('paper-special', 'enterprise')).toEqual({ required: ['name', 'taxId', ...details], optional: [] });
  expect(of('digital-normal', 'institution')).toEqual({ required: ['name'], optional: ['taxId'] });
  for (const kind of KINDS) {
    expect(of(kind, 'individual')).toEqual({ required: ['name'], optional: [] });
    expect(of(kind, 'foreign')).toEqual({ required: ['name'], optional: [] });
  }
});

test('special fapiao are for enterprises only', () => {
  expect(allowedTypes('enterprise')).toEqual(['normal', 'special']);
  for (const buyer of ['institution', 'individual', 'foreign'] as const)
    expect(allowedTypes(buyer)).toEqual(['normal']);
});

test.each([
  ['26310000000012345678', { number: '26310000000012345678' }],
  ['2511 2000 0000 0000 0001', { number: '25112000000000000001' }],
  ['3100193130 12345678', { code: '3100193130', number: '12345678' }],
  ['031001900111 12345678', { code: '031001900111', number: '12345678' }],
  ['发票代码：3100193130 发票号码：12345678', { code: '3100193130', number: '12345678' }],
  ['310019313012345678', { code: '3100193130', number: '12345678' }],
])('the fapiao number %s is read', (typed, value) => {
  expect(parseFapiaoNumber(typed)).toEqual({ ok: true, value });
});

test.each(['2631000000001234567', '2631000000001234567A', '12345678', '3100193130 1234567'])(
  '%s is no fapiao number',
  (typed) => {
    expect(parseFapiaoNumber(typed)).toMatchObject({ ok: false, reason: { code: 'fapiaoNumberFormat' } });
  },
);

test('an unknown region is doubted, not refused', () => {
  expect(parseFapiaoNumber('26990000000012345678')).toMatchObject({
    ok: true,
    warn: { code: 'fapiaoRegion', params: { region: '99' } },
  });
});
