// What a turn of a script promises, compared with what the bot said and remembers.
import type { LogItem } from '../../bot/turn/inbound';
import { renderText } from '../../bot/render/text';
import type { State } from '../../dialogs/state';
import type { Locale } from '../../locales';
import type { Application, Outbox } from '../../storage/records';

export type InEvery = string | Partial<Record<Locale, string>>;

export interface Expected {
  /** Text keys that the answer holds. */
  says?: string[];
  not?: string[];
  /** What the answer's text holds, as a regular expression. */
  text?: InEvery;
  textNot?: InEvery;
  /** Values of the open form afterwards; null = not there. */
  values?: Record<string, unknown>;
  /** Slots asked afterwards; [] = the summary is shown. */
  asked?: string[];
  /** The open form's flow; `none`. */
  flow?: string;
  locale?: Locale;
}

export interface StoredExpected {
  applications?: number;
  /** Of the first application, by path: `buyer.name`. */
  first?: Record<string, unknown>;
  /** Names of the mails in the outbox, in alphabetical order. */
  mails?: string[];
  /** Wishes for a person. */
  requests?: number;
}

export const worded = (text: InEvery, locale: Locale): string =>
  typeof text === 'string' ? text : (text[locale] ?? '');

/** A phone's screen and a bit; a long list or a timeline is the most that a message needs. */
const MOST_LINES = 16;

/** All text keys in what the bot said. */
const keysOf = (items: readonly LogItem[]): Set<string> =>
  new Set(
    [...JSON.stringify(items.filter((item) => item.author === 'bot')).matchAll(/"key":"([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    ),
  );

export const textsOf = (items: readonly LogItem[]): string[] =>
  items.flatMap((item) => (item.author === 'bot' ? [renderText(item.reply, item.locale)] : []));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What differs, in words; undefined when all is as promised. */
export function differs(
  expected: Expected,
  items: readonly LogItem[],
  state: State,
  locale: Locale,
): string | undefined {
  const texts = textsOf(items);
  // Numbers and dates hold blanks that do not break.
  const shown = texts.join('\n\n').replace(/[\u00a0\u202f]/g, ' ');
  const said = keysOf(items);
  for (const key of expected.says ?? [])
    if (!said.has(key)) return `It should say ${key}; it says ${[...said].join(', ')}`;
  for (const key of expected.not ?? []) if (said.has(key)) return `It should not say ${key}`;
  const { text, textNot } = expected;
  if (text !== undefined && !new RegExp(worded(text, locale), 's').test(shown))
    return `It should match ${worded(text, locale)}`;
  if (textNot !== undefined && new RegExp(worded(textNot, locale), 's').test(shown)) {
    return `It should not match ${worded(textNot, locale)}`;
  }
  for (const [name, wanted] of Object.entries(expected.values ?? {})) {
    const found = state.form?.values[name] ?? null;
    if (!same(found, wanted)) return `${name} should be ${JSON.stringify(wanted)}, it is ${JSON.stringify(found)}`;
  }
  if (expected.asked && !same(state.form?.asked, expected.asked)) {
    return `Asked should be ${JSON.stringify(expected.asked)}, it is ${JSON.stringify(state.form?.asked)}`;
  }
  const flow = state.form?.flow ?? 'none';
  if (expected.flow && flow !== expected.flow) return `The open form should be ${expected.flow}, it is ${flow}`;
  if (expected.locale && state.locale !== expected.locale) {
    return `The language should be ${expected.locale}, it is ${state.locale}`;
  }
  return ugly(texts);
}

/** What no message may ever be. */
function ugly(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const raw = /\{\{|\}\}|\b[a-z]+:[a-z]+[.:][a-zA-Z]+|undefined|\[object|\bNaN\b|Invalid Date/.exec(text);
    if (raw) return `It shows something raw: ${raw[0]}`;
    const lines = text.split('\n').filter((line) => line.trim()).length;
    if (lines > MOST_LINES) return `A message has ${lines} lines; at most ${MOST_LINES}`;
    if (!text.trim()) return 'A message is empty';
  }
  return undefined;
}

/** What was stored at the end, in words when it differs. */
export function storedDiffers(
  expected: StoredExpected,
  found: { applications: readonly Application[]; mails: readonly Outbox[]; requests: number },
): string | undefined {
  const { applications } = found;
  if (expected.applications !== undefined && applications.length !== expected.applications) {
    return `${expected.applications} applications should be stored, there are ${applications.length}`;
  }
  for (const [path, wanted] of Object.entries(expected.first ?? {})) {
    const value = path
      .split('.')
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], applications[0]);
    if (!same(value ?? null, wanted))
      return `${path} should be ${JSON.stringify(wanted)}, it is ${JSON.stringify(value)}`;
  }
  const mails = found.mails.map((row) => row.name).toSorted();
  if (expected.mails && !same(mails, expected.mails)) {
    return `The mails should be ${expected.mails.join(', ')}, they are ${mails.join(', ')}`;
  }
  if (expected.requests !== undefined && found.requests !== expected.requests) {
    return `${expected.requests} wishes for a person should be stored, there are ${found.requests}`;
  }
  return undefined;
}
