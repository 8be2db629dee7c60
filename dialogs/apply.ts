// Apply for a fapiao: the shortest path is the summary; only what is missing is asked, all of it at once.
import { looksLikeAddress, parseRecipientBlock } from '../domain/address';
import { scan } from '../domain/blocks';
import { parseCompany } from '../domain/company';
import type { DeliveryMethod } from '../domain/fapiao';
import { say } from '../locales/text';
import { billList, billsLine, billsSlot, canGo, isTaken, nothingToApplyFor } from './apply/bills';
import { afterTitleChange, buyerKindField, buyerSlots, withBuyerKind } from './apply/buyer';
import { deliverySlots } from './apply/delivery';
import { extraSlots } from './apply/extras';
import { summary } from './apply/summary';
import { apply as typed, type ApplyValues, choose, isPaper, laterBills, openBills } from './apply/values';
import { parseCertificate, parseGrouping } from './apply/words';
import { chosen } from './choices';
import type { Ctx, Flow, Values } from './flow';
import { findEmail } from './register';
import type { Form } from './state';
import { isQuestion } from './understanding/answers';
import { selectBills } from './understanding/bills';
import { exactMeanings } from './understanding/exact';
import { parseKind } from './understanding/kind';
import { parseMethod } from './understanding/method';

/** Defaults, and what follows from a change. */
function derive(values: Values, before: Values, form: Form, ctx: Ctx): Values {
  let next: ApplyValues = { ...typed(values) };
  // Another buyer: the data are not those of the last time any more.
  if (before.name !== undefined && before.name !== next.name) delete form.from;
  next = afterTitleChange(next, typed(before), (code) => form.notes.push(code));
  next = withBuyerKind(next, typed(before));
  next.kind ??= ctx.business.digital ? 'digital-normal' : 'paper-normal';
  if (isPaper(next) && next.method === 'email') delete next.method;
  if (!isPaper(next)) next.emails ??= next.ownEmail ? [next.ownEmail] : undefined;
  if (openBills(next).length > 1) next.grouping ??= 'each';
  if (laterBills(next).length) next.ahead ??= true;
  return next;
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

async function extract(text: string, form: Form, ctx: Ctx): Promise<Record<string, string>> {
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
    if (asked.includes(name) && (await apply.slots[name]?.parse(text, values, ctx))?.ok) return { [name]: text };
  }
  if (asked.includes('address') && looksLikeAddress(text)) return { address: text };
  if (asked.includes('recipient') && NAME.test(text) && !exactMeanings(text, ctx.locale).length)
    return { recipient: text };
  return {};
}

const PAPER_OF_DIGITAL: Record<string, string> = {
  'digital-normal': 'paper-normal',
  'digital-special': 'paper-special',
};

const OF_ELSEWHERE = new Set(['taxIdForeignVat', 'taxIdTaiwan']);

export const apply: Flow = {
  name: 'apply',
  v: 1,
  needs: 'account',
  title: say('apply:title'),
  order: [
    'bills',
    'kind',
    'grouping',
    'name',
    'buyerKind',
    'taxId',
    'address',
    'phone',
    'bank',
    'account',
    'method',
    'emails',
    'recipient',
    'mobile',
    'shipTo',
    'ahead',
    'certificate',
  ],
  keep: ['method'],
  // Whoever has a number from elsewhere is likely a company from elsewhere.
  refused: (code) =>
    OF_ELSEWHERE.has(code) ? [{ title: say('apply:buyerKind.foreign'), say: say('apply:buyerKind.foreign') }] : [],
  slots: { bills: billsSlot, ...extraSlots, ...buyerSlots, ...deliverySlots },
  open: async (ctx) => {
    const [account, bills] = await Promise.all([ctx.query.account(), ctx.query.bills()]);
    const stop = nothingToApplyFor(bills);
    if (stop) return { values: {}, stop };
    const open = bills.filter((one) => one.state === 'available');
    const going = bills.filter(canGo);
    const only = open.length === 1 ? open : going.length === 1 ? going : [];
    const values: ApplyValues = account ? { ownEmail: account.email } : {};
    if (only.length) values.bills = only.map(choose);
    const others = { now: open.length, later: going.length - open.length, applied: bills.filter(isTaken).length };
    if (others.later || others.applied) values.others = others;
    const last = account?.last;
    if (!last) return { values };
    const { buyer, delivery } = last;
    Object.assign(values, {
      kind: last.kind,
      grouping: last.grouping,
      name: buyer.name,
      buyerKind: buyer.kind,
      taxId: buyer.taxId ?? (buyer.kind === 'enterprise' ? '' : undefined),
      address: buyer.address,
      phone: buyer.phone,
      bank: buyer.bank,
      account: buyer.account,
      method: delivery.method,
      emails: delivery.emails,
      recipient: delivery.recipient,
      mobile: delivery.mobile,
      shipTo: delivery.address,
    });
    // Without a tax id is a decision for one fapiao, never a default.
    if (values.taxId === '') delete values.taxId;
    return {
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
      from: last.at,
    };
  },
  derive,
  extract,
  askGroup: (group, labels, values, ctx) =>
    group === 'company'
      ? [say('apply:company.ask', { what: { list: labels.map((text) => ({ text })) } }, labels.length)]
      : [
          say('apply:delivery.ask', { what: { list: labels.map((text) => ({ text })) } }),
          ...(typed(values).method === 'yunda'
            ? []
            : [say('apply:delivery.costs', { branch: ctx.business.branchAddressZh })]),
        ],
  context: (asked, values) => {
    const { kind, bills } = typed(values);
    if (!asked.some((name) => name in buyerSlots || name in deliverySlots) || !bills || !kind) return [];
    return [
      { label: say('apply:bills.label'), value: billsLine(bills) },
      { label: say('apply:kind.label'), value: { text: say(`apply:kind.${kind}`) } },
    ];
  },
  beside: (asked, values) => {
    if (!asked.includes('name') && !asked.includes('bills')) return [];
    const paste =
      asked.length > 1
        ? [{ slot: 'paste', kind: 'multiline' as const, label: say('apply:paste'), maxLength: 600 }]
        : [];
    return [...paste, 'kind', ...(isPaper(typed(values)) || asked.includes('bills') ? [] : ['emails'])];
  },
  list: (form) => billList(typed(form.values).bills ?? []),
  summary,
  submit: (form, ctx) => {
    const values = typed(form.values);
    const method: DeliveryMethod = isPaper(values) ? (values.method ?? 'yunda') : 'email';
    const courier = method === 'sf' || method === 'yunda';
    const give = <K extends string>(name: K, value: string | undefined) =>
      (value ? { [name]: value } : {}) as Partial<Record<K, string>>;
    return {
      type: 'apply',
      locale: ctx.locale,
      draft: {
        bills: (values.bills ?? []).map((one) => one.bill),
        ahead: values.ahead ?? false,
        kind: values.kind ?? 'digital-normal',
        grouping: values.grouping ?? 'each',
        certificate: values.certificate ?? false,
        withoutTaxId: values.taxId === '',
        taxIdChecked: form.settled.some((one) => one.startsWith('taxId:')),
        buyer: {
          kind: values.buyerKind ?? 'enterprise',
          name: values.name ?? '',
          ...give('taxId', values.taxId),
          ...give('address', values.address),
          ...give('phone', values.phone),
          ...give('bank', values.bank),
          ...give('account', values.account),
        },
        delivery:
          method === 'email'
            ? { method, emails: values.emails ?? [] }
            : {
                method,
                ...give('recipient', values.recipient),
                ...give('mobile', values.mobile),
                ...(courier ? give('address', values.shipTo) : {}),
              },
      },
    };
  },
  done: (outcome, values) => {
    if (outcome.type !== 'applied') return [];
    const text = outcome.applications.map((one) => {
      if (one.scheduledFor)
        return say('apply:scheduled', { number: one.number, opens: { day: one.scheduledFor } }, one.bills);
      const key =
        one.medium === 'digital'
          ? 'apply:sent'
          : typed(values).method === 'pickup'
            ? 'apply:sentPickup'
            : 'apply:sentPaper';
      return say(key, { number: one.number, due: { day: one.dueAt } }, one.bills);
    });
    return [
      {
        text,
        choices: [{ title: say('common:menu.progress'), say: say('common:menu.progress') }],
      },
    ];
  },
};
