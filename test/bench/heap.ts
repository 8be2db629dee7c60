// Loaded before the bot: on SIGUSR2 it collects the garbage and says how large the heap is.
process.on('SIGUSR2', () => {
  (globalThis as { gc?: () => void }).gc?.();
  process.stdout.write(`heap ${process.memoryUsage().heapUsed}\n`);
});
