// The summary is the offer: everything known on numbered lines, the title large, nothing sent before "confirm".
import { formatPhone } from '../../../domain/contact';
import { allowedTypes, typeOf } from '../../../domain/fapiao';
import { payerMatches } from '../../../domain/names';
import { say, type Text, type TextKey, type Value } from '../../../locales/text';
import { dueDay } from '../../answers/due';
import type { Ctx, Summary, Values } from '../flow';
import type { Choice, Fact, Field } from '../../reply';
import type { Form } from '../../state';
import { billsLine, listsTooMany } from './bills';
import { buyerSlots } from './buyer';
import { deliverySlots } from './delivery';
import { apply, type ApplyValues, hasField, isPaper, laterBills, openBills } from './values';
import { extraSlots } from './extras';

type Line = Omit<Fact, 'n'> & { slots: string[] };

const join = (...parts: (Value | undefined)[]): Value => ({
  text: say('apply:joined', { parts: { list: [] }, ...named(parts) }),
});
const named = (parts: (Value | undefined)[]): Record<string, Value> => {
  const [first = '', second = '', third = ''] = parts.filter((part) => part !== undefined && part !== '') as Value[];
  return { first, second, third };
};

function taxIdLine(values: ApplyValues, settled: readonly string[]): Value {
  if (!values.taxId) return { text: say('apply:taxId.without') };
  // Checked is said only of a number whose check characters are right.
  const doubted = settled.some((one) => one.startsWith('taxId:') && one.includes(values.taxId ?? ''));
  return { text: say(doubted ? 'apply:taxId.asTyped' : 'apply:taxId.checked', { taxId: { taxId: values.taxId } }) };
}

function deliveryLines(values: ApplyValues, ctx: Ctx): Line[] {
  if (!isPaper(values)) {
    return [{ label: say('apply:emails.label'), value: { items: values.emails ?? [] }, slots: ['emails'] }];
  }
  const person: Value = {
    text: say('apply:person', { name: values.recipient ?? '', phone: formatPhone(values.mobile ?? '') }),
  };
  const courier: Line = {
    label: say('apply:method.label'),
    value: { text: say(`apply:method.${values.method as 'sf'}`) },
    slots: ['method'],
  };
  if (values.method === 'pickup') {
    return [
      {
        ...courier,
        value: {
          text: say('apply:pickupAt', {
            address: ctx.locale.startsWith('zh') ? ctx.business.branchAddressZh : ctx.business.branchAddressEn,
            phone: ctx.business.branchPhone,
          }),
        },
      },
      { label: say('apply:picker'), value: person, slots: ['recipient', 'mobile'] },
    ];
  }
  return [
    courier,
    {
      label: say('apply:shipTo.label'),
      value: { text: say('apply:personAt', { person, address: values.shipTo ?? '' }) },
      slots: ['recipient', 'mobile', 'shipTo'],
    },
  ];
}

/** Inputs for changing a line in place: text slots only, lists are asked in a card of their own. */
async function changeFields(names: string[], values: Values, ctx: Ctx): Promise<Field[] | undefined> {
  const fields: Field[] = [];
  for (const name of names) {
    const slot = buyerSlots[name] ?? deliverySlots[name] ?? extraSlots[name];
    if (!slot) return undefined;
    if (!(slot.when?.(values) ?? true)) continue;
    const field = await slot.field(values, ctx);
    const value = values[name];
    const shown = value === undefined ? undefined : (slot.show?.(value) ?? String(value));
    fields.push(shown === undefined ? field : { ...field, value: shown });
  }
  return fields;
}

function lines(form: Form, ctx: Ctx): Line[] {
  const values = apply(form.values);
  const several = openBills(values).length > 1;
  const all: Line[] = [
    {
      label: say('apply:bills.label'),
      value: billsLine(values.bills ?? []),
      slots: ['bills'],
    },
    {
      label: say('apply:kind.label'),
      value: {
        text: say(several ? `apply:kindGrouped.${values.grouping ?? 'each'}` : 'apply:kindAlone', {
          kind: { text: say(`apply:kind.${values.kind ?? 'digital-normal'}`) },
        }),
      },
      slots: several ? ['kind', 'grouping'] : ['kind'],
    },
    { label: say('apply:name.label'), value: values.name ?? '', strong: true, slots: ['name'] },
  ];
  if (hasField(values, 'taxId'))
    all.push({ label: say('apply:taxId.label'), value: taxIdLine(values, form.settled), slots: ['taxId'] });
  if (hasField(values, 'address') || hasField(values, 'phone'))
    all.push({
      label: say('apply:addressPhone'),
      value: join(values.address, values.phone),
      slots: ['address', 'phone'],
    });
  if (hasField(values, 'bank') || hasField(values, 'account'))
    all.push({
      label: say('apply:bankAccount'),
      value: join(values.bank, values.account && { taxId: values.account }),
      slots: ['bank', 'account'],
    });
  all.push(...deliveryLines(values, ctx));
  const later = laterBills(values);
  if (later.length && openBills(values).length) {
    all.push({
      label: say('apply:ahead.label', { opens: { day: later[0]?.opensAt ?? ctx.now } }, later.length),
      value: { text: say(values.ahead ? 'apply:ahead.yes' : 'apply:ahead.no') },
      slots: ['ahead'],
    });
  }
  return all;
}

/** How many bills can go, wait, or are taken: what is none is not said, and of one kind the line of the bills tells. */
function overview(values: ApplyValues, applied: number): Text[] {
  const parts: Text[] = [];
  const add = (key: 'now' | 'later' | 'applied', count: number) => {
    if (count) parts.push(say(`apply:overview.${key}`, undefined, count));
  };
  add('now', openBills(values).length);
  add('later', laterBills(values).length);
  add('applied', applied);
  if (parts.length < 2) return [];
  const all = parts.reduce((first, second) =>
    say('apply:joined', { first: { text: first }, second: { text: second } }),
  );
  return [say('apply:overview.all', { parts: { text: all } })];
}

/** What a finger can do instead of typing it: the bills that the line only counts, one together or each, a certificate. */
function choices(values: ApplyValues): Choice[] {
  const same = (title: Text): Choice => ({ title, say: title });
  const offers: Choice[] = [];
  if (listsTooMany(values.bills ?? [])) offers.push(same(say('apply:bills.show')));
  if (openBills(values).length > 1)
    offers.push(same(say(`apply:grouping.${values.grouping === 'together' ? 'each' : 'together'}`)));
  if (values.certificate === undefined && otherPayer(values)) offers.push(same(say('apply:certificate.need')));
  return offers;
}

const otherPayer = (values: ApplyValues): string | undefined =>
  (values.bills ?? []).map((one) => one.payer).find((payer) => !payerMatches(values.name ?? '', payer));

/** Says before anything else what is not obvious: prefilled, kept tax id, other payer, ahead. */
function notes(form: Form): Text[] {
  const values = apply(form.values);
  const said: Text[] = [];
  const { others } = values;
  if (others && (values.bills ?? []).length > 1) said.push(...overview(values, others.applied));
  if (form.from) said.push(say('apply:filledIn', { from: { day: form.from, year: true } }));
  if (form.notes.includes('taxIdKept')) said.push(say('apply:taxId.kept', { taxId: { taxId: values.taxId ?? '' } }));
  const first = laterBills(values)[0];
  if (first?.opensAt && !openBills(values).length) said.push(say('apply:aheadOnly', { opens: { day: first.opensAt } }));
  const other = otherPayer(values);
  if (other) said.push(say('apply:otherPayer', { payer: other }));
  else if (values.certificate) said.push(say('apply:certificate.fine'));
  said.push(say('apply:nothingSent'));
  return said;
}

/** Why this can't be submitted, and the answer that must change. */
export function obstacle(values: ApplyValues): Summary['obstacle'] {
  if (values.buyerKind && values.kind && !allowedTypes(values.buyerKind).includes(typeOf(values.kind))) {
    return { slot: 'kind', text: say('errors:typeNotAllowed' as TextKey) };
  }
  const payer = otherPayer(values);
  if (values.certificate && payer) return { slot: 'name', text: say('apply:certificate.mismatch', { payer }) };
  return undefined;
}

export async function summary(form: Form, ctx: Ctx): Promise<Summary> {
  const values = apply(form.values);
  // What opens later is submitted, and due, later.
  const { at, provisional } = ctx.query.due(
    openBills(values).length ? ctx.now : (laterBills(values)[0]?.opensAt ?? ctx.now),
  );
  const facts: Summary['facts'] = [];
  for (const [index, line] of lines(form, ctx).entries()) {
    const change = await changeFields(line.slots, form.values, ctx);
    facts.push({ ...line, n: index + 1, ...(change ? { change } : { slot: line.slots[0]! }) });
  }
  const blocked = obstacle(values);
  const readyBy = isPaper(values)
    ? say('apply:hintPaper', {
        due: dueDay(at, provisional),
        min: ctx.business.courierDaysMin,
        max: ctx.business.courierDaysMax,
      })
    : say('apply:hint', { due: dueDay(at, provisional) });
  return {
    text: [...notes(form), ...(provisional ? [say('apply:provisional')] : [])],
    facts,
    hint: readyBy,
    submit: say('apply:confirm'),
    choices: choices(values),
    ...(blocked ? { obstacle: blocked } : {}),
  };
}
