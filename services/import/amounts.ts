// Amounts of an import: read as money, or why not, so that whoever sent the file knows what to change.
import { bareAmount, type Fen, parseAmount } from '../../domain/money';
import type { RowFault } from './faults';

/** In fen; or the fault of an amount that could mean something else, is a refund, or is no amount. */
export function readAmount(text: string): { ok: true; amount: Fen } | { ok: false; fault: RowFault } {
  const parsed = parseAmount(text);
  if (parsed.ok) return parsed.value === 0 ? { ok: false, fault: 'amountZero' } : { ok: true, amount: parsed.value };
  const bare = bareAmount(text)
    .replace(/[−–—]/g, '-')
    .replace(/^([-(]) ?(?:CNY|RMB|¥)/i, '$1');
  return { ok: false, fault: faultOf(bare) };
}

function faultOf(bare: string): RowFault {
  // Accountants write a refund in brackets, and some programs with the sign behind.
  if (/^(?:-[\d,. ]+|\([\d,. ]+\)|[\d,. ]+-)$/.test(bare)) return 'amountNegative';
  if (/^[+-]?\d+(?:\.\d+)?E[+-]?\d+$/i.test(bare)) return 'amountScientific';
  if (/^[\d.]*\d,\d{1,2}$/.test(bare) || /^\d[\d.]*,\d+$/.test(bare)) return 'amountComma';
  if (/^[\d,]+\.\d{3,}$/.test(bare)) return 'amountDecimals';
  return 'amountFormat';
}
