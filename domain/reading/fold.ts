// One spelling for comparison that keeps every character in its place: lower case, no accents, ASCII forms, simplified characters.
import { simplified } from '../scripts';

const OTHERS: Record<string, string> = {
  ø: 'o',
  đ: 'd',
  ł: 'l',
  '’': "'",
  '‘': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
};
const known = new Map<string, string>();
/** Texts come from strangers: only so many characters are remembered. */
const REMEMBERED = 5000;

/** A letter in lower case, in its compatible form, without accents: what every folding begins with. */
export const unaccented = (char: string): string =>
  char.normalize('NFKC').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

function foldUnit(unit: string): string {
  const before = known.get(unit);
  if (before !== undefined) return before;
  const plain = unaccented(unit);
  const folded = OTHERS[unit] ?? (plain.length === 1 ? (OTHERS[plain] ?? simplified(plain)) : unit);
  if (known.size < REMEMBERED) known.set(unit, folded);
  return folded;
}

/** As many UTF-16 units as the text has: a place in one is the place in the other. Letters that fold to two stay. */
export function foldSame(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) folded += foldUnit(text[at] ?? '');
  return folded;
}

export const isHan = (char: string): boolean => char >= '\u3400' && char <= '\u9fff';
/** Of a folded text. */
export const isWord = (char: string): boolean =>
  (char >= 'a' && char <= 'z') || isDigit(char) || (char > '\u00bf' && char < '\u0250');
export const isDigit = (char: string): boolean => char >= '0' && char <= '9';
