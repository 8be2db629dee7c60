// Everything that a free message says about an application, from its one reading: bills, kind, the company's data, where it goes.
import { type FieldName, FIELD_NAMES, ROWS } from '../../../domain/application-fields';
import { looksLikeAddress } from '../../../domain/address';
import { mediumOf, typeOf } from '../../../domain/fapiao';
import { findOrderNumber } from '../../../domain/order';
import type { Found, Labelled, Reading } from '../../../domain/reading';
import { chinaMonth } from '../../../domain/time';
import { chosen } from '../../form/choices';
import { type Ctx, type Said, WITHOUT } from '../flow';
import type { Form } from '../../state';
import { isQuestion } from '../../understanding/answers';
import { billsMeant } from '../../understanding/bills';
import { exactMeanings } from '../../understanding/exact';
import { besideRemark, readIn } from '../../understanding/reading';
import { numbered } from './bills';
import { buyerKindField } from './buyer';
import { SLOTS } from './slots';
import { apply as typed, type ApplyValues, caseIn, isPaper } from './values';
import { parseCertificate, parseGrouping } from './words';

/** A message, and what it is said to. */
interface Heard {
  text: string;
  reading: Reading;
  asked: readonly string[];
  values: ApplyValues;
  /** A delivery is being asked for: names, phones and addresses are the courier's. */
  delivery: boolean;
  ctx: Ctx;
}

/** What is said of one field; `doubts`: what else may be meant, where only the person can tell. */
interface Told {
  text: string;
  doubts?: string[];
}
type Tells = (heard: Heard) => Told | undefined | Promise<Told | undefined>;

const told = (text: string | undefined, sure = true): Told | undefined =>
  text === undefined ? undefined : { text, ...(sure ? {} : { doubts: [] }) };
/** A value that the reading gives; where the field itself is asked for, nothing else is meant. */
const toldOf = ({ reading: { fields }, asked }: Heard, name: keyof Reading['fields']): Told | undefined =>
  told(fields[name]?.value, fields[name]?.sure !== false || asked.includes(name));

/** What a message says of each field. */
const TELLS: Readonly<Record<FieldName, Tells>> = {
  bills: billsIn,
  kind: kindIn,
  grouping: ({ text }) => told(parseGrouping(text)),
  name: ({ reading: { fields, offers }, delivery }) => {
    const { name } = fields;
    if (!name || (delivery && name.why === 'shape')) return undefined;
    const candidates = offers.find(({ field }) => field === 'name')?.candidates ?? [];
    return name.sure
      ? { text: name.value }
      : { text: name.value, doubts: candidates.filter((one) => one !== name.value) };
  },
  buyerKind: ({ reading, text }) => told(reading.self ? 'individual' : chosen(buyerKindField, text)),
  taxId: (heard) => toldOf(heard, 'taxId') ?? told(eightDigits(heard)),
  address: (heard) => {
    const { address, shipTo } = heard.reading.fields;
    if (heard.delivery || eightDigits(heard)) return undefined;
    return told(shipTo ? address?.value : withPostcode(address, heard.reading), address?.sure);
  },
  phone: (heard) => told(phoneIn(heard)?.value, phoneIn(heard)?.sure),
  bank: (heard) => toldOf(heard, 'bank'),
  account: (heard) => toldOf(heard, 'account'),
  method: ({ reading: { method } }) => (method?.value === 'email' ? undefined : told(method?.value, method?.sure)),
  emails: ({ reading: { emails }, values }) => {
    if (!emails || isPaper(values)) return undefined;
    const known = emails.mode === 'add' ? (values.emails ?? []) : [];
    const all = [...new Set([...known, ...emails.list.map(({ value }) => value)])];
    return told(
      all.join(', '),
      emails.list.every(({ sure }) => sure),
    );
  },
  recipient: (heard) =>
    toldOf(heard, 'recipient') ??
    (heard.delivery && heard.reading.fields.name?.why === 'shape' ? told(heard.reading.fields.name.value) : undefined),
  mobile: (heard) => {
    const { reading, delivery, asked } = heard;
    const { mobile, phone } = reading.fields;
    const number = mobile ?? (delivery || asked.includes('mobile') ? phone : undefined);
    return number?.value === phoneIn(heard)?.value ? undefined : told(number?.value, delivery || number?.sure);
  },
  shipTo: ({ reading, delivery }) => {
    const { shipTo, address } = reading.fields;
    return told(withPostcode(shipTo ?? (delivery ? address : undefined), reading), delivery || shipTo?.sure);
  },
  // Only ever asked beside bills that open later.
  ahead: () => undefined,
  remark: ({ reading: { fields, without } }) =>
    without.length && !fields.remark ? told(WITHOUT) : told(fields.remark?.value, fields.remark?.sure),
  certificate: ({ text, values }) => {
    const wanted = parseCertificate(text);
    return wanted || values.certificate ? told(wanted === undefined ? undefined : String(wanted)) : undefined;
  },
};

/** The field that a label of another name speaks of. */
const FIELD_OF: Readonly<Record<Exclude<Labelled, FieldName>, string>> = {
  email: 'emails',
  addressPhone: 'address',
  bankAccount: 'bank',
  postcode: 'shipTo',
  order: 'order',
  reference: 'remark',
};

/** What the message says, by slot. */
export async function extract(text: string, form: Form, ctx: Ctx): Promise<Said> {
  const delivery = form.asked.some((name) => name in ROWS && ROWS[name as FieldName].group === 'delivery');
  const reading = readIn(text, ctx.locale, { asked: form.asked, delivery, month: chinaMonth(ctx.now) });
  const values = typed(form.values);
  const heard: Heard = { text: besideRemark(text, reading), reading, asked: form.asked, values, delivery, ctx };
  const said: Required<Said> = { answers: {}, doubts: {}, complaints: [], unused: [] };
  if (form.asked.join() === 'remark' && isAllRemark(reading)) return { answers: { remark: text } };
  const buyerKind = await TELLS.buyerKind(heard);
  // A choice's own words say nothing else.
  if (buyerKind && !reading.self) return { answers: { buyerKind: buyerKind.text } };
  for (const name of FIELD_NAMES) {
    const answer = await TELLS[name](heard);
    if (!answer) continue;
    said.answers[name] = answer.text;
    if (answer.doubts) said.doubts[name] = answer.doubts;
  }
  // Two kinds were named, and nothing says which.
  if (reading.offers.some(({ field }) => field === 'type' || field === 'medium')) said.complaints.push('kind');
  for (const field of reading.complaints) said.complaints.push(field in FIELD_OF ? FIELD_OF[field as 'email'] : field);
  if (isPaper(values)) said.unused.push(...(reading.emails?.list ?? []).map(({ value }) => value));
  said.unused.push(...(await leftIn(reading, ctx)));
  if (!Object.keys(said.answers).length && !said.complaints.length)
    Object.assign(said.answers, await loneAnswer(text, form, ctx));
  return said;
}

/** What the reading leaves over. The number of one's own order is none of it: it registered, or says whose bills are meant. */
async function leftIn({ text, left }: Reading, ctx: Ctx): Promise<string[]> {
  const pieces = left.map(({ from, to }) => text.slice(from, to));
  if (!pieces.some(findOrderNumber)) return pieces;
  const own = new Set((await ctx.query.bills()).map(({ order }) => order));
  return pieces.filter((piece) => !own.has(findOrderNumber(piece) ?? ''));
}

/** Where a remark is asked for, months, names and numbers are part of it, unless a label says what they are. */
const isAllRemark = ({ fields, without, complaints, question }: Reading): boolean =>
  !question &&
  !complaints.length &&
  !without.length &&
  Object.values(fields).every(({ why }) => why === 'shape' || why === 'token');

/** Taiwan's number of eight digits beside a name: no tax id, and that is explained. */
const EIGHT = /(?<![\d-])\d{8}(?![\d-])/;
const eightDigits = ({ reading: { fields }, text }: Heard): string | undefined =>
  fields.name && !fields.taxId ? EIGHT.exec(text)?.[0] : undefined;

/** A place as it is written on a letter. */
const withPostcode = (place: Found | undefined, { fields: { postcode } }: Reading): string | undefined =>
  place && postcode && !place.value.includes(postcode.value) ? `${place.value} ${postcode.value}` : place?.value;

/** The company's phone. A mobile number beside a company's data, or where its phone is asked for, is that. */
function phoneIn({ reading: { fields }, asked, delivery }: Heard): Found | undefined {
  const { name, taxId, phone, mobile, recipient, shipTo } = fields;
  if (delivery) return undefined;
  if (phone) return phone;
  return mobile && !recipient && !shipTo && (asked.includes('phone') || name || taxId) ? mobile : undefined;
}

/** "Paper" by the way of sending: SF carries no digital fapiao. */
function kindIn({ reading: { type, medium: named, method }, values }: Heard): Told | undefined {
  // "By e-mail" of a paper one: a digital one.
  const medium =
    named ?? (method?.value === 'email' && isPaper(values) ? { value: 'digital', sure: method.sure } : undefined);
  const courier = method && method.value !== 'email' && !medium && !type && !isPaper(values);
  if (!type && !medium && !courier) return undefined;
  const { kind } = caseIn(values);
  return told(
    `${courier ? 'paper' : (medium?.value ?? mediumOf(kind))}-${type?.value ?? typeOf(kind)}`,
    type?.sure !== false && medium?.sure !== false,
  );
}

async function billsIn({ text, reading: { bills: wish }, values, ctx }: Heard): Promise<Told | undefined> {
  // "All together" is one fapiao, not all bills.
  if (!wish || (parseGrouping(text) && wish.only.every((ref) => 'all' in ref))) return undefined;
  const meant = billsMeant(
    wish,
    numbered(await ctx.query.bills(), values.listed),
    (values.bills ?? []).map((one) => one.bill),
  );
  return meant?.length ? told(meant.join(','), wish.sure) : undefined;
}

/** A name as people write their own: 王敏, Wang Min, J. de Vries. */
const NAME = /^(?:\p{Script=Han}{2,4}|\p{Lu}[\p{L}.'-]*(?: [\p{L}.'-]+){0,3})$/u;

/** One answer to a question for several: whatever a slot's rule accepts, the strict ones first. */
async function loneAnswer(text: string, { asked, values }: Form, ctx: Ctx): Promise<Record<string, string>> {
  if (asked.length < 2 || isQuestion(text)) return {};
  for (const name of ['taxId', 'phone', 'account', 'mobile', 'shipTo'] as const) {
    if (asked.includes(name) && (await SLOTS[name].parse(text, values, ctx)).ok) return { [name]: text };
  }
  if (asked.includes('address') && looksLikeAddress(text)) return { address: text };
  if (asked.includes('recipient') && NAME.test(text) && !exactMeanings(text, ctx.locale).length)
    return { recipient: text };
  return {};
}
