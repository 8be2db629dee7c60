// Which bills: listed with their state, chosen by number, month, year or "all"; those that can't go say why.
import { sum } from '../../../domain/money';
import { BILLS_MAX } from '../../../domain/order';
import type { Parsed, Reason } from '../../../domain/result';
import { chinaMonth } from '../../../domain/time';
import { say, type Text, type Value } from '../../../locales/text';
import type { BillView } from '../../../services/queries';
import { type Ctx, slot } from '../flow';
import type { Field, Reply, Row } from '../../reply';
import { type Listed, selectBills } from '../../understanding/bills';
import { apply, type ApplyValues, type ChosenBill, choose } from './values';

export const canGo = (bill: BillView): boolean => bill.state === 'available' || bill.state === 'notYetOpen';

/** Somebody has applied for it. */
export const isTaken = (bill: BillView): boolean => !canGo(bill) && bill.state !== 'unpaid';

/** As they are listed and numbered: those that can go first, each newest first. */
export const listed = (bills: readonly BillView[]): BillView[] => [
  ...bills.filter(canGo),
  ...bills.filter((bill) => !canGo(bill)),
];

/**
 * The list as the reading of "1,3" and "without March" knows it. `seen`: the bills in the order in which they were shown; a number
 * means that line, also when somebody else has applied for a bill meanwhile.
 */
export function numbered(bills: readonly BillView[], seen: readonly string[] = []): Listed[] {
  const order = seen.length ? seen : listed(bills).flatMap((one) => (canGo(one) ? one.bill : []));
  return listed(bills).map((one, index) => ({
    bill: one.bill,
    period: one.period,
    number: order.includes(one.bill) ? order.indexOf(one.bill) + 1 : UNNUMBERED + index,
    selectable: canGo(one),
  }));
}

/** What stands on the list without a number, or on none: nobody means it by one. */
const UNNUMBERED = 10_000;

/** A bill with its state, in a line. */
export const billLine = (bill: BillView): Text => {
  const values = { month: { month: bill.period }, amount: { money: bill.amount } };
  if (bill.state === 'notYetOpen' && bill.opensAt)
    return say('apply:bill.notYetOpen', { ...values, opens: { day: bill.opensAt } });
  if (bill.state === 'available' && bill.paidAt)
    return say('apply:bill.available', { ...values, paid: { day: bill.paidAt } });
  if (bill.state === 'unpaid') return say('apply:bill.unpaid', values);
  return say('apply:bill.applied', { ...values, number: bill.application ?? '' });
};

async function parseBills(
  text: string,
  { bills: current = [], listed: seen }: ApplyValues,
  ctx: Ctx,
): Promise<Parsed<ChosenBill[]>> {
  const bills = await ctx.query.bills();
  // A card sends the bills' own numbers.
  const ids = text.split(',').map((part) => part.trim());
  const named = ids.every((id) => bills.some((one) => one.bill === id))
    ? ids
    : selectBills(
        text,
        numbered(bills, seen),
        current.map((one) => one.bill),
        { locale: ctx.locale, month: chinaMonth(ctx.now) },
      );
  if (!named?.length) return { ok: false, reason: { code: 'invalidChoice' } };
  const chosen = bills.filter((one) => named.includes(one.bill));
  const going = chosen.filter(canGo);
  if (!going.length) return { ok: false, reason: whyNone(chosen) };
  if (going.length > BILLS_MAX) return { ok: false, reason: { code: 'tooManyBills', params: { max: BILLS_MAX } } };
  return { ok: true, value: going.map(choose) };
}

/** Why none of these bills can go: which applications have them, which are not paid. */
function whyNone(named: readonly BillView[]): Reason {
  const taken = named.filter(isTaken);
  const unpaid = named.filter((one) => !isTaken(one));
  const applications = [...new Set(taken.flatMap((one) => one.application ?? []))];
  const params = {
    ...(taken.length ? { periods: periodsOf(taken), applications: applications.join(',') } : {}),
    ...(unpaid.length ? { unpaid: periodsOf(unpaid) } : {}),
  };
  return { code: !taken.length ? 'billsUnpaid' : unpaid.length ? 'billsNone' : 'billsTaken', params };
}

const periodsOf = (bills: readonly BillView[]): string => [...new Set(bills.map((one) => one.period))].join(',');

/** So many months stand one by one in a line. */
const MONTHS_IN_A_LINE = 6;
/** More are not counted: ten years. */
const MOST_BETWEEN = 120;

/** The calendar months between two, both left out. */
function between(from: string, to: string): string[] {
  const months: string[] = [];
  const [year = 0, month = 0] = from.split('-').map(Number);
  for (let at = year * 12 + month; months.length < MOST_BETWEEN; at += 1) {
    const next = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    if (next >= to) return months;
    months.push(next);
  }
  return months;
}

/** The months of several bills, and those that lie between them without one. */
function monthsOf(bills: readonly ChosenBill[]) {
  const months = [...new Set(bills.map((one) => one.period))].toSorted();
  const [first = '', last = ''] = [months[0], months.at(-1)];
  return { months, first, last, without: between(first, last).filter((month) => !months.includes(month)) };
}

/** Few by their names, many by their span; what a span leaves out is named, and where that is much, every month is. */
function which(bills: readonly ChosenBill[]): Value {
  const { months, first, last, without } = monthsOf(bills);
  if (months.length <= MONTHS_IN_A_LINE || without.length > MONTHS_IN_A_LINE) return { months };
  const span = { from: { month: first }, to: { month: last } };
  return {
    text: without.length
      ? say('apply:bills.spanWithout', { ...span, without: { months: without } })
      : say('apply:bills.span', span),
  };
}

/** Whether the line of these bills counts them without naming each month. */
export function listsTooMany(bills: readonly ChosenBill[]): boolean {
  return new Set(bills.map((one) => one.period)).size > MONTHS_IN_A_LINE;
}

/** What is applied for now; those that open later have a line of their own, unless there are no others. */
export function goingNow(chosen: readonly ChosenBill[]): readonly ChosenBill[] {
  const now = chosen.filter((one) => !one.opensAt);
  return now.length ? now : chosen;
}

export const totalOf = (bills: readonly ChosenBill[]): Value => ({ money: sum(bills.map((one) => one.amount)) });

/** `3 bills: Aug, Sep and Oct 2026`, beside their sum. */
export function countLine(bills: readonly ChosenBill[]): Text {
  const [only] = bills;
  const paid = only && bills.length === 1 ? only.paidAt : undefined;
  const months = paid
    ? { text: say('apply:total.paid', { month: { month: only?.period ?? '' }, paid: { day: paid } }) }
    : which(bills);
  return say('apply:total.bills', { which: months }, bills.length);
}

/** Chosen bills in a line: one in full, several by their months and total. */
export function billsLine(chosen: readonly ChosenBill[]): Value {
  const bills = goingNow(chosen);
  const [only] = bills;
  if (!only) return '';
  if (bills.length === 1) {
    const known = { month: { month: only.period }, amount: { money: only.amount } };
    return {
      text: only.paidAt
        ? say('apply:bill.available', { ...known, paid: { day: only.paidAt } })
        : say('apply:bill.plain', known),
    };
  }
  return { text: say('apply:bills.several', { which: which(bills), total: totalOf(bills) }, bills.length) };
}

/** Only what can go is offered; what can't is said, with its reason. */
function choicesOf(bills: readonly BillView[]): Pick<Field, 'choices' | 'closed'> {
  const closed = bills.filter((bill) => !canGo(bill)).length;
  const periods = bills.map(({ period }) => period);
  return {
    choices: listed(bills).map((bill) => ({
      value: bill.bill,
      title: { text: billLine(bill) },
      ...(canGo(bill) ? { row: rowOf(bill, periods) } : { disabled: true }),
    })),
    ...(closed ? { closed: say('apply:bills.notNow', undefined, closed) } : {}),
  };
}

function rowOf({ bill, period, amount, paidAt, opensAt, state }: BillView, periods: readonly string[]): Row {
  const detail =
    state === 'notYetOpen' && opensAt
      ? say('apply:bill.opensOn', { opens: { day: opensAt } })
      : paidAt && say('apply:bill.paidOn', { paid: { day: paidAt } });
  const alone = periods.filter((one) => one === period).length === 1;
  // Two bills of a month are told apart by their numbers.
  const details: Value[] = [...(alone ? [] : [bill]), ...(detail ? [{ text: detail }] : [])];
  return {
    group: period.slice(0, 4),
    name: { month: period },
    amount,
    ...(details.length ? { detail: { items: details } } : {}),
  };
}

/** A card sends the numbers of all ticked bills, of at most 64 characters each. */
const IDS_MAX = BILLS_MAX * 65;

export const billsSlot = slot<ChosenBill[]>({
  longest: IDS_MAX,
  ask: () => [say('apply:bills.ask')],
  hint: say('apply:bills.hint'),
  show: (value) => value.map((one) => one.bill).join(','),
  word: billsLine,
  field: async (_, ctx) => ({
    slot: 'bills',
    kind: 'many',
    label: say('apply:bills.label'),
    required: true,
    most: BILLS_MAX,
    ...choicesOf(await ctx.query.bills()),
  }),
  parse: (text, values, ctx) => parseBills(text, apply(values), ctx),
});

/** Why nothing can be applied for, if so. `waiting`: what is said of orders that are not open yet. */
export function nothingToApplyFor(bills: readonly BillView[], waiting: readonly Text[]): Reply | undefined {
  if (bills.some(canGo)) return undefined;
  if (!bills.length) return { text: waiting.length ? [...waiting] : [say('apply:noBills')] };
  return { text: [say('apply:nothingOpen'), ...bills.slice(0, 8).map(billLine), ...waiting] };
}

/** Every chosen bill on a line. */
export const billLines = (bills: readonly ChosenBill[]): Text[] =>
  bills.map((one) => {
    const known = { month: { month: one.period }, amount: { money: one.amount } };
    return one.opensAt
      ? say('apply:bill.notYetOpen', { ...known, opens: { day: one.opensAt } })
      : say('apply:bill.plain', known);
  });

/** "List": how many bills, and which. */
export const billList = (bills: readonly ChosenBill[]): Reply => ({
  text: [say('apply:bills.chosen', undefined, bills.length), ...billLines(bills)],
});
