// Addresses in mainland China, Chinese or Latin, in one line; and blocks that name recipient, phone and address at once.
import { splitAddress } from './addressParts';
import { scan } from './blocks';
import { parseMobile, parsePhone, parsePostcode } from './contact';
import { stripLabel } from './labels';
import { namesElsewhere, namesMainland, startsInMainland } from './regions';
import { ok, type Parsed, refuse } from './result';
import { clean, foldLetters, hasHan, trimOf } from './text';

export { type AddressParts, splitAddress } from './addressParts';

export const ADDRESS_MAX = 100;

/** Words that only addresses have. */
const PLACE_HAN = /[省市区區县縣镇鎮乡鄉村路街巷弄號号室楼樓幢栋座层層]|大道|大厦|大廈|广场|花园|小区|工业园|开发区/;
const PLACES_HAN = new RegExp(PLACE_HAN.source, 'g');
const PLACE_LATIN =
  /\b(?:road|rd|street|st|avenue|ave|lane|room|rm|floor|building|bldg|no|district|lu|jie|plaza|tower|park|zone)\b/i;
/** Something of a street, with its number or name: a province and a city alone are no address. */
const DETAIL = /\d|[路街道巷弄号號镇鎮乡鄉村室楼樓厦廈园苑场院]/;

/** A text that can stand for an address: a place of the mainland with a detail, or two address words. */
export function looksLikeAddress(text: string): boolean {
  const line = clean(text);
  if (/[?？]/.test(line)) return false;
  if (hasHan(line)) {
    const words = line.match(PLACES_HAN) ?? [];
    return DETAIL.test(line) && (startsInMainland(line) ? words.length > 0 : new Set(words).size > 1);
  }
  return /\d/.test(line) && (PLACE_LATIN.test(line) || namesMainland(line)) && line.split(/[\s,]+/).length >= 3;
}

/**
 * An address of mainland China in one line. Refused: `empty`, `tooLong` {max}, `addressNotMainland` (Hong Kong, Macau,
 * Taiwan, abroad: the couriers serve the mainland), `addressTooShort` (no street or number).
 */
export function parseAddress(text: string): Parsed<string> {
  const typed = stripLabel(stripLabel(foldLetters(clean(text)), 'deliveryAddress'), 'address');
  const address = trimOf(typed, /[,，;；、\s]/, /[,，;；、。\s]/);
  if (address === '') return refuse('empty');
  if ([...address].length > ADDRESS_MAX) return refuse('tooLong', { max: ADDRESS_MAX });
  if (/[<>]|\p{Extended_Pictographic}/u.test(address)) return refuse('addressCharacters');
  const chinese = hasHan(address);
  if (namesElsewhere(address)) return refuse('addressNotMainland');
  const known = namesMainland(address);
  if (!known && !chinese)
    return refuse(/\d/.test(address) || address.length > 12 ? 'addressNotMainland' : 'addressTooShort');
  const { street } = splitAddress(address);
  if (chinese ? !DETAIL.test(street) || [...address].length < 6 : street.replace(/\W/g, '').length < 5) {
    return refuse('addressTooShort');
  }
  return known || PLACE_HAN.test(address) ? ok(address) : refuse('addressTooShort');
}

export interface RecipientBlock {
  recipient?: string;
  mobile?: string;
  address?: string;
  postcode?: string;
}

const PHONE =
  /(?<![\d-])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)|(?<![\d-])0\d{2,3}[\s-]\d{7,8}(?:-\d{1,6})?(?!\d)/;
const POSTCODE = /(?<![\d.#-])\d{6}(?![\d.]|\s*[号號室弄楼樓])/;
/** Where the phone stood: the name is mostly beside it. */
const HERE = '\u0001';
const TITLES = /(?:先生|女士|小姐|经理|經理|老师|会计|會計|主任|总|收)$/;
/** What is said around a name, and wishes that are no part of an address. */
const SENT_TO = /^(?:请|麻烦)?(?:寄给|寄到|发给|送到|邮寄给|给)|^.*\b(?:to|for|aan|naar|voor|til|à|pour)\s+(?=\p{Lu})/u;
const WISH =
  /^(?:(?:用|发|走|寄|by|via|per|met|med|par)? ?(?:顺丰|順豐|韵达|韻達|SF|Yunda)(?:快递|快遞|到付|寄)?|快递|快遞|到付|收)$/i;

const PERSON = /^(?:\p{Script=Han}{2,4}|\p{Script=Han}+[·•]\p{Script=Han}+)$/u;
/** Before a title one character is enough: 王经理. */
const SURNAME = /^(?:\p{Script=Han}{1,4}|\p{Script=Han}+[·•]\p{Script=Han}+)$/u;

/** A person, or who takes it in: two to four Chinese characters, or a few Latin words without digits. */
function looksLikeRecipient(part: string): boolean {
  if (hasHan(part)) {
    const name = part.replace(TITLES, '');
    return (
      (name === part ? PERSON : SURNAME).test(name) &&
      !/[省市区區县縣路街道号號楼樓室镇村厦座层]$/.test(name) &&
      !startsInMainland(name)
    );
  }
  return (
    /^[\p{L}][\p{L}.'’ -]{1,39}$/u.test(part) &&
    part.split(' ').length <= 4 &&
    !PLACE_LATIN.test(part) &&
    !namesMainland(part) &&
    !namesElsewhere(part)
  );
}

/**
 * Recipient, mobile, address and postcode pasted in one block: any order, one line or several, with labels or without.
 * What is missing stays undefined; the values are not checked yet (parseMobile, parseAddress …).
 */
export function parseRecipientBlock(text: string): RecipientBlock {
  const { values, rest } = scan(text);
  const found: RecipientBlock = {};
  const loose = [...rest];
  for (const { field, value } of values) {
    if (field === 'recipient' || field === 'name') found.recipient ??= value;
    else if (field === 'mobile' || field === 'phone') found.mobile ??= phoneIn(value) ?? value;
    else if (field === 'postcode') found.postcode ??= value;
    else if (field === 'address' || field === 'deliveryAddress' || field === 'addressPhone') loose.push(`\n${value}`);
    else loose.push(value);
  }
  // "收件人：王敏 13800138000 上海市…": only the first label was written.
  if (
    found.recipient &&
    (PHONE.test(found.recipient) || (/[\s,，]/.test(found.recipient) && /\d/.test(found.recipient)))
  ) {
    loose.unshift(found.recipient);
    delete found.recipient;
  }
  let line = loose.join('\n');
  const phone = PHONE.exec(line);
  if (phone && !found.mobile) {
    found.mobile = phoneIn(phone[0]) ?? phone[0];
    line = `${line.slice(0, phone.index)}\n${HERE}\n${line.slice(phone.index + phone[0].length)}`;
  }
  const postcode = POSTCODE.exec(line);
  if (postcode && !found.postcode && parsePostcode(postcode[0]).ok) {
    found.postcode = postcode[0];
    line = `${line.slice(0, postcode.index)}\n${line.slice(postcode.index + 6)}`;
  }
  const parts = pieces(line);
  const at = found.recipient || (parts.length < 2 && !found.mobile) ? -1 : recipientAt(parts);
  if (at >= 0) found.recipient = parts.splice(at, 1)[0];
  const place = parts.filter((part) => part !== HERE);
  const address = place.join(place.some(hasHan) ? ' ' : ', ');
  if (
    address !== '' &&
    (looksLikeAddress(address) || namesElsewhere(address) || (found.mobile && /\d|[省市区路号]/.test(address)))
  )
    found.address = address;
  return found;
}

/** Beside the phone, else a Chinese name anywhere, else a Latin one at an end; -1 when nobody is named. */
function recipientAt(parts: readonly string[]): number {
  const phone = parts.indexOf(HERE);
  const fits = (at: number): boolean => looksLikeRecipient(parts[at] ?? '');
  const beside = phone < 0 ? undefined : [phone - 1, phone + 1].find(fits);
  if (beside !== undefined) return beside;
  return parts.findIndex((part, at) => fits(at) && (hasHan(part) || phone < 0 || at === 0 || at === parts.length - 1));
}

const phoneIn = (text: string): string | undefined => {
  const mobile = parseMobile(text);
  if (mobile.ok) return mobile.value;
  const phone = parsePhone(text);
  return phone.ok ? phone.value : undefined;
};

/** Chinese parts end at blanks too; a comma inside a Latin address parts it only for now. */
function pieces(line: string): string[] {
  return line
    .split(/[\n,，;；|。]+/)
    .flatMap((part) => (hasHan(part) ? part.split(/\s+|\/|、/) : [part]))
    .map((part) => trimOf(part, /[\s.:/-]/, /[\s:/-]/).replace(SENT_TO, ''))
    .filter((part) => part !== '' && !WISH.test(part));
}
