// Days as people write them, a day or a range on each line, and back: `2027-10-01 – 2027-10-07`.
import { DAY } from '../../../domain/time';

const next = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);

/** A range is at most a year, whatever was typed. */
const LONGEST = 366;

/** What is no day stays as it was typed, for the server to name. */
export function daysIn(text: string): string[] {
  return text
    .slice(0, 10_000)
    .split(/[\n,，;；、]/)
    .map((line) => line.trim())
    .filter(Boolean)
    .flatMap((line) => {
      const found = line.match(/\d{4}-\d\d-\d\d/g) ?? [];
      const [from, to] = found;
      const rest = line.replace(/\d{4}-\d\d-\d\d/g, '').replace(/[\s~–—至到-]/g, '');
      if (!from || found.length > 2 || rest) return [line.slice(0, 20)];
      if (!to) return [from];
      if (Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to)) || to < from) return [line.slice(0, 20)];
      const days: string[] = [];
      for (let day = from; day <= to && days.length < LONGEST; day = next(day)) days.push(day);
      return days;
    });
}

/** In order, neighbours as one line. */
export function linesOf(days: readonly string[]): string {
  const lines: [string, string][] = [];
  for (const day of [...days].sort()) {
    const last = lines.at(-1);
    if (last && next(last[1]) === day) last[1] = day;
    else lines.push([day, day]);
  }
  return lines.map(([from, to]) => (from === to ? from : `${from} – ${to}`)).join('\n');
}
