// Everything that a free message says about an application: kind, bills, the company's data, where it goes.
import { looksLikeAddress, parseRecipientBlock } from '../../domain/address';
import { scan } from '../../domain/blocks';
import { parseCompany } from '../../domain/company';
import { chosen } from '../choices';
import type { Ctx } from '../flow';
import { findEmail } from '../register';
import type { Form } from '../state';
import { isQuestion } from '../understanding/answers';
import { selectBills } from '../understanding/bills';
import { exactMeanings } from '../understanding/exact';
import { parseKind } from '../understanding/kind';
import { parseMethod } from '../understanding/method';
import { canGo } from './bills';
import { buyerKindField, buyerSlots } from './buyer';
import { deliverySlots } from './delivery';
import { apply as typed, isPaper } from './values';
import { parseCertificate, parseGrouping } from './words';

const PAPER_OF_DIGITAL: Record<string, string> = {
  'digital-normal': 'paper-normal',
  'digital-special': 'paper-special',
};

/** The answers as texts by slot; nothing for a message that says nothing of them. */
export async function extract(text: string, form: Form, ctx: Ctx): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') found[name] = value;
  };
  const kind = parseKind(text);
  if (kind) put('kind', text);
  put('method', parseMethod(text));
  put('grouping', parseGrouping(text));
  const certificate = parseCertificate(text);
  if (certificate || typed(form.values).certificate) put('certificate', certificate?.toString());
  put('buyerKind', chosen(buyerKindField, text));
  const asksDelivery = form.asked.some((name) => deliverySlots[name]?.group === 'delivery');
  if (asksDelivery) {
    const { recipient, mobile, address } = parseRecipientBlock(text);
    put('recipient', recipient);
    put('mobile', mobile);
    put('shipTo', address);
  } else {
    const { fields } = parseCompany(text);
    // Taiwan's number of eight digits beside a name: no tax id, and that is explained.
    const eight = fields.name && !fields.taxId ? /(?<![\d-])\d{8}(?![\d-])/.exec(text)?.[0] : undefined;
    const { email = findEmail(text), ...company } = eight ? { ...fields, address: undefined, taxId: eight } : fields;
    const delivery = labelledDelivery(text);
    Object.entries({ ...company, ...delivery }).forEach(([slot, value]) => put(slot, value));
    // What is labelled as the courier's is not the company's too.
    if (delivery.mobile && found.phone === delivery.mobile) delete found.phone;
    if (delivery.shipTo && found.address === delivery.shipTo) delete found.address;
    if (email && !isPaper(typed(form.values))) put('emails', email);
  }
  if (!Object.keys(found).length) Object.assign(found, await loneAnswer(text, form, ctx));
  if (found.name === undefined && found.taxId === undefined && !asksDelivery)
    put('bills', await billsIn(text, form, ctx));
  // "Paper" by the way of sending: SF carries no digital fapiao.
  if (found.method && found.method !== 'email' && !kind && !isPaper(typed(form.values)))
    put('kind', PAPER_OF_DIGITAL[typed(form.values).kind ?? 'digital-normal']);
  return found;
}

/** What the first message or a free one says about bills; undefined reads as nothing said. */
async function billsIn(text: string, form: Form, ctx: Ctx): Promise<string | undefined> {
  // A tax id or an account number is not a list of bills.
  if (/\d{5}/.test(text.replace(/\s/g, '')) && !/20\d\d/.test(text)) return undefined;
  const bills = await ctx.query.bills();
  const chosen = selectBills(
    text,
    bills.map((one, index) => ({ bill: one.bill, period: one.period, number: index + 1, selectable: canGo(one) })),
    (typed(form.values).bills ?? []).map((one) => one.bill),
    ctx.locale,
  );
  return chosen?.length ? chosen.join(',') : undefined;
}

/** Recipient and address beside the company's data in one block: only what its labels say. */
function labelledDelivery(text: string): { recipient?: string; mobile?: string; shipTo?: string } {
  const { values } = scan(text);
  const of = (name: string) => values.find(({ field }) => field === name)?.value;
  const [recipient, shipTo] = [of('recipient'), of('deliveryAddress')];
  if (!recipient && !shipTo) return {};
  const mobile = of('mobile');
  return { ...(recipient ? { recipient } : {}), ...(mobile ? { mobile } : {}), ...(shipTo ? { shipTo } : {}) };
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
