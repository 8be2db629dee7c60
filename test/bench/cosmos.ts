// `npm run bench -- cosmos`, second part: this bot on Cosmos DB (a stand-in), on SQLite and the echo in turn, ratios to the echo.
import { spawn } from 'node:child_process';
import { type Bot, type BotName, startBot } from './bot';
import { createDriver } from './driver';
import { LABELS, median, print, type Sample, sampleOf } from './sample';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const CONVERSATIONS = Number(process.env.CONVERSATIONS ?? 200);
const NAMES = ['cosmos', 'ours', 'echo'] as const satisfies BotName[];

/** A stand-in in a process of its own, so that its time is not the bot's; with database and container. */
async function startStandin(): Promise<{ env: Record<string, string>; stop(): void }> {
  const child = spawn(process.execPath, ['dist/bench/main.js', '--port', '0', '--consistency', 'Strong'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(String(chunk))),
  );
  const setting = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(said)?.[1] ?? '';
  const env = { COSMOS_ENDPOINT: setting('COSMOS_ENDPOINT'), COSMOS_KEY: setting('COSMOS_KEY') };
  const setup = spawn(process.execPath, ['dist/bot/cli/store.js', 'setup'], { env: { ...process.env, ...env } });
  await new Promise((resolve) => setup.once('exit', resolve));
  return { env, stop: () => void child.kill() };
}

async function main(): Promise<void> {
  const driver = await createDriver();
  const standin = await startStandin();
  const bots = {} as Record<(typeof NAMES)[number], Bot>;
  for (const name of NAMES) bots[name] = await startBot(name, name === 'cosmos' ? standin.env : {});
  for (const name of NAMES) await driver.play(bots[name].url, CONVERSATIONS, 16);
  const rounds: Record<(typeof NAMES)[number], Sample>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const samples = {} as (typeof rounds)[number];
    for (const name of NAMES)
      samples[name] = await sampleOf(driver, bots[name], { conversations: CONVERSATIONS, atOnce: 16 });
    rounds.push(samples);
  }
  print(`\n16 conversations at once    Cosmos DB    SQLite      echo   Cosmos DB / echo`);
  for (const name of ['cpu', 'p50', 'p99', 'perSecond'] as const) {
    const column = (who: (typeof NAMES)[number]) =>
      median(rounds.map((one) => one[who][name]))
        .toFixed(2)
        .padStart(10);
    const ratio = median(rounds.map(({ cosmos, echo }) => cosmos[name] / echo[name]));
    print(`${LABELS[name].padEnd(27)}${NAMES.map(column).join('')}${ratio.toFixed(2).padStart(16)}`);
  }
  for (const name of NAMES) await bots[name].stop();
  standin.stop();
  driver.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
