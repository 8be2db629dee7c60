// Names of organisations by their shape: where one begins and ends in a message, and when only a person can tell.
import { CITIES, PROVINCES } from '../regions';
import { TITLE_MAX } from '../names';
import { looksLikeTaxId } from '../taxid';
import type { Span } from './claims';
import { isHan, isWord } from './fold';
import type { Lexicon } from './lexicon';

/** Nobody's registered name is longer. */
const RUN_MAX = 60;

/** On folded text: simplified characters, ASCII brackets. */
const STRONG_END = /有限责任公司|股份有限公司|有限公司|股份公司|集团公司|合伙企业|事务所|株式会社/g;
const WEAK_END =
  /公司|集团|[厂店社院校所局部馆铺吧]|[商洋车]行|工作室|中心|大学|中学|小学|幼儿园|政府|超市|商场|酒楼|茶楼|茶室|农场|大药房|药房|门诊|联盟|委员会|委|协会|学会|商会|基金会|促进会|联合会|红十字会|工会|办事处|使馆|餐厅|厅|台|坊|汇|基地|俱乐部|合作社|个体户|个体工商户/g;
const BRACKET_END =
  /^\((?:有限合伙|普通合伙|特殊普通合伙|个体工商户|个人独资|有限公司)\)|^(?:有限责任公司|股份有限公司|有限公司|\(集团\)|工会委员会|工会)/;
const BRANCH =
  /^\(?[\u3400-\u9fff]{2,12}?\)?(?:分公司|子公司|支公司|分店|分厂|分部|分行|支行|办事处|代表处|营业部|分所|研究院|研究所|事业部|项目部|工会委员会|工会|供电所)/;
/** Words of a sentence that no registered name holds; some of them begin a brand all the same. */
const NEVER =
  /^(?:我的|这家|那家|一家|哪家|本公司|贵公司|该公司|此公司|某公司|其他|别的|新公司|老公司|总公司|分公司|子公司|母公司)|[请您你吗呢把被吧谁哪怎么咱俺]|我们|我司|麻烦|劳驾|谢谢|你好|公司名|抬头|税号|发票|开票|专票|普票|不要|不是|全部|所有(?!限)|写错|错了|寄到|寄给|发到|发给/;
const OFTEN = /[给开为叫写是要用按帮替到需想将具票单位由让]/;

const PLACES = new Map<string, string[]>();
for (const { short } of [...PROVINCES, ...CITIES])
  PLACES.set(short[0] ?? '', [...(PLACES.get(short[0] ?? '') ?? []), short]);

/** The longest place that stands there, its 市, 省 or 区 included; 0 = none. */
export function placeAt(folded: string, at: number): number {
  const short = PLACES.get(folded[at] ?? '')?.find((one) => folded.startsWith(one, at));
  if (!short) return 0;
  return short.length + (/[市省]/.test(folded[at + short.length] ?? '') ? 1 : 0);
}

export interface Name extends Span {
  value: string;
  sure: boolean;
  /** Other readings, where the beginning can't be told. */
  others: string[];
  /** Ends like a company, and not like some word of a sentence. */
  strong: boolean;
}

const isInner = (char: string): boolean => isHan(char) || isWord(char) || /[()·•&.\-']/.test(char);

/** A run of characters that a Chinese name may be made of. */
export function runFrom(folded: string, from: number, limit: number): number {
  let to = from;
  const end = Math.min(limit, from + RUN_MAX);
  while (to < end && isInner(folded[to] ?? '')) to += 1;
  while (to > from && /[.\-'&(·•]/.test(folded[to - 1] ?? '')) to -= 1;
  return to;
}

/** Where the organisation that stands in a run ends; undefined when no ending is there. `closed`: a name may end there. */
function endOf(run: string, closed: (to: number) => boolean): { to: number; strong: boolean } | undefined {
  const strong = [...run.matchAll(STRONG_END)][0];
  if (strong) {
    let to = strong.index + strong[0].length;
    for (let more = true; more; ) {
      const next = BRACKET_END.exec(run.slice(to))?.[0] ?? BRANCH.exec(run.slice(to))?.[0];
      more = next !== undefined && !NEVER.test(next);
      if (more) to += next?.length ?? 0;
    }
    return { to, strong: true };
  }
  for (const weak of run.matchAll(WEAK_END)) {
    const end = weak.index + weak[0].length;
    const branch = weak[0] === '公司' ? BRANCH.exec(run.slice(end))?.[0] : undefined;
    const to = end + ((BRACKET_END.exec(run.slice(end))?.[0] ?? branch)?.length ?? 0);
    if (to >= 4 && closed(to)) return { to, strong: false };
  }
  return undefined;
}

/** A Chinese name in a run; `governed`: words in front said that one begins here. */
export function hanName(
  text: string,
  folded: string,
  from: number,
  limit: number,
  lexicon: Lexicon,
  governed: boolean,
): Name | undefined {
  const stop = runFrom(folded, from, limit);
  const begin = governed ? { at: behindVerb(folded, from, stop), sure: true } : leftEdge(folded, from, stop, lexicon);
  const inner = behindSentence(folded, begin.at, stop);
  if (inner) return hanName(text, folded, inner, limit, lexicon, true);
  // Behind a weak ending nothing may follow but what is known to stand behind a name.
  const closed = (length: number): boolean => {
    const to = begin.at + length;
    return (
      to >= stop ||
      !isHan(folded[to] ?? '') ||
      lexicon.is.behind(folded, to) > 0 ||
      lexicon.label(folded, to) !== undefined
    );
  };
  const end = endOf(folded.slice(begin.at, stop), closed);
  if (!end || end.to < 4) return undefined;
  // 以…的名义
  if (folded[begin.at] === '以' && /^的?名义/.test(folded.slice(begin.at + end.to, begin.at + end.to + 3))) {
    begin.at += 1;
    end.to -= 1;
  }
  const to = begin.at + end.to;
  // 甲已经改名为乙
  const renamed = RENAMED.exec(folded.slice(to, to + 12))?.[0].length;
  if (renamed) return hanName(text, folded, to + renamed, limit, lexicon, true);
  const value = balanced(text.slice(begin.at, to));
  // 电子的店: words of a sentence that end like a shop.
  if (
    !isTitle(value) ||
    NEVER.test(folded.slice(begin.at, to)) ||
    (!end.strong && folded.slice(begin.at, to).includes('的'))
  )
    return undefined;
  const others = governed && begin.sure ? [] : readings(text, folded, begin.at, to);
  // A bare 公司 without its legal form may be half a name.
  const bare = !end.strong && value.endsWith('公司');
  return { from: begin.at, to, value, sure: begin.sure && !others.length && !bare, others, strong: end.strong };
}

/** Between what was and what is to be, on folded text. */
export const RENAMES = '更名为|改名为|改名叫|改叫|更正为|更正成|变更为|换成|换为|改成|改为|变成';
const JOINT = new RegExp(`^(.{1,40}?)(?:${RENAMES}|应该是|是)(?=.{4})`);

const RENAMED = new RegExp(`^(?:已经|现已|现在|已|现)?(?:${RENAMES})`);

/** 把甲换成乙, 开票主体是乙: the name begins behind the words of a sentence and what joins them; 0 = there are none. */
function behindSentence(folded: string, from: number, to: number): number {
  const joint = JOINT.exec(folded.slice(from, to));
  if (!joint) return 0;
  // 是 may be a brand's own.
  const changes = !joint[0].endsWith('是') || joint[0].endsWith('应该是');
  return changes || NEVER.test(joint[1] ?? '') ? from + joint[0].length : 0;
}

/** Of what people write before a name, so much is looked at. */
const HEAD = 14;
/** 请|填写, 务必|写上: a verb of writing behind what leads; no name begins so. */
const VERB =
  /^(?:们|我们)(?:公司|单位)?|^(?:请|务必|必须|一定|要|都|就|先|再)?(?:填写|填上|填|写成|写明|写为|改成|改为|换成|变更为|更正为|现在是|应该是|应为)|^(?:请|务必|必须|一定)写/;
/** 抬头|全称…, 营业执照名称是…: the rest of a label. Only from the beginning on: a brand may hold such a word. */
const LABEL_REST =
  /^(?:公司|单位|企业|客户|购方|购买方|买方|登记|注册|营业执照|的){0,3}(?:全称|全名|名称)(?:写|填|是|为)?/;

function behindVerb(folded: string, from: number, stop: number): number {
  const head = folded.slice(from, Math.min(stop, from + HEAD));
  const verb = VERB.exec(head)?.[0].length ?? 0;
  const rest = LABEL_REST.exec(head.slice(verb))?.[0].length ?? 0;
  const length = verb + rest;
  return from + length < stop - 3 ? from + length : from;
}

/** What people write before a name, as far as it is known. */
function leftEdge(folded: string, from: number, to: number, lexicon: Lexicon): { at: number; sure: boolean } {
  const verb = behindVerb(folded, from, to);
  if (verb > from + 1) return { at: verb, sure: true };
  let at = from;
  for (;;) {
    const lead = lexicon.is.lead(folded, at);
    const govern = lexicon.is.govern(folded, at);
    if (govern >= lead && govern > 0 && at + govern < to) {
      const behind = at + govern;
      // One character alone may be the brand's own: 开心麻花, 给力. Then the name must go on with a place.
      if (govern > 1 || at > from) return { at: behind, sure: true };
      return placeAt(folded, behind) ? { at: behind, sure: true } : { at, sure: true };
    }
    // 请 and its like begin no name; other single characters may.
    // 我这边是…, 我们公司叫…: what joins behind what leads governs as well.
    const copula = at > from && !lead ? lexicon.is.copula(folded, at) : 0;
    if (copula && at + copula < to) return { at: at + copula, sure: true };
    if (!lead || (lead === 1 && !NEVER.test(folded[at] ?? '')) || at + lead >= to) return { at, sure: true };
    at += lead;
  }
}

/** Other places where the name may begin: behind a word of a sentence, or at a known place. The longest reading is the name itself. */
function readings(text: string, folded: string, from: number, to: number): string[] {
  const found: string[] = [];
  const head = Math.min(to - 4, from + 12);
  for (let at = from + 1; at < head; at += 1) {
    const behindWord = OFTEN.test(folded[at - 1] ?? '') && at - from <= 6;
    const place = placeAt(folded, at);
    // 上海 in a bracket or behind a name of its own (示例（上海）, 中国上海) begins nothing.
    const atPlace =
      place > 0 &&
      folded[at - 1] !== '(' &&
      at - from <= 8 &&
      !placeAt(folded, from) &&
      folded.slice(from, at) !== '中国';
    if (!behindWord && !atPlace) continue;
    const value = text.slice(at, to);
    if (isTitle(value) && isHan(value[0] ?? '') && !/^(?:有限|股份|集团|公司)/.test(folded.slice(at, to)))
      found.push(value);
  }
  return found.slice(0, 2);
}

/** （ and ) of one pair: both as the first. */
export const balanced = (value: string): string =>
  value.replace(/([（(])([^（()）]{1,30})([)）])/g, (_, open: string, inner: string, close: string) =>
    (open === '（') === (close === '）') ? open + inner + close : `（${inner}）`,
  );

/** Half of a pair: a piece of a name. */
const isTorn = (value: string): boolean => {
  let open = 0;
  for (const char of value) {
    if (/[（(]/.test(char)) open += 1;
    if (/[）)]/.test(char)) open -= 1;
    if (open < 0) return true;
  }
  return open > 0;
};

/** What no wording may pass: a colon, an @, a question, nine digits, an emoji, half a pair of brackets, no letter at all. */
export const isTitle = (value: string): boolean =>
  value.length <= TITLE_MAX &&
  /\p{L}/u.test(value) &&
  !isTorn(value) &&
  !/\d\s?(?:号|室|层|楼|幢|座|栋|號|層|樓|棟)$/.test(value) &&
  !/^(?:集团)?(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|公司|集团|事务所|合伙企业|分公司)$/.test(value) &&
  !/[:：@＠?？!！\n<>＜＞]|\d{9}|\p{Extended_Pictographic}|\p{Co}|\ufffd/u.test(value) &&
  !looksLikeTaxId(value);

/** The commonest family names, two thirds and more of all people. */
const FAMILY =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';

const FAMILY_OF_TWO =
  /^(?:欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|夏侯|端木|独孤|南宫|轩辕|呼延|申屠|澹台|濮阳|淳于|赫连|钟离)/;

/** Two to four Chinese characters that begin with a family name. */
export const isPersonName = (folded: string): boolean =>
  /^[\u3400-\u9fff]{2,4}$/.test(folded) &&
  (FAMILY.includes(folded[0] ?? '') || (folded.length > 2 && FAMILY_OF_TWO.test(folded))) &&
  !NEVER.test(folded);

/** Holds words of a sentence, that no registered name holds. */
export const isSentence = (folded: string): boolean => NEVER.test(folded);
