// Reads messages with the words of their language; Chinese and English are mixed into every language here.
import { type Lexicon, lexiconOf, read, type ReadContext, type Reading } from '../../domain/reading';
import { LOCALES, type Locale } from '../../locales/list';
import { PHRASES } from './phrases';

const lexicons = new Map<Locale, Lexicon>();

function lexiconFor(locale: Locale): Lexicon {
  const known = lexicons.get(locale);
  if (known) return known;
  const own = [...new Set<Locale>([locale, 'zh-CN', 'zh-TW', 'en-US'])].map((one) => PHRASES[one]);
  const lexicon = lexiconOf(
    own,
    LOCALES.map((one) => PHRASES[one]),
  );
  lexicons.set(locale, lexicon);
  return lexicon;
}

/** As many as one turn asks for: the message as such, as an answer, as bills, and its rest. */
const REMEMBERED = 4;
/** The newest readings, the newest first. */
const newest: { key: string; reading: Reading }[] = [];

/** What a message says. The newest readings are remembered: several ask about the same message in one turn. */
export function readIn(text: string, locale: Locale, context: ReadContext = {}): Reading {
  const key = JSON.stringify([locale, context, text]);
  const at = newest.findIndex((one) => one.key === key);
  const found = newest[at] ?? { key, reading: read(text, lexiconFor(locale), context) };
  if (at >= 0) newest.splice(at, 1);
  newest.unshift(found);
  newest.length = Math.min(newest.length, REMEMBERED);
  return found.reading;
}

/** A message without its remark: what is printed wishes for nothing and names no order. */
export const besideRemark = (message: string, { text, fields: { remark } }: Reading): string =>
  remark ? `${text.slice(0, remark.from)} ${text.slice(remark.to)}`.trim() : message;
