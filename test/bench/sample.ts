// One round of a bot under the driver: what a turn costs it, and how long it takes.
import type { Bot } from './bot';
import type { Driver } from './driver';

export interface Sample {
  cpu: number;
  p50: number;
  p99: number;
  perSecond: number;
}

export const LABELS: Record<keyof Sample, string> = {
  cpu: 'CPU ms per turn',
  p50: 'p50 ms',
  p99: 'p99 ms',
  perSecond: 'turns/s',
};

export const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * q)] ?? 0;
export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Milliseconds, and turns a second. */
export async function sampleOf(
  driver: Driver,
  bot: Bot,
  { conversations, atOnce }: { conversations: number; atOnce: number },
): Promise<Sample> {
  const cpu = bot.cpuMs();
  const began = performance.now();
  const times = await driver.play(bot.url, conversations, atOnce);
  const seconds = (performance.now() - began) / 1000;
  return {
    cpu: (bot.cpuMs() - cpu) / times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    perSecond: times.length / seconds,
  };
}
