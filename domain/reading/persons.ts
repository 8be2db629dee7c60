// People in a message: beside a mobile number or an address, or the one who writes.
import type { Claims, Span } from './claims';
import { isHan } from './fold';
import type { Found } from './found';
import type { Lexicon } from './lexicon';
import { isPersonName, isSentence } from './names';
import { put, type Values, type Work } from './work';

const PERSON_HAN = /^[\u3400-\u9fff·]{2,8}$/;

const NO_PERSON =
  /公司|银行|[省市区县路号楼室街道镇]|发票|账单|税|月|票|顺丰|韵达|到付|自取|谢|快递|地址|邮箱|电话|手机|全部|所有|再就|就是|另外|以及|还有|同时|^祝|商祺|顺颂|敬上|此致|敬礼/;

/** A person beside the mobile number or the address: 2 to 4 Chinese characters, or some capitalised words. */
export function people(work: Work, mobile: Found, addresses: readonly Found[]): Found[] {
  const { text, folded, claims, lexicon } = work;
  for (const edge of [mobile, ...addresses]) {
    for (const side of ['before', 'behind'] as const) {
      // The label of a number stands between it and the name: 王敏，电话138….
      const from = work.labels.find(({ to }) => to === edge.from)?.from ?? edge.from;
      const span = side === 'before' ? pieceBefore(folded, claims, from) : pieceBehind(folded, claims, edge.to);
      const one = span && personIn(text, folded, span, lexicon);
      // "… 13820197854 Top, alvast dank!", a line that says goodbye: one Latin word behind a number is nobody.
      if (one && side === 'behind' && !isHan(folded[one.from] ?? '') && !one.value.includes(' ')) continue;
      if (one?.value.endsWith('.')) continue;
      // "Receiver: 高小琴", "Location of company：Room 12": a label that nobody knows.
      if (one && beginsLabel(folded.slice(one.to, one.to + LABEL_REST))) continue;
      if (
        one &&
        !isKnown(folded, one, lexicon) &&
        !isSentence(folded.slice(one.from, one.to)) &&
        claims.claim(one.from, one.to)
      )
        // One Latin word before a number may be anything.
        return [{ ...one, sure: isSurely(folded, one), why: 'shape' }];
    }
  }
  return [];
}

/** "Location of company：", "Main number:": behind a person stands no "of", and no colon. */
const beginsLabel = (behind: string): boolean =>
  /^(?: (?:of|van|af|de|du|des) |[ .()a-z\u00df-\u024f]{0,24}[:=\t])/.test(behind);
const LABEL_REST = 26;

/** A Chinese name begins with a family name, or ends as people are addressed; one Latin word may be anything. */
function isSurely(folded: string, { value, from, to }: { value: string } & Span): boolean {
  if (!isHan(folded[from] ?? '')) return value.includes(' ');
  const name = folded.slice(from, to);
  return HONORIFIC.test(name) || isPersonName(name);
}
const HONORIFIC = /(?:先生|女士|小姐|经理|老师|总|工)$|[[(]\d{1,8}[\])]$/;

const STOPS = /[\n,;，；。、|:：/]/;

const isStop = (folded: string, at: number): boolean =>
  STOPS.test(folded[at] ?? '') || /^\.(?:\s|$)/.test(folded.slice(at, at + 2));

function pieceBefore(folded: string, claims: Claims, end: number): Span | undefined {
  let to = end;
  while (to > 0 && /[\s,，、:：/|]/.test(folded[to - 1] ?? '') && claims.isFree(to - 1, to)) to -= 1;
  // Tom Hargreaves收: the last character alone is Chinese.
  const han = isHan(folded[to - 1] ?? '') && isHan(folded[to - 2] ?? '');
  let from = to;
  while (
    from > 0 &&
    to - from < 40 &&
    claims.isFree(from - 1, from) &&
    !isStop(folded, from - 1) &&
    !(han && folded[from - 1] === ' ')
  )
    from -= 1;
  return from < to ? { from, to } : undefined;
}

function pieceBehind(folded: string, claims: Claims, start: number): Span | undefined {
  let from = start;
  while (from < folded.length && /[\s,，、:：/|]/.test(folded[from] ?? '') && claims.isFree(from, from + 1)) from += 1;
  let to = from;
  while (
    to < folded.length &&
    to - from < 40 &&
    claims.isFree(to, to + 1) &&
    !isStop(folded, to) &&
    !(isHan(folded[from] ?? '') && folded[to] === ' ')
  )
    to += 1;
  return from < to ? { from, to } : undefined;
}

function personIn(
  text: string,
  folded: string,
  { from, to: end }: Span,
  lexicon: Lexicon,
): { value: string; from: number; to: number } | undefined {
  // "Marie Dupont收"
  const to = folded[end - 1] === '收' && !isHan(folded[end - 2] ?? '') ? end - 1 : end;
  // 张三[2568]: a number that a platform adds belongs to the name.
  const marked = /^([\u3400-\u9fff]{2,4})[[(（]\d{1,8}[\])）]$/.exec(text.slice(from, to));
  if (marked) return { value: text.slice(from, to), from, to };
  if (isHan(folded[to - 1] ?? '')) {
    const end =
      to - (/(?:签收|代收|收|好了|就好|就行|吧|哈|那里|那儿|那)$/.exec(folded.slice(from, to))?.[0].length ?? 0);
    const start = skipHan(folded, from, end, lexicon);
    const whole = text.slice(start, end).trim();
    // 快递写丁力: a verb before the name.
    const verb = !isPersonName(folded.slice(start, end)) && isPersonName(folded.slice(start + 1, end)) ? 1 : 0;
    const value = whole.slice(verb);
    const bare = value.replace(/(?:先生|女士|小姐|经理|老师)$/, '');
    return PERSON_HAN.test(value) && bare.length <= 4 && !NO_PERSON.test(folded.slice(start, end))
      ? { value, from: start + verb, to: start + verb + value.length }
      : undefined;
  }
  let start = to;
  // "Mette Sorensen tekent": small words behind the name.
  for (
    let tail = /\s[\p{Ll}][\p{L}'-]{0,14}$/u.exec(text.slice(from, start));
    tail;
    tail = /\s[\p{Ll}][\p{L}'-]{0,14}$/u.exec(text.slice(from, start))
  )
    start = from + tail.index;
  const last = start;
  // Capitalised words and the particles between them, from the right.
  for (let words = 0; words < 4 && start > from; words += 1) {
    let at = start;
    while (at > from && text[at - 1] === ' ') at -= 1;
    const end = at;
    while (at > from && text[at - 1] !== ' ' && !isHan(folded[at - 1] ?? '')) at -= 1;
    const word = text.slice(at, end);
    if (!/^\p{Lu}[\p{L}.'’-]*$/u.test(word) && !/^(?:de|van|der|den|von|du|la|le|di|da|ter|ten)$/.test(word)) break;
    if (/^\p{Lu}{2}$/u.test(word) || lexicon.choice(folded, at)?.choice.t === 'method') break;
    start = at;
    if (isHan(folded[at - 1] ?? '')) break;
  }
  const value = text.slice(start, last).trim();
  const at = start + (text.slice(start, last).length - text.slice(start, last).trimStart().length);
  return /^\p{Lu}[\p{L}.'’-]*(?: [\p{L}.'’-]+){0,3}$/u.test(value) && value.length >= 2
    ? { value, from: at, to: at + value.length }
    : undefined;
}

/** 寄给王敏: what is said before a person's name. */
function skipHan(folded: string, from: number, to: number, lexicon: Lexicon): number {
  let at = from;
  const sent = /^.{0,12}(?:寄给|发给|送给|寄到|给)/.exec(folded.slice(from, to))?.[0].length ?? 0;
  if (sent && sent < to - from) return from + sent;
  for (;;) {
    const length = Math.max(lexicon.is.lead(folded, at), lexicon.is.around(folded, at));
    if (length < 2 || at + length >= to) return at;
    at += length;
  }
}

/** "for myself, Wang Min", 个人抬头，李华: the name beside the words. */
export function person(work: Work, found: Values): void {
  const { text, folded, claims, lexicon, self } = work;
  // Behind the words first, where it mostly stands.
  const gaps = claims
    .gaps()
    .toSorted((a, b) => Number(a.from < (self?.from ?? 0)) - Number(b.from < (self?.from ?? 0)));
  for (const gap of gaps) {
    for (const piece of folded
      .slice(gap.from, gap.to)
      .matchAll(/[^\s,，:：;；。!！.\n](?:[^,，:：;；。!！.\n]|\.(?! |$)){0,38}/g)) {
      const from = gap.from + piece.index;
      // "au nom de 陈思远": the Chinese name behind the words.
      const named = /[^\u3400-\u9fff·]([\u3400-\u9fff·]{2,4})\s*$/.exec(piece[0])?.[1];
      const name = named ? gap.from + piece.index + piece[0].lastIndexOf(named) : 0;
      if (named && isPersonName(named) && claims.claim(name, name + named.length)) {
        const value = text.slice(name, name + named.length);
        put(found, 'name', { value, from: name, to: name + named.length, sure: true, why: 'shape' });
        return;
      }
      // A Chinese name ends at the blank behind it.
      const whole = isHan(folded[from] ?? '') ? (piece[0].split(' ')[0] ?? '') : piece[0].trimEnd();
      const one = personIn(text, folded, { from, to: from + whole.length }, lexicon);
      if (!one || isKnown(folded, one, lexicon)) continue;
      const han = isHan(folded[one.from] ?? '');
      if (han && !isPersonName(folded.slice(one.from, one.to))) continue;
      if (!claims.claim(one.from, one.to)) continue;
      // One Latin word may be anything: "Mvg", "Élodie".
      put(found, 'name', { ...one, sure: han || one.value.includes(' '), why: 'shape' });
      if (!han && !one.value.includes(' ')) found.offers.push({ field: 'name', candidates: [one.value] });
      return;
    }
  }
}

/** Begins with a word of the language, so it is no name. */
const isKnown = (folded: string, { from, to }: Span, { is, choice, label }: Lexicon): boolean =>
  [is.around, is.lead, is.copula, is.also, is.want, is.negator, is.asks, is.wrong, is.keep].some(
    (match) => match(folded, from) >= Math.min(2, to - from),
  ) ||
  ['type', 'medium', 'method', 'all'].includes(choice(folded, from)?.choice.t ?? '') ||
  // Jan de Vries is a person, January and Jan alone are none.
  (choice(folded, from)?.choice.t === 'month' && (choice(folded, from)?.length ?? 0) >= to - from) ||
  label(folded, from) !== undefined;
