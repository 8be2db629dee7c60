// `npm run soak`: honest and hostile people at the built server for MINUTES (10) minutes, all on this machine: what honest people wait, and whether anything was lost.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../support/built';
import { startServer } from '../support/server-process';
import { honest, type Written } from './honest';
import { hostilePerson } from './hostile';

const MINUTES = Number(process.env.MINUTES ?? 10);
const HONEST = Number(process.env.HONEST ?? 12);
const HOSTILE = Number(process.env.HOSTILE ?? 6);
/** Between two messages of a person. */
const PAUSE_MS = 1_500;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * q)] ?? 0;
const inWords = (values: readonly number[]): string =>
  [0.5, 0.95, 0.99, 1]
    .map((q) => `${q === 1 ? 'longest' : `p${q * 100}`} ${quantile(values, q).toFixed(0)} ms`)
    .join(', ');

/** Whether it lives, asked every second; answers how long each answer took. Throws when there is none. */
async function health(base: string, until: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!until()) {
    const began = performance.now();
    const { status } = await fetch(`${base}/healthz`);
    if (status !== 200) throw new Error(`/healthz answered ${status}`);
    times.push(performance.now() - began);
    await wait(1_000);
  }
  return times;
}

const summed = (counts: readonly Record<string, number>[]): Record<string, number> => {
  const sum: Record<string, number> = {};
  for (const each of counts) for (const [name, count] of Object.entries(each)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-soak-'));
  // As behind a proxy, so that everybody has an address of their own.
  const env = { DEMO: 'true', TRUST_PROXY: '1', LOG_LEVEL: 'error' };
  const server = await startServer({ main: join(ROOT, 'dist', 'bot', 'main.js'), dataDir, env });
  const { base } = server;
  const ends = performance.now() + MINUTES * 60_000;
  const until = () => performance.now() > ends || server.child.exitCode !== null;
  let people = 0;
  const someone = () => `198.51.${Math.floor((people += 1) / 250) % 250}.${people % 250}`;
  print(`${MINUTES} min, ${HONEST} honest and ${HOSTILE} hostile people at once, Node ${process.version}`);
  const [healths, written, statuses] = await Promise.all([
    health(base, until),
    Promise.all(Array.from({ length: HONEST }, () => honest(base, { from: someone, until, pauseMs: PAUSE_MS }))),
    Promise.all(Array.from({ length: HOSTILE }, (_, n) => hostilePerson(base, { seed: n + 1, until }))),
  ]);
  const code = await server.end('SIGTERM');
  const all = <K extends 'times' | 'lost' | 'doubled'>(name: K): Written[K][number][] =>
    written.flatMap((one) => one[name] as Written[K][number][]);
  const [times, lost, doubled] = [all('times') as number[], all('lost'), all('doubled')];
  print(
    `honest: ${times.length} messages answered, ${inWords(times)}; refused ${JSON.stringify(summed(written.map(({ refused }) => refused)))}`,
  );
  print(`lost ${lost.length}, doubled ${doubled.length}`);
  print(`hostile: ${JSON.stringify(summed(statuses))}`);
  print(`/healthz: ${inWords(healths)}; ended with ${code}`);
  rmSync(dataDir, { recursive: true, force: true });
  if (lost.length || doubled.length || code !== 0 || !times.length) {
    print(server.output().slice(-4_000));
    process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
