// Amounts of money: integers in fen, never fractions.
import { ok, type Parsed, refuse } from './result';

/** CNY in fen (1/100 yuan), a safe integer. */
export type Fen = number;

/** Reads `1368`, `1,368.00`, `¥1368.5` as fen. Reasons: `amountFormat`. */
export function parseAmount(text: string): Parsed<Fen> {
  const plain = text
    .normalize('NFKC')
    .replace(/[¥元\s]|CNY|RMB/gi, '')
    .replace(/,(?=\d{3}(?:\D|$))/g, '');
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!match) return refuse('amountFormat');
  return ok(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

export const sum = (amounts: readonly Fen[]): Fen => amounts.reduce((total, amount) => total + amount, 0);
