// Splitting a bill into several fapiao (R31): the parts must come to the bill's amount, to the cent.
import { type Fen, sum } from './money';
import { ok, type Parsed, refuse } from './result';

const yuan = (fen: Fen): string => (fen / 100).toFixed(2);

/**
 * The parts of an amount. Refused: `partsTooFew`, `partAmount` (a part is not above zero),
 * `partsSum` {sum, total, difference} in yuan, the difference positive when the parts are too much.
 */
export function checkParts(total: Fen, parts: readonly Fen[]): Parsed<readonly Fen[]> {
  if (parts.length < 2) return refuse('partsTooFew');
  if (parts.some((part) => !Number.isSafeInteger(part) || part <= 0)) return refuse('partAmount');
  const together = sum(parts);
  if (together === total) return ok(parts);
  return refuse('partsSum', { sum: yuan(together), total: yuan(total), difference: yuan(together - total) });
}
