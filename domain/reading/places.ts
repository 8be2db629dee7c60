// Addresses and banks by their shape: where one that begins at a place ends.
import { looksLikeAddress } from '../address';
import { namesElsewhere, namesMainland, namesTown } from '../regions';
import { isDigit, isHan, isWord } from './fold';
import { placeAt } from './place-names';

const ADDRESS_MAX = 100;
const BANK_MAX = 50;

/** What goes on behind a blank or a comma of a Chinese address: 3号楼, B座 501室. */
const GOES_ON =
  /^(?:[\u3400-\u9fff]{0,8}[a-z]?\d{1,5}(?:号楼|号|楼|室|层|座|栋|幢|单元|弄)|[\u3400-\u9fff]{1,8}(?:号楼|楼|座(?!机)|栋|幢|单元|园|大厦|广场|区|路|街|村|镇))/;

const UNIT_BEHIND =
  /^[\u3400-\u9fff]{0,8}?(?:\d{1,3}(?:号楼|栋|幢|座|室|层|楼|单元)|号楼|楼|室|层|座(?!机)|栋|幢|单元|大厦|广场|中心|园|院|部|铺|门|区|馆|场|厦|库|房)/;

/** 959号|TEL: letters behind a number of a house that end there are the next label's. */
const LETTERS_BEHIND = /^[a-z]{2,12}\.?(?![a-z\u3400-\u9fff])/;

/** The end of a Chinese address that begins at `from`. */
function hanEnd(folded: string, from: number, limit: number): number {
  let to = from;
  const end = Math.min(limit, from + ADDRESS_MAX);
  while (to < end) {
    const char = folded[to] ?? '';
    // Behind a room or a floor only more of the address goes on: 30楼交给王敏.
    if (
      isHan(char) &&
      /[号楼室层座栋幢]/.test(folded[to - 1] ?? '') &&
      /\d/.test(folded[to - 2] ?? '') &&
      !UNIT_BEHIND.test(folded.slice(to, to + 12))
    )
      break;
    if (/[号楼室层座栋幢]/.test(folded[to - 1] ?? '') && LETTERS_BEHIND.test(folded.slice(to, to + 14))) break;
    // 307号(杨柳，138…): a bracket that another value ends is none of the address.
    if (char === '(' && !folded.slice(to, end).includes(')')) break;
    if (isHan(char) || isWord(char) || /[#()\-[\].·、/]/.test(char)) to += 1;
    else if (char === ' ' && (GOES_ON.test(folded.slice(to + 1, to + 20)) || isDigit(folded[to - 1] ?? ''))) {
      if (!GOES_ON.test(folded.slice(to + 1, to + 20))) break;
      to += 1;
    } else break;
  }
  while (to > from && /[.、/\-·(]/.test(folded[to - 1] ?? '')) to -= 1;
  return to;
}

const LATIN_START =
  /^(?:\d{1,3}(?:st|nd|rd|th) |\d{1,3}f\b|room|rm|no\b\.? ?\d|suite|unit|building|bldg|floor|flat|block|workshop|warehouse|factory|plant|tower|hall|level|shop|house|guesthouse|villa|plot|lot|gate|berth|pier|wharf|dock|dormitory|\d{1,5}[a-z]?[ ,/]|\d{1,3}\/?f\b)/;
/** "Room 12", "No. 3", "16/F": how a Latin address begins, on folded text. */
export const startsLatin = (folded: string): boolean => LATIN_START.test(folded);

const PART_WORD =
  /\b(?:road|rd|street|st|avenue|ave|lane|room|rm|floor|building|bldg|district|lu|jie|dadao|plaza|tower|park|zone|centre|center|province|city|china|unit|no|boulevard|blvd|square|court|gardens?|mansion|alley|highway|port|area|town|county|industrial|berth|wharf|pier)\b/;

/** The end of a Latin address that begins at `from`: part by part, as long as they are parts of one. */
function latinEnd(text: string, folded: string, from: number, limit: number): number {
  let to = from;
  const end = Math.min(limit, from + ADDRESS_MAX * 2);
  for (let part = 0; to < end && part < 12; part += 1) {
    let next = to;
    while (
      next < end &&
      !/[,\n\t;|。；，]/.test(folded[next] ?? '') &&
      !(folded[next] === '(' && !folded.slice(next, end).includes(')')) &&
      !/^ (?:(?:and|en|og|et|is|est|er) [a-z]|- )/.test(text.slice(next, next + 6)) &&
      !(
        folded[next] === '.' &&
        /^\.(?:\s|$)/.test(folded.slice(next, next + 2)) &&
        !/\b(?:no|rd|st|ave|rm|bldg|p|r)$/.test(folded.slice(Math.max(0, next - 5), next))
      )
    )
      next += 1;
    const piece = text
      .slice(to, next)
      .replace(/[\s/]{1,4}$/, '')
      .trim();
    const foldedPiece = folded.slice(to, to + piece.length + 1).trim();
    const town = townEnd(piece);
    // "…, Shenyang Telefoonnr.:": behind the town another label begins.
    if (part > 0 && town > 0 && town < piece.length) return to + text.slice(to, next).indexOf(piece) + town;
    if (part > 0 && !isPart(piece, foldedPiece)) break;
    // Directly before a phone stands who is called: "…, Shanghai, Wang Min 138…".
    const last = limit < text.length && /^[\s,，]*$/.test(text.slice(next, limit));
    if (part > 1 && last && isPersonal(piece, foldedPiece)) break;
    to = next;
    if (folded[next] !== ',' && folded[next] !== '，') break;
    if (next + 1 < end) to = next + 1;
  }
  while (to > from && /[\s,，.;；]/.test(text[to - 1] ?? '')) to -= 1;
  return to;
}

/** Behind a town its province, its country or its postcode. */
const BEHIND_TOWN = /^(?:[ ,]{1,3}(?:\d{6}|p\.? ?r\.? ?china|china|city|[a-z]{3,14} province)){1,3}$/i;

/** How much of a part is its town, where other words stand behind it that are none of it; 0 = it holds no town, or nothing else. */
function townEnd(piece: string): number {
  const [first = '', second] = piece.split(' ');
  const town = namesTown(first)
    ? first
    : second !== undefined && namesTown(`${first} ${second}`)
      ? `${first} ${second}`
      : '';
  const rest = piece.slice(town.length);
  if (!town || !rest || BEHIND_TOWN.test(rest)) return 0;
  // "Shanghai Pudong New Area", "Suzhou Industrial Park": the town's own district.
  return PART_WORD.test(rest.toLowerCase()) || /^[ ,]*\p{Lu}\p{L}* (?:area|new|industrial)/iu.test(rest)
    ? 0
    : town.length;
}

/** Two or three capitalised words, and no place. */
const isPersonal = (piece: string, folded: string): boolean =>
  /^\p{Lu}[\p{L}.'-]*(?: \p{Lu}[\p{L}'-]*){1,2}$/u.test(piece) &&
  !PART_WORD.test(folded) &&
  !namesMainland(piece) &&
  !namesElsewhere(piece);

const isPart = (piece: string, folded: string): boolean =>
  /^(?:\p{Lu}|\d|\p{Script=Han})/u.test(piece) &&
  (PART_WORD.test(folded) ||
    namesMainland(piece) ||
    /^\d{1,6}$/.test(piece) ||
    /^(?:\p{Lu}[\p{L}'-]*)(?: \p{Lu}[\p{L}'-]*){0,3}$/u.test(piece));

const WORDS_BEFORE = 30;

/** Where an address begins behind words that its label did not say: 变更为|福建省…, "+ telefoon: |Room 12". */
export function addressStart(folded: string, from: number, limit: number): number {
  const head = folded.slice(from, Math.min(limit, from + WORDS_BEFORE));
  const colon = /^[^\d:]{1,29}:\s?(?=.)/.exec(head)?.[0].length ?? 0;
  if (colon) return from + colon;
  if (placeAt(folded, from)) return from;
  const han = /^\+?\s?[a-z' ]{0,20}[\u3400-\u9fff]{0,12}/.exec(head)?.[0].length ?? 0;
  for (let at = from + 1; at < from + han; at += 1) {
    const place = placeAt(folded, at);
    if (/[省市区县]/.test(folded.slice(from, at))) return from;
    // A province or a city by its full name; 上海路 is a street.
    if (place > 2 && /[省市]/.test(folded[at + place - 1] ?? '')) return at;
  }
  return from;
}

/** The end of an address that begins there, 0 when none does. `labelled`: a label said so, any beginning is fine. */
export function addressEnd(text: string, folded: string, from: number, limit: number, labelled = false): number {
  const han = isHan(folded[from] ?? '');
  if (
    !labelled &&
    !(han
      ? placeAt(folded, from) || /^(?:中国)/.test(folded.slice(from, from + 2))
      : LATIN_START.test(folded.slice(from, from + 12)) && !/\d:$/.test(folded.slice(Math.max(0, from - 2), from)))
  )
    return 0;
  const to = han ? hanEnd(folded, from, limit) : latinEnd(text, folded, from, limit);
  return to > from && (labelled || looksLikeAddress(text.slice(from, to))) ? to : 0;
}

export const looksLikePlace = (text: string, folded: string, from: number, limit: number): boolean => {
  const to = addressEnd(text, folded, from, limit, true);
  return to > from && /\d/.test(folded.slice(from, to)) && looksLikeAddress(text.slice(from, to));
};

const BANK_HAN = /^[\u3400-\u9fff()]{0,16}?(?:银行|信用社|农商行)[\u3400-\u9fff()]{0,28}/;
const BANK_LATIN =
  /^(?:(?:[a-z&.'-]{1,20} ){0,4}?bank(?: of(?: [a-z.]{1,20}){1,3})?|standard chartered|bnp paribas|icbc|hsbc|abc|ccb|boc|cmb|citi|dbs|uob|ocbc|mufg)(?: \([a-z ]{2,20}\))?(?:,? (?:co\.,? )?(?:ltd|limited)\.?)?(?:[ ,]+(?:[a-z'’-]{1,20} ){0,5}(?:sub-?)?branch)?(?![a-z'’-])/;

/** Banks that bear no place's name, by the beginning of theirs. */
const BANK_HEAD =
  /^(?:中国|工商|农业|建设|交通|招商|中信|光大|民生|华夏|平安|兴业|广发|浦发|浦东|邮政|邮储|恒丰|浙商|渤海|徽商|国家开发|进出口|微众|网商|汇丰|渣打|花旗|东亚|恒生|星展|大华|华侨|南洋|瑞穗|三菱|三井|德意志|法国|摩根|富邦|玉山|永丰|友利|韩亚|新韩|华商|华润|齐鲁|莱商|日照|长安|甘肃|龙江|晋商|中原|蒙商|盛京|锦州|鄞州|农商|农村|村镇|桂林|富滇|东方|首都|友邦|澳新|蒙特利尔|开泰|盘谷|国泰|彰化|合作|土地|第一商业|华一|华美|浦发硅谷)/;
const BANK_WITHIN = 14;

/** Where a bank's own name begins in what was taken for one: 行名|南京银行, 现在是|招商银行. Undefined when nothing says so. */
export function bankStart(folded: string, from: number, to: number): number | undefined {
  if (!isHan(folded[from] ?? '')) return from;
  // Of 俺俩银行常州支行 the branch alone is no bank.
  const last = /^.*?(?:银行|信用社|农商行)/.exec(folded.slice(from, to))?.[0].length ?? to - from;
  for (let at = from; at < Math.min(from + last, from + BANK_WITHIN); at += 1)
    if (placeAt(folded, at) || BANK_HEAD.test(folded.slice(at, at + 6))) return at;
  return undefined;
}

const SMALL = /^(?:of|and|de|the|du|des|la|le|et|for|van|[^a-z].*)$/;

/** A name's words are written large up to "Bank". */
function isNamed(said: string): boolean {
  const bank = said.search(/\bbank\b/i);
  return said
    .slice(0, Math.max(0, bank))
    .split(' ')
    .every((word) => word === '' || SMALL.test(word));
}

/** The end of a bank with its branch that begins there, 0 when none does. */
export function bankEnd(text: string, folded: string, from: number, limit: number): number {
  const piece = folded.slice(from, Math.min(limit, from + BANK_MAX * 2));
  const match =
    BANK_HAN.exec(piece)?.[0] ??
    (/^\p{Lu}/u.test(text.slice(from, from + 1)) ? BANK_LATIN.exec(piece)?.[0] : undefined);
  if (!match) return 0;
  const said = text.slice(from, from + match.length);
  // "We bank with": a verb; "Bank": a label; "Vi bruger Bank of China": words of the sentence.
  if (/(?:^| )bank(?: |$)/.test(said) || match === 'bank' || !isNamed(said)) return 0;
  const branch = /^.*?(?:支行|分行|营业部|营业厅|营业室|分理处|信用社|总行)(?:营业部|营业厅|营业室)?/.exec(match)?.[0];
  return from + (branch ?? match).length;
}
