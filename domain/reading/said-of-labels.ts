// What is said of a label's field instead of a value: that it is wrong, that there is none.
import { may, ROWS, TEXT_FIELDS } from '../application-fields';
import { isHan, isWord } from './fold';
import type { Labelled, Lexicon } from './lexicon';

/** Of which field, and where. */
export interface SaidOf {
  field: Labelled;
  from: number;
  to: number;
}

/** "The title on FP-2611-0001 is wrong": where that ends; 0 = it is not said. */
export function wrongBehind(folded: string, end: number, lexicon: Lexicon): number {
  let at = end;
  // "the title on FP-2611-0001 is wrong", "titre : erreur"
  for (let gap = 0; gap < 24 && at < folded.length; gap += 1, at += 1) {
    const wrong = lexicon.is.wrong(folded, at);
    if (wrong) return at + wrong;
    if (
      /[,;.。\n，；]/.test(folded[at] ?? '') ||
      (gap === 0 &&
        isHan(folded[at] ?? '') &&
        !/[我的了都也又]/.test(folded[at] ?? '') &&
        !isHan(folded[end - 1] ?? ''))
    )
      return 0;
    if (!/[\s:：]/.test(folded[at] ?? '') && gap >= 3 && isHan(folded[end - 1] ?? '')) return 0;
  }
  return 0;
}

/** "wrong address", "a typo in the tax number": the length of what stands before the label. */
export function complaintBefore(folded: string, at: number, lexicon: Lexicon): number {
  for (let back = 2; back <= 40 && at - back >= 0; back += 1) {
    if (/[,;.。\n，；:：]/.test(folded[at - back] ?? '')) return 0;
    const wrong = lexicon.is.wrong(folded, at - back);
    if (wrong && wrong <= back && back - wrong <= 16 && !lexicon.label(folded, at - back)) return back;
  }
  return 0;
}

/** Fields that nobody must fill in can be taken back. */
const CAN_GO = new Set<Labelled>([...TEXT_FIELDS.filter((name) => ROWS[name].need === may), 'reference']);
const GONE_REACH = 20;

/** "No remark", "remove the remark", 不要备注; 备注：无, "remark: none": where it is said that there is none. */
export function withoutIt(
  folded: string,
  { field, from, to }: SaidOf,
  lexicon: Lexicon,
): { from: number; to: number } | undefined {
  if (!CAN_GO.has(field)) return undefined;
  const { drop, negator, want, lead } = lexicon.is;
  const none = (at: number): number => Math.max(drop(folded, at), negator(folded, at));
  const behind = none(to);
  if (behind && /^\s*(?:[.。,，;；!！\n]|$)/.test(folded.slice(to + behind, to + behind + 4)))
    return { from, to: to + behind };
  for (let back = 1; back <= GONE_REACH && from - back >= 0; back += 1) {
    if (/[,;.。\n，；:：]/.test(folded[from - back] ?? '')) return undefined;
    let at = from - back;
    let length = none(at);
    if (!length || (at > 0 && isWord(folded[at - 1] ?? '') && !isHan(folded[at] ?? ''))) continue;
    // "not on the remark", 不要写备注: only small words stand between.
    for (at += length; at < from && length; at += length) {
      length = folded[at] === ' ' ? 1 : Math.max(want(folded, at), lead(folded, at));
    }
    if (at === from) return { from: from - back, to };
  }
  return undefined;
}
