// Names of organisations by their shape: where one begins and ends in a message, and when only a person can tell.
import { TITLE_MAX } from '../names';
import { looksLikeTaxId } from '../taxid';
import type { Span } from './claims';
import { isHan, isWord } from './fold';
import type { Lexicon } from './lexicon';
import { becomesEnd, behindSentence, behindVerb, leftEdge, NEVER } from './name-edges';
import { placeAt } from './place-names';

/** Nobody's registered name is longer. */
const RUN_MAX = 60;

/** On folded text: simplified characters, ASCII brackets. */
const STRONG_END = /有限责任公司|股份有限公司|有限公司|股份公司|集团公司|合伙企业|事务所|株式会社/g;
const WEAK_END =
  /公司|集团|[厂店社院校所局馆铺吧]|(?:门市|经营|营业|服务|俱乐|项目|事业|批发|小卖|供应|加工|维修|指挥|总)部|[商洋车]行|工作室|(?<!^(?:信息|财务|技术|数据|研发|采购|行政|运营|共享|客服|会计|结算|资讯|人事|市场|销售|管理))中心|大学|中学|小学|幼儿园|政府|超市|商场|酒楼|茶楼|茶室|农场|大药房|药房|门诊|联盟|委员会|委|协会|学会|商会|基金会|促进会|联合会|红十字会|工会|办事处|使馆|餐厅|厅|台|坊|汇|基地|俱乐部|合作社|少年宫|公证处|书屋|茶庄|总会|农家乐|个体户|个体工商户/g;
const BRACKET_END =
  /^\((?:有限合伙|普通合伙|特殊普通合伙|个体工商户|个人独资|有限公司)\)|^(?:有限责任公司|股份有限公司|有限公司|\(集团\)|工会委员会|工会)/;
const BRANCH =
  /^\(?[\u3400-\u9fff]{2,12}?\)?(?:分公司|子公司|支公司|分店|分厂|分部|分行|支行|办事处|代表处|营业部|分所|研究院|研究所|事业部|项目部|工会委员会|工会|供电所)/;
const OFTEN = /[给开为叫写是要用按帮替到需想将具票单位由让成打填换改]/;

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
  const begin = governed
    ? { at: behindVerb(folded, from, stop, lexicon), sure: true }
    : leftEdge(folded, from, stop, lexicon);
  const inner = behindSentence(folded, begin.at, stop, lexicon);
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
  const renamed = becomesEnd(folded, to, lexicon);
  if (renamed) return hanName(text, folded, renamed, limit, lexicon, true);
  const value = balanced(text.slice(begin.at, to));
  // 电子的店: words of a sentence that end like a shop.
  if (
    !isTitle(value) ||
    NEVER.test(folded.slice(begin.at, to)) ||
    (!end.strong && folded.slice(begin.at, to).includes('的'))
  )
    return undefined;
  const others =
    governed && begin.sure ? unmarked(text, folded, begin.at, to, lexicon) : readings(text, folded, begin.at, to);
  // A bare 公司 without its legal form may be half a name.
  const bare = !end.strong && value.endsWith('公司');
  return { from: begin.at, to, value, sure: begin.sure && !others.length && !bare, others, strong: end.strong };
}

/** 抬头|打珠海市…, 名称|应该是…: without a colon a word that nobody knows may stand between. */
function unmarked(text: string, folded: string, from: number, to: number, lexicon: Lexicon): string[] {
  const gap = folded[from - 1] === ' ' ? 1 : 0;
  const before = folded[from - gap - 1] ?? '';
  if (!isHan(before) || JOINS.test(before) || placeAt(folded, from)) return [];
  // 抬头|用友网络…, 抬头|开元酒店…: one character that writes names, and begins brands as well.
  if (!gap && lexicon.is.copula(folded, from - 1) === 1 && lexicon.is.copula(folded, from - 2) < 2)
    return [text.slice(from - 1, to)];
  const verb = OFTEN.test(folded[from] ?? '');
  return readings(text, folded, from, to).filter((value) => {
    const at = to - value.length;
    return (verb && at === from + 1) || JOINS.test(folded[at - 1] ?? '') || placeAt(folded, at) > 0;
  });
}

/** What joins a label and its name most. */
const JOINS = /[是为叫]/;

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
    if (/[（([【]/.test(char)) open += 1;
    if (/[）)\]】]/.test(char)) open -= 1;
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

/** The commonest family names, nine tenths and more of all people. */
const FAMILY =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤施洪庄聂焦樊兰殷翟颜倪芦季俞章鲁葛伍尤毕柳邢岳齐梅辛卓耿裴冉褚柴池霍游柏纪阮鲍苗欧左柯窦童饶涂晏蒲岑冷屈尚谷喻邬仇凌麦宫蓝臧楚隋靳佟闵戚丘詹佘桂巫甘温祝曲鄢滕狄卞虞连安牛常文曹盛舒闻';

const FAMILY_OF_TWO =
  /^(?:欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|夏侯|端木|独孤|南宫|轩辕|呼延|申屠|澹台|濮阳|淳于|赫连|钟离)/;

/** Two to three Chinese characters behind a family name of one, or one and two behind one of two. */
export const isPersonName = (folded: string): boolean =>
  /^[\u3400-\u9fff]{2,4}$/.test(folded) &&
  ((folded.length < 4 && FAMILY.includes(folded[0] ?? '')) || (folded.length > 2 && FAMILY_OF_TWO.test(folded))) &&
  !NEVER.test(folded);

/** Holds words of a sentence, that no registered name holds. */
export const isSentence = (folded: string): boolean => NEVER.test(folded);
