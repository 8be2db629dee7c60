// Compiles the bench (the bots must run as plain JavaScript, as in production) and starts the part that was asked for.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { installSamples } from './samples.mjs';

/** `npm run bench -- <part>`: what is run, one after another. */
const PARTS = {
  turns: [['dist/bench/run.js']],
  cosmos: [['--require', 'tsx/cjs', 'test/bench/units.ts'], ['dist/bench/cosmos.js']],
  processes: [['dist/bench/processes.js']],
  widget: [['dist/bench/widget.js']],
  desk: [['dist/bench/desk.js']],
  import: [['dist/bench/intake.js']],
};

const part = process.argv[2] ?? 'turns';
if (!Object.hasOwn(PARTS, part)) {
  process.stderr.write(`There is no bench "${part}": ${Object.keys(PARTS).join(', ')}\n`);
  process.exit(2);
}
buildSync({
  entryPoints: [
    ...['echo', 'run', 'heap', 'cosmos', 'processes', 'widget', 'desk', 'desk-probe', 'intake'].map(
      (name) => `test/bench/${name}.ts`,
    ),
    'test/cosmos-standin/main.ts',
  ],
  outdir: 'dist/bench',
  entryNames: '[name]',
  platform: 'node',
  format: 'cjs',
  bundle: true,
  packages: 'external',
  logLevel: 'warning',
});
for (const args of PARTS[part]) {
  const env = { ...process.env, NODE_PATH: installSamples(join(tmpdir(), 'fapiao-bench-samples')) };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
