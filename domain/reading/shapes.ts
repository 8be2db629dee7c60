// Names, addresses and banks that no label announces, by their own shape.
import type { Span } from './claims';
import { isHan, isWord } from './fold';
import type { Found } from './found';
import { latinName } from './latin-names';
import { hanName, type Name, placeAt, runFrom } from './names';
import { addressEnd, bankEnd } from './places';
import { NAME_MAX, nameFrom, trimmed, type Work } from './work';

/** Names, addresses and banks in a run that nobody owns, claimed as they are found. */
export function shapes(work: Work, gap: Span, into: { names: Name[]; addresses: Found[]; banks: Found[] }): void {
  const { text, folded, claims, lexicon } = work;
  for (let at = gap.from; at < gap.to; ) {
    const start = at === gap.from || !isInside(folded, at);
    if (
      !start ||
      work.mute({ from: at, to: at + 1 }) ||
      /[\s,;:.。，；：、!！?"“”'「」|()（）\t-]/.test(folded[at] ?? '')
    ) {
      at += 1;
      continue;
    }
    const end = shapeAt(work, at, gap.to, into);
    if (end > at) {
      at = end;
      continue;
    }
    const form = latinName(text, folded, at, { from: gap.from, to: gap.to }, lexicon);
    if (form && claims.claim(form.from, form.to)) {
      into.names.push(form);
      at = form.to;
      continue;
    }
    at = nextStart(folded, at, gap.to);
  }
}

const isInside = (folded: string, at: number): boolean => {
  const [before, here] = [folded[at - 1] ?? '', folded[at] ?? ''];
  return (isHan(before) && isHan(here)) || (isWord(before) && isWord(here));
};

function nextStart(folded: string, from: number, to: number): number {
  const han = isHan(folded[from] ?? '');
  let at = from + 1;
  while (at < to && (han ? isHan(folded[at] ?? '') : isWord(folded[at] ?? ''))) at += 1;
  return at;
}

function shapeAt(
  work: Work,
  at: number,
  limit: number,
  { names, addresses, banks }: { names: Name[]; addresses: Found[]; banks: Found[] },
): number {
  const { text, folded, claims, lexicon } = work;
  const governed = govern(folded, at, limit);
  const from = governed;
  if (isHan(folded[from] ?? '') || isHan(folded[runFrom(folded, from, limit) - 1] ?? '')) {
    const bank = bankEnd(text, folded, from, limit);
    if (
      bank &&
      /(?:支行|分行|营业部|营业室|分理处|信用社)$/.test(folded.slice(from, bank)) &&
      claims.claim(from, bank)
    ) {
      banks.push({ value: text.slice(from, bank), from, to: bank, sure: true, why: 'shape' });
      return bank;
    }
    const name = hanName(text, folded, from, limit, lexicon, false);
    const place = addressEnd(text, folded, from, limit);
    const inner = name || place ? undefined : placeWithin(text, folded, from, limit);
    if (inner && claims.claim(inner.from, inner.to)) {
      addresses.push({ value: trimmed(text.slice(inner.from, inner.to)), ...inner, sure: true, why: 'shape' });
      return inner.to;
    }
    if (name && (!place || name.strong || name.to >= place) && claims.claim(name.from, name.to)) {
      names.push(name);
      return name.to;
    }
    if (place && claims.claim(from, place)) {
      addresses.push({ value: trimmed(text.slice(from, place)), from, to: place, sure: true, why: 'shape' });
      return place;
    }
    return 0;
  }
  // De Nederlandse Bank van de Toekomst BV is a company first.
  const company = /^\d?\p{Lu}/u.test(text.slice(from, from + 2))
    ? nameFrom(work, from, Math.min(limit, from + NAME_MAX))
    : undefined;
  if (company && company.from === from && claims.claim(company.from, company.to)) {
    // "Use Philips B.V. as the buyer": a verb or a word of the name.
    const lead = lexicon.is.lead(folded, from);
    const rest = lead && folded[from + lead] === ' ' ? company.value.slice(lead + 1) : '';
    if (/^\p{Lu}\S* \S/u.test(rest)) {
      company.sure = false;
      company.others.push(rest);
    }
    names.push(company);
    return company.to;
  }
  const bank = bankEnd(text, folded, from, limit);
  // "Bank and branch:" is a label that is not known.
  if (
    bank &&
    !/^(?: [a-z]+){0,3}(?:\s?[:=]|\t(?!\d))/.test(folded.slice(bank, bank + 40)) &&
    claims.claim(from, bank)
  ) {
    banks.push({ value: text.slice(from, bank), from, to: bank, sure: true, why: 'shape' });
    return bank;
  }
  const place = addressEnd(text, folded, from, limit);
  if (place && claims.claim(from, place)) {
    addresses.push({ value: trimmed(text.slice(from, place)), from, to: place, sure: true, why: 'shape' });
    return place;
  }
  return 0;
}

/** 韵达寄陕西省西安市…615号: an address with its house number behind some words of a sentence. */
function placeWithin(text: string, folded: string, from: number, limit: number): Span | undefined {
  for (let at = from + 1; at < Math.min(limit, from + PLACE_WITHIN) && isHan(folded[at] ?? ''); at += 1) {
    const to = placeAt(folded, at) ? addressEnd(text, folded, at, limit) : 0;
    if (to && /\d/.test(folded.slice(at, to)) && /[市省区]/.test(folded.slice(at, at + 9))) return { from: at, to };
  }
  return undefined;
}

const PLACE_WITHIN = 12;

/** Over what is said before an address, a bank or a name: 寄到上海市…, send it to. */
function govern(folded: string, from: number, limit: number): number {
  if (!isHan(folded[from] ?? '')) return from;
  const sent =
    /^(?:请|麻烦)?(?:顺丰|韵达|快递)?(?:到付)?(?:邮寄|寄|送|发|快递)(?:给|到|往|至)/.exec(
      folded.slice(from, Math.min(limit, from + 16)),
    )?.[0].length ?? 0;
  // 我们在中国银行…开的户
  const banks =
    /^(?:我们|我司|我方|我|公司)?(?:是在|在|用的是|用|现在是|现在用|改成|改为|换成|换到|换为|变更为|写|全称|名称|是|为)(?=[\u3400-\u9fff()]{2,16}(?:银行|信用社))/.exec(
      folded.slice(from, Math.min(limit, from + 30)),
    )?.[0].length ?? 0;
  if (banks) return from + banks;
  const courier = sent
    ? 0
    : (/^(?:顺丰|韵达)(?:到付)?(?=[\u3400-\u9fff]{2,6}(?:省|市|区))/.exec(folded.slice(from, from + 14))?.[0].length ??
      0);
  return from + (sent || courier);
}
