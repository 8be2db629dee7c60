// What a text costs, measured: whether a longer one takes longer than its length explains.
import { toLength } from './hostile';

/** A way in. `play` does all that a stranger's text can make it do. */
export interface Entry {
  name: string;
  play: (text: string) => unknown;
}

/** Processor milliseconds, the least of several: what other programs do meanwhile does not count. */
export async function cost(run: () => unknown, times = 2): Promise<number> {
  let least = Infinity;
  for (let again = 0; again < times; again++) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** A message of 4,000 characters is the longest that is read; longer ones are answered with that. */
const LENGTHS = [1_000, 4_000, 10_000];
/** Less than this is nobody's wait, and the clock's own grain is no longer small beside it. */
const GRAIN_MS = 40;
/** Between linear and quadratic: four times the text may take nine times the time, where quadratic is sixteen times. */
const POWER = 1.6;

/** The text and its costs, where they grow faster than its length. `costOf`: milliseconds, the least of so many times. */
export async function steepest(
  text: string,
  costOf: (text: string, times: number) => Promise<number>,
  times: number,
): Promise<string | undefined> {
  const costs: number[] = [];
  /** The longest first: where it is nobody's wait, the shorter ones need not be played. */
  const costAt = async (at: number): Promise<number> =>
    (costs[at] ??= await costOf(toLength(text, LENGTHS[at] ?? 0), times));
  let steep = false;
  for (let at = LENGTHS.length - 1; at > 0 && !steep; at -= 1) {
    const ms = await costAt(at);
    const more = (LENGTHS[at] ?? 1) / (LENGTHS[at - 1] ?? 1);
    steep = ms > GRAIN_MS && ms > Math.max(await costAt(at - 1), 3) * more ** POWER;
  }
  return steep
    ? `${JSON.stringify(text)} ${Object.values(costs)
        .map((ms) => ms.toFixed(1))
        .join(' → ')} ms`
    : undefined;
}

/** What is too steep is measured again, with more tries: a neighbour on the machine costs caches, not only time. */
export async function tooSteep({ name, play }: Entry, text: string): Promise<string | undefined> {
  const costOf = (long: string, times: number) => cost(() => play(long), times);
  const found = (await steepest(text, costOf, 1)) && (await steepest(text, costOf, 6));
  return found && `${name}: ${found}`;
}
