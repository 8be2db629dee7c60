// Values that labels announce: each by the kind of its label.
import { foldSame } from './fold';
import type { Field, Found } from './found';
import type { Label } from './labels';
import { becomesEnd, renamedAt } from './name-edges';
import { balanced, isPersonName, isTitle, type Name } from './names';
import { addressEnd, addressStart, bankEnd, bankStart, startsLatin } from './places';
import { placeAt } from './place-names';
import type { Token, TokenKind } from './tokens';
import {
  lineEnd,
  nameFrom,
  nextToken,
  nothingBetween,
  put,
  skipBlanks,
  textEnd,
  TOKENS,
  trimmed,
  type Values,
  wordEnd,
  type Work,
} from './work';

/** Room 102 is no phone. */
const LEAST_DIGITS = 5;

export function labelled(work: Work, label: Label, next: number, found: Values, used: Set<Token>): void {
  const { text, folded, tokens } = work;
  const { field, to: from } = label;
  const line = folded.indexOf('\n', from);
  const limit = Math.min(next, line < 0 ? text.length : line);
  const why = label.joint === 'copula' ? 'copula' : 'label';
  const token = (kinds: readonly TokenKind[] | undefined): Token | undefined =>
    tokens.find(
      (one) =>
        !used.has(one) &&
        kinds?.includes(one.kind) &&
        one.from >= from &&
        one.from < limit &&
        nothingBetween(folded, from, one.from),
    );
  const takeToken = (as: Field, one: Token | undefined): boolean => {
    if (!one) return false;
    used.add(one);
    if (!label.negated) put(found, as, { value: one.value, from: one.from, to: one.to, sure: true, why });
    return true;
  };
  if (field === 'email' || field === 'order') return;
  if (field === 'addressPhone' || field === 'address' || field === 'shipTo') {
    const stop = Math.min(limit, nextToken(tokens, from, limit));
    const words = behindWords(text, field === 'shipTo' ? behindPerson(work, from, stop, found) : from);
    const begin = addressStart(folded, words, stop);
    const end = addressEnd(text, folded, begin, stop, true);
    const value = trimmed(text.slice(begin, end));
    // "The address is old" names none.
    if (label.joint !== 'colon' && !/\d|[省市区县路街]/.test(value)) return;
    if (value && work.claims.claim(begin, begin + value.length) && !label.negated)
      putPlace(found, field === 'shipTo' ? 'shipTo' : 'address', {
        value,
        from: begin,
        to: begin + value.length,
        sure: true,
        why,
      });
    const behind = tokens.find(
      (one) => !used.has(one) && (one.kind === 'phone' || one.kind === 'mobile') && one.from >= end && one.from < limit,
    );
    if (field !== 'shipTo' && behind && (field === 'addressPhone' || nothingBetween(folded, end, behind.from)))
      takeToken('phone', behind);
    return;
  }
  if (field === 'bankAccount' || field === 'bank') {
    const stop = Math.min(limit, nextToken(tokens, from, limit));
    // "We bank with SPD Bank …", 开户行|全称: small words between.
    const small = /^(?:[a-z]{2,8} ){1,3}(?=\p{Lu}|\p{Script=Han})/u.exec(text.slice(from, from + 30))?.[0].length ?? 0;
    const start = from + (small || work.lexicon.is.rest(folded, from));
    const shape = bankEnd(text, folded, start, stop);
    const end = shape || textEnd(work, start, stop);
    const begin = shape ? bankStart(folded, start, shape) : start;
    const value = trimmed(text.slice(begin ?? start, end));
    // "The bank is wrong" names none.
    if (!shape && label.joint !== 'colon' && !/(?:银行|支行|分行|信用社|bank)/i.test(foldSame(value))) return;
    const sure = label.joint === 'colon' || begin !== undefined;
    if (value && work.claims.claim(from, end) && !label.negated)
      put(found, 'bank', { value, from: begin ?? start, to: (begin ?? start) + value.length, sure, why });
    const behind = tokens.find(
      (one) =>
        !used.has(one) && (one.kind === 'account' || one.kind === 'taxId') && one.from >= end && one.from < limit,
    );
    if (behind && (field === 'bankAccount' || nothingBetween(folded, end, behind.from))) takeToken('account', behind);
    return;
  }
  const kinds = TOKENS[field];
  if (kinds) {
    if (!takeToken(field as Field, token(kinds))) otherNumber(work, label, limit, found, why);
    return;
  }
  words(work, label, limit, found, why);
}

/** A value of letters: to the end of its piece, or as far as its shape says. */
function words(work: Work, label: Label, limit: number, found: Values, why: Found['why']): void {
  const { field, to: from } = label;
  const { text, tokens } = work;
  const other = otherSort(work, label, limit);
  if (other && work.claims.claim(from, other.to))
    return put(found, other.field, {
      value: trimmed(text.slice(from, other.to)),
      from,
      to: other.to,
      sure: true,
      why,
    });
  if (field === 'name') return labelledName(work, label, limit, found, why);
  const whole = textEnd(work, from, Math.min(limit, nextToken(tokens, from, limit)));
  const end = field === 'recipient' ? beforePlace(work, from, whole) : whole;
  const value = trimmed(text.slice(from, end));
  if (value && value.length <= 128 && work.claims.claim(from, from + value.length) && !label.negated)
    put(found, field as Field, { value, from, to: from + value.length, sure: true, why });
}

/** What a label can't have meant by its value's shape: a place and a bank are no persons, and a bank is no title. */
function otherSort(work: Work, { field, to: from }: Label, limit: number): { field: Field; to: number } | undefined {
  if (field !== 'name' && field !== 'recipient') return undefined;
  const { text, folded, tokens } = work;
  // "Deliver to Suite 2106, …": where, not whom.
  const place =
    field === 'recipient' ? addressEnd(text, folded, from, Math.min(limit, nextToken(tokens, from, limit))) : 0;
  if (place) return { field: 'shipTo', to: place };
  // "Bank van ontvanger: …": a label of which a part is known.
  const bank = bankBehind(work, from, limit);
  return bank ? { field: 'bank', to: bank } : undefined;
}

/** Where a bank with its branch ends that is all of a value; 0 = there is none. */
function bankBehind(work: Work, from: number, limit: number): number {
  const { text, folded, tokens } = work;
  const stop = Math.min(limit, nextToken(tokens, from, limit));
  const end = bankEnd(text, folded, from, stop);
  const isBranch = /(?:支行|分行|营业部|营业室|分理处|信用社|branch)$/.test(folded.slice(from, end));
  return isBranch && /^[\s,;；，。|]*$/.test(folded.slice(end, stop)) ? end : 0;
}

/** A number of another form under its label is what was typed for it: refused with its reason, never dropped. */
function otherNumber(work: Work, { field, to: from, negated }: Label, limit: number, found: Values, why: Found['why']) {
  const end = wordEnd(work.folded, from, limit);
  const value = trimmed(work.text.slice(from, end));
  const digits = value.replace(/\D/g, '').length;
  const isNumber = digits >= LEAST_DIGITS && digits * 2 >= value.length && value.length <= 40;
  if (isNumber && work.claims.claim(from, end) && !negated)
    put(found, field as Field, { value, from, to: end, sure: true, why });
}

/** "Adresse de la société 江苏省…", "Adres hoofdkantoor: …": small words of the label. */
const behindWords = (text: string, from: number): number =>
  from +
  (/^(?:\p{Ll}[\p{Ll}'’-]{0,14} ?:? ){1,3}(?=\p{Lu}|\p{Script=Han}|\d)/u.exec(text.slice(from, from + 60))?.[0]
    .length ?? 0);

/** "Deliver to Wang Min, 上海市…": whom, then where. Answers where the place begins. */
function behindPerson(work: Work, from: number, to: number, found: Values): number {
  const end = beforePlace(work, from, to);
  const value = trimmed(work.text.slice(from, end));
  if (end === to || end === from || !PERSON.test(value) || !work.claims.claim(from, end)) return from;
  put(found, 'recipient', { value, from, to: end, sure: true, why: 'label' });
  return end + (/^[\s,，、]*/.exec(work.text.slice(end, to))?.[0].length ?? 0);
}

/** Two or three words of letters, written large, or a Chinese name. */
const PERSON = /^(?:\p{Lu}[\p{L}'’-]{0,20}(?: \p{Lu}[\p{L}'’-]{0,20}){1,2}|[\u3400-\u9fff]{2,4})$/u;

/** "Baptiste Moreau at 厦门市…", 王敏 上海市…: a person ends where a place begins. */
function beforePlace({ text, folded }: Work, from: number, to: number): number {
  for (let at = from + 2; at < to; at += 1)
    if (/[\s,，、]/.test(folded[at - 1] ?? '') && addressEnd(text, folded, at, to))
      return (
        from + text.slice(from, at).replace(/(?:\s(?:at|in|op|te|bij|på|i|chez|à|au))?[\s,，、]{1,4}$/i, '').length
      );
  return to;
}

/** 所在地区 and 详细地址 are two parts of one address. */
function putPlace(found: Values, field: 'shipTo' | 'address', place: Found): void {
  const known = found.fields[field];
  if (!known || /\d/.test(known.value) || !/\d/.test(place.value)) return put(found, field, place);
  found.shapes.push(place);
  found.fields[field] = { ...place, value: `${known.value} ${place.value}` };
}

/** Room 602, 绍兴市越城区环湖西路167号: where somebody is, and no title. */
const isPlace = (value: string): boolean => {
  const folded = foldSame(value);
  return (/\d号/.test(folded) && placeAt(folded, 0) > 0) || startsLatin(folded);
};

function labelledName(work: Work, label: Label, limit: number, found: Values, why: Found['why']): void {
  const { text, folded, tokens, claims, lexicon } = work;
  const from = label.to;
  const stop = Math.min(limit, nextToken(tokens, from, limit));
  const renamed = renamedFrom(work, from, stop);
  if (renamed) {
    if (claims.claim(from, renamed.to))
      put(found, 'name', { value: renamed.value, from: renamed.from, to: renamed.to, sure: renamed.sure, why });
    if (!renamed.sure) found.offers.push({ field: 'name', candidates: [renamed.value] });
    return;
  }
  const name = nameFrom(work, from, stop);
  const end = name?.to ?? textEnd(work, from, stop);
  const value = balanced(name?.value ?? trimmed(text.slice(from, end)));
  // What can't be a title stays nobody's, and is named as such.
  if (!value || (!label.negated && (!isTitle(value) || lexicon.is.asks(folded, from)))) return;
  if (!name && isPlace(value)) return;
  // "O'Brien, Katz & Partners LLP": a comma within a name, or another name behind it.
  const comma = /^, (?=\p{Lu})/u.test(text.slice(end, end + 3)) ? nameFrom(work, end + 2, stop) : undefined;
  if (!name && comma?.strong && claims.claim(from, comma.to)) {
    const both = text.slice(from, comma.to);
    put(found, 'name', { value: both, from, to: comma.to, sure: false, why });
    found.offers.push({ field: 'name', candidates: [both, comma.value] });
    return;
  }
  if (!claims.claim(from, Math.max(end, from + 1))) return;
  if (label.negated) {
    // "not X but Y", 不是X，是Y: the second name is meant.
    const behind = /^[\s,，;；]*/.exec(folded.slice(end))?.[0].length ?? 0;
    const contrast = lexicon.is.contrast(folded, end + behind) || lexicon.is.copula(folded, end + behind);
    const other = contrast ? skipBlanks(folded, end + behind + contrast) : 0;
    const meant = other
      ? nameFrom(work, other, Math.min(lineEnd(folded, other), nextToken(tokens, other, text.length)))
      : undefined;
    if (meant && claims.claim(end + behind, meant.to))
      put(found, 'name', { value: meant.value, from: meant.from, to: meant.to, sure: true, why });
    return;
  }
  const becomes = becomesEnd(folded, end, lexicon);
  if (becomes && becomes < stop) {
    // "changement de nom : A devient B": the second; where it can't be read, nobody knows.
    const next = nameFrom(work, becomes, lineEnd(folded, end));
    const known = next && claims.claim(end, next.to) ? next : undefined;
    put(found, 'name', known ? { ...known, sure: true, why } : { value, from, to: end, sure: false, why });
    if (!known) found.offers.push({ field: 'name', candidates: [value] });
    return;
  }
  // 抬头⇥税号: another label is no title.
  if (lexicon.label(folded, from)?.length === value.length) return;
  // A shop or an office without a legal form: the label vouches for it when nothing else stands behind.
  const whole = name !== undefined && name.to >= textEnd(work, from, stop);
  const vouched = label.joint === 'colon' || name?.strong || whole || isPersonName(folded.slice(from, end));
  const sure = vouched && !name?.others.length;
  // "Société Test SAS", with no other label: a label and a name, or all of it the name.
  const both = text.slice(label.from, end);
  if (label.joint === 'kind' && work.labels.length === 1 && /^\p{Lu}\p{Ll}/u.test(both) && name) {
    put(found, 'name', { value: both, from: label.from, to: end, sure: false, why });
    found.offers.push({ field: 'name', candidates: [both, value] });
    return;
  }
  put(found, 'name', { value, from, to: end, sure, why });
  if (!sure) found.offers.push({ field: 'name', candidates: [value, ...(name?.others ?? [])].slice(0, 3) });
}

/** 从甲换成乙, from A to B: the second is meant; `sure` false where it is no name by its shape. */
function renamedFrom(work: Work, from: number, stop: number): Pick<Name, 'value' | 'from' | 'to' | 'sure'> | undefined {
  const begin = renamedAt(work.folded, from, stop, work.lexicon);
  if (!begin) return undefined;
  const known = nameFrom(work, begin, stop);
  if (known) return { ...known, sure: !known.others.length };
  // What can't be read as a name is asked about; the old one is none.
  const to = textEnd(work, begin, stop);
  const value = trimmed(work.text.slice(begin, to));
  return isTitle(value) ? { value, from: begin, to, sure: false } : undefined;
}
