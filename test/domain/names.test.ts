// Titles: what is refused, when a title is the payer's name, and what a name tells.
import { foldName, looksLikeBranch, parseTitle, payerMatches } from '../../domain/names';

test.each([
  [' 上海青禾餐饮管理有限公司\n', '上海青禾餐饮管理有限公司'],
  ['上海蓝港（集团）有限公司', '上海蓝港（集团）有限公司'],
  ['上海蓝港(集团)有限公司', '上海蓝港(集团)有限公司'],
  ['ＡＢＣ（上海）有限公司', 'ABC（上海）有限公司'],
  ['抬头：上海青禾餐饮管理有限公司', '上海青禾餐饮管理有限公司'],
  ['“上海青禾餐饮管理有限公司”', '上海青禾餐饮管理有限公司'],
  ['上海\u200b青禾\u202e餐饮\u0007管理有限公司', '上海青禾餐饮 管理有限公司'],
  ['Contoso  B.V.', 'Contoso B.V.'],
  ['个人', '个人'],
  ['3M中国有限公司', '3M中国有限公司'],
  ['阿卜杜拉·买买提', '阿卜杜拉·买买提'],
  ['Société Générale SA', 'Société Générale SA'],
])('%j is read as %j', (typed, title) => {
  expect(parseTitle(typed)).toEqual({ ok: true, value: title });
});

test.each([
  ['', 'empty'],
  ['\u200b \r\n', 'empty'],
  ['青禾🎉公司', 'titleCharacters'],
  ['<script>公司', 'titleCharacters'],
  ['公司＞', 'titleCharacters'],
  ['123456', 'titleLooksLikeNumber'],
  ['138 0013 8000', 'titleLooksLikeNumber'],
  ['91310115591693856A', 'titleLooksLikeNumber'],
  ['9131 0115 5916 9385 6A', 'titleLooksLikeNumber'],
  ['li@firm.cn', 'titleLooksLikeNumber'],
  ['长'.repeat(101), 'tooLong'],
])('%j is refused: %s', (typed, code) => {
  expect(parseTitle(typed)).toMatchObject({ ok: false, reason: { code } });
});

test('a hundred characters fit', () => {
  expect(parseTitle('长'.repeat(100)).ok).toBe(true);
});

test.each([
  ['上海蓝港（集团）有限公司', '上海蓝港(集团)有限公司'],
  ['ＣＯＮＴＯＳＯ 有限公司', 'Contoso 有限公司'],
  [' 上海 青禾 有限公司', '上海青禾有限公司'],
  ['Contoso  Co.,  Ltd', 'contoso co., ltd'],
  ['【甲】公司', '(甲)公司'],
])('%j and %j are the same payer', (title, payer) => {
  expect(payerMatches(title, payer)).toBe(true);
  expect(foldName(title)).toBe(foldName(payer));
});

test('another name, and no name, is not the payer', () => {
  expect(payerMatches('上海青禾餐饮管理有限公司', '上海青禾餐饮管理有限公司浦东分公司')).toBe(false);
  expect(payerMatches('', '')).toBe(false);
});

test('a branch is recognised, because it usually has its own tax id', () => {
  const head = '上海青禾餐饮管理有限公司';
  expect(looksLikeBranch(head, `${head}浦东分公司`)).toBe(true);
  expect(looksLikeBranch(`${head}浦东分公司`, `${head}杨浦分公司`)).toBe(true);
  expect(looksLikeBranch('Contoso Ltd', 'Contoso Ltd Shanghai Branch')).toBe(true);
  expect(looksLikeBranch(head, head)).toBe(false);
  expect(looksLikeBranch(head, '上海蓝港物流有限公司')).toBe(false);
  expect(looksLikeBranch(head, '上海蓝港物流有限公司浦东分公司')).toBe(false);
});
