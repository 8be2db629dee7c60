// The small recognisers: kinds, methods, bills, languages, corrections, passwords, yes and no.
import { parseCorrection, understand } from '../../dialogs/understanding/understand';
import {
  isConfirm,
  isNo,
  isQuestion,
  isYes,
  looksLikePassword,
  maskPasswords,
} from '../../dialogs/understanding/answers';
import { type Listed, selectBills } from '../../dialogs/understanding/bills';
import { parseKind } from '../../dialogs/understanding/kind';
import { detectLanguage, languageRequest } from '../../dialogs/understanding/language';
import { parseMethod } from '../../dialogs/understanding/method';

describe('commands', () => {
  test.each([
    ['Help!', 'en-US', 'help'],
    ['please go back', 'en-US', 'back'],
    ['BACK.', 'fr-FR', 'back'],
    ['请返回', 'zh-CN', 'back'],
    ['上一步，謝謝', 'zh-TW', 'back'],
    ['opnieuw beginnen alstublieft', 'nl-NL', 'startOver'],
    ['spring over tak', 'da-DK', 'skip'],
    ['recommencer s’il vous plaît', 'fr-FR', 'startOver'],
    ['annuler', 'nl-NL', 'cancel'],
    ['转人工', 'en-US', 'person'],
    ['明细', 'zh-CN', 'list'],
    ['show them', 'en-US', 'list'],
    ['I checked it', 'en-US', 'checkedIt'],
    ['我已核对', 'zh-CN', 'checkedIt'],
    ['确认', 'zh-CN', 'confirm'],
    ['bekræft', 'da-DK', 'confirm'],
    ['log uit', 'nl-NL', 'signOut'],
    ['?', 'en-US', 'help'],
  ] as const)('%s is a whole command', (text, locale, name) => {
    expect(understand(text, { locale })[0]).toMatchObject({ kind: 'command', name, exact: true, score: 1 });
  });

  test('yes, no and confirm count only as whole answers', () => {
    expect(isYes('是的')).toBe(true);
    expect(isYes('Ja, graag!')).toBe(true);
    expect(isYes('oui, merci')).toBe(true);
    expect(isYes('是的餐饮公司')).toBe(false);
    expect(isYes('yes but the title is wrong')).toBe(false);
    expect(isNo('nej tak')).toBe(true);
    expect(isNo('No. 88 Keyuan Road')).toBe(false);
    expect(isConfirm('确认提交')).toBe(true);
    expect(isConfirm('好的')).toBe(true);
    expect(isConfirm('确认科技')).toBe(false);
    expect(isConfirm('3')).toBe(false);
  });

  test('a number is nothing that a summary could be confirmed with', () => {
    expect(understand('3', { locale: 'en-US' })).toEqual([]);
    expect(parseCorrection('3', 'en-US')).toBeUndefined();
  });

  test('a company block with a wish is that wish', () => {
    expect(understand('开票 上海青禾餐饮管理有限公司 91310115591693856A', { locale: 'zh-CN' })[0]).toMatchObject({
      kind: 'flow',
      name: 'apply',
    });
  });
});

describe('corrections', () => {
  test.each([
    ['the title should be Foo Bar BV', 'en-US', 'name', 'Foo Bar BV'],
    ['title is 上海青禾餐饮管理有限公司', 'en-US', 'name', '上海青禾餐饮管理有限公司'],
    ['No, the title is Øresund ApS', 'en-US', 'name', 'Øresund ApS'],
    ['change the title to Noord & Zuid B.V.', 'en-US', 'name', 'Noord & Zuid B.V.'],
    ['please change the tax id to 91310115591693856A', 'en-US', 'taxId', '91310115591693856A'],
    ['抬头改成上海青禾餐饮管理有限公司浦东分公司', 'zh-CN', 'name', '上海青禾餐饮管理有限公司浦东分公司'],
    ['把税号改为91310115591693856A', 'zh-CN', 'taxId', '91310115591693856A'],
    ['税号是 91310115591693856A', 'zh-CN', 'taxId', '91310115591693856A'],
    ['抬頭改成臺北青禾有限公司', 'zh-TW', 'name', '臺北青禾有限公司'],
    ['titel moet Jansen BV zijn', 'nl-NL', 'name', 'Jansen BV'],
    ['de titel is Jansen & Zonen', 'nl-NL', 'name', 'Jansen & Zonen'],
    ['titlen skal være Nordlys ApS', 'da-DK', 'name', 'Nordlys ApS'],
    ['le titre est Société Générale', 'fr-FR', 'name', 'Société Générale'],
    ['le titre devrait être Café Noir SARL', 'fr-FR', 'name', 'Café Noir SARL'],
    ['remplacez le titre par Café Noir SARL', 'fr-FR', 'name', 'Café Noir SARL'],
    ['the delivery address is 上海市浦东新区世纪大道100号12楼', 'en-US', 'shipTo', '上海市浦东新区世纪大道100号12楼'],
    ['the company address is 上海市杨浦区国定路88号', 'en-US', 'address', '上海市杨浦区国定路88号'],
    ['收件地址改成上海市浦东新区世纪大道100号', 'zh-CN', 'shipTo', '上海市浦东新区世纪大道100号'],
    ['手机改为13800138000', 'zh-CN', 'mobile', '13800138000'],
    ['change the bank account to 121909876543210', 'en-US', 'account', '121909876543210'],
  ] as const)('%s', (text, locale, slot, value) => {
    expect(parseCorrection(text, locale)).toEqual({ slot, value });
  });

  test.each([
    ['change the title', 'en-US', 'name'],
    ['the tax id is wrong', 'en-US', 'taxId'],
    ['改一下抬头', 'zh-CN', 'name'],
    ['抬头错了', 'zh-CN', 'name'],
    ['税号不对', 'zh-CN', 'taxId'],
    ['titel wijzigen', 'nl-NL', 'name'],
    ['wijzig het belastingnummer', 'nl-NL', 'taxId'],
    ['ændr titlen', 'da-DK', 'name'],
    ['modifier le titre', 'fr-FR', 'name'],
    ['a different delivery address', 'en-US', 'shipTo'],
  ] as const)('%s wants a change and gives no value', (text, locale, slot) => {
    expect(parseCorrection(text, locale)).toEqual({ slot });
  });

  test.each([
    'what is the title?',
    '抬头是什么',
    '税号是多少',
    'wat is de titel?',
    'quel est le titre ?',
    'hello',
    'confirm',
    '上海青禾餐饮管理有限公司',
    'the weather is nice',
    'Title Bank is our name, tax 91310115591693856A',
  ])('%s corrects nothing', (text) => {
    expect(parseCorrection(text, 'en-US')).toBeUndefined();
  });

  test('a bare e-mail belongs to the account, in an application to the delivery', () => {
    expect(parseCorrection('change the email to a@firm.cn', 'en-US')).toEqual({ slot: 'email', value: 'a@firm.cn' });
    expect(parseCorrection('change the email to a@firm.cn', 'en-US', 'apply')).toEqual({
      slot: 'emails',
      value: 'a@firm.cn',
    });
  });

  test('in a form a correction wins over a question with the same words', () => {
    expect(understand('change the title', { locale: 'en-US', flow: 'apply' })[0]).toMatchObject({
      kind: 'correction',
      slot: 'name',
    });
    expect(understand('抬头写错了', { locale: 'zh-CN', flow: 'apply' })[0]).toMatchObject({
      kind: 'correction',
      slot: 'name',
    });
    expect(understand('抬头写错了', { locale: 'zh-CN' })[0]).toMatchObject({ kind: 'faq', name: 'changeTitle' });
  });
});

describe('kinds', () => {
  test.each([
    ['电子普票', { medium: 'digital', type: 'normal' }],
    ['电子专票', { medium: 'digital', type: 'special' }],
    ['纸质普票', { medium: 'paper', type: 'normal' }],
    ['10月账单开专票，要纸质的，顺丰寄', { medium: 'paper', type: 'special' }],
    ['專票', { type: 'special' }],
    ['数电票', { medium: 'digital' }],
    ['普票', { type: 'normal' }],
    ['紙本', { medium: 'paper' }],
    ['digital normal', { medium: 'digital', type: 'normal' }],
    ['special paper fapiao for the October bill, by SF please', { medium: 'paper', type: 'special' }],
    ['speciale papieren', { medium: 'paper', type: 'special' }],
    ['særlig papir', { medium: 'paper', type: 'special' }],
    ['spécial papier', { medium: 'paper', type: 'special' }],
    ['not special, normal', { type: 'normal' }],
    ['不要专票，改普票', { type: 'normal' }],
  ])('%s', (text, kind) => {
    expect(parseKind(text, 'en-US')).toEqual(kind);
  });

  test.each([
    'what is a special fapiao?',
    '专票和普票有什么区别',
    'wat is een speciale fapiao',
    'Special Foods Ltd.',
    'hello',
    '上海电子科技有限公司',
  ])('%s chooses no kind', (text) => {
    expect(parseKind(text, 'en-US')).toBeUndefined();
  });
});

describe('methods', () => {
  test.each([
    ['by SF please', 'sf'],
    ['顺丰到付', 'sf'],
    ['順豐', 'sf'],
    ['韵达', 'yunda'],
    ['韻達吧', 'yunda'],
    ['Yunda', 'yunda'],
    ['上海自取', 'pickup'],
    ['ik kom het ophalen', 'pickup'],
    ['afhente', 'pickup'],
    ['retrait', 'pickup'],
    ['pick up', 'pickup'],
    ['by e-mail', 'email'],
    ['发到邮箱', 'email'],
    ['not SF, Yunda', 'yunda'],
  ] as const)('%s', (text, method) => {
    expect(parseMethod(text, 'en-US')).toBe(method);
  });

  test.each(['lihua@qinghe.example', 'who pays SF?', '顺丰要钱吗', '顺丰速运有限公司', 'hello'])(
    '%s is no method',
    (text) => {
      expect(parseMethod(text, 'en-US')).toBeUndefined();
    },
  );
});

describe('bills', () => {
  // Newest first, as lists show them: Nov 2026 back to Oct 2025; number 2 is taken.
  const bills: Listed[] = Array.from({ length: 14 }, (_, i) => {
    const month = 2026 * 12 + 10 - i;
    const period = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    return { bill: period, period, number: i + 1, selectable: i !== 1 };
  });
  const pick = (text: string, current: string[] = []) =>
    selectBills(text, bills, current, { locale: 'en-US', month: '2026-12' });
  const open = bills.filter((bill) => bill.selectable).map((bill) => bill.bill);

  test.each([
    ['1,3', ['2026-11', '2026-09']],
    ['1-3', ['2026-11', '2026-09']],
    ['1 and 3', ['2026-11', '2026-09']],
    ['1、3', ['2026-11', '2026-09']],
    ['3', ['2026-09']],
    ['2', ['2026-10']],
    ['bill 3 please', ['2026-09']],
    ['第三张', ['2026-09']],
    ['the october bill', ['2026-10']],
    ['10月账单', ['2026-10']],
    ['de rekening van september', ['2026-09']],
    ['regningen fra september', ['2026-09']],
    ['la facture de septembre', ['2026-09']],
    ['10月账单开专票，要纸质的，顺丰寄', ['2026-10']],
    ['special paper fapiao for the October bill, by SF please', ['2026-10']],
    ['October 2025', ['2025-10']],
    ['2025年12月', ['2025-12']],
    ['latest', ['2026-11']],
    ['the last one', ['2026-11']],
    ['最近一张', ['2026-11']],
    ['March and April', ['2026-04', '2026-03']],
    ['3月到5月', ['2026-05', '2026-04', '2026-03']],
    ['3-5月', ['2026-05', '2026-04', '2026-03']],
    ['March to May', ['2026-05', '2026-04', '2026-03']],
    ['十一月的账单', ['2026-11']],
    ['all of 2025', ['2025-12', '2025-11', '2025-10']],
    ['2025年的', ['2025-12', '2025-11', '2025-10']],
    ['alles van 2025', ['2025-12', '2025-11', '2025-10']],
    ['2025', ['2025-12', '2025-11', '2025-10']],
    ['2026-03', ['2026-03']],
    ['1 3 5', ['2026-11', '2026-09', '2026-07']],
    ['10-12', ['2026-02', '2026-01', '2025-12']],
  ])('%s', (text, wanted) => {
    expect(pick(text)).toEqual(wanted);
  });

  // It is December 2026.
  test.each([
    ['en-US', 'a fapiao for last month please', ['2026-11']],
    ['en-US', 'the bill of the month before last', ['2026-10']],
    ['en-US', 'last quarter', ['2026-09', '2026-08', '2026-07']],
    ['en-US', 'everything from last year', ['2025-12', '2025-11', '2025-10']],
    ['en-US', 'december of last year', ['2025-12']],
    ['en-US', "last year's november bill", ['2025-11']],
    ['en-US', 'by the end of this month please, the september one', ['2026-09']],
    ['zh-CN', '把上个月的票开了', ['2026-11']],
    ['zh-CN', '上季度的都开', ['2026-09', '2026-08', '2026-07']],
    ['zh-CN', '去年11月的', ['2025-11']],
    ['zh-CN', '今年1到3月', ['2026-03', '2026-02', '2026-01']],
    ['zh-CN', '除了上个月都开', open.filter((bill) => bill !== '2026-11')],
    ['zh-TW', '上上個月的帳單', ['2026-10']],
    ['nl-NL', 'vorig kwartaal graag', ['2026-09', '2026-08', '2026-07']],
    ['nl-NL', 'de factuur van afgelopen maand', ['2026-11']],
    ['da-DK', 'december sidste år', ['2025-12']],
    ['da-DK', 'fakturaen fra sidste måned', ['2026-11']],
    ['fr-FR', 'la facture du mois dernier', ['2026-11']],
    ['fr-FR', "toutes celles de l'année dernière", ['2025-12', '2025-11', '2025-10']],
    // There is none of this month, and nothing else is meant.
    ['zh-CN', '本月的账单', []],
    ['fr-FR', 'la facture de ce mois', []],
    // How, and by when: no bills.
    ['zh-CN', '和上个月一样', undefined],
    ['nl-NL', 'net als vorige maand', undefined],
    ['en-US', 'the same as last month', undefined],
    ['da-DK', 'ligesom sidste år', undefined],
  ] as const)('%s: %s depends on the day', (locale, text, wanted) => {
    expect(selectBills(text, bills, [], { locale, month: '2026-12' })).toEqual(wanted);
  });

  test('in January last month is of the year before, and so is last quarter', () => {
    const of = (text: string) => selectBills(text, bills, [], { locale: 'zh-CN', month: '2026-01' });
    expect(of('上个月')).toEqual(['2025-12']);
    expect(of('上个季度')).toEqual(['2025-12', '2025-11', '2025-10']);
  });

  test.each([
    'all',
    '全部',
    '所有账单都开票',
    'fapiaos for all my bills',
    'alle rekeningen',
    'alle regninger',
    'toutes les factures',
    '2025-2026',
  ])('%s chooses all that can go', (text) => {
    expect(pick(text)).toEqual(open);
  });

  test.each([
    'without March',
    '去掉3月',
    'zonder maart',
    'uden marts',
    'sans mars',
    'all but March',
    'all without March',
  ])('%s drops one', (text) => {
    expect(pick(text, open)).toEqual(open.filter((bill) => bill !== '2026-03'));
  });

  test('add keeps what was chosen', () => {
    expect(pick('add 4', ['2026-11'])).toEqual(['2026-11', '2026-08']);
    expect(pick('加上8月', ['2026-11'])).toEqual(['2026-11', '2026-08']);
  });

  test.each([
    '91310115591693856A',
    '13800138000',
    'CNY 1,368.00',
    '¥1,368.00',
    'Jan de Vries',
    'may I ask something',
    'paid on 15 Nov',
    '11月15日付款',
    'confirm',
    'the title should be Foo 3 BV',
    '上海市浦东新区世纪大道100号12楼',
    'I need a fapiao',
    '我要开发票',
    'digital normal',
    'all correct',
    '88',
    'mark it as paper please',
    'not special, normal',
  ])('%s says nothing about bills', (text) => {
    expect(pick(text)).toBeUndefined();
  });
});

describe('languages', () => {
  test.each([
    ['in het Nederlands graag', 'nl-NL'],
    ['中文', 'zh-CN'],
    ['繁體中文', 'zh-TW'],
    ['speak English', 'en-US'],
    ['Do you speak English?', 'en-US'],
    ['dansk tak', 'da-DK'],
    ['en français', 'fr-FR'],
    ['请用英文', 'en-US'],
    ['切换到繁体', 'zh-TW'],
    ['换成简体中文', 'zh-CN'],
    ['Nederlands', 'nl-NL'],
    ['kan det blive på dansk', undefined],
    ['Danish Crown A/S', undefined],
    ['上海英文书店有限公司', undefined],
    ['the English name of the company', undefined],
  ] as const)('%s asks for %s', (text, locale) => {
    expect(languageRequest(text)).toBe(locale);
  });

  test.each([
    ['I would like to know when my fapiao will be ready', 'en-US'],
    ['ik wil graag weten wanneer mijn fapiao klaar is', 'nl-NL'],
    ['jeg vil gerne vide hvornår min fapiao er klar', 'da-DK'],
    ['je voudrais savoir quand mon fapiao sera prêt', 'fr-FR'],
    ['我想知道我的发票什么时候能开好', 'zh-CN'],
    ['我想知道我的發票什麼時候會開好', 'zh-TW'],
    ['OK', undefined],
    ['fapiao november 2026', undefined],
    ['De Nederlandse Bank van de Toekomst BV', undefined],
    ['上海青禾餐饮管理有限公司', undefined],
    [
      '名称：上海蓝港物流有限公司 税号：91310110666007217T 地址、电话：上海市杨浦区国定路88号 021-55001234 开户行及账号：招商银行上海分行 121909876543210',
      undefined,
    ],
    ['Wang Min 13800138000, 上海市浦东新区世纪大道100号12楼', undefined],
  ] as const)('%s is %s', (text, locale) => {
    expect(detectLanguage(text)).toBe(locale);
  });
});

describe('passwords', () => {
  test.each([
    ['my password is Sunny#Day42', 'my password is ••••••••'],
    ['password: hunter22', 'password: ••••••••'],
    ['wachtwoord: Zon3bloem!', 'wachtwoord: ••••••••'],
    ['密码是Abc12345', '密码是••••••••'],
    ['mot de passe Soleil2024!', 'mot de passe ••••••••'],
    ['min adgangskode er Solskin99', 'min adgangskode er ••••••••'],
    ['Xf8$kLm2pQ', '••••••••'],
    ['Welcome2024!', '••••••••'],
  ])('ASVS 5.0 16.2.5: %s is masked', (text, shown) => {
    expect(looksLikePassword(text)).toBe(true);
    expect(maskPasswords(text)).toBe(shown);
  });

  test.each([
    'I forgot my password',
    'my password is wrong',
    'my password is not working',
    'my password is not accepted any more',
    'mot de passe oublié',
    'wachtwoord vergeten',
    '密码是什么',
    '密码不对',
    'is my password the same as Office 365',
    'can I use my office 365 password',
    'SO-2026-000123',
    'ORD-88213',
    'FP-2611-0127',
    'lihua@qinghe.example',
    'LiHua.Wang2@QingHe.example',
    '91310115591693856A',
    'Office365',
    'https://example.com/Path?x=1',
    '上海青禾餐饮管理有限公司',
    '021-55001234',
    'Confirm',
    '2026-11,2026-10',
    'change my password',
  ])('%s is no password', (text) => {
    expect(looksLikePassword(text)).toBe(false);
    expect(maskPasswords(text)).toBe(text);
  });
});

test('questions are told from statements', () => {
  for (const text of [
    'what is a fapiao',
    '专票是什么',
    'hoe lang duurt het',
    'hvad er det',
    'puis-je payer',
    'really?',
    '可以吗',
  ]) {
    expect(isQuestion(text)).toBe(true);
  }
  for (const text of ['I need a fapiao', '我要开发票', 'the title is X', '上海青禾餐饮管理有限公司', 'confirm']) {
    expect(isQuestion(text)).toBe(false);
  }
});

test('no message, however long or odd, takes more than 20 ms', () => {
  const messages = [
    'hoe lang duurt het voordat ik de fapiao krijg',
    '我想问一下上个月的账单什么时候可以开发票',
    `${'A'.repeat(60)}!`,
    'A'.repeat(10_000),
    '开'.repeat(10_000),
    'a b '.repeat(2500),
    '1,'.repeat(5000),
    'Ab Cd '.repeat(1600),
  ];
  understand('warm', { locale: 'en-US' });
  for (const text of messages) {
    const start = process.cpuUsage();
    for (let i = 0; i < 20; i++) understand(text, { locale: 'en-US' });
    // Ordinary messages take about 0.1 ms; the bound only has to catch a pattern that backtracks without end.
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1_000 / 20).toBeLessThan(200);
  }
});
