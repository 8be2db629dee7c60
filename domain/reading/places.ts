// Addresses and banks by their shape: where one that begins at a place ends.
import { looksLikeAddress } from '../address';
import { namesElsewhere, namesMainland } from '../regions';
import { isDigit, isHan, isWord } from './fold';
import { placeAt } from './names';

const ADDRESS_MAX = 100;
const BANK_MAX = 50;

/** What goes on behind a blank or a comma of a Chinese address: 3号楼, B座 501室. */
const GOES_ON =
  /^(?:[a-z]?\d{1,5}|[\u3400-\u9fff]{1,8})(?:号楼|号|楼|室|层|座|栋|幢|单元|弄|园|大厦|广场|区|路|街|村|镇)/;

const UNIT_BEHIND =
  /^[\u3400-\u9fff]{0,8}?(?:\d{1,3}(?:号楼|栋|幢|座|室|层|楼|单元)|号楼|楼|室|层|座|栋|幢|单元|大厦|广场|中心|园|院|部|铺|门|区|馆|场|厦|库|房)/;

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
  /^(?:\d{1,3}(?:st|nd|rd|th) |\d{1,3}f\b|room|rm|no\b\.? ?\d|suite|unit|building|bldg|floor|flat|block|workshop|warehouse|factory|plant|tower|hall|level|shop|house|villa|plot|lot|gate|\d{1,5}[a-z]?[ ,/]|\d{1,3}\/?f\b)/;
const PART_WORD =
  /\b(?:road|rd|street|st|avenue|ave|lane|room|rm|floor|building|bldg|district|lu|jie|dadao|plaza|tower|park|zone|centre|center|province|city|china|unit|no)\b/;

/** The end of a Latin address that begins at `from`: part by part, as long as they are parts of one. */
function latinEnd(text: string, folded: string, from: number, limit: number): number {
  let to = from;
  const end = Math.min(limit, from + ADDRESS_MAX * 2);
  for (let part = 0; to < end && part < 12; part += 1) {
    let next = to;
    while (
      next < end &&
      !/[,\n\t;|。；，]/.test(folded[next] ?? '') &&
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

/** The end of an address that begins there, 0 when none does. `labelled`: a label said so, any beginning is fine. */
export function addressEnd(text: string, folded: string, from: number, limit: number, labelled = false): number {
  const han = isHan(folded[from] ?? '');
  if (
    !labelled &&
    !(han
      ? placeAt(folded, from) || /^(?:中国)/.test(folded.slice(from, from + 2))
      : LATIN_START.test(folded.slice(from, from + 12)))
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
  /^(?:(?:[a-z&.'-]{1,20} ){0,4}?bank(?: of(?: [a-z.]{1,20}){1,3})?|standard chartered|bnp paribas|icbc|hsbc|abc|ccb|boc|cmb|citi|dbs|uob|ocbc|mufg)(?: \([a-z ]{2,20}\))?(?:,? (?:co\.,? )?(?:ltd|limited)\.?)?(?:[ ,]+(?:[a-z-]{1,20} ){0,5}(?:sub-?)?branch)?(?![a-z-])/;

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
