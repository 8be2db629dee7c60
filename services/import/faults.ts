// Why a row was not imported. No words: the command line, the desk and the API each have their own.
import type { Column } from './columns';

export const ROW_FAULTS = [
  'empty',
  'tooLong',
  'characters',
  'lostCharacters',
  'payerFormat',
  'orderFormat',
  'billFormat',
  'digitsLost',
  'digitsRounded',
  'numberFormat',
  'tenantFormat',
  'emailFormat',
  'dateFormat',
  'dateNoDay',
  'dateYear',
  'dateAmbiguous',
  'dateContradicts',
  'dateSwapped',
  'dateFuture',
  'dateTooOld',
  'periodFormat',
  'amountFormat',
  'amountNegative',
  'amountComma',
  'amountDecimals',
  'amountScientific',
  'amountZero',
  'currency',
  'billMissing',
  'billTwice',
  'billOfOtherOrder',
  'orderOfOtherTenant',
  'amountOfApplied',
  'columnCount',
  'otherHeading',
  'cutOff',
  'formula',
  'keyTwice',
  'noObject',
  'syntax',
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

/** A row that was not imported. `other` is a line or an application number that explains it: never a value of the row. */
export interface BadRow {
  line: number;
  column?: Column;
  fault: RowFault;
  other?: string;
}
