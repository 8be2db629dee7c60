// Texts as data: a key with values. Stored in the log, so that a conversation can be shown again in any language.
import type { Fen } from '../domain/money';
import type { Instant } from '../domain/result';
import type common from './en-US/common.json';
import type errors from './en-US/errors.json';
import type account from './en-US/account.json';
import type api from './en-US/api.json';
import type apply from './en-US/apply.json';
import type bills from './en-US/bills.json';
import type faq from './en-US/faq.json';
import type handoff from './en-US/handoff.json';
import type mail from './en-US/mail.json';
import type notices from './en-US/notices.json';
import type pages from './en-US/pages.json';
import type privacy from './en-US/privacy.json';
import type progress from './en-US/progress.json';
import type register from './en-US/register.json';
import type chat from './en-US/chat.json';
import type reasons from './en-US/reasons.json';
import type desk from './en-US/desk.json';
import { DESK_LOCALES, LOCALES, type Locale } from './list';

/** One namespace a flow or place, in all languages: `locales/<locale>/<namespace>.json`. */
export interface Namespaces {
  common: typeof common;
  errors: typeof errors;
  account: typeof account;
  api: typeof api;
  apply: typeof apply;
  bills: typeof bills;
  faq: typeof faq;
  handoff: typeof handoff;
  mail: typeof mail;
  notices: typeof notices;
  pages: typeof pages;
  privacy: typeof privacy;
  progress: typeof progress;
  register: typeof register;
  chat: typeof chat;
  reasons: typeof reasons;
}
const NAMESPACES = [
  'common',
  'errors',
  'account',
  'api',
  'apply',
  'bills',
  'faq',
  'handoff',
  'mail',
  'notices',
  'pages',
  'privacy',
  'progress',
  'register',
  'chat',
  'reasons',
] as const satisfies (keyof Namespaces)[];

/** The desk's own words: in the languages of DESK_LOCALES only, so their keys are no `TextKey`. */
export interface DeskNamespaces {
  desk: typeof desk;
}
const DESK_NAMESPACES = ['desk'] as const satisfies (keyof DeskNamespaces)[];

/** Every namespace with the languages that have it. */
export const LOCALES_OF: Readonly<Record<string, readonly Locale[]>> = Object.fromEntries([
  ...NAMESPACES.map((name) => [name, LOCALES]),
  ...DESK_NAMESPACES.map((name) => [name, DESK_LOCALES]),
]);

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Leaf<K extends string> = K extends `${infer Base}_${Plural}` ? Base : K;
type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? Leaf<K> : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

/** `apply:sent`, `faq:glossary.special`: every text that a person can read. Plural keys lose their `_one`, `_other`. */
export type TextKey = { [N in keyof Namespaces]: `${N}:${Paths<Namespaces[N]>}` }[keyof Namespaces];

/** The desk's keys, and all others, which it may say too. */
export type DeskKey =
  | { [N in keyof DeskNamespaces]: `${N}:${Paths<DeskNamespaces[N]>}` }[keyof DeskNamespaces]
  | TextKey;

/** What fills a placeholder. Objects are worded in the reader's language when the text is rendered. */
export type Value =
  | string
  | number
  | { money: Fen }
  /** A day in China: `Tue 24 Nov`; with the year when `year`. */
  | { day: Instant; year?: true }
  /** A time of day with its zone. */
  | { time: Instant }
  /** A day with its time and zone. */
  | { moment: Instant }
  /** `2026-11` as `Nov 2026`. */
  | { month: string }
  /** Months in order, each year said once: `Apr, May and Jul 2026`. */
  | { months: string[] }
  /** Office hours, `09:00-18:00`, or several with commas between, on the reader's clock; what is written otherwise stays as it is. */
  | { hours: string }
  /** In groups of four. */
  | { taxId: string }
  /** Last four digits only. */
  | { phone: string }
  | { text: Text }
  /** A label inside a sentence: its first letter small where the script has small letters. */
  | { inline: Text }
  /** Joined as the language joins: `a, b and c`. */
  | { list: Value[] }
  /** One of them: `a, b or c`. */
  | { or: Value[] }
  /** Addresses and numbers, where "and" would stick to them: `a, b, c`. */
  | { items: Value[] };

export interface Text {
  key: TextKey;
  values?: Record<string, Value>;
  /** Chooses the plural form, and fills `{{count}}`. */
  count?: number;
}

export const say = (key: TextKey, values?: Record<string, Value>, count?: number): Text => ({
  key,
  values,
  count,
});

/** A text that only staff read. */
export type DeskText = Omit<Text, 'key'> & { key: DeskKey };

/** What a reason says besides its code, as values. Times come as instants; a person reads them as a day and time in China. */
export const reasonValues = (params: Record<string, string | number> = {}): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? { moment: value } : value,
    ]),
  );
