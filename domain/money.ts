// Amounts of money: integers in fen, never fractions.
import { ok, type Parsed, refuse } from './result';

/** CNY in fen (1/100 yuan), a safe integer. */
export type Fen = number;

const SIGN = /^(?:CNY|RMB|[¥元])\s*|\s*(?:CNY|RMB|元|¥)$/gi;
/** Digits in groups of three, parted by commas or blanks, or in one; a comma that parts anything else is not guessed at. */
const AMOUNT = /^(\d{1,12}|\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?: \d{3}){1,3})(?:\.(\d{1,2}))?$/;

/** Reads `1368`, `1,368.00`, `¥1368.5` as fen. Reasons: `amountFormat`. */
export function parseAmount(text: string): Parsed<Fen> {
  const plain = text.slice(0, 100).normalize('NFKC').trim().replace(SIGN, '');
  const match = AMOUNT.exec(plain);
  if (!match) return refuse('amountFormat');
  const yuan = Number((match[1] ?? '').replace(/[, ]/g, ''));
  return ok(yuan * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

export const sum = (amounts: readonly Fen[]): Fen => amounts.reduce((total, amount) => total + amount, 0);
