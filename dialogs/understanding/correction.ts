// Corrections by name: "the title should be X", "把税号改为X", "change the title".
import { LOCALES, type Locale } from '../../locales/list';
import { isQuestion } from './answers';
import { anyOf, type Folded, foldAligned } from './fold';
import type { SlotName } from './names';
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

const LOOSE_END = /^[\s"'“”«»「」『』：:=]+|[\s"'“”«»「」『』。.!！;；]+$/gu;

const rules = new Map(
  LOCALES.map((locale) => {
    const nouns = nounTable(locale);
    const slot = `(?<slot>${anyOf([...nouns.keys()])})`;
    const patterns = PHRASES[locale].corrections.map((template) => {
      const source = foldAligned(template).text.replace('{slot}', slot).replace('{value}', '(?<value>\\S.*?)');
      // Indices (d) lead back to the original spelling of the value.
      return new RegExp(`^${source}$`, 'dsu');
    });
    return [locale, { nouns, patterns }] as const;
  }),
);
const WRONG = new RegExp(`^(?:${anyOf(everywhere((phrases) => phrases.wrong))})$`, 'u');
const polite = anyOf(everywhere((phrases) => phrases.polite));
const POLITE_START = new RegExp(
  `^(?:(?:${polite}|no|nee|nej|non|sorry|oh|不|不对|不是)[\\s,，、!！.。]*)+(?=\\S)`,
  'u',
);
const POLITE_END = new RegExp(`[\\s,，、!！.。]*(?:${polite})[\\s!！.。]*$`, 'u');

function stripped(text: string): Folded {
  const folded = foldAligned(text.trim());
  const start = POLITE_START.exec(folded.text)?.[0].length ?? 0;
  const end = POLITE_END.exec(folded.text.slice(start))?.[0].length ?? 0;
  const stop = folded.text.length - end;
  if (stop <= start) return folded;
  return { text: folded.text.slice(start, stop), at: folded.at.slice(start, stop + 1) };
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
    const { nouns, patterns } = rules.get(one) ?? { nouns: new Map<string, SlotName>(), patterns: [] };
    for (const pattern of patterns) {
      const match = pattern.exec(folded.text);
      const noun = match?.groups?.slot;
      if (!match || !noun) continue;
      const place = match.indices?.groups?.value;
      const value = place && trimmed.slice(folded.at[place[0]], folded.at[place[1]]).replace(LOOSE_END, '');
      if (isQuestion(trimmed) && !value) return undefined;
      if (
        value !== undefined &&
        /^(?:what|which|who|wat|welke|hvad|hvilken|quel|quoi|什么|甚么|哪|多少|啥)/u.test(foldAligned(value).text)
      )
        return undefined;
      const named = nouns.get(noun.replace(/\s+/g, ' '));
      const slot = named === 'email' && flow === 'apply' ? 'emails' : named;
      if (!slot) continue;
      return value && !WRONG.test(foldAligned(value).text.trim()) ? { slot, value } : { slot };
    }
  }
  return undefined;
}
