// Company data in one block, as accountants, WeChat cards and spreadsheets give it.
import { parseCompany } from '../../dialogs/understanding/company';

const ALL = {
  name: '上海蓝港物流有限公司',
  taxId: '91310110666007217T',
  address: '上海市杨浦区国定路88号',
  phone: '021-55001234',
  bank: '招商银行上海分行',
  account: '121909876543210',
};
const { name, taxId, address, phone, bank, account } = ALL;

test.each([
  `${name} / ${taxId} / ${address} / ${phone} / ${bank} / ${account}`,
  `名称：${name} 税号：${taxId} 地址、电话：${address} ${phone} 开户行及账号：${bank} ${account}`,
  `名称：${name}税号：${taxId}地址、电话：${address}${phone}开户行及账号：${bank}${account}`,
  `公司名称：${name}\n税号：${taxId}\n单位地址：${address}\n电话：${phone}\n开户银行：${bank}\n银行账号：${account}`,
  `单位名称：${name}\r\n纳税人识别号：${taxId}\r\n注册地址：${address}\r\n注册电话：${phone}\r\n基本户开户行：${bank}\r\n账户：${account}`,
  `购买方名称：${name}，统一社会信用代码/纳税人识别号：${taxId}，地址电话：${address}，${phone}，开户行账号：${bank}，${account}`,
  `1.单位名称:${name} 2.纳税人识别号:${taxId} 3.地址:${address} 4.电话:${phone} 5.开户行:${bank} 6.账号:${account}`,
  `一、名称：${name}\n二、税号：${taxId}\n三、地址：${address}\n四、电话：${phone}\n五、开户行：${bank}\n六、账号：${account}`,
  `【公司名称】${name}【税号】${taxId}【地址】${address}【电话】${phone}【开户行】${bank}【账号】${account}`,
  `名称\t${name}\n税号\t${taxId}\n地址\t${address}\n电话\t${phone}\n开户行\t${bank}\n账号\t${account}`,
  `名称\n${name}\n纳税人识别号\n${taxId}\n地址、电话\n${address} ${phone}\n开户行及账号\n${bank} ${account}`,
  `名　称：${name}\n税　号：${taxId}\n地　址：${address}\n电　话：${phone}\n开户行：${bank}\n账　号：${account}`,
  `${taxId} ${name} ${address} ${phone} ${bank} ${account}`,
  `${bank} ${account}\n${address} ${phone}\n${taxId}\n${name}`,
  `${name}；${taxId}；${address}；${phone}；${bank}；${account}`,
  `${name}/${taxId}/${address}/${phone}/${bank}/${account}`,
  `账号：${account} 开户行：${bank} 电话：${phone} 地址：${address} 税号：${taxId} 抬头：${name}`,
  `单位名稱：${name}\n統一社會信用代碼：${taxId}\n地址：${address}\n電話：${phone}\n開戶銀行：${bank}\n帳號：${account}`,
  `Company name: ${name}\nTax ID: ${taxId}\nAddress: ${address}\nPhone: ${phone}\nBank: ${bank}\nAccount number: ${account}`,
  `Title: ${name}; USCC: ${taxId}; registered address: ${address}; tel: ${phone}; bank name: ${bank}; bank account: ${account}`,
  `Bedrijfsnaam: ${name}\nBelastingnummer: ${taxId}\nAdres: ${address}\nTelefoon: ${phone}\nBank: ${bank}\nRekeningnummer: ${account}`,
  `Firmanavn: ${name}\nSkatte-id: ${taxId}\nAdresse: ${address}\nTelefon: ${phone}\nBank: ${bank}\nKontonummer: ${account}`,
  `Raison sociale : ${name}\nNuméro fiscal : ${taxId}\nAdresse : ${address}\nTéléphone : ${phone}\nBanque : ${bank}\nNuméro de compte : ${account}`,
])('all six facts are found, whatever the form: %j', (block) => {
  expect(parseCompany(block).fields).toEqual(ALL);
});

test('digits in groups are kept together', () => {
  const { fields } = parseCompany(
    `${name} / 9131 0110 6660 0721 7T / ${address} / ${phone} / ${bank} / 121909 8765 43210`,
  );
  expect(fields).toEqual({ ...ALL, taxId: '9131 0110 6660 0721 7T', account: '121909 8765 43210' });
});

const QINGHE = { name: '上海青禾餐饮管理有限公司', taxId: '91310115591693856A' };

test.each([
  '开票 上海青禾餐饮管理有限公司 91310115591693856A',
  '给上海青禾餐饮管理有限公司开票 91310115591693856A',
  '上海青禾餐饮管理有限公司\n91310115591693856A',
  '上海青禾餐饮管理有限公司91310115591693856A',
  '上海青禾餐饮管理有限公司（91310115591693856A）',
  '上海青禾餐饮管理有限公司 （税号 91310115591693856A）',
  '名称:上海青禾餐饮管理有限公司|税号:91310115591693856A',
  '开电子普票，上海青禾餐饮管理有限公司，91310115591693856A',
  '我们公司是上海青禾餐饮管理有限公司，税号91310115591693856A',
  'the title should be 上海青禾餐饮管理有限公司 and the tax id is 91310115591693856A',
  'digital normal fapiao, title 上海青禾餐饮管理有限公司, tax id 91310115591693856A',
  '{"name":"上海青禾餐饮管理有限公司","taxId":"91310115591693856A"}',
  '抬头 上海青禾餐饮管理有限公司 税号 91310115591693856A',
  '税号91310115591693856A 抬头上海青禾餐饮管理有限公司',
  'Please issue a fapiao for 上海青禾餐饮管理有限公司, 91310115591693856A',
])('name and tax id are found with a request around them: %j', (block) => {
  expect(parseCompany(block).fields).toEqual(QINGHE);
});

test.each([
  ['上海青禾餐饮管理有限公司 91310115591698356A', '91310115591698356A'],
  ['上海青禾餐饮管理有限公司，9I310115591693856A', '9I310115591693856A'],
  ['上海青禾餐饮管理有限公司，税号：9131011559169385', '9131011559169385'],
  ['上海青禾餐饮管理有限公司 91310115591693856', '91310115591693856'],
])('a wrong tax id is still the tax id, so that it can be corrected: %j', (block, wrong) => {
  expect(parseCompany(block).fields).toEqual({ ...QINGHE, taxId: wrong });
});

test.each([
  ['Contoso B.V., NL123456789B01', { name: 'Contoso B.V.', taxId: 'NL123456789B01' }],
  ['Eksempel A/S DK12345678', { name: 'Eksempel A/S', taxId: 'DK12345678' }],
  ['Novo Teknik ApS', { name: 'Novo Teknik ApS' }],
  ['Muster GmbH', { name: 'Muster GmbH' }],
  ['title is Contoso GmbH', { name: 'Contoso GmbH' }],
  ['the title should be Contoso Ltd', { name: 'Contoso Ltd' }],
  ['Raison sociale : Société Test SAS', { name: 'Société Test SAS' }],
  ['Contoso (Shanghai) Co., Ltd, 91310110666007217T', { name: 'Contoso (Shanghai) Co., Ltd', taxId }],
  ['Please issue a fapiao for Contoso B.V.', { name: 'Contoso B.V.' }],
  ['公司名稱：台灣測試股份有限公司\n統一編號：12345678', { name: '台灣測試股份有限公司', taxId: '12345678' }],
])('companies from elsewhere: %j', (block, fields) => {
  expect(parseCompany(block).fields).toEqual(fields);
});

test.each([
  ['复旦大学 12100000425006117P', { name: '复旦大学', taxId: '12100000425006117P' }],
  ['单位名称：上海蓝港（集团）有限公司', { name: '上海蓝港（集团）有限公司' }],
  ['抬头改成上海青禾餐饮管理有限公司浦东分公司', { name: '上海青禾餐饮管理有限公司浦东分公司' }],
  [
    '开户行：中国银行上海市杨浦支行 账号：4563 5100 1234 5678',
    { bank: '中国银行上海市杨浦支行', account: '4563 5100 1234 5678' },
  ],
  ['上海青禾餐饮管理有限公司 91310115591693856A lihua@qinghe.example', { ...QINGHE, email: 'lihua@qinghe.example' }],
  ['change the email to li@firm.cn', { email: 'li@firm.cn' }],
  ['电话改成021-55001234', { phone: '021-55001234' }],
  ['返回科技有限公司', { name: '返回科技有限公司' }],
  ['中国工商银行股份有限公司 91100000100003962T', { name: '中国工商银行股份有限公司', taxId: '91100000100003962T' }],
  ['名称：张三个体工商户 电话：138 0013 8000', { name: '张三个体工商户', phone: '138 0013 8000' }],
  [
    'Shanghai Languang Logistics Co., Ltd / 91310110666007217T / Room 5, No. 88 Guoding Road, Yangpu, Shanghai / 021-55001234 / China Merchants Bank, Shanghai Branch / 121909876543210',
    {
      ...ALL,
      name: 'Shanghai Languang Logistics Co., Ltd',
      address: 'Room 5, No. 88 Guoding Road, Yangpu, Shanghai',
      bank: 'China Merchants Bank, Shanghai Branch',
    },
  ],
])('parts of it, and other names: %j', (block, fields) => {
  expect(parseCompany(block).fields).toEqual(fields);
});

test.each([
  '我要开发票',
  '什么公司可以开专票？',
  '税号是什么？',
  '税号怎么填',
  '地址在哪里',
  '没有收到发票，电话多少',
  '我的公司没有税号怎么办',
  '可以给分公司开吗',
  '公司',
  '10月账单开专票，要纸质的，顺丰寄',
  '王敏 13800138000 上海市浦东新区世纪大道100号12楼',
  '13800138000',
  '确认',
  'li@firm.cn',
  'special paper fapiao for the October bill, by SF please',
  'what is the tax id?',
  'the tax id is wrong',
  'how do I find the account number',
  'I work for a company and need help',
  'order 12345678',
  'No. 88 Keyuan Road, Pudong, Shanghai',
  'FP-2611-0127',
  'Ik wil een fapiao voor oktober',
  'Kan jeg få en Fapiao til min virksomhed?',
  'Quelle adresse dois-je donner ?',
  'Company: what do I write here?',
  '',
])('a sentence gives no fields and stays whole: %j', (sentence) => {
  expect(parseCompany(sentence)).toEqual({ fields: {}, rest: sentence });
});

test('a pasted page of nonsense takes no time', () => {
  // Of the processor, not of the clock: what others do on this machine does not count.
  const begin = process.cpuUsage();
  parseCompany('公司 1 2 3 4 5 6 7 8 9 0 - '.repeat(400));
  parseCompany('a'.repeat(10_000));
  parseCompany('9 '.repeat(5000));
  const { user, system } = process.cpuUsage(begin);
  expect((user + system) / 1_000).toBeLessThan(2000);
});
