// Addresses of mainland China, their parts, and blocks with recipient and phone.
import { readIn } from '../../dialogs/understanding/reading';
import { parseAddress, splitAddress } from '../../domain/address';
import { parseMobile } from '../../domain/contact';

/** Who gets it, where, and whom to call, as a message about the delivery says it. */
function recipientIn(text: string): object {
  const { recipient, mobile, phone, shipTo, address, postcode } = readIn(text, 'zh-CN', { delivery: true }).fields;
  const number = parseMobile((mobile ?? phone)?.value ?? '');
  const found = {
    recipient,
    mobile: number.ok ? { value: number.value } : undefined,
    address: shipTo ?? address,
    postcode,
  };
  return Object.fromEntries(Object.entries(found).flatMap(([name, one]) => (one ? [[name, one.value]] : [])));
}

test.each([
  '上海市浦东新区世纪大道100号12楼',
  '上海浦東新區科苑路88號德國中心3號樓657',
  '深圳南山区科苑路1号',
  '浦东新区世纪大道100号',
  '青岛市市南区香港中路10号',
  '武汉市江岸区台北路1号',
  '义乌市稠江街道1号',
  'Room 657, Building 3, German Centre, No. 88 Keyuan Road, Pudong New Area, Shanghai',
  'Nanjing West Road 1, Shanghai, China',
  '12 Taipei Road, Jiangan District, Wuhan',
])('%s is in mainland China', (typed) => {
  expect(parseAddress(typed)).toEqual({ ok: true, value: typed });
});

test.each([
  ['香港中环皇后大道100号', 'addressNotMainland'],
  ['中国香港中环皇后大道100号', 'addressNotMainland'],
  ['澳门新口岸宋玉生广场100号', 'addressNotMainland'],
  ['台北市信義區信義路五段7號', 'addressNotMainland'],
  ['臺灣省高雄市三民區1號', 'addressNotMainland'],
  ['100 Queen’s Road, Hong Kong', 'addressNotMainland'],
  ['Shanghai Street 5, Kowloon, Hong Kong', 'addressNotMainland'],
  ['Damrak 1, 1012 Amsterdam, Netherlands', 'addressNotMainland'],
  ['Strandvejen 10, 2900 Hellerup', 'addressNotMainland'],
  ['上海市', 'addressTooShort'],
  ['上海市浦东新区', 'addressTooShort'],
  ['ok', 'addressTooShort'],
  ['', 'empty'],
  ['上海市浦东新区<b>1号', 'addressCharacters'],
  [`上海市浦东新区${'世纪大道'.repeat(30)}1号`, 'tooLong'],
])('%s is refused: %s', (typed, code) => {
  expect(parseAddress(typed)).toMatchObject({ ok: false, reason: { code } });
});

test('line breaks, labels and full-width digits are tidied', () => {
  expect(parseAddress('地址：上海市浦东新区\r\n世纪大道１００号')).toEqual({
    ok: true,
    value: '上海市浦东新区 世纪大道100号',
  });
});

test.each([
  ['上海市浦东新区世纪大道100号12楼', ['上海市', '', '浦东新区', '世纪大道100号12楼']],
  ['上海市上海市浦东新区世纪大道100号', ['上海市', '', '浦东新区', '世纪大道100号']],
  ['广东省深圳市南山区科技园南区1号', ['广东省', '深圳市', '南山区', '科技园南区1号']],
  ['广东深圳南山区科苑路1号', ['广东省', '深圳', '南山区', '科苑路1号']],
  ['江苏省苏州市昆山市人民路5号', ['江苏省', '苏州市', '昆山市', '人民路5号']],
  ['济南市市中区经七路1号', ['', '济南市', '市中区', '经七路1号']],
  ['吉林省吉林市船营区解放路3号', ['吉林省', '吉林市', '船营区', '解放路3号']],
  ['内蒙古自治区呼和浩特市新城区1号', ['内蒙古自治区', '呼和浩特市', '新城区', '1号']],
  ['新疆乌鲁木齐市天山区1号', ['新疆维吾尔自治区', '乌鲁木齐市', '天山区', '1号']],
  ['湖南省湘西土家族苗族自治州吉首市人民路1号', ['湖南省', '湘西土家族苗族自治州', '吉首市', '人民路1号']],
  ['No. 88 Keyuan Road, Pudong New Area, Shanghai', ['Shanghai', '', 'Pudong New Area', 'No. 88 Keyuan Road']],
])('%s has its parts', (typed, parts) => {
  const { province, city, district, street } = splitAddress(typed);
  expect([province, city, district, street]).toEqual(parts);
});

test('a postcode at either end is a part of its own', () => {
  expect(splitAddress('200120 上海市浦东新区世纪大道100号').postcode).toBe('200120');
  expect(splitAddress('上海市浦东新区世纪大道100号 邮编200120')).toEqual({
    province: '上海市',
    city: '',
    district: '浦东新区',
    street: '世纪大道100号',
    postcode: '200120',
  });
});

const WANG = { recipient: '王敏', mobile: '13800138000', address: '上海市浦东新区世纪大道100号12楼' };
const GERMAN_CENTRE = 'Room 657, Building 3, German Centre, No. 88 Keyuan Road, Pudong New Area, Shanghai';

test.each([
  ['Wang Min 13800138000, 上海市浦东新区世纪大道100号12楼', { ...WANG, recipient: 'Wang Min' }],
  ['王敏 13800138000 上海市浦东新区世纪大道100号12楼', WANG],
  ['王敏13800138000上海市浦东新区世纪大道100号12楼', WANG],
  ['王敏，138 0013 8000，上海市浦东新区世纪大道100号12楼', WANG],
  ['上海市浦东新区世纪大道100号12楼 王敏 +86 13800138000', WANG],
  ['13800138000\n上海市浦东新区世纪大道100号12楼\n王敏', WANG],
  ['收件人：王敏 电话：13800138000 地址：上海市浦东新区世纪大道100号12楼', WANG],
  [
    '收货人: 王敏\n手机号码: 138-0013-8000\n详细地址: 上海市浦东新区世纪大道100号12楼\n邮编: 200120',
    { ...WANG, postcode: '200120' },
  ],
  ['地址：上海市浦东新区世纪大道100号12楼 收件人王敏 手机13800138000', WANG],
  ['收件人：王敏 13800138000 上海市浦东新区世纪大道100号12楼', WANG],
  ['上海市浦东新区世纪大道100号12楼 王敏 收 13800138000 200120', { ...WANG, postcode: '200120' }],
  [
    `recipient: Wang Min\nmobile: 138 0013 8000\naddress: ${GERMAN_CENTRE}`,
    { ...WANG, recipient: 'Wang Min', address: GERMAN_CENTRE },
  ],
  [
    `ontvanger: Wang Min, mobiel: 13800138000, adres: ${GERMAN_CENTRE}`,
    { ...WANG, recipient: 'Wang Min', address: GERMAN_CENTRE },
  ],
  [
    `Wang Min, 13800138000, ${GERMAN_CENTRE} 201203`,
    { ...WANG, recipient: 'Wang Min', address: GERMAN_CENTRE, postcode: '201203' },
  ],
  [`${GERMAN_CENTRE}, Wang Min 13800138000`, { ...WANG, recipient: 'Wang Min', address: GERMAN_CENTRE }],
  ['张经理 138-0013-8000 上海市浦东新区世纪大道100号12楼', { ...WANG, recipient: '张经理' }],
  ['寄给王敏，电话13800138000，地址是上海市浦东新区世纪大道100号12楼', WANG],
  ['顺丰 王敏 13800138000 上海市浦东新区世纪大道100号12楼', WANG],
  [
    `Please send it to Wang Min, 13800138000, ${GERMAN_CENTRE}`,
    { ...WANG, recipient: 'Wang Min', address: GERMAN_CENTRE },
  ],
  [
    '所在地区：上海市浦东新区\n详细地址：世纪大道100号12楼\n收货人：王敏\n手机号码：13800138000',
    { ...WANG, address: '上海市浦东新区 世纪大道100号12楼' },
  ],
  ['王敏 13800138000', { recipient: '王敏', mobile: '13800138000' }],
  [
    '100 Queen’s Road, Hong Kong, Wang Min 13800138000',
    { ...WANG, recipient: 'Wang Min', address: '100 Queen’s Road, Hong Kong' },
  ],
])('recipient, phone and address are found in %j', (block, expected) => {
  expect(recipientIn(block)).toEqual(expected);
});

test.each(['what does SF cost?', '我想用顺丰', '顺丰', 'by courier please', ''])(
  '%j names nobody and no place',
  (typed) => {
    expect(recipientIn(typed)).toEqual({});
  },
);
