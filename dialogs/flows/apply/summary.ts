// The summary is the offer: everything known on numbered lines, the title large, nothing sent before "confirm".
import type { FieldName } from '../../../domain/application-fields';
import { misfit } from '../../../domain/fapiao';
import { payerMatches } from '../../../domain/names';
import { say, type Text } from '../../../locales/text';
import { dueDay } from '../../answers/due';
import type { Ctx, Summary, Values } from '../flow';
import type { Choice, Field } from '../../reply';
import type { Form } from '../../state';
import { listsTooMany } from './bills';
import { linesOf } from './lines';
import { SLOTS } from './slots';
import { apply, type ApplyValues, caseIn, isPaper, laterBills, openBills } from './values';

/** Inputs for changing a line in place: of the fields that apply. */
async function changeFields(fields: readonly FieldName[], values: Values, ctx: Ctx): Promise<Field[]> {
  const inputs: Field[] = [];
  for (const name of fields) {
    const { show, field } = SLOTS[name];
    const input = await field(values, ctx);
    const value = values[name];
    const shown = value === undefined ? undefined : (show?.(value) ?? String(value));
    inputs.push(shown === undefined ? input : { ...input, value: shown });
  }
  return inputs;
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

/** What a finger can do instead of typing it: the bills that the line only counts, one together or each, a certificate, a remark. */
function choices(values: ApplyValues): Choice[] {
  const same = (title: Text): Choice => ({ title, say: title });
  const offers: Choice[] = [];
  if (listsTooMany(values.bills ?? [])) offers.push(same(say('apply:bills.show')));
  if (openBills(values).length > 1)
    offers.push(same(say(`apply:grouping.${values.grouping === 'together' ? 'each' : 'together'}`)));
  if (values.certificate === undefined && otherPayer(values)) offers.push(same(say('apply:certificate.need')));
  // Few need one: only where nothing else is offered.
  if (!values.remark && !offers.length) offers.push(same(say('apply:remark.add')));
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
  const wrong = misfit(caseIn(values));
  if (wrong) return { slot: wrong.field, text: say(`errors:${wrong.code}`) };
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
  for (const { fields, ...line } of linesOf(form, ctx)) {
    // Bills are asked in a card of their own.
    const change = fields[0] === 'bills' ? { slot: 'bills' } : { change: await changeFields(fields, form.values, ctx) };
    facts.push({ ...line, slots: [...fields], n: facts.length + 1, ...change });
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
