// The answers of an application while they are being collected.
import type { BuyerKind, DeliveryMethod, Grouping, Kind } from '../../../domain/fapiao';
import { mandatoryFields, mediumOf } from '../../../domain/fapiao';
import type { Fen } from '../../../domain/money';
import type { Instant } from '../../../domain/result';
import type { BillView } from '../../../services/queries';
import type { Values } from '../flow';

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

export interface ApplyValues extends Values {
  bills?: ChosenBill[];
  ahead?: boolean;
  kind?: Kind;
  grouping?: Grouping;
  name?: string;
  /** Empty = knowingly without. */
  taxId?: string;
  buyerKind?: BuyerKind;
  address?: string;
  phone?: string;
  bank?: string;
  account?: string;
  method?: DeliveryMethod;
  emails?: string[];
  recipient?: string;
  mobile?: string;
  shipTo?: string;
  certificate?: boolean;
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

type BuyerField = 'taxId' | 'address' | 'phone' | 'bank' | 'account';

/** Whether a field of the buyer must be given. An unknown buyer is asked what an enterprise is asked. */
export const needsField = (values: ApplyValues, field: BuyerField): boolean =>
  mandatoryFields(values.kind ?? 'digital-normal', values.buyerKind ?? 'enterprise').required.includes(field);

/** Whether the fapiao can carry a field of the buyer: what it can't is neither shown nor submitted. */
export function takesField(values: ApplyValues, field: BuyerField): boolean {
  const { required, optional } = mandatoryFields(values.kind ?? 'digital-normal', values.buyerKind ?? 'enterprise');
  return required.includes(field) || optional.includes(field);
}

/** Asked for, or given although nobody asked: shown before confirming, correctable, submitted. */
export const hasField = (values: ApplyValues, field: BuyerField): boolean =>
  needsField(values, field) || (takesField(values, field) && values[field] !== undefined && values[field] !== '');

/** Total of the bills that are submitted now. */
export const openBills = (values: ApplyValues): ChosenBill[] => (values.bills ?? []).filter((one) => !one.opensAt);
export const laterBills = (values: ApplyValues): ChosenBill[] => (values.bills ?? []).filter((one) => one.opensAt);
