// Finds the labels in a pasted block and what stands behind each, in any order and with any separators.
import { LABEL_SOURCES, type LabelField } from './labels';
import { looksLikeCompany } from './names';
import { foldLines, hasHan, trimOf } from './text';

export interface Labelled {
  field: LabelField;
  value: string;
}

interface Hit extends Labelled {
  from: number;
  to: number;
}

// In folded lines no two blanks or line breaks stand together: what may be blank is one character here, never a run.

/** Before a label: the beginning, a separator, or a list's number. */
const BOUNDARY = /(?:^|[\s,，;；。、/|)）】\]*•·◆■\-(（[【"“{]|\d[.、)）])$/u;
/** Where a firm's own words could be taken for a label's: 有限公司|税号, 招商银行|账号. */
const GLUED = /^(?:公司|单位|單位|企业|企業|开票|開票|发票|發票|银行|銀行)/;
/** Behind a label: a colon, perhaps after a remark in brackets, a closing bracket, or the end of the line. */
const STRONG =
  /(?:\s?[(（][^)）\n]{1,20}[)）])?\s?\*?\s?(?:["”]?[:=]\s?[|"“]?|[】\]](?:\s?[:：])?|\s\|\s|[ ]?[-–—]\s|\n)\s?/y;
const WEAK = /\s?(?:是|为|為|改成|改为|改為|换成)?\s?/y;
/** "the title should be …", "titel er …" */
const VERB = /\s(?:is|to|should be|must be|er|til|skal være|naar|moet zijn|wordt|est|en|doit être)\s/iy;

const ID = /^#?\s?(?=(?:[\s-]*[0-9A-Z]){8})(?=(?:[^\d\n]*\d){6})[0-9A-Z]{2}/i;
const NUMBER = /^[+(]?\d[\d\s()-]{6,}/;

/** Without a colon a label needs a value of its own kind behind it, else it is a question ("税号是什么"). */
function fits(field: LabelField, behind: string): boolean {
  const part = /^[^\n,，;；|。]*/.exec(behind)?.[0] ?? '';
  if (/[?？]/.test(part)) return false;
  if (field === 'taxId') return ID.test(part);
  if (field === 'phone' || field === 'mobile') return NUMBER.test(part);
  if (field === 'account') return /^[A-Z]{0,3}\d[\d\s-]{7,}/.test(part);
  if (field === 'email') return /^\S+@\S/.test(part);
  if (field === 'bank' || field === 'bankAccount') return /^[^\s么哪吗]*(?:银行|銀行|信用社)/.test(part);
  if (field === 'name') return looksLikeCompany(part.split(/\s/)[0] ?? '') || looksLikeCompany(part);
  if (field === 'recipient') return /^\p{Script=Han}{2,4}(?=[\s\d]|$)/u.test(part);
  return /^\S*[省市区區县縣路号號]/.test(part) && /\d/.test(part);
}

function labelAt(text: string, at: number): Hit | undefined {
  const boundary = BOUNDARY.test(text.slice(Math.max(0, at - 3), at));
  let best: Hit | undefined;
  for (const { field, pattern } of LABEL_SOURCES) {
    pattern.lastIndex = at;
    const label = pattern.exec(text)?.[0];
    if (!label || (best && at + label.length <= best.from)) continue;
    // Chinese labels follow the value before them without a gap.
    const chinese = hasHan(label);
    if (!boundary && (!chinese || GLUED.test(label))) continue;
    const end = at + label.length;
    STRONG.lastIndex = end;
    WEAK.lastIndex = end;
    VERB.lastIndex = end;
    const strong = STRONG.exec(text)?.[0];
    const verb = boundary && !chinese ? VERB.exec(text)?.[0] : undefined;
    const weak =
      verb ??
      (boundary &&
      (chinese || field === 'taxId' || (field === 'name' && /^\s*\p{Script=Han}/u.test(text.slice(end, end + 9))))
        ? WEAK.exec(text)?.[0]
        : undefined);
    const gap =
      strong ??
      (weak !== undefined && fits(field, text.slice(end + weak.length, end + weak.length + 200)) ? weak : undefined);
    if (gap === undefined || (!boundary && gap === '\n')) continue;
    // `from` holds the label's end while the longest one is sought.
    best = { field, value: '', from: end, to: end + gap.length };
  }
  return best && { ...best, from: at };
}

const START_EDGE = /[\s,，;；、|/。*•·◆■】\])）"”}-]/;
const END_EDGE = /[\s,，;；、|/。*•·◆■【[(（"“{}-]/;
const NEXT_NUMBER = /(?:^|[\s,，;；])[(（]?(?:\d{1,2}[.)、）]|[①-⑳]|[一二三四五六七八九十]、)$/;

/** Before the next label of a sentence: "… and the tax id is …". */
const JOINED = /\s(?:and|en|og|et)?(?:\s?(?:the|het|de|le|la|l'))?\s?$/i;

/** A value without separators around it; a closing bracket of its own stays. */
const trimmed = (value: string): string => {
  const plain = trimOf(value.replace(NEXT_NUMBER, ''), START_EDGE, END_EDGE);
  const closing = /[)）]/.exec(value.trim().slice(-1))?.[0];
  const open = (plain.match(/[(（]/g) ?? []).length - (plain.match(/[)）]/g) ?? []).length;
  return closing && open > 0 && !plain.endsWith(closing) ? plain + closing : plain;
};

/** Labelled values in order, and the lines that no label announces. Questions behind a label are no values. */
export function scan(text: string): { values: Labelled[]; rest: string[] } {
  // The characters of 税号 and 名称 are printed with gaps so that the colons stand below each other.
  const block = foldLines(
    text.replace(
      /(?<=[税稅账帐帳])[ \t\u3000]+(?=[号號])|(?<=名)[ \t\u3000]+(?=[称稱])|(?<=地)[ \t\u3000]+(?=址)|(?<=[电電])[ \t\u3000]+(?=[话話])|(?<=抬)[ \t\u3000]+(?=[头頭])/g,
      '',
    ),
  );
  const hits: Hit[] = [];
  for (let at = 0; at < block.length; ) {
    const hit = labelAt(block, at);
    if (hit) hits.push(hit);
    at = hit ? Math.max(hit.to, at + 1) : at + 1;
  }
  const rest: string[] = [];
  const values: Labelled[] = [];
  const keep = (lines: readonly string[]): void => {
    for (const line of lines) if (trimmed(line) !== '') rest.push(trimmed(line));
  };
  keep(block.slice(0, hits[0]?.from ?? block.length).split('\n'));
  hits.forEach((hit, index) => {
    const [first = '', ...others] = block.slice(hit.to, hits[index + 1]?.from ?? block.length).split('\n');
    const value = trimmed(index + 1 < hits.length ? first.replace(JOINED, '') : first);
    if (/[?？]/.test(value)) rest.push(value);
    else if (value !== '') values.push({ field: hit.field, value });
    keep(others);
  });
  return { values, rest };
}
