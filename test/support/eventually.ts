// Waits for what other processes do: looks now and then, so that they have the processor, and gives up with a sentence.
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_MS = 10;
const HOPE_MS = 240_000;

/** Resolves once `test` holds. Throws after `withinMs`, which is no promise of the product: only the end of hope. */
export async function eventually(
  what: string,
  test: () => boolean | Promise<boolean>,
  { withinMs = HOPE_MS }: { withinMs?: number } = {},
): Promise<void> {
  const until = performance.now() + withinMs;
  while (!(await test())) {
    if (performance.now() > until) throw new Error(`did not happen within ${withinMs} ms: ${what}`);
    await wait(LOOK_MS);
  }
}

/** Repeats a check until it passes: for reads of a store whose replicas may lag. Throws as the check did at last. */
export async function inTheEnd<T>(check: () => Promise<T>, { withinMs = HOPE_MS } = {}): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > until) throw error;
      await wait(LOOK_MS);
    }
  }
}
