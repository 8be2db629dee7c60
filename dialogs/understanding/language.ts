// Which language is asked for, and which one a message is written in.
import { LATIN, LOCALES, type Locale } from '../../locales/list';
import { anyOf, fold, plain } from './fold';
import { masked } from './mask';
import { everywhere, PHRASES } from './phrases';
import { scriptCount } from '../../domain/scripts';

const names = new Map<string, Locale>();
for (const locale of LOCALES) {
  for (const word of PHRASES[locale].called) if (!names.has(plain(word))) names.set(plain(word), locale);
}
const NAME = new RegExp(anyOf([...names.keys()]), 'u');
const frame = everywhere((phrases) => [...phrases.languageFrame, ...phrases.polite]).map(plain);
const latinFrame = new Set(frame.filter((word) => /[a-z]/.test(word)).flatMap((word) => word.split(' ')));
const HAN_FRAME = new RegExp(
  frame
    .filter((word) => !/[a-z]/.test(word))
    .toSorted((a, b) => b.length - a.length)
    .join('|'),
  'gu',
);

/** The language that a whole message asks for: "in het Nederlands graag", 繁體中文, "speak English". */
export function languageRequest(text: string): Locale | undefined {
  if (text.length > 80) return undefined;
  const whole = plain(text);
  const match = NAME.exec(whole);
  if (!match) return undefined;
  const rest = `${whole.slice(0, match.index)} ${whole.slice(match.index + match[0].length)}`.replace(HAN_FRAME, ' ');
  const left = rest.split(' ').filter((word) => word && !latinFrame.has(word));
  const locale = left.length === 0 ? names.get(match[0]) : undefined;
  // 中文 and Chinese name no script; the characters of the request do.
  if (locale === 'zh-CN' && scriptCount(text).traditional > 0) return /[简簡]/.test(text) ? 'zh-CN' : 'zh-TW';
  return locale;
}

const functionWords = new Map(LATIN.map((locale) => [locale, new Set(PHRASES[locale].function.map(fold))]));
const HAN_FUNCTION = new Set(PHRASES['zh-CN'].function.map(fold));
const LABELS = new RegExp(anyOf([...LOCALES].flatMap((locale) => Object.values(PHRASES[locale].slots).flat())), 'gu');

/** Words that a language needs before it counts as spoken, and how much of the message they must be. */
const NEEDED = { words: 2, share: 0.25, hanWords: 2 };

/**
 * The language of a clear, long message (4 words or 8 Chinese characters), else undefined. Names, addresses and pasted company data
 * are no speech. Chinese without a character that tells the script keeps `current` when that is Chinese, else counts as zh-CN.
 */
export function detectLanguage(text: string, current?: Locale): Locale | undefined {
  const speech = masked(text.slice(0, 600), current ?? 'en-US');
  const folded = fold(speech).replace(/[^\p{L}\p{N}']+/gu, ' ');
  const han = folded.replace(LABELS, ' ').match(/\p{Script=Han}/gu) ?? [];
  if (han.length >= 8) {
    const marks = [...new Set(han)].filter((char) => HAN_FUNCTION.has(char)).length;
    if (marks < NEEDED.hanWords) return undefined;
    const { traditional, simplified } = scriptCount(speech);
    if (traditional > simplified) return 'zh-TW';
    if (simplified > traditional) return 'zh-CN';
    return current?.startsWith('zh') ? undefined : 'zh-CN';
  }
  const tokens = folded.split(/[\s']+/).filter((word) => /^[a-z]+$/.test(word));
  if (han.length > 0 || tokens.length < 4) return undefined;
  const scores = LATIN.map((locale) => ({
    locale,
    hits: tokens.filter((word) => functionWords.get(locale)?.has(word)).length,
  })).toSorted((a, b) => b.hits - a.hits);
  const [first, second] = scores;
  if (!first || !second || first.hits < NEEDED.words || first.hits / tokens.length < NEEDED.share) return undefined;
  return first.hits - second.hits >= Math.max(1, tokens.length * 0.1) ? first.locale : undefined;
}
