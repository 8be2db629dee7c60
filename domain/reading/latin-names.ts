// Latin names of organisations: they end at a legal form, with a branch behind it, and begin at the first capital.
import type { Span } from './claims';
import { isHan, isWord } from './fold';
import type { Lexicon } from './lexicon';
import { balanced, isTitle, type Name } from './names';

const LATIN_FORM =
  /(?:co\.?,? ?ltd\.?|company limited|(?:pte\.? ?|pty\.? ?|pvt\.? ?)?(?:ltd|limited)\.?|incorporated|inc\.?|corporation|corp\.?|l\.?l\.?c\.?|l\.?l\.?p\.?|p\.?l\.?c\.?|b\. ?v\.?|n\. ?v\.?|bv|nv|v\.?o\.?f\.?|c\.v\.|u\.a\.|eurl|s\.?n\.?c\.?|aps|[aikp]\/s|gmbh(?: & co\.? ?kg)?|a\.?g\.?|k\.?g\.?|s\.?a\.?s\.?(?:u\.?)?|s\.?a\.?r\.?l\.?|s\.a\.|sa|s\.?p\.?a\.?|s\.?r\.?l\.?|s\.?l\.?|se|ab|as|oyj?|k\.?k\.?|sdn\.? bhd\.?)(?![a-z0-9])/y;
/** Legal forms that are also words: only as they are written. */
const CASED = /^(?:SE|AB|AS|SA|KG|AG|A\.G\.|SL|S\.L\.|KK|K\.K\.|Oy|Oyj|OY|ASA)$/;
const SHORT_WORD = /^(?:se|ab|as|sa|kg|a\.?g\.?|s\.?l\.?|k\.?k\.?|oyj?)$/;
const BEHIND_FORM =
  /^(?:,? ?(?:\(?(?:mainland )?china\)?|p\.? ?r\.? ?china)(?![a-z])|,? ?\([a-z .-]{2,30}(?:branch|office|filial|filiaal)\)|,? ?\([a-z .-]{2,30}\)(?= [a-z]|$|[,.;\n])|,? (?:[a-z.-]{2,20} ){1,3}(?:branch(?: office)?|rep(?:resentative|\.)? office|office|filiaal|filial|kantoor|kontor)(?![a-z])|,? succursale de [a-z-]{2,20}| & co\.? ?kg)/;
const CONNECTOR = /^(?:&|and|of|de|du|des|der|den|van|von|het|la|le|the|et|en|og|for|'t|da|do|di|y|e)$/;
const LATIN_WORDS = 9;
const BEHIND_MAX = 90;
/** Nobody's registered name has more legal forms one behind the other. */
const FORMS_MAX = 4;

/** A Latin name that ends at the legal form that begins at `at`. `governed`: where it begins, when the words in front said so. */
export function latinName(
  text: string,
  folded: string,
  at: number,
  span: Span,
  lexicon: Lexicon,
  governed?: number,
): Name | undefined {
  LATIN_FORM.lastIndex = at;
  const form = LATIN_FORM.exec(folded)?.[0];
  if (!form || isWord(folded[at - 1] ?? '') || at + form.length > span.to) return undefined;
  const typed = text.slice(at, at + form.length);
  if (SHORT_WORD.test(form) && !CASED.test(typed)) return undefined;
  if (
    /^(?:ltd|limited|inc|corp|corporation|as|se|sa)$/.test(form) &&
    !/^[A-Z]/.test(typed) &&
    !/[A-Z]/.test(text.slice(Math.max(span.from, at - 20), at))
  )
    return undefined;
  let to = at + form.length;
  for (let forms = 0; forms < FORMS_MAX; forms += 1) {
    const rest = folded.slice(to, Math.min(span.to, to + BEHIND_MAX));
    const gap = /^,? /.exec(rest)?.[0].length ?? 0;
    LATIN_FORM.lastIndex = to + gap;
    const again = gap ? LATIN_FORM.exec(folded)?.[0] : undefined;
    const behind = BEHIND_FORM.exec(rest)?.[0];
    if (again && !SHORT_WORD.test(again) && to + gap + again.length <= span.to) to += gap + again.length;
    else if (behind) to += behind.length;
    else break;
  }
  // The full stop of a sentence is none of the name's, that of B.V. and Ltd. is.
  if (folded[to - 1] === '.' && !/(?:ltd|inc|corp|co|bhd|\.[a-z])\.$/.test(folded.slice(Math.max(0, to - 6), to)))
    to -= 1;
  const from = latinStart(text, folded, at, span, lexicon, governed);
  if (from === undefined) return undefined;
  const value = balanced(text.slice(from, to).trim());
  if (!isTitle(value)) return undefined;
  // "O'Brien, Katz & Partners LLP": with such a comma before it the name may begin earlier.
  const head = value.includes(' & ')
    ? /(?:^|[^\p{L}])(\p{Lu}[\p{L}'’-]{1,20}, )$/u.exec(text.slice(Math.max(span.from, from - 24), from))?.[1]
    : undefined;
  if (head) return { from, to, value, sure: false, others: [head + value], strong: true };
  // More capitals directly behind, to the end of the piece: a branch of another word, or another statement.
  const more = /^ \p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*){0,3}(?=\s?(?:$|[\n,.;。；，)(]))/u.exec(
    text.slice(to, span.to),
  )?.[0];
  const longer = more && !isSpoken(folded, to + 1, 2, lexicon) ? value + more : '';
  return { from, to, value, sure: !longer, others: longer ? [longer] : [], strong: true };
}

/** Back over capitals and the small words between them. */
function latinStart(
  text: string,
  folded: string,
  form: number,
  span: Span,
  lexicon: Lexicon,
  governed?: number,
): number | undefined {
  let from = form;
  let first: number | undefined;
  for (let words = 0; words < LATIN_WORDS; words += 1) {
    const gap = /(?:, ?| )$/.exec(text.slice(Math.max(span.from, from - 2), from))?.[0];
    if (!gap || (gap.startsWith(',') && words > 0)) break;
    let start = from - gap.length;
    while (
      start > span.from &&
      !/[\s,;:，；：。、"“”「」?!\t=】\]]/.test(text[start - 1] ?? '') &&
      !isHan(folded[start - 1] ?? '')
    )
      start -= 1;
    const word = text.slice(start, from - gap.length);
    if (!word || start < span.from) break;
    if (/['’]s$/.test(word) && opens(text, start)) break;
    // The end of another sentence: "May. Philips GmbH".
    if (/[a-z]{3}\.$/i.test(word) && !/^(?:ltd|inc|corp|dept|univ|bros|intl)\.$/i.test(word)) break;
    const capital = /^[(\p{Lu}\d]/u.test(word) || /^[a-z]{1,3}\p{Lu}/u.test(word);
    if (!capital && !CONNECTOR.test(word.toLowerCase())) break;
    // A capital at the beginning of a sentence may be a word of it.
    if (
      capital &&
      start !== governed &&
      (word.length >= SPOKEN_MIN || opens(text, start)) &&
      isSpoken(folded, start, word.length, lexicon) &&
      !/^ (?:der|de|den|het|'t) /.test(folded.slice(start + word.length, start + word.length + 5))
    )
      break;
    from = start;
    if (capital) first = start;
  }
  return first;
}

/** Within a name short words are its own: Help Me Holding. */
const SPOKEN_MIN = 5;
const opens = (text: string, at: number): boolean =>
  /(?:^|[\n,;:.!?，；：。])\s?$/.test(text.slice(Math.max(0, at - 2), at));

const isSpoken = (folded: string, at: number, length: number, lexicon: Lexicon): boolean => {
  const { lead, around, asks, copula, negator, want, heading } = lexicon.is;
  return (
    [lead, around, asks, copula, negator, want, heading].some((match) => match(folded, at) >= length) ||
    (lexicon.label(folded, at)?.length ?? 0) >= length
  );
};

const BODY_WORDS = 8;
/** The Harlan Foundation: with a capital it belongs to the name. */
const ARTICLE = /^(?:The|De|Het|Le|La|Les)$/;
/** "Fondation Carmin Chinees fiscaal nr.: …": another label begins with the last word. */
const LABEL_BEHIND = /^(?: [\p{L}.]{1,20}){0,3}\s?[:：=]/u;

/** Stichting Waterwerk, University of Wexcombe, Lycée Français de Suzhou: capitals among which one says what body it is. */
export function bodyName(
  text: string,
  folded: string,
  from: number,
  limit: number,
  lexicon: Lexicon,
): Name | undefined {
  let to = from;
  let says = false;
  let capitals = 0;
  for (let at = from, words = 0; at < limit && words < BODY_WORDS; words += 1) {
    const word = /^[\p{L}'’-]{1,24}/u.exec(text.slice(at, Math.min(limit, at + 24)))?.[0] ?? '';
    const capital = /^\p{Lu}/u.test(word);
    if (!word || (!capital && !CONNECTOR.test(word.toLowerCase()))) break;
    if (words === 0 && !ARTICLE.test(word) && isSpoken(folded, at, word.length, lexicon)) return undefined;
    if (capital) {
      says ||= lexicon.is.bodies(folded, at) > 0;
      capitals += 1;
      to = at + word.length;
    }
    at += word.length;
    if (text[at] !== ' ') break;
    at += 1;
  }
  const value = text.slice(from, to);
  if (!says || capitals < 2 || !isTitle(value)) return undefined;
  const shorter = LABEL_BEHIND.test(text.slice(to, to + BEHIND_MAX)) ? [value.slice(0, value.lastIndexOf(' '))] : [];
  return { from, to, value, sure: !shorter.length, others: shorter, strong: false };
}
