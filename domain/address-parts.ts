// The parts of a Chinese address: province, city, district, street.
import { CITIES, PROVINCES, simplified } from './regions';
import { clean, foldLetters, hasHan, trimOf } from './text';

export interface AddressParts {
  /** Full name: 上海市, 广东省. Empty when the address does not name it. */
  province: string;
  /** Empty in a municipality (上海市 is the province). */
  city: string;
  district: string;
  street: string;
  postcode?: string;
}

/** Province, city, district, street and postcode of one line. What cannot be told apart stays in `street`. */
export function splitAddress(text: string): AddressParts {
  const line = foldLetters(clean(text));
  const postcode = /(?<!\d)(?:邮编|郵編)?[:： ]{0,4}(\d{6})[,，]?$|^(\d{6})(?!\d)/.exec(line);
  const digits = postcode?.[1] ?? postcode?.[2];
  const rest = digits ? trimOf(line.replace(postcode?.[0] ?? '', ''), /[\s,，]/) : line;
  const parts = hasHan(rest) ? splitChinese(rest) : splitLatin(rest);
  return digits ? { ...parts, postcode: digits } : parts;
}

function splitChinese(line: string): AddressParts {
  // Traditional place names are compared in their simplified form, of the same length.
  let plain = simplified(line);
  let typed = line;
  const take = (length: number): string => {
    const taken = typed.slice(0, length);
    typed = typed.slice(length).replace(/^[\s,，]+/, '');
    plain = plain.slice(length).replace(/^[\s,，]+/, '');
    return taken;
  };
  take(/^中国(?:大陆)?/.exec(plain)?.[0].length ?? 0);
  const known = PROVINCES.find(({ short, full }) => plain.startsWith(full) || plain.startsWith(short));
  const isStreet = known && /^[东南西北中]?[路街大]/.test(plain.slice(known.short.length));
  let province = '';
  // 吉林市, 海南区: the city or district that is called like a province.
  const sameName = known && !known.municipality && /^[市区县]/.test(plain.slice(known.short.length));
  if (known && !isStreet && !sameName) {
    const named =
      [known.full, `${known.short}自治区`, `${known.short}省`].find((name) => plain.startsWith(name)) ?? known.short;
    take(named.length);
    province = known.full;
    // 上海市上海市, 上海 上海市
    if (known.municipality && plain.startsWith(known.short))
      take(plain.startsWith(known.full) ? known.full.length : known.short.length);
    if (known.municipality && plain.startsWith('市辖区')) take(3);
  }
  const bareCity = CITIES.find(
    ({ short }) => plain.startsWith(short) && !/^[东南西北中]?[路街大]/.test(plain.slice(short.length)),
  );
  const named = /^[^\d\s路街号]{1,8}?(?:自治州|地区|盟(?=.{2,}[市旗])|市)(?!场)/.exec(plain)?.[0];
  const city = known?.municipality && province ? '' : take((named ?? bareCity?.short ?? '').length);
  const area =
    /^(?:[^\d\s路街道号镇乡]{1,9}?(?:自治县|新区|矿区|林区|特区|县|旗|区)|[^\d\s路街道号镇乡]{2,4}?市(?!场))(?!块)/.exec(
      plain,
    )?.[0] ?? '';
  const district = take(area.length);
  return { province, city, district, street: typed };
}

const anyLatin = (places: readonly { latin: string }[]): string => places.map(({ latin }) => latin).join('|');
const PROVINCE_LATIN = new RegExp(`^(?:${anyLatin(PROVINCES)})(?: (?:province|city|municipality|shi|sheng))?$`, 'i');
const CITY_LATIN = new RegExp(`^(?:${anyLatin(CITIES)})(?: (?:city|shi))?$`, 'i');

function splitLatin(line: string): AddressParts {
  const parts = line
    .split(/ ?, ?/)
    .filter((part) => part !== '' && !/^(?:P\.? ?R\.? ?)?(?:Mainland )?China\.?$/i.test(part));
  const result: AddressParts = { province: '', city: '', district: '', street: '' };
  while (parts.length > 1) {
    const last = (parts.at(-1) ?? '').replace(/ \d{6}$/, '');
    const province = PROVINCE_LATIN.test(last);
    const city = CITY_LATIN.test(last);
    if (province && !result.province) result.province = last;
    else if (city && !result.city) result.city = last;
    else if (/\b(?:district|new area|county|qu|xian)$/i.test(last) && !result.district) result.district = last;
    else break;
    parts.pop();
  }
  return { ...result, street: parts.join(', ') };
}
