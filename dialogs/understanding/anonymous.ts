// A message without what names a person or a company: what may be read by whoever writes phrases.
import type { Locale } from '../../locales/list';
import { LOOKED_AT, plain } from './fold';
import { everywhere } from './phrases';
import { MASK } from './passwords';
import { readIn } from './reading';

const HIDDEN = '[…]';
const LONGEST = 200;

/** Anything with an at sign, a slash or a digit in it: addresses, links, numbers of all kinds, dates. */
const TOKEN = /[^\s，。；、！？：（）]{0,100}[@/\d＠][^\s，。；、！？：（）]{0,100}/gu;
/** Who says their name says it behind these words; the words of a Latin name may be written small. */
const CALLED =
  /((?:my name is|my name's|this is|i am called|mijn naam is|ik heet|mit navn er|jeg hedder|je m['’]appelle|mon nom est)\s{1,4})[\p{L}.'’-]{1,30}(?:\s[\p{L}.'’-]{1,30}){0,3}/giu;
const CALLED_HAN =
  /((?:我叫|我姓|我是|叫做|名字是|名字叫|姓名|联系人|聯絡人|收件人)(?:是|[:：])?\s{0,2})[\p{Script=Han}·]{1,4}/gu;
/** With these endings it is spoken of by name. */
const ADDRESSED = /[\p{Script=Han}]{1,3}(?=(?:先生|女士|小姐|太太|经理|經理|老师|老師|会计|會計))/gu;
const CAPITAL = /\p{Lu}[\p{L}'’-]{0,40}/gu;

let vocabulary: Set<string> | undefined;
/** Words that phrases have; small talk is left out, as it has names. Whoever begins a sentence with one names nobody. */
const words = (): Set<string> =>
  (vocabulary ??= new Set(
    everywhere(({ commands, flows, faq, function: common, question, polite }) => [
      ...[commands, flows, faq].flatMap((group) => Object.values(group).flat()),
      ...common,
      ...question,
      ...polite,
    ]).flatMap((text) => plain(text).split(' ')),
  ));

/**
 * At most 200 characters, names, addresses, numbers and e-mail addresses hidden; '' when nothing else is left. A name that
 * is written like any other word may stay: that is why what is kept lies in its conversation and ends with it.
 */
export function withoutPersons(text: string, locale: Locale): string {
  const { text: whole, values } = readIn(text.slice(0, LOOKED_AT), locale);
  let rest = '';
  let at = 0;
  for (const { from, to } of values.toSorted((a, b) => a.from - b.from)) {
    if (from > at) rest += whole.slice(at, from);
    rest += ` ${HIDDEN} `;
    at = Math.max(at, to);
  }
  const hidden = (rest + whole.slice(at))
    .replaceAll(MASK, HIDDEN)
    .replace(TOKEN, HIDDEN)
    .replace(CALLED, `$1${HIDDEN}`)
    .replace(CALLED_HAN, `$1${HIDDEN}`)
    .replace(ADDRESSED, HIDDEN)
    .replace(CAPITAL, (word) => (words().has(plain(word)) ? word : HIDDEN))
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST)
    .trim();
  return /\p{L}/u.test(hidden) ? hidden : '';
}
