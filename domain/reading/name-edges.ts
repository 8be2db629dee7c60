// Where a Chinese name begins behind the words of a sentence, and where an old name gives way to a new one.
import { isHan } from './fold';
import type { Lexicon } from './lexicon';
import { placeAt } from './place-names';

/** Words of a sentence that no registered name holds; some of them begin a brand all the same. */
export const NEVER =
  /^(?:我的|这家|那家|一家|哪家|本公司|贵公司|该公司|此公司|某公司|其他|别的|新公司|老公司|总公司|分公司|子公司|母公司)|[请您你吗呢把被吧谁哪怎么咱俺]|我们|我司|麻烦|劳驾|谢谢|你好|公司名|抬头|税号|发票|开票|专票|普票|不要|不是|全部|所有(?!限)|写错|错了|寄到|寄给|发到|发给/;

/** Where the words end that stand between an old name and the new one; 0 = there are none. */
export function becomesEnd(folded: string, from: number, lexicon: Lexicon): number {
  const at = folded[from] === ' ' ? from + 1 : from;
  const arrow = /^(?:→|[-=]>)/.exec(folded.slice(at, at + 2))?.[0].length;
  const { lead, becomes } = lexicon.is;
  // 已经|改名为
  const before = isHan(folded[at] ?? '') && !becomes(folded, at) ? lead(folded, at) : 0;
  const length = arrow ?? becomes(folded, at + before);
  const to = length ? at + (arrow ? 0 : before) + length : 0;
  return to && folded[to] === ' ' ? to + 1 : to;
}

/** Of what is said between "from" and "to" so much is looked at. */
const FORMER_MAX = 120;

/** 从|甲换成|乙, "from |A to |B": where the new one begins; 0 = nothing is renamed there. */
export function renamedAt(folded: string, from: number, stop: number, lexicon: Lexicon): number {
  const former = lexicon.is.former(folded, from);
  if (!former) return 0;
  for (let at = from + former + 1; at < Math.min(stop, from + FORMER_MAX) && folded[at] !== '\n'; at += 1) {
    const begin = isHan(folded[at] ?? '') || folded[at - 1] === ' ' ? becomesEnd(folded, at, lexicon) : 0;
    if (begin && begin < stop) return begin;
  }
  return 0;
}

const SENTENCE_MAX = 40;
const GOVERN_LEAST = 3;
/** Behind the joint so much must be left for a name. */
const NAME_LEAST = 4;

/** 把甲换成乙, 开票主体是乙: the name begins behind the words of a sentence and what joins them; 0 = there are none. */
export function behindSentence(folded: string, from: number, to: number, lexicon: Lexicon): number {
  const { becomes, copula, govern } = lexicon.is;
  for (let at = from + 1; at < Math.min(to - NAME_LEAST, from + SENTENCE_MAX); at += 1) {
    const changes = becomes(folded, at);
    // 周五前|开一下|甲公司: so many characters begin no brand.
    const governs = govern(folded, at);
    if (governs >= GOVERN_LEAST && at + governs < to - NAME_LEAST) return at + governs;
    if (changes) return at + changes < to - NAME_LEAST ? at + changes : 0;
    if (folded[at] !== IS || copula(folded, at) !== 1) continue;
    // The word may be a brand's own.
    const before = folded.slice(from, at);
    // 签合同的主体|是: what is said of something.
    return NEVER.test(before) || before.includes('的') || endsWithLabel(folded, from, at, lexicon) ? at + 1 : 0;
  }
  return 0;
}

/** The one verb that joins a subject of any length and a name. */
const IS = '是';

/** 我们在大陆的公司|是: what it is said of. */
function endsWithLabel(folded: string, from: number, to: number, lexicon: Lexicon): boolean {
  for (let at = Math.max(from, to - LABEL_MAX); at < to - 1; at += 1) {
    const label = lexicon.label(folded, at);
    if (label?.field === 'name' && at + label.length === to) return true;
  }
  return false;
}
const LABEL_MAX = 8;

/** Over verbs of writing and rests of a label directly behind a label: 抬头请|填写, 抬头|全称. No name begins so. */
export function behindVerb(folded: string, from: number, stop: number, lexicon: Lexicon): number {
  const { lead, copula, becomes, rest } = lexicon.is;
  let at = from;
  let said = from;
  for (let words = 0; words < WORDS_MAX; words += 1) {
    const verb = Math.max(copula(folded, at), becomes(folded, at));
    const more = rest(folded, at);
    // One character alone may be the brand's own, unless it stands behind the rest of a label: 全称|是.
    if (Math.max(verb, more) > 1 || (verb === 1 && said > from && said === at)) said = at += Math.max(verb, more);
    else if (lead(folded, at)) at += lead(folded, at);
    else break;
  }
  return said < stop - 3 ? said : from;
}
const WORDS_MAX = 4;

/** What people write before a name, as far as it is known. */
export function leftEdge(folded: string, from: number, to: number, lexicon: Lexicon): { at: number; sure: boolean } {
  const { lead, govern, copula, becomes, rest } = lexicon.is;
  const behind = (at: number) => ({ at: behindVerb(folded, at, to, lexicon), sure: true });
  let at = from;
  // 将 alone may be a brand's own: it is passed when a longer phrase behind it says that the name is still to come.
  let brand: number | undefined;
  for (;;) {
    const [leads, governs, left] = [lead(folded, at), govern(folded, at), rest(folded, at)];
    const joins = Math.max(copula(folded, at), becomes(folded, at));
    const passed = at > from && brand === undefined;
    if (governs >= Math.max(leads, left) && governs > 0 && at + governs < to) {
      if (governs > 1 || passed) return behind(at + governs);
      // One character alone may be the brand's own: 开心麻花, 给力. Then the name must go on with a place.
      if (at === from) return { at: placeAt(folded, at + governs) ? at + governs : at, sure: true };
    }
    // 我这边是…, 我们公司叫…: what joins behind what leads governs as well.
    if ((joins > 1 || (joins === 1 && passed)) && joins >= Math.max(leads, left) && at + joins < to)
      return behind(at + joins);
    const length = left > 1 && at + left < to - 3 ? Math.max(left, leads) : leads;
    if (!length || at + length >= to) return { at: brand ?? at, sure: true };
    // 请 and its like begin no name; other single characters may.
    if (length === 1 && !NEVER.test(folded[at] ?? '')) brand ??= at;
    at += length;
  }
}
