// Loaded before the product: on SIGUSR2 it says how long its loop stood still at most since it was asked last, and its memory in MB.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 1;
const MB = 1024 * 1024;

if (isMainThread) {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  process.on('SIGUSR2', () => {
    const longest = delays.max / 1e6 - RESOLUTION_MS;
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    process.stdout.write(`inside ${JSON.stringify({ longest, heap: heapUsed / MB, rss: rss / MB })}\n`);
    // Collecting is no work of the product's.
    setImmediate(() => delays.reset());
  });
}
