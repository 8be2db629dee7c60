// `npm run bench`: this bot and a plain botbuilder echo in turn (A B A B), whole conversations, medians of ratios.
import { type Bot, startBot } from './bot';
import { createDriver, REGISTRATION } from './driver';
import { LABELS, median, print, type Sample, sampleOf } from './sample';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const CONVERSATIONS = Number(process.env.CONVERSATIONS ?? 300);
const GROWTH_FROM = 2_000;
const GROWTH_TO = Number(process.env.GROWTH_TO ?? 20_000);

async function main(): Promise<void> {
  const driver = await createDriver();
  const sample = (bot: Bot, atOnce: number) => sampleOf(driver, bot, { conversations: CONVERSATIONS, atOnce });

  const ours = await startBot('ours');
  const echo = await startBot('echo');
  await driver.play(ours.url, CONVERSATIONS, 16);
  await driver.play(echo.url, CONVERSATIONS, 16);
  print(
    `${REGISTRATION.length} turns a conversation, ${CONVERSATIONS} conversations a round, ${ROUNDS} rounds, Node ${process.version}`,
  );
  for (const atOnce of [16, 64]) {
    const pairs: { ours: Sample; echo: Sample }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      pairs.push({ ours: await sample(ours, atOnce), echo: await sample(echo, atOnce) });
    }
    print(`\n${atOnce} conversations at once        ours      echo     ratio`);
    for (const name of ['cpu', 'p50', 'p99', 'perSecond'] as const) {
      const label = LABELS[name];
      const ratio = median(pairs.map((pair) => pair.ours[name] / pair.echo[name]));
      const column = (who: 'ours' | 'echo') =>
        median(pairs.map((pair) => pair[who][name])).toFixed(name === 'perSecond' ? 0 : 3);
      print(
        `${label.padEnd(30)}${column('ours').padStart(8)}${column('echo').padStart(10)}${ratio.toFixed(2).padStart(10)}`,
      );
    }
  }
  await echo.stop();
  await ours.stop();

  const starts = { ours: [] as number[], echo: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ['ours', 'echo'] as const) {
      const bot = await startBot(name);
      starts[name].push(bot.startMs);
      await bot.stop();
    }
  }
  print(
    `\nlistening after, ms           ${median(starts.ours).toFixed(0).padStart(8)}${median(starts.echo).toFixed(0).padStart(10)}${(median(starts.ours) / median(starts.echo)).toFixed(2).padStart(10)}`,
  );

  const grown = await startBot('ours');
  const short = REGISTRATION.slice(0, 2);
  await driver.play(grown.url, GROWTH_FROM, 32, short);
  const few = { heap: await grown.heapMb(), times: await driver.play(grown.url, 300, 16) };
  await driver.play(grown.url, GROWTH_TO - GROWTH_FROM, 32, short);
  const many = { heap: await grown.heapMb(), times: await driver.play(grown.url, 300, 16) };
  print(
    `\nafter ${GROWTH_FROM} and ${GROWTH_TO} conversations: heap ${few.heap.toFixed(1)} and ${many.heap.toFixed(1)} MB (x ${(many.heap / few.heap).toFixed(3)}), RSS ${grown.rssMb().toFixed(0)} MB, p50 ${median(few.times).toFixed(2)} and ${median(many.times).toFixed(2)} ms (x ${(median(many.times) / median(few.times)).toFixed(2)})`,
  );
  await grown.stop();
  driver.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
