// The city in an address, as clerks filter by it: the first place that is one of ours, by its short Chinese name.
import { CITIES, PROVINCES } from './regions';

const places = [...PROVINCES.filter(({ municipality }) => municipality), ...CITIES];
const HAN = new RegExp(places.map(({ short }) => short).join('|'));
const LATIN = new RegExp(`\\b(?:${places.map(({ latin }) => `(${latin})`).join('|')})\\b`, 'i');

/** `上海` for any address there; undefined where none of the cities that we know is named. */
export function cityOf(address: string): string | undefined {
  const han = HAN.exec(address)?.[0];
  if (han) return han;
  const found =
    LATIN.exec(address)
      ?.slice(1)
      .findIndex((group) => group !== undefined) ?? -1;
  return places[found]?.short;
}
