// Whether a phrase stands whole at a place: no part of a longer word, and no first half of a place's name.
import { CITIES, PROVINCES } from '../regions';
import { isHan, isWord } from './fold';

/** Latin words only whole: `tel` is none in `telling`. Chinese ones take no place's first character: 抬头写上|海…, 改成|都…. */
export const isWhole = (folded: string, at: number, phrase: string): boolean =>
  !(isWord(phrase[0] ?? '') && isWord(folded[at - 1] ?? '')) &&
  !(isWord(phrase.at(-1) ?? '') && isWord(folded[at + phrase.length] ?? '')) &&
  !(phrase.length > 1 && isHan(phrase.at(-1) ?? '') && cutsPlace(folded, at + phrase.length));

const PLACES = [...PROVINCES, ...CITIES].map(({ short }) => short);
const PLACE_MAX = Math.max(...PLACES.map(({ length }) => length));

/** Whether the name of a place begins before and ends behind; where a place begins just here, that one is meant. */
function cutsPlace(folded: string, at: number): boolean {
  if (!isHan(folded[at] ?? '')) return false;
  const around = folded.slice(Math.max(0, at - PLACE_MAX + 1), at + PLACE_MAX - 1);
  const middle = at - Math.max(0, at - PLACE_MAX + 1);
  return (
    !PLACES.some((place) => folded.startsWith(place, at)) &&
    PLACES.some((place) => {
      const from = around.indexOf(place);
      return from >= 0 && from < middle && from + place.length > middle;
    })
  );
}
