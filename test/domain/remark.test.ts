// Remarks in messages: what is printed, with the word that says which number it is, and nothing else of the message.
import { readIn } from '../../dialogs/understanding/reading';
import { parseRemark } from '../../domain/text-line';
import type { Locale } from '../../locales/list';

test.each<[Locale, string, string]>([
  ['zh-CN', '备注：合同号 HT-2026-118', '合同号 HT-2026-118'],
  ['en-US', 'remark: PO 4500012345', 'PO 4500012345'],
  ['zh-CN', '合同号：HT-2026-118，采购单号：4500012345', '合同号 HT-2026-118，采购单号：4500012345'],
  ['zh-CN', '备注：合同号：HT-2026-118，PO号：4500', '合同号：HT-2026-118，PO号：4500'],
  ['zh-CN', '备注写PO 4500012345，其他不变', 'PO 4500012345'],
  ['zh-CN', '请在备注里写上PO 4500012345', 'PO 4500012345'],
  ['zh-CN', '备注栏注明合同号HT-2026-118', '合同号HT-2026-118'],
  ['zh-CN', '备注栏：项目编号 P-118；收件人：王敏', '项目编号 P-118'],
  ['zh-TW', '請在備註欄註明合約號 HT-2026-118', '合約號 HT-2026-118'],
  ['en-US', 'change the remark to PO 4500099999', 'PO 4500099999'],
  ['en-US', 'put PO 4500012345 in the remarks', 'PO 4500012345'],
  ['en-US', 'remark should say "Project Alpha, phase 2"', 'Project Alpha, phase 2'],
  ['en-US', 'I need a fapiao for August, remark: PO 4500012345, title 上海青禾餐饮管理有限公司', 'PO 4500012345'],
  ['nl-NL', 'de opmerking moet PO 4500012345 zijn', 'PO 4500012345'],
  ['nl-NL', 'opmerking: inkoopordernummer 4500012345 en titel: Contoso B.V.', 'inkoopordernummer 4500012345'],
  ['nl-NL', 'graag PO 4500012345 als opmerking', 'PO 4500012345'],
  ['da-DK', 'bemærkningen skal være PO 4500012345', 'PO 4500012345'],
  ['da-DK', 'skriv PO 4500012345 i bemærkningen', 'PO 4500012345'],
  ['fr-FR', 'la remarque doit être PO 4500012345', 'PO 4500012345'],
  ['fr-FR', 'remarque : contrat n° HT-2026-118', 'contrat n° HT-2026-118'],
  // Asked about: a number that is only named, a wish instead of a text.
  ['en-US', 'Please put our PO number 4500012345 on it', '?PO number 4500012345'],
  ['zh-CN', '备注：请尽快开票', '?请尽快开票'],
])('%s “%s” has the remark “%s”, and nothing is left over', (locale, text, remark) => {
  const { fields, left } = readIn(text, locale);
  expect(`${fields.remark?.sure === false ? '?' : ''}${fields.remark?.value}`).toBe(remark);
  expect(left).toEqual([]);
});

test('what stands in a remark is nothing else: no bill, no phone, no account, no kind', () => {
  const reading = readIn('备注：8月服务费 13800138000 121909876543210 专票 BILL-2001-2604', 'zh-CN');
  expect(Object.keys(reading.fields)).toEqual(['remark']);
  expect(reading).toMatchObject({ left: [] });
  expect([reading.bills, reading.type, reading.medium]).toEqual([undefined, undefined, undefined]);
});

test('a block keeps its remark and its other data apart', () => {
  const { fields, emails } = readIn(
    '抬头：上海青禾餐饮管理有限公司\n税号：91310115591693856A\n备注：8月服务费，合同HT-2026-118\n邮箱：a@b.cn',
    'zh-CN',
  );
  expect(fields).toMatchObject({
    name: { value: '上海青禾餐饮管理有限公司' },
    taxId: { value: '91310115591693856A' },
    remark: { value: '8月服务费，合同HT-2026-118' },
  });
  expect(emails?.list.map(({ value }) => value)).toEqual(['a@b.cn']);
});

test.each<[Locale, string]>([
  ['en-US', 'no remark'],
  ['en-US', 'no remark please'],
  ['en-US', 'without a remark'],
  ['en-US', 'remove the remark'],
  ['en-US', 'remark: none'],
  ['zh-CN', '不要备注'],
  ['zh-CN', '删除备注'],
  ['zh-CN', '备注：无'],
  ['zh-TW', '不要備註'],
  ['nl-NL', 'geen opmerking'],
  ['nl-NL', 'verwijder de opmerking'],
  ['da-DK', 'ingen bemærkning'],
  ['da-DK', 'fjern bemærkningen'],
  ['fr-FR', 'pas de remarque'],
  ['fr-FR', 'supprimez la remarque'],
])('%s “%s” takes it back', (locale, text) => {
  const { fields, without, left } = readIn(text, locale);
  expect({ fields, without, left }).toEqual({ fields: {}, without: ['remark'], left: [] });
});

test.each<[Locale, string]>([
  ['en-US', 'the contract is signed, I need a fapiao'],
  ['en-US', 'what is a remark?'],
  ['en-US', 'the remark is wrong'],
  ['zh-CN', '备注栏可以写什么？'],
  ['zh-CN', '备注写错了'],
  ['en-US', 'no problem with the contract of 2025'],
])('%s “%s” has none and takes none back', (locale, text) => {
  const { fields, without } = readIn(text, locale);
  expect({ remark: fields.remark, without }).toEqual({ remark: undefined, without: [] });
});

test('a remark has at most 128 characters, none of them an emoji or a bracket of markup', () => {
  expect(parseRemark('合'.repeat(128))).toMatchObject({ ok: true });
  expect(parseRemark('合'.repeat(129))).toMatchObject({ ok: false, reason: { code: 'tooLong', params: { max: 128 } } });
  for (const text of ['PO 1 🎉', '<b>PO 1</b>']) expect(parseRemark(text)).toMatchObject({ ok: false });
});
