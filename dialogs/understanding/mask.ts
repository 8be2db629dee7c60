// Takes names, addresses and numbers out of a message, so that a company called 返回科技 is no wish to go back.

const LEGAL_FORMS =
  'b\\.?v\\.?|n\\.?v\\.?|a\\/?s|aps|i\\/?s|p\\/s|gmbh|ag|kg|ltd\\.?|limited|llc|inc\\.?|corp\\.?|corporation|co\\.?,? ?ltd\\.?|plc|sas|sarl|s\\.?a\\.?s?|eurl|sprl|srl|oy|ab|pte\\.?';
// Case tells a name from a sentence: the words before the legal form must begin with a capital or a digit.
const LATIN_COMPANY = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])[\\p{Lu}\\p{N}][\\p{L}\\p{N}&'’.-]{0,40}[ ,]{1,3}(?:(?:&|and|the|en|og|et|of|de|du|des|der|den|het|la|van|voor|for) ){0,3}){1,6}(?:${LEGAL_FORMS.replace(/[a-z]/g, (c) => `[${c}${c.toUpperCase()}]`)})(?![\\p{L}\\p{N}])`,
  'gu',
);
const HAN_SUFFIX =
  /(?:有限责任公司|有限責任公司|股份有限公司|有限公司|分公司|子公司|集团公司|集團公司|集团|集團|事务所|事務所|合伙企业|研究院|研究所|委员会|委員會|大学|大學|医院|醫院|(?:科技|餐饮|餐飲|贸易|貿易|物流|咨询|諮詢|网络|網路|信息|資訊|管理|服务|服務|文化|传媒|傳媒|实业|實業|投资|投資|工程|建筑|建築|电子|電子|软件|軟體|食品|医药|醫藥)(?:公司|企业|企業|厂|廠|中心)?(?=$|[\s,，。;；、:：0-9A-Z]))/gu;
// Where a Chinese company's name can't reach back beyond: what people write just before it.
const BEFORE_NAME =
  /(?:抬头|抬頭|名称|名稱|开票|開票|发票|發票|改成|改为|改為|换成|換成|专票|專票|普票|给|給|为|為|是|叫|要|票)$/u;
const ADDRESS =
  /[\p{Script=Han}]{2,6}(?:省|市|自治区|自治區)[\p{Script=Han}0-9A-Za-z（）()-]{2,50}|[\p{Script=Han}]{2,10}(?:路|街|大道|巷|弄)\s?\d{1,6}\s?[号號][\p{Script=Han}0-9A-Za-z-]{0,30}|(?:[Nn]o\.?|[Rr]oom|[Ff]loor|[Bb]uilding|[Uu]nit)\s?\d{1,6}\p{L}?|(?:\p{Lu}[\p{L}'-]{1,30} ){1,3}(?:Road|Street|Avenue|Rd|St|Ave|Lane|District)\b|\p{Lu}\p{L}{1,30}(?:straat|weg|laan|plein|kade|gracht|vej|gade|gaden|allé|stræde) \d{1,6}\p{L}?|\d{1,5},? (?:bis )?(?:rue|avenue|boulevard|place|chemin) [\p{L} '’-]{3,40}/gu;
const BANK = /[\p{Script=Han}]{2,12}(?:银行|銀行)[\p{Script=Han}]{0,16}/gu;
/** A local part has 64 characters at most (RFC 5321, 4.5.3.1.1). */
const EMAIL = /[^\s@,，;；<>()（）\p{Script=Han}]{1,64}@[^\s@,，;；<>()（）\p{Script=Han}]+/gu;
const URL = /(?:https?:\/\/|www\.)[^\s，。]+/giu;
// Tax ids, order and bill numbers, accounts, phones, amounts: with digits and at least five characters.
const NUMBER =
  /(?:CNY|RMB|¥|￥|€|\$)\s?[\d.,]+|(?<![\p{Script=Latin}\p{N}-])(?=[A-Za-z-]*\d[A-Za-z-]*\d)[A-Za-z0-9-]{5,}(?![\p{Script=Latin}\p{N}])|\d[\d.,]{0,20}\s?(?:元|块|塊|yuan|rmb)|\+?\d[\d -]{6,}\d/giu;

function maskHanCompanies(text: string): string {
  let out = '';
  let from = 0;
  for (const match of text.matchAll(HAN_SUFFIX)) {
    const end = match.index + match[0].length;
    let start = match.index;
    while (start > from && end - start < 40 && /[\p{Script=Han}（）()]/u.test(text[start - 1] ?? '')) {
      // Two characters at least are the name: 给 in 上海给力科技有限公司 is part of it only after them.
      if (match.index - start >= 2 && BEFORE_NAME.test(text.slice(Math.max(from, start - 2), start))) break;
      start--;
    }
    if (start < from || end - start < 4) continue;
    out += `${text.slice(from, start)} `;
    from = end;
  }
  return out + text.slice(from);
}

/** "Building 3, German Centre" beside a street: the rest of the address, when all its words are names or numbers. */
const withoutPlaces = (text: string): string =>
  text
    .split(/[,，]/)
    .filter((part) => !/^\s*(?:[\p{Lu}\d][\p{L}\d.'-]*(?:\s+|$))+$/u.test(part))
    .join(',');

/** The message without names of companies, addresses, banks, e-mail addresses and long numbers. */
export function masked(text: string): string {
  const start = text.replace(EMAIL, ' ').replace(URL, ' ').replace(BANK, ' ');
  const noAddress = start.replace(ADDRESS, ' ');
  const places = noAddress === start ? start : withoutPlaces(noAddress);
  return maskHanCompanies(places.replace(LATIN_COMPANY, ' ').replace(NUMBER, ' '));
}
