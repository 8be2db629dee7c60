// What a vocabulary of messages consists of. A sentence is a line; `{title}` is filled in, `=> type=normal` says what it means.
import type { Locale } from '../../locales/list';

export const LABELLED = [
  'title',
  'taxId',
  'address',
  'phone',
  'bank',
  'account',
  'addressPhone',
  'bankAccount',
  'email',
] as const;

/** One language's words. `⏎` is a line break. */
export interface Words {
  /** Several labels with a slash between them. */
  labels: Record<(typeof LABELLED)[number], string>;
  greetings: string;
  goodbyes: string;
  headings: string;
  /** A title and a tax id. */
  sentences: string;
  /** One value. */
  fields: string;
  corrections: string;
  /** Something is wrong, without the right value. */
  complaints: string;
  emails: string;
  deliveries: string;
  bills: string;
  kinds: string;
  /** No company data, no wish: questions, thanks, trouble, small talk. `{m}` and `{person}` mean nothing here. */
  idle: string;
}

/** Names are made of these. Chinese words stand as `simplified/traditional`. */
export interface Names {
  cities: readonly (readonly [simplified: string, traditional: string, pinyin: string, region: string])[];
  brands: string;
  trades: string;
  latinBrands: string;
  latinTrades: string;
  people: string;
  latinPeople: string;
  streets: string;
  latinStreets: string;
  banks: string;
  latinBanks: string;
  mailboxes: string;
  domains: string;
}

export interface Vocabulary {
  names: Names;
  words: Record<Locale, Words>;
}

/** Each text is split once: it happens for every message. */
function once(split: (text: string) => string[]): (text: string) => readonly string[] {
  const known = new Map<string, string[]>();
  return (text) => {
    const found = known.get(text) ?? split(text);
    known.set(text, found);
    return found;
  };
}

export const lines = once((text) =>
  text
    .split('\n')
    .map((line) => line.trim().replaceAll('⏎', '\n'))
    .filter(Boolean),
);

export const slashed = once((text) => text.split('/').map((part) => part.trim()));

export const spaced = once((text) => text.split(/\s+/));
