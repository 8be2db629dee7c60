// Whole messages that are a known phrase, whatever their case, punctuation and politeness.
import { beforeApplicationNumber } from '../../domain/application-number';
import { LOCALES, type Locale } from '../../locales/list';
import { buttonTexts } from './buttons';
import { fold, plain } from './fold';
import type { CommandName, FaqTopic, FlowIntent, Meaning } from './names';
import { everywhere, PHRASES } from './phrases';

export type Example = { locale: Locale; text: string; meaning: Meaning };

/** Every phrase of the six files with what it means. */
export function examples(): Example[] {
  return LOCALES.flatMap((locale) => {
    const { commands, flows, faq } = PHRASES[locale];
    const of = (group: Record<string, string[]>, meaning: (name: string) => Meaning): Example[] =>
      Object.entries(group).flatMap(([name, phrases]) =>
        phrases.map((text) => ({ locale, text, meaning: meaning(name) })),
      );
    return [
      ...of(commands, (name) => ({ kind: 'command', name: name as CommandName })),
      ...of(flows, (name) => ({ kind: 'flow', name: name as FlowIntent })),
      ...of(faq, (name) => ({ kind: 'faq', name: name as FaqTopic })),
    ];
  });
}

const polite = [...new Set(everywhere((phrases) => phrases.polite).map(plain))].toSorted((a, b) => b.length - a.length);
const latinPolite = new Set(polite.filter((word) => /[a-z]$/.test(word)));
const hanPolite = polite.filter((word) => !/[a-z]$/.test(word));
const LONGEST_POLITE = Math.max(...[...latinPolite].map((word) => word.split(' ').length));

/** Plain text without politeness at its ends; never empty when the text was not. */
export function withoutPoliteness(text: string): string {
  let core = text;
  for (let again = true; again; ) {
    again = false;
    const tokens = core.split(' ');
    for (let n = Math.min(LONGEST_POLITE, tokens.length - 1); n > 0 && !again; n--) {
      const rest = latinPolite.has(tokens.slice(0, n).join(' '))
        ? tokens.slice(n)
        : latinPolite.has(tokens.slice(-n).join(' '))
          ? tokens.slice(0, -n)
          : undefined;
      if (!rest) continue;
      core = rest.join(' ');
      again = true;
    }
    if (again || (core[0] ?? '') < '\u3000') {
      if (again || (core.at(-1) ?? '') < '\u3000') continue;
    }
    for (const word of hanPolite) {
      if (core.length <= word.length) continue;
      if (core.startsWith(word)) core = core.slice(word.length).trim();
      else if (core.endsWith(word)) core = core.slice(0, -word.length).trim();
      else continue;
      again = true;
    }
  }
  return core;
}

const foldedPolite = [...new Set([...everywhere((phrases) => phrases.polite).map(fold), ...polite])].toSorted(
  (a, b) => b.length - a.length,
);
const GAP = /[\s,.!;:，。！；、：]/;

/** 申请 ends with the "please" that begins a wish. */
const isApply = (folded: string, word: string, end: number): boolean => word === '请' && folded.endsWith('申请', end);

/** Where a folded text begins and ends without politeness and punctuation around it. */
export function politeSpan(folded: string): [start: number, end: number] {
  let [start, end] = [0, folded.length];
  for (let again = true; again; ) {
    again = false;
    while (start < end && GAP.test(folded[start] ?? '')) start++;
    while (end > start && GAP.test(folded[end - 1] ?? '')) end--;
    for (const word of foldedPolite) {
      const han = word > '\u3000';
      if (end - start <= word.length) continue;
      if (folded.startsWith(word, start) && (han || GAP.test(folded[start + word.length] ?? ''))) start += word.length;
      else if (
        folded.endsWith(word, end) &&
        !isApply(folded, word, end) &&
        (han || GAP.test(folded[end - word.length - 1] ?? ''))
      )
        end -= word.length;
      else continue;
      again = true;
    }
  }
  return [start, end];
}

const table = new Map<string, Example[]>();
// Buttons count as whole messages only: their words would blur what resembles what.
for (const example of [...buttonTexts(), ...examples()]) {
  const whole = plain(example.text);
  // A lone question mark is punctuation: it is its own key.
  for (const key of new Set([whole || example.text, withoutPoliteness(whole) || example.text]))
    table.set(key, [...(table.get(key) ?? []), example]);
}

/** Buttons that ask for something about one application say its number behind their words. */
const wishes = new Map(
  buttonTexts().flatMap(({ text, meaning }) =>
    meaning.kind === 'flow' || meaning.kind === 'faq' ? [[plain(text), meaning] as const] : [],
  ),
);
function wishAbout(text: string): Meaning[] {
  const words = beforeApplicationNumber(text);
  const meaning = words && wishes.get(plain(words));
  return meaning ? [meaning] : [];
}

/** What a whole message is, the given language's phrases first; empty = it is no known phrase. */
export function exactMeanings(text: string, locale: Locale): Meaning[] {
  const whole = plain(text) || text.trim().replaceAll('？', '?');
  const found = table.get(whole) ?? table.get(withoutPoliteness(whole)) ?? [];
  if (!found.length) return wishAbout(text);
  const own = (example: Example) => Number(example.locale === locale);
  const meanings = found.toSorted((a, b) => own(b) - own(a)).map((example) => example.meaning);
  return meanings.filter((one, at) => meanings.findIndex((other) => sameMeaning(other, one)) === at);
}

export const labelOf = (meaning: Meaning): string =>
  meaning.kind === 'correction' ? `correction:${meaning.slot}` : `${meaning.kind}:${meaning.name}`;

const sameMeaning = (a: Meaning, b: Meaning): boolean => labelOf(a) === labelOf(b);
