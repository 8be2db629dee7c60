// Amounts of money: integers in fen, never fractions.
import { ok, type Parsed, refuse } from './result';

/** CNY in fen (1/100 yuan), a safe integer. */
export type Fen = number;

/** Before or behind an amount. */
const SIGN = /^(?:CNY|RMB|[¥元])\s*|\s*(?:CNY|RMB|元|¥)$/gi;
/** Digits in groups of three, parted by commas or blanks, or in one; a comma that parts anything else is not guessed at. */
const AMOUNT = /^(\d{1,12}|\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?: \d{3}){1,3})(?:\.(\d{1,2}))?$/;

/** An amount as it was written, without its currency; longer ones are none. */
export const bareAmount = (text: string): string => text.slice(0, 100).normalize('NFKC').trim().replace(SIGN, '');

/** Reads `1368`, `1,368.00`, `¥1368.5` as fen. Reasons: `amountFormat`. */
export function parseAmount(text: string): Parsed<Fen> {
  const match = AMOUNT.exec(bareAmount(text));
  if (!match) return refuse('amountFormat');
  const whole = Number((match[1] ?? '').replace(/[, ]/g, ''));
  return ok(whole * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

/** `1368.00`: for files and programs; what people read is worded by locales. */
export const yuan = (fen: Fen): string => (fen / 100).toFixed(2);

export const sum = (amounts: readonly Fen[]): Fen => amounts.reduce((total, amount) => total + amount, 0);
