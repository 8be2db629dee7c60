// Company data pasted in one block, as accountants send it: with labels or without, in any order, in six languages.
import { looksLikeAddress } from './address';
import { scan } from './blocks';
import { parsePhone } from './contact';
import { legalForm, looksLikeCompany } from './names';
import { compact, trimOf } from './text';
import { foreignVatCountry, looksLikeTaxId, normalise, REGIONS } from './taxid';
import { usccValid } from './usccChecks';

export type CompanyField = 'name' | 'taxId' | 'address' | 'phone' | 'bank' | 'account' | 'email';
type Fields = Partial<Record<CompanyField, string>>;

const EMAIL = /(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/;
const PHONE =
  /(?<![\d-])(?:(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)|\(?0\d{2,3}\)?[\s-]?\d{7,8}(?:[-转轉]\d{1,6})?(?![\d-])|[48]00-?\d{3}-?\d{4}(?!\d)|\+?86[\s-]\d{2,3}[\s-]\d{7,8}(?!\d)|\(86\)\s?400-?\d{3}-?\d{4})/;
/** Digits in a run or in groups; not a house's number. */
const ACCOUNT = /(?<![\dA-Za-z-])(?:NRA|OSA|FT[A-Z])?\d(?:[ -]?\d){8,29}(?![\dA-Za-z]|\s*[号號室弄楼樓幢层])/;
const BANK = /银行|銀行|信用社|农商行|\bbank\b|\bbanque\b|ICBC|HSBC/i;

/** Takes what matches out of a text; what was around it stays apart. */
function pull(text: string, pattern: RegExp): { found?: string; left: string } {
  const match = pattern.exec(text);
  if (!match) return { left: text };
  const left = `${text.slice(0, match.index)}\n${text.slice(match.index + match[0].length)}`;
  return { found: match[0].trim(), left };
}

const TOKEN = /[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?/g;
const GROUPED = /(?<![0-9A-Za-z])[0-9A-Za-z]{4}(?:[ -][0-9A-Za-z]{4}){3}[ -][0-9A-Za-z]{2}(?![0-9A-Za-z])/g;

/** The best tax id in a text: a valid code (with blanks too), else one that is wrong but can hardly be anything else. */
function pullTaxId(text: string): { found?: string; left: string } {
  const tokens = text.match(TOKEN) ?? [];
  // Eighteen characters in any groups, beginning at any of them.
  const spaced = [...text.matchAll(/(?<![0-9A-Za-z])(?=([0-9A-Za-z](?:[ -]?[0-9A-Za-z]){17})(?![0-9A-Za-z]))/g)];
  const found =
    [...tokens, ...spaced.map(([, run = '']) => run)].find((token) => usccValid(normalise(token))) ??
    [...tokens, ...(text.match(GROUPED) ?? [])].find(
      (token) => compact(token).length === 18 && looksLikeTaxId(token),
    ) ??
    tokens.find((token) => nearlyTaxId(normalise(token)) || isForeignVat(token));
  if (!found) return { left: text };
  const at = text.indexOf(found);
  return { found, left: `${text.slice(0, at)}\n${text.slice(at + found.length)}` };
}

/** A company's code with a character too few or too many. */
const nearlyTaxId = (id: string): boolean =>
  /^9[1-3][0-9A-Z]{14,18}$/.test(id) &&
  id.length !== 18 &&
  REGIONS.test(id.slice(2)) &&
  (id.match(/\d/g) ?? []).length >= 10;

const isForeignVat = (token: string): boolean =>
  /^[A-Z]{2,3}[0-9A-Z.]{8,}$/.test(token) && foreignVatCountry(token) !== undefined;

/** What people write around a name: "please issue a fapiao for …", "给…开票". */
const BEFORE =
  /^(?:(?:请|麻烦|帮我|帮忙|你好|您好|我们?|需要|想|要)*(?:(?:申请|开具?|补开)?(?:一?[张个])?(?:增值税)?(?:电子|纸质|数电)?(?:发票|發票|专票|專票|普票|专用发票|普通发票)|开票|開票|开一?张|开给|抬头|抬頭|公司(?:名称?)?)(?:资料|信息|给|到|的)?(?:是|为|為|用|叫|改成|改为|[:：])?|我们?公司(?:是|叫)|我们?是)\s*/u;
const BEFORE_LATIN =
  /^.*\b(?:fapiaos?|invoices?|fakturaer?|factures?|facturen)\b[^,;:]*?\b(?:for|to|voor|op naam van|til|på|pour|au nom de|à)\s+(?=\p{Lu}|\p{Script=Han})/iu;
const BEHIND = /\s?(?:要)?(?:的)?(?:开票|開票|开发票|開發票|开[专普]票|[专普]票|发票|開票資料|开票信息)$/u;

/** Names have 100 characters at most: a longer statement than one with all that may stand around it holds none. */
const STATEMENT_MAX = 300;

function nameIn(part: string): string | undefined {
  if (part.length > STATEMENT_MAX) return undefined;
  const given = part.replace(/^[给給为為](?=.*(?:票|發票)$)/u, '').replace(BEHIND, '');
  // The shortest reading first: what stands around a name is no part of it.
  for (const name of [part.replace(BEFORE_LATIN, ''), given.replace(BEFORE, ''), given, part]) {
    if (looksLikeCompany(name)) return name.trim();
  }
  return undefined;
}

/** Commas and slashes that belong to a name: `Co., Ltd`, `A/S`. */
const guard = (text: string): string =>
  text
    .replace(/([,，])(?=\s*(?:Ltd|Limited|Inc|LLC|L\.L\.C|B\.?V|N\.?V|S\.?A|GmbH|Corp|Co)\b)/gi, '\ue000')
    .replace(/\b([AIKP])\/S\b/gi, '$1\ue001S');
const unguard = (text: string): string => text.replaceAll('\ue000', ',').replaceAll('\ue001', '/');

/** The separate statements of what no label announces. Chinese ones end at blanks as well. */
const statements = (text: string): string[] =>
  guard(text)
    .split(/[\n,，;；|。、]+|\/| - /)
    .flatMap((part) =>
      /\p{Script=Han}/u.test(part) ? part.split(/(?<=[\p{Script=Han}）)])\s|\s(?=[\p{Script=Han}（(])/u) : [part],
    )
    .map((part) => trimOf(unguard(part), /[\s:*•·.)）-]/, /[\s:*•·(（-]/))
    .filter((part) => /[\p{L}\p{N}]/u.test(part));

/** A value with a phone or an account at one end: `上海市…88号 021-55001234`. */
function divide(value: string, pattern: RegExp): { text: string; number?: string } {
  const { found, left } = pull(value, pattern);
  if (!found) return { text: value };
  const parts = left.split('\n').map((part) => part.trim());
  const text = trimOf(parts.join(' '), /[\s,，;；、|/:.(-]/, /[\s,，;；、|/:(-]/);
  const bare = text.replace(/(?:电话|電話|账号|帐号|tel\.?|phone)\s?:?$/i, '');
  return { text: bare === text ? text : trimOf(bare, undefined, /[\s,，、]/), number: found };
}

/**
 * Company data in a pasted block. Values are as typed, not checked yet; a tax id with a wrong checksum is still the tax
 * id. `rest` is what is none of it (a request, a wish), for others to understand. A sentence gives no fields.
 */
export function parseCompany(text: string): { fields: Fields; rest: string } {
  const { values, rest } = scan(text);
  const fields: Fields = {};
  const set = (field: CompanyField, value: string | undefined): void => {
    if (value) fields[field] ??= value;
  };
  const loose = [...rest];
  for (const { field, value } of values) {
    if (field === 'addressPhone' || field === 'address') {
      const { text: address, number } = divide(value, PHONE);
      set('address', address);
      set('phone', number);
    } else if (field === 'bankAccount' || field === 'bank') {
      const { text: bank, number } = divide(value, ACCOUNT);
      set('bank', bank);
      set('account', number);
    } else if (field === 'taxId') {
      const { found, left } = pullTaxId(value);
      const whole = found ?? /^[0-9A-Za-z][0-9A-Za-z .-]*/.exec(value)?.[0].trim();
      set('taxId', whole);
      if (found) loose.push(left);
      else if (!whole) loose.push(value);
    } else if (field === 'account') {
      const { text: left, number } = divide(value, ACCOUNT);
      set('account', number ?? /^[\dA-Za-z -]*\d[ -]*$/.exec(value)?.[0]);
      loose.push(number ? left : '');
    } else if (field === 'phone' || field === 'mobile') {
      const { text: left, number } = divide(value, PHONE);
      set('phone', number ?? /^[+(]?\d[\d\s()-]{5,}/.exec(value)?.[0].trim());
      loose.push(number ? left : '');
    } else if (field === 'email') {
      const { found, left } = pull(value, EMAIL);
      set('email', found);
      loose.push(found ? left : value);
    } else if (field === 'name') {
      const mail = pull(value, EMAIL);
      set('email', mail.found);
      const code = pullTaxId(mail.left);
      const [name = '', ...others] = code.left.split('\n').map((part) => part.trim());
      set('name', trimOf(name, /[\s,，;；、|/]/) || undefined);
      set('taxId', code.found);
      loose.push(...others);
    } else loose.push(value);
  }
  const left = readLoose(loose.filter((part) => part.trim() !== '').join('\n'), fields);
  if (!isEvidence(fields, values.length > 0)) return { fields: {}, rest: text.trim() };
  return { fields, rest: left };
}

/** A phone, an account or an address alone may be the answer to any question: no company is spoken of. */
const isEvidence = (fields: Fields, labelled: boolean): boolean =>
  labelled ? Object.keys(fields).length > 0 : fields.name !== undefined || fields.taxId !== undefined;

/** Fills what no label gave; returns what nobody needs. */
function readLoose(text: string, fields: Fields): string {
  let left = text;
  const take = (field: CompanyField, next: { found?: string; left: string }): void => {
    if (!next.found || fields[field] !== undefined) return;
    fields[field] = next.found;
    left = next.left;
  };
  take('email', pull(left, EMAIL));
  take('taxId', pullTaxId(left));
  take('phone', pull(left, PHONE));
  // Numbers are only read as an account when there is something of a company around them.
  if (BANK.test(left) || fields.bank !== undefined || fields.taxId !== undefined) take('account', pull(left, ACCOUNT));
  const unread: string[] = [];
  const address: string[] = [];
  const wantsAddress = fields.address === undefined;
  for (const part of statements(left)) {
    const question = /[?？]/.test(part);
    const name = fields.name === undefined && !isBank(part) ? nameIn(part) : undefined;
    if (name) {
      fields.name = name;
      unread.push(part.replace(name, '').trim());
    } else if (
      fields.bank === undefined &&
      BANK.test(part) &&
      !question &&
      [...part].length <= 60 &&
      !looksLikeAddress(part)
    ) {
      fields.bank = part;
    } else if (fields.bank !== undefined && /^[\p{L} ]+\b(?:sub-?)?branch$/iu.test(part)) {
      fields.bank += `, ${part}`;
    } else if (
      wantsAddress &&
      !question &&
      (looksLikeAddress(part) || address.length > 0 || (isLatinPlace(part) && fields.name))
    ) {
      address.push(part);
    } else unread.push(part);
  }
  if (address.length) fields.address = address.join(address.some((part) => /\p{Script=Han}/u.test(part)) ? ' ' : ', ');
  return unread.filter((part) => part !== '').join(' ');
}

/** Banks are buyers too, their branches are where accounts are kept. */
const isBank = (part: string): boolean =>
  BANK_END.test(part) || (BRANCH_END.test(part) && BANK_NAME.test(part.replace(BRANCH_END, '')));
const BANK_NAME = /银行|銀行|信用社/;
const BANK_END = /(?:银行|銀行|信用社)$/;
const BRANCH_END = /(?:支行|分行|营业部|營業部|分理处)$/;

/** `Room 657`, `Building 3`: the beginning of a Latin address. */
const isLatinPlace = (part: string): boolean =>
  /\d/.test(part) &&
  /^(?:room|rm|no|building|unit|floor|suite|\d+(?:\/?f|th floor)?)\b/i.test(part) &&
  legalForm(part) === undefined &&
  !parsePhone(part).ok;
