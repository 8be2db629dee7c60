// Compiles the bench (the bots must run as plain JavaScript, as in production) and starts it.
import { spawnSync } from 'node:child_process';
import { buildSync } from 'esbuild';

buildSync({
  entryPoints: ['test/bench/echo.ts', 'test/bench/run.ts', 'test/bench/heap.ts'],
  outdir: 'dist/bench',
  platform: 'node',
  format: 'cjs',
  bundle: true,
  packages: 'external',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, ['dist/bench/run.js'], { stdio: 'inherit' });
process.exit(status ?? 1);
