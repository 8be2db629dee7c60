// Addresses in mainland China, Chinese or Latin, in one line; and blocks that name recipient, phone and address at once.
import { splitAddress } from './address-parts';
import { stripLabel } from './labels';
import { namesElsewhere, namesMainland, startsInMainland } from './regions';
import { ok, type Parsed, refuse } from './result';
import { clean, foldLetters, hasHan, trimOf } from './text';

export { type AddressParts, splitAddress } from './address-parts';

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

/** The same for a courier: a city's Latin name alone is no address yet. */
export const parseCourierAddress = (text: string): Parsed<string> =>
  /^[^\d\p{Script=Han}]+$/u.test(text) ? refuse('addressTooShort') : parseAddress(text);
