// The summary's lines: each answer stands in one, so that nothing is submitted that was not shown.
import { FIELD_NAMES, type FieldName } from '../../../domain/application-fields';
import { formatPhone } from '../../../domain/contact';
import { say, type Value } from '../../../locales/text';
import { isSettled } from '../../form/settled';
import type { Ctx } from '../flow';
import type { Fact } from '../../reply';
import type { Form } from '../../state';
import { billLines, countLine, goingNow, totalOf } from './bills';
import { apply, applies, type ApplyValues, laterBills, openBills } from './values';

/** A line and the fields that it shows. */
export type Line = Omit<Fact, 'n'> & { fields: readonly FieldName[] };
type Shown = Pick<Fact, 'label' | 'value' | 'strong' | 'total' | 'offer'>;
type LineOf = (values: ApplyValues, about: { form: Form; ctx: Ctx }) => Shown | undefined;

const joined = (...parts: (Value | undefined)[]): Value => {
  const [first = '', second = '', third = ''] = parts.filter((part) => part !== undefined && part !== '') as Value[];
  return { text: say('apply:joined', { parts: { list: [] }, first, second, third }) };
};

/** In the order of the summary. A field that stands in the line of another names that one. */
const LINES: Readonly<Record<FieldName, FieldName | LineOf>> = {
  bills: ({ bills = [] }) => {
    const now = goingNow(bills);
    const list = bills.length > 1 ? { title: say('apply:bills.show'), lines: billLines(bills) } : undefined;
    return {
      label: say('apply:total.label'),
      value: { text: countLine(now) },
      total: { amount: totalOf(now), ...(list ? { list } : {}) },
    };
  },
  kind: (values) => {
    const { kind = 'digital-normal', grouping = 'each' } = values;
    const several = openBills(values).length > 1;
    const words = { kind: { text: say(`apply:kind.${kind}`) } };
    return {
      label: say('apply:kind.label'),
      value: { text: say(several ? `apply:kindGrouped.${grouping}` : 'apply:kindAlone', words) },
    };
  },
  grouping: 'kind',
  name: ({ name = '' }) => ({ label: say('apply:name.label'), value: name, strong: true }),
  // Who is no enterprise is asked for less, and that can be a mistake.
  buyerKind: ({ buyerKind = 'enterprise' }) =>
    buyerKind === 'enterprise'
      ? undefined
      : { label: say('apply:buyerKind.label'), value: { text: say(`apply:buyerKind.${buyerKind}`) } },
  taxId: ({ taxId }, { form }) => ({ label: say('apply:taxId.label'), value: taxIdValue(taxId, form) }),
  address: ({ address, phone }) => ({ label: say('apply:addressPhone'), value: joined(address, phone) }),
  phone: 'address',
  bank: ({ bank, account }) => ({
    label: say('apply:bankAccount'),
    value: joined(bank, account && { taxId: account }),
  }),
  account: 'bank',
  remark: ({ remark }) => ({
    label: say('apply:remark.label'),
    ...(remark ? { value: remark } : { value: { text: say('apply:remark.none') }, offer: true }),
  }),
  emails: ({ emails = [] }) => ({ label: say('apply:emails.label'), value: { items: emails } }),
  method: ({ method }, { ctx }) => ({
    label: say('apply:method.label'),
    value: { text: method === 'pickup' ? pickupAt(ctx) : say(`apply:method.${method as 'sf'}`) },
  }),
  recipient: ({ method, recipient = '', mobile = '', shipTo = '' }) => {
    const person: Value = { text: say('apply:person', { name: recipient, phone: formatPhone(mobile) }) };
    return method === 'pickup'
      ? { label: say('apply:picker'), value: person }
      : { label: say('apply:shipTo.label'), value: { text: say('apply:personAt', { person, address: shipTo }) } };
  },
  mobile: 'recipient',
  shipTo: 'recipient',
  ahead: (values, { ctx }) => {
    const later = laterBills(values);
    // Of bills that all open later the first words tell.
    if (!openBills(values).length) return undefined;
    return {
      label: say('apply:ahead.label', { opens: { day: later[0]?.opensAt ?? ctx.now } }, later.length),
      value: { text: say(values.ahead ? 'apply:ahead.yes' : 'apply:ahead.no') },
    };
  },
  certificate: ({ certificate }) =>
    certificate ? { label: say('apply:certificate.label'), value: { text: say('common:button.yes') } } : undefined,
};

function taxIdValue(taxId: string | undefined, form: Form): Value {
  if (!taxId) return { text: say('apply:taxId.without') };
  // Checked is said only of a number whose check characters are right.
  const key = isSettled(form, 'taxId', taxId) ? 'apply:taxId.asTyped' : 'apply:taxId.checked';
  return { text: say(key, { taxId: { taxId } }) };
}

const pickupAt = ({ locale, business }: Ctx) =>
  say('apply:pickupAt', {
    address: locale.startsWith('zh') ? business.branchAddressZh : business.branchAddressEn,
    phone: business.branchPhone,
  });

/** Its line stands there although nobody has to fill it in: finance clerks look for the place of their order number. */
const OFFERED: FieldName = 'remark';

/** The lines of the answers that apply, in order. */
export function linesOf(form: Form, ctx: Ctx): Line[] {
  const values = apply(form.values);
  const lines = (Object.entries(LINES) as [FieldName, FieldName | LineOf][]).flatMap(([name, line]) => {
    if (typeof line === 'string') return [];
    const fields = FIELD_NAMES.filter(
      (one) => (one === name || LINES[one] === name) && (applies(values, one) || one === OFFERED),
    );
    const shown = fields.length ? line(values, { form, ctx }) : undefined;
    return shown ? [{ ...shown, fields }] : [];
  });
  // What is only offered comes last, so that the numbers of the others have no gap where it is not shown.
  return [...lines.filter(({ offer }) => !offer), ...lines.filter(({ offer }) => offer)];
}
