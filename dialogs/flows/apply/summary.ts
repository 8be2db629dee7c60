// The summary is the offer: everything known on numbered lines, the title large, nothing sent before "confirm".
import type { FieldName } from '../../../domain/application-fields';
import { misfit } from '../../../domain/fapiao';
import { payerMatches } from '../../../domain/names';
import { say, type Text } from '../../../locales/text';
import { dueDay } from '../../answers/due';
import { isSettled } from '../../form/settled';
import { type Ctx, type Summary, WITHOUT } from '../flow';
import type { Choice, Note } from '../../reply';
import type { Form } from '../../state';
import { goingNow, listsTooMany, totalOf } from './bills';
import { linesOf } from './lines';
import { apply, type ApplyValues, caseIn, isPaper, laterBills, openBills } from './values';

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

const same = (title: Text): Choice => ({ title, say: title });

/** What a finger can do instead of typing it: the bills that the line only counts, one together or each, a remark. */
function choices(values: ApplyValues): Choice[] {
  const offers: Choice[] = [];
  if (listsTooMany(values.bills ?? [])) offers.push(same(say('apply:bills.show')));
  if (openBills(values).length > 1)
    offers.push(same(say(`apply:grouping.${values.grouping === 'together' ? 'each' : 'together'}`)));
  // Few need one: only where nothing else is offered.
  if (!values.remark && !offers.length && !otherPayer(values)) offers.push(same(say('apply:remark.add')));
  return offers;
}

/** What must be looked at before confirming, beside the line that it is about, with the ways out. */
const NOTES: Partial<Record<FieldName, (values: ApplyValues, form: Form) => Note[]>> = {
  name: (values) => {
    const payer = otherPayer(values);
    if (!payer) return [];
    const take: Choice = { ...same(say('apply:usePayer')), set: { name: payer } };
    const certificate = values.certificate === undefined ? [same(say('apply:certificate.need'))] : [];
    return [{ text: say('apply:otherPayer', { payer }), choices: [take, ...certificate] }];
  },
  taxId: ({ taxId, buyerKind }, form) => {
    if (!taxId || taxId === WITHOUT) return buyerKind === 'enterprise' ? [{ text: say('apply:taxId.noVoucher') }] : [];
    return [
      ...(form.notes.includes('taxIdKept') ? [{ text: say('apply:taxId.kept', { taxId: { taxId } }) }] : []),
      ...(isSettled(form, 'taxId', taxId) ? [{ text: say('apply:taxId.compare') }] : []),
    ];
  },
};

/** What Confirm does. */
function submitTitle(values: ApplyValues): Text {
  const now = goingNow(values.bills ?? []);
  const confirm = say('apply:confirmBills', { total: totalOf(now) }, now.length);
  const later = openBills(values).length && values.ahead ? laterBills(values).length : 0;
  return later ? say('apply:confirmAhead', { confirm: { text: confirm } }, later) : confirm;
}

const otherPayer = (values: ApplyValues): string | undefined =>
  (values.bills ?? []).map((one) => one.payer).find((payer) => !payerMatches(values.name ?? '', payer));

/** Says before anything else what is not obvious: prefilled, ahead, fit for a refund. */
function firstWords(form: Form): Text[] {
  const values = apply(form.values);
  const said: Text[] = [];
  const { others } = values;
  if (others && (values.bills ?? []).length > 1) said.push(...overview(values, others.applied));
  if (form.from) said.push(say('apply:filledIn', { from: { day: form.from, year: true } }));
  const first = laterBills(values)[0];
  if (first?.opensAt && !openBills(values).length) said.push(say('apply:aheadOnly', { opens: { day: first.opensAt } }));
  if (values.certificate && !otherPayer(values)) said.push(say('apply:certificate.fine'));
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

export function summary(form: Form, ctx: Ctx): Summary {
  const values = apply(form.values);
  // What opens later is submitted, and due, later.
  const { at, provisional } = ctx.query.due(
    openBills(values).length ? ctx.now : (laterBills(values)[0]?.opensAt ?? ctx.now),
  );
  const facts: Summary['facts'] = [];
  for (const { fields, ...line } of linesOf(form, ctx)) {
    const notes = fields.flatMap((name) => NOTES[name]?.(values, form) ?? []);
    facts.push({
      ...line,
      slots: [...fields],
      n: facts.length + 1,
      ...(notes.length ? { notes } : {}),
    });
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
    text: [...firstWords(form), ...(provisional ? [say('apply:provisional')] : [])],
    facts,
    hint: readyBy,
    submit: submitTitle(values),
    choices: choices(values),
    ...(blocked ? { obstacle: blocked } : {}),
  };
}
