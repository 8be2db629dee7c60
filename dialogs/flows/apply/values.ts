// The answers of an application while they are being collected.
import { caseOf, needOf } from '../../../domain/application-draft';
import type { Answers, Case, FieldName } from '../../../domain/application-fields';
import { mediumOf } from '../../../domain/fapiao';
import type { Fen } from '../../../domain/money';
import type { Instant } from '../../../domain/result';
import type { BillView } from '../../../services/queries';
import { type Values, WITHOUT } from '../flow';

/** What the summary needs of a bill, so that an ordinary turn reads no list. */
export interface ChosenBill {
  bill: string;
  period: string;
  amount: Fen;
  payer: string;
  paidAt?: Instant;
  /** Only while it is not open yet. */
  opensAt?: Instant;
}

/** A text that is WITHOUT: knowingly without. */
export interface ApplyValues extends Values, Omit<Answers, 'bills'> {
  bills?: ChosenBill[];
  /** The bills in the order in which they were last listed: what their numbers mean. */
  listed?: string[];
  /** Of the signed-in account: the preset for e-mail delivery. */
  ownEmail?: string;
  /** How the other bills stand, for the summary's first words. */
  others?: { now: number; later: number; applied: number };
}

export const apply = (values: Values): ApplyValues => values as ApplyValues;

export const choose = ({ bill, period, amount, payer, paidAt, opensAt, state }: BillView): ChosenBill => ({
  bill,
  period,
  amount,
  payer,
  ...(paidAt ? { paidAt } : {}),
  ...(state === 'notYetOpen' && opensAt ? { opensAt } : {}),
});

export const isPaper = (values: ApplyValues): boolean => values.kind !== undefined && mediumOf(values.kind) === 'paper';

/** Those that are submitted now, and those that are when they open. */
export const openBills = (values: ApplyValues): ChosenBill[] => (values.bills ?? []).filter((one) => !one.opensAt);
export const laterBills = (values: ApplyValues): ChosenBill[] => (values.bills ?? []).filter((one) => one.opensAt);

/** The case that these answers make. */
export const caseIn = (values: ApplyValues): Case =>
  caseOf(values, { open: openBills(values).length, later: laterBills(values).length });

/** Asked for, or given although nobody asked: shown before confirming, correctable, submitted. */
export function applies(values: ApplyValues, field: FieldName): boolean {
  const need = needOf(field, caseIn(values));
  return need === 'must' || (need === 'may' && values[field] !== undefined && values[field] !== WITHOUT);
}

export const mustHave = (values: ApplyValues, field: FieldName): boolean => needOf(field, caseIn(values)) === 'must';
