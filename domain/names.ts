// The name on the fapiao (its title): how it is read, and what a name tells about who bears it.
import { parseEmail } from './contact';
import { stripLabel } from './labels';
import { ok, type Parsed, refuse } from './result';
import { clean, fold, foldLetters, hasHan } from './text';
import { looksLikeTaxId } from './taxid';

export const TITLE_MAX = 100;

/**
 * The buyer's registered name, with brackets as typed. Refused: `empty`, `tooLong` {max}, `titleCharacters`
 * (emoji, < >), `titleLooksLikeNumber` (digits only, an e-mail address, a tax id).
 */
export function parseTitle(text: string): Parsed<string> {
  const title = stripLabel(foldLetters(clean(text)), 'name')
    .replace(/^(["'“‘「『])(.*)["'”’」』]$/, '$2')
    .replace(/\s+/g, ' ')
    .trim();
  if (title === '') return refuse('empty');
  if (/[<>＜＞]|\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Co}|\ufffd/u.test(title))
    return refuse('titleCharacters');
  if (!/\p{L}/u.test(title) || looksLikeTaxId(title) || parseEmail(title).ok) return refuse('titleLooksLikeNumber');
  if ([...title].length > TITLE_MAX) return refuse('tooLong', { max: TITLE_MAX });
  return ok(title);
}

export const PERSON_NAME_MAX = 50;

/** Who receives something. Refused: `empty`, `tooLong` {max}, `recipientName` (< >, five digits: that is a number). */
export function parsePersonName(text: string): Parsed<string> {
  const name = clean(text);
  if (name === '') return refuse('empty');
  if ([...name].length > PERSON_NAME_MAX) return refuse('tooLong', { max: PERSON_NAME_MAX });
  return /[<>]|\d{5}/.test(name) ? refuse('recipientName') : ok(name);
}

/** For comparing only: NFKC, brackets, blanks and Latin case made the same (2.7). */
export const foldName = (name: string): string =>
  fold(name)
    .replace(/[[【〔〖{「]/g, '(')
    .replace(/[\]】〕〗}」]/g, ')')
    .replace(/ ?([()]) ?/g, '$1')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .toLowerCase();

/** R33: a refund or a purchase certificate needs the payer as the title. */
export const payerMatches = (title: string, payer: string): boolean =>
  foldName(title) !== '' && foldName(title) === foldName(payer);

const FORM_WORDS = [
  'Co\\.?,? ?Ltd\\.?',
  'Company Limited',
  '(?:Pte\\.? ?|Pty\\.? ?|Pvt\\.? ?)?(?:Ltd|Limited)\\.?',
  'Inc(?:orporated)?\\.?',
  'Corp(?:oration)?\\.?',
  'L\\.?L\\.?C\\.?',
  'L\\.?L\\.?P\\.?',
  'P\\.?L\\.?C\\.?',
  'B\\. ?V\\.?',
  'BV',
  'N\\. ?V\\.?',
  'NV',
  'V\\.?O\\.?F\\.?',
  'ApS',
  '[AIKP]/S',
  'G?GmbH(?: & Co\\.? KG)?',
  'A\\.?G\\.?',
  'KG',
  'S\\.?A\\.?S\\.?(?:U\\.?)?',
  'S\\.?A\\.?R\\.?L\\.?',
  'SA',
  'S\\.A\\.',
  'S\\.?p\\.?A\\.?',
  'S\\.?r\\.?l\\.?',
  'S\\.?L\\.?',
  'SE',
  'AB',
  'ASA?',
  'Oyj?',
  'K\\.?K\\.?',
  'Sdn\\.? Bhd\\.?',
];
const FORM = new RegExp(`(?:^|[\\s,.)（）])(${FORM_WORDS.join('|')})$`, 'i');
/** Short forms that are also words ("as", "se", "sa"): only as they are written. */
const CASED =
  /(?:^|[\s,)])(?:SE|AB|AS|ASA|SA|KG|AG|A\.G\.|SL|S\.L\.|KK|K\.K\.|Oy|Oyj|OY|NV|BV|Bv|Nv|bv|nv|SAS|sas|SARL|sarl|Srl|SRL|SpA|LLP|PLC|plc|vof|VOF|V\.O\.F\.)$/;
const AMBIGUOUS = /(?:^|[\s,)])(?:se|ab|asa?|sa|kg|a\.?g\.?|s\.?l\.?|k\.?k\.?|oyj?)$/i;

/** `Contoso Ltd (Shanghai)` without the remark that ends it. */
function withoutBrackets(name: string): string {
  if (!name.endsWith(')')) return name;
  const open = name.indexOf('(', name.lastIndexOf(')', name.length - 2) + 1);
  return open < 0 ? name : name.slice(0, open).trimEnd();
}

/** The legal form at the end of a Latin name (`Co., Ltd`, `B.V.`, `ApS`), or undefined. */
export function legalForm(name: string): string | undefined {
  const folded = withoutBrackets(fold(name));
  const form = FORM.exec(folded)?.[1];
  return form && (!AMBIGUOUS.test(folded) || CASED.test(folded)) ? form : undefined;
}

const ENTERPRISE_END =
  /(?:公司|工厂|工廠|[厂廠]|商店|[店铺]|合作社|集团|集團|商行|经营部|經營部|工作室|合伙企业|[企業业]业?|个体工商户|個體工商戶|个体|事务所|事務所|酒店|宾馆|餐厅|餐馆|饭店|超市|商场|书社|贸易行|株式会社|合伙\)?|\((?:有限|普通|特殊普通)合伙\)|分行|支行|营业部|门市部|服务部|销售部|代表处|办事处|有限合伙)$/;
const INSTITUTION_END =
  /(?:大学|大學|学院|學院|学校|學校|中学|小学|幼儿园|医院|醫院|卫生院|(?<!书)局|(?<![餐饭舞歌客])[厅廳]|委员会|委員會|人民政府|政府|法院|检察院|研究院|研究所|科学院|协会|協會|学会|學會|商会|基金会|促进会|联合会|工会|总工会|图书馆|博物馆|管委会|街道办事处|居委会|村委会|支队|大队|大使馆|领事馆|使馆|电视台|党校|红十字会)$/;

const bare = (name: string): string => fold(name).replace(/\s+/g, '');

/** A firm by the words of its name. Institutions first: 街道办事处 is one, 北京办事处 is not. */
export const looksLikeInstitution = (name: string): boolean => INSTITUTION_END.test(bare(name));
export const looksLikeEnterprise = (name: string): boolean => ENTERPRISE_END.test(bare(name));

const BRANCH =
  /分公司|分店|分行|支行|分厂|分部|营业部|门店|办事处|\bbranch(?: office)?\b|\bfiliaal\b|\bfilial\b|\bsuccursale\b/i;

/** The new title is a branch of the old one, or another branch: then it usually has a tax id of its own. */
export function looksLikeBranch(oldTitle: string, newTitle: string): boolean {
  const before = foldName(oldTitle);
  const after = foldName(newTitle);
  if (before === '' || before === after || !BRANCH.test(after)) return false;
  const head = before.split(/有限|股份|集团|公司/)[0] ?? before;
  return after.startsWith(before) || (hasHan(head) && head.length >= 3 && after.startsWith(head));
}
