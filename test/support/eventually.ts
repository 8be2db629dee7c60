// Waits for what other processes do: looks now and then, so that they have the processor, and gives up with a sentence.
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_MS = 10;

/** Resolves once `test` holds. Throws after `withinMs`, which is no promise of the product: only the end of hope. */
export async function eventually(
  what: string,
  test: () => boolean | Promise<boolean>,
  { withinMs = 30_000 }: { withinMs?: number } = {},
): Promise<void> {
  const until = performance.now() + withinMs;
  while (!(await test())) {
    if (performance.now() > until) throw new Error(`did not happen within ${withinMs} ms: ${what}`);
    await wait(LOOK_MS);
  }
}
