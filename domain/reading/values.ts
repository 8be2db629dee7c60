// The values of a message's fields: those that labels announce, then those that their own shape gives away.
import { REGIONS } from '../taxid';
import { foldSame, isHan } from './fold';
import type { Field, Found } from './found';
import { labelled } from './labelled';
import type { Lexicon } from './lexicon';
import { becomesEnd } from './name-edges';
import { isPersonName, type Name } from './names';
import { people, person } from './persons';
import { settleRivals } from './rivals';
import { shapes } from './shapes';
import type { Token } from './tokens';
import { deniedBefore, nameFrom, put, TOKENS, type Values, type Work } from './work';

export function readFields(work: Work): Values {
  const found: Values = { fields: {}, offers: [], shapes: [] };
  const used = new Set<Token>();
  for (const { from, to } of work.labels) work.claims.claim(from, Math.max(from + 1, to));
  work.labels.forEach((label, n) => labelled(work, label, work.labels[n + 1]?.from ?? work.text.length, found, used));
  loose(work, found, used);
  for (const field of WRITTEN) withoutTail(work, found, field);
  return found;
}

const WRITTEN = ['address', 'shipTo', 'bank', 'recipient'] as const;
/** Words of thanks behind a value. */
const TAIL_MAX = 3;

/** "…, Zhengzhou, China svp", "… Dalian Branch.": small words and a full stop are the sentence's. */
function withoutTail({ text, folded, lexicon }: Work, { fields }: Values, field: (typeof WRITTEN)[number]): void {
  const found = fields[field];
  if (!found || isHan(folded[found.to - 1] ?? '')) return;
  let { to } = found;
  for (let words = 0; words < TAIL_MAX; words += 1) {
    const blank = folded.lastIndexOf(' ', to - 1);
    if (
      blank <= found.from ||
      lexicon.is.around(folded, blank + 1) < to - blank - 1 ||
      /\p{Lu}/u.test(text[blank + 1] ?? '')
    )
      break;
    to = blank;
  }
  if (folded[to - 1] === '.' && /[a-z]{4}\.$/.test(folded.slice(found.from, to))) to -= 1;
  if (to < found.to) fields[field] = { ...found, value: text.slice(found.from, to), to };
}

const isOldId = (value: string): boolean => /^\d{15}$/.test(value) && REGIONS.test(value);

/** 银行账号错了，正确的是 6222…: the one field that is called wrong before, when it can be such a number. */
function corrected({ complaints }: Work, { kind, from }: Token): Field | undefined {
  const fits = complaints.filter(({ field, to }) => to <= from && TOKENS[field]?.includes(kind));
  return fits.length === 1 ? (fits[0]?.field as Field) : undefined;
}

const ANNOUNCED_MAX = 40;

/** "Het telefoonnummer van ons bedrijf is 159…": the label stands before it in the same clause, and has no value of its own. */
function announced({ labels, folded }: Work, { kind, from }: Token, { fields }: Values): Field | undefined {
  const label = labels.findLast(({ to }) => to <= from);
  const between = label ? folded.slice(label.to, from) : '';
  const isNear = label && between.length <= ANNOUNCED_MAX && !/[\n,;；，。|\t\d]/.test(between);
  const field = isNear && !label.negated && TOKENS[label.field]?.includes(kind) ? (label.field as Field) : undefined;
  return field && !fields[field] ? field : undefined;
}

/** What no label gave. */
function loose(work: Work, found: Values, used: Set<Token>): void {
  const { folded, claims, lexicon, tokens, context, mute, self } = work;
  const { fields } = found;
  const hasTaxId = fields.taxId !== undefined || tokens.some((token) => token.kind === 'taxId' && !used.has(token));
  const labelledMobile = fields.mobile?.why === 'label';
  const names: Name[] = [];
  const addresses: Found[] = [];
  const banks: Found[] = [];
  const recipients: Found[] = [];
  for (const gap of claims.gaps()) shapes(work, gap, { names, addresses, banks });
  // A valid code first: an account of 15 digits looks like an old one.
  for (const token of tokens.toSorted((a, b) => Number(b.sure) - Number(a.sure))) {
    if (used.has(token) || mute(token)) continue;
    const value: Found = { value: token.value, from: token.from, to: token.to, sure: token.sure, why: 'token' };
    const meant = corrected(work, token) ?? announced(work, token, found);
    if (meant && !fields[meant]) put(found, meant, { ...value, sure: true });
    else if (token.kind === 'taxId' && !fields.taxId) put(found, 'taxId', { ...value, sure: true });
    else if (token.kind === 'taxId' && /^[\d -]+$/.test(token.value) && (banks.length || fields.bank))
      put(found, 'account', { ...value, sure: true });
    else if (token.kind === 'phone') put(found, fields.phone ? 'mobile' : 'phone', { ...value, sure: true });
    else if (token.kind === 'mobile') put(found, 'mobile', { ...value, sure: true });
    // 15 digits that begin with a region, beside a name: an id of the old form.
    else if (
      token.kind === 'account' &&
      !hasTaxId &&
      !banks.length &&
      !fields.bank &&
      names.length &&
      isOldId(token.value)
    )
      put(found, 'taxId', { ...value, sure: true });
    else if (token.kind === 'account' && (banks.length || fields.bank || hasTaxId))
      put(found, 'account', {
        ...value,
        sure: banks.length > 0 || fields.bank !== undefined || fields.name !== undefined || names.length > 0,
      });
    else if (token.kind === 'postcode' && (addresses.length || fields.shipTo)) put(found, 'postcode', value);
  }
  if (fields.mobile && !fields.recipient) recipients.push(...people(work, fields.mobile, addresses));
  found.shapes.push(...names, ...addresses, ...banks);
  if (hasTaxId) companyPhone(found, recipients.length > 0, labelledMobile);
  const [bank] = banks;
  if (bank) put(found, 'bank', bank);
  const delivers =
    context.delivery || fields.mobile !== undefined || fields.recipient !== undefined || recipients.length > 0;
  for (const address of addresses) {
    const toCourier = delivers && !(hasTaxId && fields.phone && !fields.recipient && !recipients.length);
    if (toCourier && !fields.shipTo) put(found, 'shipTo', address);
    else put(found, 'address', address);
  }
  const [recipient] = recipients;
  if (recipient) put(found, 'recipient', recipient);
  if (!hasTaxId) courierOf(work, found, addresses);
  // 收件联系电话 of somebody who is named: whom the courier calls, and where.
  if (fields.recipient && !fields.mobile && fields.phone && isMobile(fields.phone.value)) {
    fields.mobile = fields.phone;
    delete fields.phone;
  }
  if (!hasTaxId && !self) receiver(found);
  if (fields.recipient && fields.mobile && fields.address && !fields.shipTo && !fields.bank && !fields.phone) {
    fields.shipTo = fields.address;
    delete fields.address;
  }
  if (!fields.name) nameOf(names, hasTaxId, found, lexicon, folded);
  // 个人的，姓名许曼: whose name it is.
  if (!fields.name && self && fields.recipient && !fields.shipTo && !fields.mobile) {
    fields.name = fields.recipient;
    delete fields.recipient;
  }
  if (!fields.name && self) person(work, found);
  if (hasTaxId) invoiced(work, found);
  settleRivals(work, found, names);
}

/** A company's data with a mobile number as its phone: nobody else is named whom a courier could call. */
function companyPhone({ fields }: Values, named: boolean, labelled: boolean): void {
  if (!fields.mobile || fields.phone || fields.recipient || fields.shipTo) return;
  // 联系方式：0519-53790029: no courier calls a landline.
  if (isMobile(fields.mobile.value) && (named || labelled)) return;
  fields.phone = fields.mobile;
  delete fields.mobile;
}

const isMobile = (value: string): boolean => /^1[3-9]\d{9}/.test(value.replace(/[\s-]/g, ''));

/** Without anything of a company beside it, a phone, an address and a name are those of whom the courier goes to. */
function courierOf(work: Work, found: Values, addresses: readonly Found[]): void {
  const { fields } = found;
  if (fields.name || fields.bank) return;
  // 电话 of somebody to whom it is sent: the one that the courier calls.
  if (
    !fields.mobile &&
    fields.phone &&
    isMobile(fields.phone.value) &&
    (fields.address || fields.shipTo || fields.recipient)
  ) {
    fields.mobile = fields.phone;
    delete fields.phone;
    if (!fields.recipient) for (const one of people(work, fields.mobile, addresses)) put(found, 'recipient', one);
  }
  // "Recipient …, mobile …, address …": nothing of a company stands beside it.
  if (fields.address && fields.mobile && !fields.shipTo) {
    fields.shipTo = fields.address;
    delete fields.address;
  }
}

/** name, cell, address of somebody, and nothing of a company: 姓名 is that of whom the courier goes to. */
function receiver({ fields, offers }: Values): void {
  const { name, mobile, address, recipient } = fields;
  if (!name || !mobile || !address || recipient || fields.bank || fields.phone || !isPersonal(name.value)) return;
  fields.recipient = { ...name, sure: true };
  delete fields.name;
  offers.splice(0, offers.length, ...offers.filter(({ field }) => field !== 'name'));
}

/** Some words written large, or a Chinese name. */
const isPersonal = (value: string): boolean =>
  /^\p{Lu}[\p{L}.'’-]*(?: [\p{L}.'’-]+){1,3}$/u.test(value) || isPersonName(foldSame(value));

/** "Destinataire de la facture : Van Rijn Travel B.V." beside a tax id and no other title: a company to which it is sent, or the buyer. */
function invoiced(work: Work, { fields, offers }: Values): void {
  const { recipient } = fields;
  if (!recipient || fields.name || recipient.why === 'shape') return;
  const name = nameFrom(work, recipient.from, recipient.to);
  if (!name?.strong || name.to < recipient.to) return;
  fields.name = { ...recipient, sure: false };
  delete fields.recipient;
  offers.push({ field: 'name', candidates: [recipient.value] });
}

const FORMER_MAX = 6;

/** "from A", 从甲: whether such a word stands directly before. */
function isFormer(folded: string, from: number, lexicon: Lexicon): boolean {
  const to = folded[from - 1] === ' ' ? from - 1 : from;
  for (let at = to - 1; at >= Math.max(0, to - FORMER_MAX); at -= 1)
    if (lexicon.is.former(folded, at) === to - at) return true;
  return false;
}

function nameOf(names: readonly Name[], hasTaxId: boolean, found: Values, lexicon: Lexicon, folded: string): void {
  const ours = names.filter(
    ({ to }, n) =>
      !lexicon.is.seller(folded, names[n]?.from ?? 0) &&
      !deniedBefore(folded, names[n]?.from ?? 0, lexicon) &&
      // "A becomes B": the first is over.
      !(names[n + 1] && becomesEnd(folded, to, lexicon) === names[n + 1]?.from),
  );
  const [name, ...more] = ours;
  if (!name) return;
  const others = [...name.others, ...more.map(({ value }) => value).filter((value) => value !== name.value)];
  // A shop's name without a legal form is one beside a tax id.
  // "from A to B", and only A is read: it is the old one.
  const isOld = isFormer(folded, name.from, lexicon) && becomesEnd(folded, name.to, lexicon) > 0;
  const sure = name.sure && !others.length && (name.strong || hasTaxId) && !isOld;
  put(found, 'name', { value: name.value, from: name.from, to: name.to, sure, why: 'shape' });
  if (!sure) found.offers.push({ field: 'name', candidates: [name.value, ...others].slice(0, 3) });
}
