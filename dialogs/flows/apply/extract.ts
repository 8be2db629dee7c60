// Everything that a free message says about an application, from its one reading: bills, kind, the company's data, where it goes.
import type { Reading } from '../../../domain/reading';
import { chosen } from '../../form/choices';
import type { Ctx, Said } from '../flow';
import type { Form } from '../../state';
import { isQuestion } from '../../understanding/answers';
import { billsMeant } from '../../understanding/bills';
import { exactMeanings } from '../../understanding/exact';
import { readIn } from '../../understanding/reading';
import { looksLikeAddress } from '../../../domain/address';
import { canGo } from './bills';
import { buyerKindField, buyerSlots } from './buyer';
import { deliverySlots } from './delivery';
import { apply as typed, type ApplyValues, isPaper } from './values';
import { parseCertificate, parseGrouping } from './words';

/** A reading's field as the slot that asks for it. */
const SLOT_OF: Record<string, string> = { email: 'emails', addressPhone: 'address', bankAccount: 'bank' };

type Told = Required<Said>;

/** What the message says, by slot. */
export async function extract(text: string, form: Form, ctx: Ctx): Promise<Said> {
  const delivery = form.asked.some((name) => deliverySlots[name]?.group === 'delivery');
  const reading = readIn(text, ctx.locale, { asked: form.asked, delivery });
  const said: Told = { answers: {}, doubts: {}, complaints: [], unused: [] };
  const values = typed(form.values);
  const grouping = parseGrouping(text);
  const buyerKind = reading.self ? 'individual' : chosen(buyerKindField, text);
  if (buyerKind) said.answers.buyerKind = buyerKind;
  // A choice's own words say nothing else.
  if (buyerKind && !reading.self) return said;
  tellBuyer(said, reading, text, { asked: form.asked, delivery });
  tellDelivery(said, reading, form.asked, values, delivery);
  tellKind(said, reading, values);
  // "All together" is one fapiao, not all bills.
  if (!grouping || reading.bills?.only.some((ref) => !('all' in ref))) await tellBills(said, reading, form, ctx);
  const certificate = parseCertificate(text);
  if (certificate !== undefined && (certificate || values.certificate)) said.answers.certificate = String(certificate);
  if (grouping) said.answers.grouping = grouping;
  said.complaints.push(...reading.complaints.map((field) => SLOT_OF[field] ?? field));
  said.unused.push(...reading.left.map(({ from, to }) => reading.text.slice(from, to)));
  if (!Object.keys(said.answers).length && !said.complaints.length)
    Object.assign(said.answers, await loneAnswer(text, form, ctx));
  return said;
}

/** Taiwan's number of eight digits beside a name: no tax id, and that is explained. */
const EIGHT = /(?<![\d-])\d{8}(?![\d-])/;

function tellBuyer(
  said: Told,
  { fields, offers }: Reading,
  text: string,
  { asked, delivery }: { asked: string[]; delivery: boolean },
): void {
  const { name, recipient, shipTo, mobile } = fields;
  if (name && !(delivery && name.why === 'shape')) {
    said.answers.name = name.value;
    if (!name.sure) {
      const candidates = offers.find(({ field }) => field === 'name')?.candidates ?? [];
      said.doubts.name = candidates.filter((one) => one !== name.value);
    }
  }
  for (const slot of ['taxId', 'bank', 'account'] as const) {
    const found = fields[slot];
    if (found) said.answers[slot] = found.value;
  }
  const eight = name && !fields.taxId ? EIGHT.exec(text)?.[0] : undefined;
  if (eight) said.answers.taxId = eight;
  if (delivery) return;
  if (fields.address && !eight) said.answers.address = fields.address.value;
  if (fields.phone) said.answers.phone = fields.phone.value;
  // A mobile number beside a company's data, or where its phone is asked for, is the company's.
  else if (mobile && !recipient && !shipTo && (asked.includes('phone') || name || fields.taxId))
    said.answers.phone = mobile.value;
}

function tellDelivery(
  said: Told,
  { fields, emails }: Reading,
  asked: string[],
  values: ApplyValues,
  delivery: boolean,
): void {
  const { name, recipient, mobile, phone, shipTo, address } = fields;
  const person = recipient ?? (delivery && name?.why === 'shape' ? name : undefined);
  if (person) said.answers.recipient = person.value;
  const number = mobile ?? (delivery || asked.includes('mobile') ? phone : undefined);
  if (number && said.answers.phone !== number.value) said.answers.mobile = number.value;
  const to = shipTo ?? (delivery ? address : undefined);
  if (to) said.answers.shipTo = to.value;
  if (!emails) return;
  const list = emails.list.map(({ value }) => value);
  if (isPaper(values)) {
    said.unused.push(...list);
    return;
  }
  const known = emails.mode === 'add' ? (values.emails ?? []) : [];
  said.answers.emails = [...new Set([...known, ...list])].join(', ');
  if (emails.list.some(({ sure }) => !sure)) said.doubts.emails = [];
}

/** "Paper" by the way of sending: SF carries no digital fapiao. */
function tellKind(said: Told, { type, medium: named, method, offers }: Reading, values: ApplyValues): void {
  if (method && method.value !== 'email') said.answers.method = method.value;
  // "By e-mail" of a paper one: a digital one.
  const medium =
    named ?? (method?.value === 'email' && isPaper(values) ? { value: 'digital', sure: method.sure } : undefined);
  const courier = method && method.value !== 'email' && !medium && !type && !isPaper(values);
  if (type || medium || courier) {
    const [oldMedium, oldType] = (values.kind ?? 'digital-normal').split('-');
    said.answers.kind = `${courier ? 'paper' : (medium?.value ?? oldMedium)}-${type?.value ?? oldType}`;
    if (type?.sure === false || medium?.sure === false) said.doubts.kind = [];
  }
  // Two kinds were named, and nothing says which.
  if (offers.some(({ field }) => field === 'type' || field === 'medium')) said.complaints.push('kind');
}

async function tellBills(said: Told, { bills: wish }: Reading, form: Form, ctx: Ctx): Promise<void> {
  if (!wish) return;
  const bills = await ctx.query.bills();
  const listed = bills.map((one, index) => ({
    bill: one.bill,
    period: one.period,
    number: index + 1,
    selectable: canGo(one),
  }));
  const current = (typed(form.values).bills ?? []).map((one) => one.bill);
  const meant = billsMeant(wish, listed, current);
  if (!meant?.length) return;
  said.answers.bills = meant.join(',');
  if (!wish.sure) said.doubts.bills = [];
}

/** A name as people write their own: 王敏, Wang Min, J. de Vries. */
const NAME = /^(?:\p{Script=Han}{2,4}|\p{Lu}[\p{L}.'-]*(?: [\p{L}.'-]+){0,3})$/u;

/** One answer to a question for several: whatever a slot's rule accepts, the strict ones first. */
async function loneAnswer(text: string, { asked, values }: Form, ctx: Ctx): Promise<Record<string, string>> {
  if (asked.length < 2 || isQuestion(text)) return {};
  for (const name of ['taxId', 'phone', 'account', 'mobile', 'shipTo']) {
    if (asked.includes(name) && (await (buyerSlots[name] ?? deliverySlots[name])?.parse(text, values, ctx))?.ok)
      return { [name]: text };
  }
  if (asked.includes('address') && looksLikeAddress(text)) return { address: text };
  if (asked.includes('recipient') && NAME.test(text) && !exactMeanings(text, ctx.locale).length)
    return { recipient: text };
  return {};
}
