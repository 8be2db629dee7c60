// Corrections by name: "the title should be X", "把税号改为X", "change the title".
import { trimOf } from '../../domain/text';
import { LOCALES, type Locale } from '../../locales/list';
import { isQuestion } from './answers';
import { anyOf, type Folded, foldAligned } from './fold';
import type { SlotName } from './names';
import { politeSpan } from './exact';
import { everywhere, PHRASES } from './phrases';

interface Correction {
  slot: SlotName;
  value?: string;
}

/** A noun's slot; the longest noun wins, so that "delivery address" is none of the company. */
function nounTable(locale: Locale): Map<string, SlotName> {
  const table = new Map<string, SlotName>();
  for (const [slot, nouns] of Object.entries(PHRASES[locale].slots)) {
    for (const noun of nouns) table.set(foldAligned(noun).text, slot as SlotName);
  }
  return table;
}

const LOOSE_START = /[\s"'“”«»「」『』：:=]/;
const LOOSE_END = /[\s"'“”«»「」『』。.!！;；]/;

const rules = new Map(
  LOCALES.map((locale) => {
    const nouns = nounTable(locale);
    const any = anyOf([...nouns.keys()]);
    const slot = `(?<slot>${any})`;
    const patterns = PHRASES[locale].corrections.map((template) => {
      const source = foldAligned(template).text.replace('{slot}', slot).replace('{value}', '(?<value>\\S.*?)');
      // Indices (d) lead back to the original spelling of the value.
      return new RegExp(`^(?:${source})$`, 'ds');
    });
    return [locale, { nouns, patterns, noun: new RegExp(any) }] as const;
  }),
);
const WRONG = new RegExp(`^(?:${anyOf(everywhere((phrases) => phrases.wrong))})$`, 'u');
/** The value as typed. The full stop that ends a sentence is none of it; that of "B.V." or "Ltd." is. */
function valueAt(text: string, start: number, end: number): string {
  const value = trimOf(text.slice(start, end), LOOSE_START, LOOSE_END);
  return text[end] === '.' && /(?:\.\p{L}|\b(?:ltd|inc|co|corp))$/iu.test(value) ? `${value}.` : value;
}

/** "No, the title is X": what comes before a correction. */
const BEFORE = /^(?:(?:no|nee|nej|non|sorry|wait|wacht|vent|attendez|不对|不是|不)[\s,，、!！.。]+)+(?=\S)/;

function stripped(text: string): Folded {
  const folded = foldAligned(text);
  const [from, to] = politeSpan(folded.text);
  const start = from + (BEFORE.exec(folded.text.slice(from, to))?.[0].length ?? 0);
  return { text: folded.text.slice(start, to), at: folded.at.slice(start, to + 1) };
}

/**
 * What a message wants changed, by name, in any of the six languages. The bare noun "address" is the company's (`address`),
 * "e-mail" is the account's (`email`) except in the flow `apply`, where it is where the fapiao goes (`emails`).
 * A number ("3") is none: the engine knows which line it means. Undefined too for questions and long texts.
 */
export function parseCorrection(text: string, locale: Locale, flow?: string): Correction | undefined {
  const trimmed = text.trim();
  // Several lines, or several labels, are a pasted block, not one correction.
  if (trimmed.length > 400 || /\n/.test(trimmed)) return undefined;
  const folded = stripped(trimmed);
  for (const one of [locale, ...LOCALES.filter((other) => other !== locale)]) {
    const rule = rules.get(one);
    // Most messages name no slot: then no pattern need be tried.
    if (!rule?.noun.test(folded.text)) continue;
    const { nouns, patterns } = rule;
    for (const pattern of patterns) {
      const match = pattern.exec(folded.text);
      const noun = match?.groups?.slot;
      if (!match || !noun) continue;
      const place = match.indices?.groups?.value;
      const value = place && valueAt(trimmed, folded.at[place[0]] ?? 0, folded.at[place[1]] ?? 0);
      if (isQuestion(trimmed) && !value) return undefined;
      if (value !== undefined && /\S[:：]\s*\S/.test(value)) return undefined;
      if (
        value !== undefined &&
        /^(?:what|which|who|wat|welke|hvad|hvilken|quel|quoi|什么|甚么|哪|多少|啥)/u.test(foldAligned(value).text)
      )
        return undefined;
      const named = nouns.get(noun);
      const slot = named === 'email' && flow === 'apply' ? 'emails' : named;
      if (!slot) continue;
      return value && !WRONG.test(foldAligned(value).text.trim()) ? { slot, value } : { slot };
    }
  }
  return undefined;
}
