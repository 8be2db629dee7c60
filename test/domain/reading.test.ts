// What a message says, read once: names without the words around them, every value with its owner, each "not" at its object.
import { readIn } from '../../dialogs/understanding/reading';
import type { Locale } from '../../locales/list';

/** The reading in short: `?` before a value that only the person can confirm, `+` before addresses that are added. */
function shortly(text: string, locale: Locale): object {
  const { fields, emails, bills, type, medium, method, complaints, self, question } = readIn(text, locale);
  const doubted = (one: { value: string; sure: boolean }): string => `${one.sure ? '' : '?'}${one.value}`;
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, found]) => [name, doubted(found)])),
    ...(emails ? { emails: `${emails.mode === 'add' ? '+' : ''}${emails.list.map(doubted).join(' ')}` } : {}),
    ...(bills?.only.length ? { only: bills.only } : {}),
    ...(bills?.without.length ? { without: bills.without } : {}),
    ...(type ? { type: doubted(type) } : {}),
    ...(medium ? { medium: doubted(medium) } : {}),
    ...(method ? { method: doubted(method) } : {}),
    ...(complaints.length ? { wrong: complaints } : {}),
    ...(self ? { self } : {}),
    ...(question ? { question } : {}),
  };
}

test.each<[Locale, string, object]>([
  [
    'zh-CN',
    '开票信息如下：北京示例科技有限公司 91310115591693856A',
    { taxId: '91310115591693856A', name: '北京示例科技有限公司' },
  ],
  [
    'zh-CN',
    '抬头：北京示例科技有限公司 税号91310115591693856A',
    { name: '北京示例科技有限公司', taxId: '91310115591693856A' },
  ],
  [
    'zh-CN',
    '北京示例科技有限公司税号91310115591693856A',
    { taxId: '91310115591693856A', name: '北京示例科技有限公司' },
  ],
  [
    'zh-CN',
    '抬头是北京示例科技有限公司,税号是91310115591693856A',
    { name: '北京示例科技有限公司', taxId: '91310115591693856A' },
  ],
  [
    'zh-CN',
    '公司名称是北京示例科技有限公司，税号为91310115591693856A',
    { name: '北京示例科技有限公司', taxId: '91310115591693856A' },
  ],
  [
    'zh-CN',
    '抬头：北京示例科技有限公司 / 91310115591693856A',
    { name: '北京示例科技有限公司', taxId: '91310115591693856A' },
  ],
  [
    'zh-CN',
    '单位名称北京示例科技有限公司税号91310115591693856A地址北京市海淀区中关村大街1号电话010-62345678开户行中国工商银行北京海淀支行账号0200004509200012345',
    {
      name: '北京示例科技有限公司',
      taxId: '91310115591693856A',
      address: '北京市海淀区中关村大街1号',
      phone: '010-62345678',
      bank: '中国工商银行北京海淀支行',
      account: '0200004509200012345',
    },
  ],
  ['en-US', 'Siemens Ltd., China 91310115591693856A', { taxId: '91310115591693856A', name: 'Siemens Ltd., China' }],
  [
    'en-US',
    'Bosch (China) Investment Ltd., Shanghai Branch, 91310115591693856A',
    { taxId: '91310115591693856A', name: 'Bosch (China) Investment Ltd., Shanghai Branch' },
  ],
  ['zh-CN', '抬头写错了', { wrong: ['name'] }],
  ['zh-CN', '税号写错了', { wrong: ['taxId'] }],
  ['fr-FR', 'titre : erreur', { wrong: ['name'] }],
  [
    'en-US',
    'title should be 上海蓝港物流有限公司 and send it to ap@bluewave.example',
    { name: '上海蓝港物流有限公司', emails: 'ap@bluewave.example' },
  ],
  [
    'zh-CN',
    '抬头改成上海蓝港物流有限公司，邮箱改成 cw@langang.example',
    { name: '上海蓝港物流有限公司', emails: 'cw@langang.example' },
  ],
  ['zh-CN', '备注写合同号 HT-2026-001', { remark: '合同号 HT-2026-001' }],
  ['zh-CN', '确认', {}],
  ['zh-CN', '10月账单开票', { only: [{ month: 10 }] }],
  [
    'zh-CN',
    '深圳示例（香港)投资有限公司 91310115591693856A',
    { taxId: '91310115591693856A', name: '深圳示例（香港）投资有限公司' },
  ],
  ['zh-CN', '示例县老王面馆 92141127MA0ABC1211', { taxId: '92141127MA0ABC1211', name: '示例县老王面馆' }],
  ['zh-CN', '北京老字号示例厂 110108123456789', { taxId: '110108123456789', name: '?北京老字号示例厂' }],
  [
    'en-US',
    'SF, Wang Min 13800138000, 上海市浦东新区世纪大道100号12楼',
    { mobile: '13800138000', shipTo: '上海市浦东新区世纪大道100号12楼', recipient: 'Wang Min', method: 'sf' },
  ],
  [
    'en-US',
    'send it to ap@bluewave.example, only the August bill',
    { emails: 'ap@bluewave.example', only: [{ month: 8 }] },
  ],
  [
    'en-US',
    'the September bill, send it to Wang Min 13800138000, 上海市浦东新区世纪大道100号12楼',
    { mobile: '13800138000', shipTo: '上海市浦东新区世纪大道100号12楼', recipient: 'Wang Min', only: [{ month: 9 }] },
  ],
  [
    'en-US',
    'send by SF to Wang Min 13800138000, 上海市浦东新区世纪大道100号12楼, and make the title 上海蓝港物流有限公司',
    {
      name: '上海蓝港物流有限公司',
      mobile: '13800138000',
      shipTo: '上海市浦东新区世纪大道100号12楼',
      recipient: 'Wang Min',
      method: 'sf',
    },
  ],
  ['zh-CN', '就开9月和8月的，电子专票', { only: [{ month: 9 }, { month: 8 }], type: 'special', medium: 'digital' }],
  ['zh-CN', '2025年全部，专票', { only: [{ year: 2025 }], type: 'special' }],
  ['en-US', 'all of 2025, special', { only: [{ year: 2025 }], type: 'special' }],
  [
    'zh-CN',
    '9月账单开电子专票 北京示例科技有限公司 91310115591693856A',
    {
      taxId: '91310115591693856A',
      name: '北京示例科技有限公司',
      only: [{ month: 9 }],
      type: 'special',
      medium: 'digital',
    },
  ],
  ['zh-CN', 'BILL-2041-2609 开票', { only: [{ bill: 'BILL-2041-2609' }] }],
  ['zh-CN', '发送到 a@x.example 和 b@y.example', { emails: 'a@x.example b@y.example' }],
  ['zh-CN', '再抄送给 b@y.example', { emails: '+b@y.example' }],
  ['en-US', 'cc b@y.example', { emails: '+b@y.example' }],
  [
    'zh-CN',
    '张三[2568] 13512345678-9100 广东省广州市南沙区东涌镇一建路5号[2568]',
    { mobile: '13512345678-9100', shipTo: '广东省广州市南沙区东涌镇一建路5号[2568]', recipient: '张三[2568]' },
  ],
  [
    'zh-CN',
    '1.北京市密云区花园小区1楼三单元301\n15801691123 唐先生收',
    { mobile: '15801691123', shipTo: '北京市密云区花园小区1楼三单元301', recipient: '唐先生' },
  ],
  ['zh-CN', '邮箱：lilei@example。com', { emails: '?lilei@example.com' }],
  ['en-US', "CASE-170 o'brien@example.com", { emails: "o'brien@example.com" }],
  ['en-US', 'a normal one will do, I do NOT want a special one, for august', { only: [{ month: 8 }], type: 'normal' }],
  ['en-US', 'I have not got the August fapiao yet, please make it', { only: [{ month: 8 }] }],
  ['nl-NL', 'niet dringend, augustus', { only: [{ month: 8 }] }],
  [
    'en-US',
    'send by SF to Wang Min 13800138000, 上海市浦东新区世纪大道100号12楼, the August bill',
    {
      mobile: '13800138000',
      shipTo: '上海市浦东新区世纪大道100号12楼',
      recipient: 'Wang Min',
      only: [{ month: 8 }],
      method: 'sf',
    },
  ],
  ['zh-CN', '我不想开专票', { type: 'normal' }],
  ['fr-FR', 'je ne veux surtout pas un fapiao spécial', { type: 'normal' }],
  ['en-US', 'paper please, I do NOT want digital', { medium: 'paper' }],
  ['zh-CN', '不要纸质的', { medium: 'digital' }],
  ['zh-CN', '2月和3月的开票', { only: [{ month: 2 }, { month: 3 }] }],
  ['en-US', 'the tax number printed on it has a typo', { wrong: ['taxId'] }],
  ['zh-CN', '不是7月，是8月', { only: [{ month: 8 }] }],
  ['zh-CN', '个人 李华', { name: '李华', self: true }],
  ['en-US', 'march and august', { only: [{ month: 3 }, { month: 8 }] }],
  ['zh-CN', '10月账单开纸质专票 顺丰', { only: [{ month: 10 }], type: 'special', medium: 'paper', method: 'sf' }],
  ['zh-CN', '我们公司名称叫开心麻花文化传媒有限公司', { name: '开心麻花文化传媒有限公司' }],
  ['zh-CN', '劳驾出具上海青禾科技有限公司的', { name: '上海青禾科技有限公司' }],
  ['zh-CN', '给力科技有限公司 91310115591693856A', { taxId: '91310115591693856A', name: '?给力科技有限公司' }],
  ['zh-CN', '返回科技', {}],
  ['zh-CN', '你好我想问下怎么开发票', { question: true }],
  ['zh-CN', '三月到五月的', { only: [{ from: 3, to: 5 }] }],
  ['en-US', 'January to March, 2026', { only: [{ year: 2026, from: 1, to: 3 }] }],
  ['zh-CN', '第1,3张', { only: [{ number: 1 }, { number: 3 }] }],
  ['en-US', '1,3', { only: [{ number: 1 }, { number: 3 }] }],
  ['da-DK', 'faktura til firmaet Novo Nordisk A/S, tak', { name: 'Novo Nordisk A/S' }],
  [
    'zh-CN',
    '抬头：北京示例科技有限公司\n税号：91310115591693856A\n备注：合同号 HT-2026-001',
    { name: '北京示例科技有限公司', taxId: '91310115591693856A', remark: '合同号 HT-2026-001' },
  ],
  // What is left out may stand before the word that leaves it out.
  ['zh-CN', '全部账单，九月的除外', { without: [{ month: 9 }] }],
  ['nl-NL', 'alles, op oktober na', { without: [{ month: 10 }] }],
  ['en-US', 'all bills, May excluded', { without: [{ month: 5 }] }],
  ['zh-CN', '把6月份的换成十月的账单', { only: [{ month: 10 }] }],
  ['en-US', 'can you do January first, please', { only: [{ month: 1 }] }],
  ['fr-FR', "l'adresse est fausse, tout le reste sans changement", { wrong: ['address'] }],
  // A name is whole or asked: never from half a bracket on, never without its branch.
  ['zh-CN', '开票主体是嘉兴市地利网络科技（集团）股份有限公司', { name: '嘉兴市地利网络科技（集团）股份有限公司' }],
  ['zh-CN', '把青岛市安歌宠物用品有限公司换成凯沃餐饮管理有限公司', { name: '凯沃餐饮管理有限公司' }],
  ['zh-CN', '以铭岐生物医药合伙企业（有限合伙）的名义开', { name: '铭岐生物医药合伙企业（有限合伙）' }],
  [
    'en-US',
    'Bill to: Pinewood Foods Inc. Beijing Representative Office',
    { name: 'Pinewood Foods Inc. Beijing Representative Office' },
  ],
  ['en-US', 'Title: Quillan Pte. Ltd., Guangzhou Branch', { name: 'Quillan Pte. Ltd., Guangzhou Branch' }],
  ['zh-CN', '（集团）股份有限公司', {}],
  // A label is never a value: rows of a spreadsheet under their labels.
  [
    'zh-CN',
    '抬头\t税号\n恒裕国际贸易（成都）有限公司\t91310115591693856A',
    { name: '恒裕国际贸易（成都）有限公司', taxId: '91310115591693856A' },
  ],
  [
    'nl-NL',
    'Goedemiddag allemaal,\nNaam\tBelastingnummer\nKestrel Packaging (China) Limited\t91310115591693856A',
    { name: 'Kestrel Packaging (China) Limited', taxId: '91310115591693856A' },
  ],
  [
    'nl-NL',
    'alles, op oktober na. Naam\tBelastingnummer\nKestrel Packaging (China) Limited\t91310115591693856A',
    { name: 'Kestrel Packaging (China) Limited', taxId: '91310115591693856A', without: [{ month: 10 }] },
  ],
  [
    'zh-TW',
    '信箱\t開戶銀行\t帳號\t稅號\t電話\t公司名稱\t註冊地址\ncaiwu@mail.qingning.example\t中国工商银行大连分行\t933803974954776\t91310115591693856A\t0755-42123553\t大連云岫国际贸易有限公司\t大连市星湖街17号4号楼1064室',
    {
      emails: 'caiwu@mail.qingning.example',
      bank: '中国工商银行大连分行',
      account: '933803974954776',
      taxId: '91310115591693856A',
      phone: '0755-42123553',
      name: '大連云岫国际贸易有限公司',
      address: '大连市星湖街17号4号楼1064室',
    },
  ],
  ['zh-CN', '抬头\t税号', {}],
  // Two titles in one message: the person chooses.
  ['zh-CN', '抬头：北京示例科技有限公司\n抬头：上海示例科技有限公司', { name: '?北京示例科技有限公司' }],
  ['zh-CN', '十月和十一月不要，剩下的全要', { without: [{ month: 10 }, { month: 11 }] }],
  ['zh-CN', '抬头写成都禾木医疗器械有限责任公司', { name: '成都禾木医疗器械有限责任公司' }],
  ['fr-FR', 'Adresse professionnelle : 杭州市文三路710号', { address: '杭州市文三路710号' }],
  // A word of the sentence takes no place's first character.
  ['zh-CN', '开票单位写上海鼎沃物业服务合伙企业（有限合伙）', { name: '上海鼎沃物业服务合伙企业（有限合伙）' }],
  ['zh-CN', '购买方写上重庆江北嘴投资有限公司', { name: '重庆江北嘴投资有限公司' }],
  // Words of a sentence and labels are no part of a bank.
  [
    'nl-NL',
    'Bank/rekeningnr.: 宁波银行南山支行 622216609847886',
    { bank: '宁波银行南山支行', account: '622216609847886' },
  ],
  ['da-DK', 'Vi bruger Bank of China Shanghai Branch som bank', { bank: 'Bank of China Shanghai Branch' }],
  // Before a column stand a label and its value, not a longer label.
  [
    'en-US',
    'Buyer name Lund & Holm ApS\tTax code 91310115591693856A',
    { name: 'Lund & Holm ApS', taxId: '91310115591693856A' },
  ],
  // What is called wrong gets the number behind.
  ['zh-CN', '银行账号错了，正确的是622226646962774', { account: '622226646962774', wrong: ['account'] }],
  [
    'en-US',
    'The account number is wrong, it should be 622226646962774',
    { account: '622226646962774', wrong: ['account'] },
  ],
  // Whom, then where.
  [
    'fr-FR',
    'Faites-la livrer à Wang Min, 上海市浦东新区世纪大道100号',
    { recipient: 'Wang Min', shipTo: '上海市浦东新区世纪大道100号' },
  ],
  ['zh-TW', '可以幫忙嗎？開個人的，姓名司徒文', { name: '司徒文', self: true }],
  ['zh-CN', '公司名改一下：橙心企业管理咨询有限公司', { name: '橙心企业管理咨询有限公司' }],
  ['nl-NL', 'Wattson Energy EURL\n91310115591693856A', { name: 'Wattson Energy EURL', taxId: '91310115591693856A' }],
  // A brand that holds such a word keeps it.
  ['zh-CN', '抬头：上海全名堂文化有限公司', { name: '上海全名堂文化有限公司' }],
  ['zh-CN', '抬头请写公司全称北京示例网络有限公司', { name: '北京示例网络有限公司' }],
  // A legal form behind a legal form, and whose office it is, are of the name.
  ['zh-CN', '抬头为南昌红土地税务师事务所有限责任公司', { name: '南昌红土地税务师事务所有限责任公司' }],
  ['zh-CN', '抬头请填写广州花城港务集团有限公司工会委员会', { name: '广州花城港务集团有限公司工会委员会' }],
  // The name that was is none.
  ['zh-CN', '河北赛腾有限公司已经改名为华泽电力服务中心', { name: '?华泽电力服务中心' }],
  ['fr-FR', 'changement de nom : Ferrari (Beijing) Co., Ltd. devient 优品保险有限公司', { name: '优品保险有限公司' }],
  ['nl-NL', 'naam van 温州华亿有限公司 naar 常州公共交通处', { name: '?常州公共交通处' }],
  ['zh-CN', '抬头要改，改成华泽（中国）进出口有限公司', { name: '华泽（中国）进出口有限公司', wrong: ['name'] }],
  // An address is no title, a greeting no person.
  ['fr-FR', 'à titre personnel, au nom de 陈思远\n\nBien cordialement,\nÉlodie', { name: '陈思远', self: true }],
  // Quarters, and what is left out of one.
  ['da-DK', '2. kvartal uden maj', { only: [{ from: 4, to: 6 }], without: [{ month: 5 }] }],
  ['zh-CN', '一季度，3月不要', { only: [{ from: 1, to: 3 }], without: [{ month: 3 }] }],
  ['nl-NL', 'het tweede kwartaal graag', { only: [{ from: 4, to: 6 }] }],
  ['zh-CN', '最近三个账单都开', { only: [{ latest: 3 }] }],
  ['zh-CN', '26年5月到26年8月的都开', { only: [{ from: 5, to: 8, year: 2026 }] }],
  // "Both" beside two addresses are the addresses; a denied one is none.
  [
    'fr-FR',
    'achats@lavigne.example et ap@lavigne.example, les deux',
    { emails: 'achats@lavigne.example ap@lavigne.example' },
  ],
  ['nl-NL', 'het mailadres is niet a@lavigne.example maar b@lavigne.example', { emails: 'b@lavigne.example' }],
  [
    'en-US',
    'bank is now Standard Chartered Bank (China) Ltd., Shanghai Branch',
    { bank: 'Standard Chartered Bank (China) Ltd., Shanghai Branch' },
  ],
])('%s %j', (locale, text, said) => {
  expect(shortly(text, locale)).toEqual(said);
});

test('what nobody claims is named, also a number that became nothing', () => {
  const { text, left } = readIn('发票抬头：北京示例科技有限公司，编号 6222020200112345678，顺带问候老板娘', 'zh-CN');
  expect(left.map(({ from, to }) => text.slice(from, to))).toEqual(expect.arrayContaining(['6222020200112345678']));
});

test('every character belongs to one value at most', () => {
  const text = '抬头：北京示例科技有限公司 税号91310115591693856A 电话010-62345678 8月的专票 发到 cw@langang.example';
  const reading = readIn(text, 'zh-CN');
  const spans = [...Object.values(reading.fields), ...(reading.emails?.list ?? [])].toSorted((a, b) => a.from - b.from);
  expect(spans.length).toBe(4);
  spans.slice(1).forEach((span, n) => expect(span.from).toBeGreaterThanOrEqual(spans[n]?.to ?? 0));
  for (const { from, to, value } of spans) expect(reading.text.slice(from, to)).toBe(value);
});
