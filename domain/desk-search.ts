// How the desk finds applications: where they stand in the lists of titles, tax ids, addresses and waybills, and what a typed text is looked for in.
import { readApplicationNumber, numberPlace } from './application-number';
import { CITIES, PROVINCES } from './regions';
import { compact, fold } from './text';

/** One list for each address that an application can go to: a document has one place in a list. */
export const EMAIL_LISTS = ['email', 'emailb', 'emailc', 'emaild', 'emaile'] as const;
export const SEARCH_LISTS = ['title', 'core', 'taxid', 'waybill', ...EMAIL_LISTS] as const;
export type SearchList = (typeof SEARCH_LISTS)[number];

/** For comparing only: NFKC, lower case, without blanks and brackets; nothing that a place can't hold. */
export const foldSearch = (text: string): string =>
  fold(text)
    .toLowerCase()
    .replace(/[\s()[\]{}【】〔〕〖〗「」『』<>]|\p{Surrogate}/gu, '');

const LATIN = /^[A-Za-z]+$/;
const names = [
  ...PROVINCES.flatMap(({ full, short, latin }) => [full, short, ...latin.split('|')]),
  ...CITIES.flatMap(({ short, latin }) => [short, latin]),
].filter((name) => !/[a-z]/i.test(name) || LATIN.test(name));
/** The longest first: 上海市 before 上海. At most three in a row: 广东省深圳市 and a district are never more. */
const REGION = new RegExp(
  `^(?:(?:${names
    .map((name) => name.toLowerCase())
    .toSorted((a, b) => b.length - a.length)
    .join('|')})[省市]?){1,3}`,
);

/** A folded title without the region in front: clerks know firms by what comes after it. */
export const coreOf = (folded: string): string => folded.replace(REGION, '');

interface Findable {
  number: string;
  buyer: { name: string; taxId?: string | undefined };
  delivery: { emails?: readonly string[] | undefined };
  shipment?: { waybill: string } | undefined;
}

/** The places of an application, each followed by its number's, so that the newest is read first. */
export function searchPlaces(application: Findable): Partial<Record<SearchList, string>> {
  const { number, buyer, delivery, shipment } = application;
  const title = foldSearch(buyer.name);
  const core = coreOf(title);
  const texts: Partial<Record<SearchList, string>> = {
    title,
    ...(core.length > 1 && core !== title ? { core } : {}),
    ...(buyer.taxId ? { taxid: foldSearch(buyer.taxId) } : {}),
    ...(shipment ? { waybill: foldSearch(shipment.waybill) } : {}),
  };
  EMAIL_LISTS.forEach((list, i) => {
    const email = delivery.emails?.[i];
    if (email) texts[list] = foldSearch(email);
  });
  const places = Object.entries(texts).filter(([, text]) => text !== '');
  return Object.fromEntries(places.map(([list, text]) => [list, `${text}#${numberPlace(number)}`]));
}

/** What a typed text is; several where it could be any of them. */
export interface Sought {
  /** Folded, for looking inside of open work. */
  text: string;
  application?: string;
  lists: SearchList[];
  /** It can be the number of an order, a bill or a fapiao. */
  numbers: boolean;
  login?: string;
}

/** Reads what was typed by its shape; undefined: nothing that could be looked for. */
export function readSearch(typed: string): Sought | undefined {
  const text = foldSearch(typed);
  if (text === '') return undefined;
  const application = readApplicationNumber(typed);
  if (application) return { text, application, lists: [], numbers: false };
  if (text.includes('@')) return { text, lists: [...EMAIL_LISTS], numbers: false, login: fold(typed) };
  const token = compact(typed).toUpperCase();
  const digits = /\d/.test(token) && /^[A-Z\d]+$/.test(token);
  const lists: SearchList[] = ['title', 'core'];
  if (digits && token.length >= 15 && token.length <= 20) lists.push('taxid');
  if (digits && token.length >= 8) lists.push('waybill');
  return { text, lists, numbers: digits };
}
