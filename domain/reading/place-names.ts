// Provinces and large cities by their Chinese names, where they stand in a text.
import { CITIES, PROVINCES } from '../regions';

const PLACES = new Map<string, string[]>();
for (const { short } of [...PROVINCES, ...CITIES])
  PLACES.set(short[0] ?? '', [...(PLACES.get(short[0] ?? '') ?? []), short]);

/** The longest place that stands there, its 市, 省 or 区 included; 0 = none. */
export function placeAt(folded: string, at: number): number {
  const short = PLACES.get(folded[at] ?? '')?.find((one) => folded.startsWith(one, at));
  if (!short) return 0;
  return short.length + (/[市省]/.test(folded[at + short.length] ?? '') ? 1 : 0);
}
