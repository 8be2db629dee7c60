// Names, addresses and banks that no label announces, by their own shape.
import type { Span } from './claims';
import { isHan, isWord } from './fold';
import type { Found } from './found';
import { latinName } from './latin-names';
import type { Lexicon } from './lexicon';
import { hanName, type Name, runFrom } from './names';
import { placeAt } from './place-names';
import { addressEnd, bankEnd, bankStart } from './places';
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
  // 诺唯(合肥)|检测技术有限公司: the second half of a name.
  const halved = before === ')' && isHan(here) && isHan(folded[at - 2] ?? '');
  return (isHan(before) && isHan(here)) || (isWord(before) && isWord(here)) || halved;
};

function nextStart(folded: string, from: number, to: number): number {
  const han = isHan(folded[from] ?? '');
  let at = from + 1;
  // Behind a mark a word begins: 】Room 12, +Kestrel Foods Ltd.
  if (!han && !isWord(folded[from] ?? '')) return at;
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
  const governed = govern(folded, at, limit, lexicon);
  const from = governed;
  if (isHan(folded[from] ?? '') || isHan(folded[runFrom(folded, from, limit) - 1] ?? '')) {
    const bank = bankEnd(text, folded, from, limit);
    if (
      bank &&
      /(?:支行|分行|营业部|营业室|分理处|信用社)$/.test(folded.slice(from, bank)) &&
      claims.claim(from, bank)
    ) {
      const start = bankStart(folded, from, bank);
      banks.push({
        value: text.slice(start ?? from, bank),
        from: start ?? from,
        to: bank,
        sure: start !== undefined,
        why: 'shape',
      });
      return bank;
    }
    const name = hanName(text, folded, from, limit, lexicon, false);
    const place = addressEnd(text, folded, from, limit);
    const inner = name || place ? undefined : placeWithin(text, folded, from, limit);
    if (inner && claims.claim(inner.from, inner.to)) {
      addresses.push({ value: trimmed(text.slice(inner.from, inner.to)), ...inner, sure: true, why: 'shape' });
      return inner.to;
    }
    if (
      name &&
      (!place || name.strong || name.to >= place || !/\d/.test(folded.slice(from, place))) &&
      claims.claim(name.from, name.to)
    ) {
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
  const company = /^(?:\d?|\d{1,4} )\p{Lu}/u.test(text.slice(from, from + 6))
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

/** Over what is said before an address or a bank: 寄到|上海市…, 我们在|中国银行…开的户. */
function govern(folded: string, from: number, limit: number, lexicon: Lexicon): number {
  if (!isHan(folded[from] ?? '')) return from;
  const { lead, copula, sent, rest, former } = lexicon.is;
  let at = from;
  let said = from;
  for (let words = 0; words < GOVERN_WORDS && at < limit; words += 1) {
    const carrier = lexicon.choice(folded, at);
    const goes = sent(folded, at);
    const length = Math.max(
      goes,
      lead(folded, at),
      copula(folded, at),
      rest(folded, at),
      former(folded, at),
      carrier?.choice.t === 'method' ? carrier.length : 0,
    );
    if (!length) break;
    at += length;
    if (goes || placeAt(folded, at) || beginsBank(folded, at)) said = at;
    if (goes) break;
  }
  return said;
}
const GOVERN_WORDS = 5;

/** Two and more characters of its own, then the word for a bank. */
const beginsBank = (folded: string, at: number): boolean =>
  /^[\u3400-\u9fff()]{2,16}?(?:银行|信用社)/.test(folded.slice(at, at + 20));
