// What is kept of a message that was not understood names nobody.
import { withoutPersons } from '../../dialogs/understanding/anonymous';

test.each([
  ['en-US', 'flurble the gizmo for Wang Min, phone 13800138000, wangmin@qinghe.example', 'flurble the gizmo for'],
  ['en-US', 'hi, my name is jan de vries and my gizmo blinks', 'my name is'],
  ['en-US', 'Canary wobbles about https://canary.example/x?id=77 today', 'wobbles about'],
  ['zh-CN', '我叫李小华，想问个奇怪的事', '想问个奇怪的事'],
  ['zh-CN', '上海卡纳里餐饮管理有限公司 91310115591693856A 那个东西怎么弄', '那个东西怎么弄'],
  ['zh-CN', '寄到上海市浦东新区卡纳里大道100号12楼 那个东西怎么弄', '那个东西怎么弄'],
  ['zh-CN', '麻烦找一下卡纳里先生处理那个东西', '处理那个东西'],
  ['zh-TW', '聯絡人卡納里，那個東西怎麼弄', '那個東西怎麼弄'],
  ['nl-NL', 'ik heet Canary Jansen en mijn dingetje knippert, klantnr 4711-Canary', 'dingetje knippert'],
  ['da-DK', 'mit navn er canary hansen, min dims blinker', 'min dims blinker'],
  ['fr-FR', "je m'appelle canary dupont, mon truc clignote", 'mon truc clignote'],
] as const)('%s: %s', (locale, text, kept) => {
  const hidden = withoutPersons(text, locale);
  expect(hidden).toContain(kept);
  expect(hidden).not.toMatch(
    /canary|卡纳里|卡納里|李小华|wang|min@|jan|vries|jansen|hansen|dupont|138|9131|4711|77|100/i,
  );
});

test('a message of nothing but names and numbers leaves nothing', () => {
  expect(withoutPersons('Canary 13800138000', 'en-US')).toBe('');
  expect(withoutPersons('91310115591693856A', 'zh-CN')).toBe('');
});

test('long and hostile messages are cut', () => {
  for (const part of ['a@', '我叫', 'my name is ', 'Aa ', '1', '先生']) {
    expect(withoutPersons(part.repeat(4000), 'en-US').length).toBeLessThanOrEqual(200);
  }
});
