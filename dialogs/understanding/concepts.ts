// What a message is about, whatever the language: words with one meaning share a concept, so that a phrase in one language teaches all.
import { LOCALES } from '../../locales/list';
import { isHan } from '../../domain/reading/fold';
import { fold, words } from './fold';
import { PHRASES } from './phrases';

/** Beginnings of words in Latin scripts (`$`: the whole word), with spaces: phrases; Chinese: anywhere. */
const latin = new Map<string, { name: string; rest: string; whole: boolean }[]>();
const han = new Map<string, { name: string; text: string }[]>();
/** Shorter stems would begin too many words. */
const KEY = 2;

for (const locale of LOCALES) {
  for (const [name, stems] of Object.entries(PHRASES[locale].concepts)) {
    for (const stem of stems) {
      const whole = stem.endsWith('$');
      const text = words(fold(stem));
      if (!text) continue;
      if (isHan(text[0] ?? '')) {
        const key = text[0] as string;
        const list = han.get(key) ?? [];
        if (!list.some((one) => one.name === name && one.text === text)) han.set(key, [...list, { name, text }]);
      } else {
        const key = text.slice(0, KEY);
        const list = latin.get(key) ?? [];
        if (!list.some((one) => one.name === name && one.rest === text))
          latin.set(key, [...list, { name, rest: text, whole }]);
      }
    }
  }
}

/** The concepts of a plain text, and where words begin that belong to one. */
export function conceptsOf(text: string): { names: Set<string>; covered: Set<number> } {
  const names = new Set<string>();
  const covered = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (isHan(char)) {
      for (const one of han.get(char) ?? []) if (text.startsWith(one.text, at)) names.add(one.name);
      continue;
    }
    if (char === ' ' || (at > 0 && text[at - 1] !== ' ' && !isHan(text[at - 1] as string))) continue;
    for (const one of latin.get(text.slice(at, at + KEY)) ?? []) {
      if (!text.startsWith(one.rest, at)) continue;
      const after = text[at + one.rest.length];
      if (one.whole && after !== undefined && after !== ' ' && !isHan(after)) continue;
      names.add(one.name);
      covered.add(at);
    }
  }
  return { names, covered };
}
