// What nobody knows is asked about: words taken for part of a value, and wishes that hang on a word that no list holds.
import { readIn } from '../../dialogs/understanding/reading';
import type { Locale } from '../../locales/list';

/** The values of a message, `?` before those that only the person can confirm. */
function valuesIn(text: string, locale: Locale): Record<string, string> {
  const { fields, emails, bills } = readIn(text, locale);
  const shown = (sure: boolean, value: string): string => `${sure ? '' : '?'}${value}`;
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, { sure, value }]) => [name, shown(sure, value)])),
    ...(emails && {
      emails: shown(
        emails.list.every(({ sure }) => sure),
        emails.mode,
      ),
    }),
    ...(bills && { bills: shown(bills.sure, JSON.stringify([bills.only, bills.without])) }),
  };
}

test.each<[what: string, Locale, text: string, Record<string, string>]>([
  [
    'an unknown verb behind a label, before a place',
    'zh-CN',
    '抬头敲珠海市示例科技有限公司',
    { name: '?敲珠海市示例科技有限公司' },
  ],
  [
    'one character that writes names, and begins brands',
    'zh-CN',
    '抬头用友网络科技股份有限公司',
    { name: '?友网络科技股份有限公司' },
  ],
  ['the same before a place', 'zh-CN', '抬头用上海青禾餐饮有限公司', { name: '上海青禾餐饮有限公司' }],
  ['a verb that may be a brand’s own', 'zh-CN', '抬头成禾沐示例有限公司', { name: '?成禾沐示例有限公司' }],
  [
    'an unknown subject before 是',
    'zh-CN',
    '我们在大陆的公司是威海思迈旅行社有限责任公司',
    { name: '威海思迈旅行社有限责任公司' },
  ],
  [
    'words behind words that lead',
    'zh-CN',
    '请将发票开给优品（中国）企业管理咨询有限公司',
    { name: '优品（中国）企业管理咨询有限公司' },
  ],
  [
    '我们 and what joins behind it',
    'zh-CN',
    '我们是茂昇卓衡（中国）有限公司兰州市分公司',
    { name: '茂昇卓衡（中国）有限公司兰州市分公司' },
  ],
  [
    'a label in brackets that nobody knows',
    'en-US',
    '【Zahler】Kaneko Precision S.A.',
    { name: 'Kaneko Precision S.A.' },
  ],
  [
    'words before a province',
    'zh-CN',
    '注册地址挪到了福建省泉州市丰泽区文昌路518号',
    { address: '福建省泉州市丰泽区文昌路518号' },
  ],
  [
    'an unknown label behind a town',
    'da-DK',
    'Adresse: Plot 14, Hunnan High-Tech Zone, Shenyang Snakkerør.: 0519-78386080',
    { address: 'Plot 14, Hunnan High-Tech Zone, Shenyang', phone: '0519-78386080' },
  ],
  [
    'a label in letters behind a house number',
    'zh-CN',
    '注册地址广东省惠州市惠城区望湖路959号TEL029-29083153',
    { address: '广东省惠州市惠城区望湖路959号', phone: '029-29083153' },
  ],
  [
    'the next label of a Chinese row',
    'zh-CN',
    '注册地址 湖州市吴兴区人民东路79号 代号 91310115591693856A',
    { address: '湖州市吴兴区人民东路79号', taxId: '91310115591693856A' },
  ],
  ['words before a bank', 'zh-CN', '开户行名南京银行常州武进支行', { bank: '南京银行常州武进支行' }],
  ['a bank that begins like none', 'zh-CN', '开户行就俺俩银行常州武进支行', { bank: '?就俺俩银行常州武进支行' }],
  ['no bank at all', 'en-US', 'the bank is hopeless', {}],
  [
    'the sentence behind a person',
    'en-US',
    'recipient: Laura Whitcombe. Purple sky today',
    { recipient: 'Laura Whitcombe' },
  ],
  [
    'a label that looks like a person',
    'da-DK',
    'Snakker: 高小琴\nSnakker mobil: 13220676304',
    { mobile: '13220676304' },
  ],
  ['an address between words that nobody knows', 'zh-CN', '添补ap@firm.example', { emails: '?set' }],
  ['words that nobody knows behind an address', 'nl-NL', 'ap@firm.example hobbelt gezellig mee', { emails: '?set' }],
  ['a word that joins sentences before an address', 'zh-CN', '要专票，另外PDF寄给ap@firm.example', { emails: '?add' }],
  [
    'two months with an unknown word between',
    'da-DK',
    'byt januar ug december',
    { bills: '?[[{"month":1},{"month":12}],[]]' },
  ],
  ['months here, all of them there', 'zh-CN', '9月的缓，剩下都开', { bills: '?[[{"month":9}],[]]' }],
  [
    'all in a greeting that nobody knows',
    'da-DK',
    'Mo alle, den skal lyde på Fjordtek ApS',
    { name: 'Fjordtek ApS', bills: '?[[{"all":true}],[]]' },
  ],
  [
    'a new name that is none by its shape',
    'nl-NL',
    'naam van Fjordtek BV naar Hendrik en Dochters',
    { name: '?Hendrik en Dochters' },
  ],
  [
    'a landline where a company is to be reached',
    'zh-CN',
    '名称：禾沐示例有限公司 税号：91310115591693856A 联系方式：0519-53790029',
    { name: '禾沐示例有限公司', taxId: '91310115591693856A', phone: '0519-53790029' },
  ],
  ['two addresses and what joins them', 'zh-CN', '发到ap@firm.example还有cw@firm.example', { emails: 'set' }],
  ['the month of a fapiao that is wrong', 'zh-CN', '8月份的票抬头错了', {}],
  [
    'the word for a bank within its name',
    'en-US',
    'Opening bank: China Merchants Bank Hefei Branch. Bank account: 191360979550552',
    { bank: 'China Merchants Bank Hefei Branch', account: '191360979550552' },
  ],
  [
    'a full stop within a question',
    'en-US',
    'Is Birkelund (Shanghai) Co., Ltd. Guangzhou Branch the title on file?',
    {},
  ],
  [
    'a greeting that is written like a question',
    'zh-CN',
    '在吗，抬头换成禾沐示例有限公司',
    { name: '禾沐示例有限公司' },
  ],
  ['a foundation', 'nl-NL', 'De tenaamstelling is Stichting Waterwerk Delta', { name: 'Stichting Waterwerk Delta' }],
  [
    'a school before a tax id',
    'fr-FR',
    'Lycée Français de Suzhou 91310115591693856A',
    { name: 'Lycée Français de Suzhou', taxId: '91310115591693856A' },
  ],
  [
    'a place under a label that names companies too',
    'nl-NL',
    'Op naam van: 绍兴市越城区环湖西路167号软件园A区',
    { address: '绍兴市越城区环湖西路167号软件园A区' },
  ],
  [
    'a shop of a place is no address',
    'zh-CN',
    '麻烦开一张佛山市鼓楼区和田源汽修厂的发票',
    { name: '?佛山市鼓楼区和田源汽修厂' },
  ],
  [
    'a number at the beginning of a name',
    'en-US',
    'my boss wants it under "1823 Distillery Holdings PLC"',
    { name: '1823 Distillery Holdings PLC' },
  ],
  [
    'a comma within a name',
    'en-US',
    "Company name: O'Brien, Katz & Partners LLP",
    { name: "?O'Brien, Katz & Partners LLP" },
  ],
  [
    'a label that begins like another',
    'en-US',
    'Contracting party\tAltamira Group Ltd\nEntity address\tBuilding C, 77 Renmin Road, Zhongshan District, Dalian',
    { name: 'Altamira Group Ltd', address: 'Building C, 77 Renmin Road, Zhongshan District, Dalian' },
  ],
  ['a sentence behind a Chinese name', 'nl-NL', 'naam: 田小雨. Met vriendelijke groet', { name: '田小雨' }],
  [
    'a boulevard',
    'en-US',
    'Registered address: Room 808, 1699 Century Boulevard, Jiaxing',
    { address: 'Room 808, 1699 Century Boulevard, Jiaxing' },
  ],
  [
    'both of two addresses',
    'en-US',
    'ap@firm.example is accounts and cw@firm.example is me, send to both',
    { emails: '?set' },
  ],
])('%s: %s %s', (_, locale, text, values) => {
  expect(valuesIn(text, locale)).toEqual(values);
});

test.each(['抬头用友网络科技股份有限公司', '发票抬头开元旅业集团有限公司', '抬头写意生活设计有限公司'])(
  '%s: the name with the character is offered too, so that no brand loses its beginning in silence',
  (text) => {
    const whole = text.replace(/^(?:发票)?抬头/, '');
    expect(readIn(text, 'zh-CN').offers).toEqual([{ field: 'name', candidates: [whole.slice(1), whole] }]);
  },
);

test('the second reading of a name is offered beside the first', () => {
  expect(readIn('抬头敲珠海市示例科技有限公司', 'zh-CN').offers).toEqual([
    { field: 'name', candidates: ['敲珠海市示例科技有限公司', '珠海市示例科技有限公司'] },
  ]);
});

test('a kind that is understood in one clause is sure, whatever another says that nobody knows', () => {
  expect(readIn('上次开成专票被打回票来，这次请不要开专票', 'zh-CN').type).toEqual({ value: 'normal', sure: true });
});

test('a mailbox of which an address is said is no way of sending', () => {
  expect(readIn('邮箱停用了，请改发ap@firm.example', 'zh-CN').method).toBeUndefined();
});
