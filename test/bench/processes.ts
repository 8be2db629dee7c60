// `npm run bench -- processes`: two and four processes on one store: delivery across them, turns, recovery after kill -9, idle sockets.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { mailRow } from '../../services/shared/outbox';
import { keys } from '../../storage/records';
import { nothingDue } from '../faults/processes-work';
import { type Channel, openChannel } from '../support/channel';
import {
  buildMeddled,
  type Cluster,
  type Program,
  type SharedStore,
  sharedSqlite,
  startCluster,
} from '../support/cluster';
import { begin, call, listen, message } from '../support/directline-client';
import { eventually } from '../support/eventually';
import type { ServerProcess } from '../support/server-process';
import { sharedCosmos } from '../support/shared-cosmos';
import { type SmtpTest, smtpTest } from '../support/smtp';
import { channelVisitor } from '../support/visitor';
import { createDriver } from './driver';
import { ask } from './inside';

const MESSAGES = Number(process.env.MESSAGES ?? 200);
const CONVERSATIONS = Number(process.env.CONVERSATIONS ?? 300);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const COUNTS = (process.env.COUNTS ?? '2,4').split(',').map(Number);
const IDLE = [5, Number(process.env.IDLE ?? 500)];
const IDLE_SECONDS = Number(process.env.IDLE_SECONDS ?? 60);

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * q)] ?? 0;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** A socket on one process, messages posted to another: from the POST's start until the socket has the message. */
async function delivery({ processes, balancer }: Cluster): Promise<void> {
  const delays: number[] = [];
  for (let n = 0; n < MESSAGES; ) {
    const chat = await begin(balancer.base);
    const [near, far] = [processes[n % 2], processes[(n + 1) % 2]] as [ServerProcess, ServerProcess];
    const line = listen(chat.started.streamUrl.replace(`:${balancer.port}/`, `:${new URL(far.base).port}/`));
    await line.until(() => line.activities().length > 0);
    const url = chat.url.replace(balancer.base, near.base);
    for (let each = 0; each < 20 && n < MESSAGES; each += 1, n += 1) {
      const id = randomUUID();
      await call(`${url}/activities`, { json: message('hello', id), token: chat.token });
      const answered = performance.now();
      await line.until(() => line.activities().some(({ channelData }) => channelData?.clientActivityID === id));
      // It was committed before it was answered: this is what the socket waited for since.
      delays.push(performance.now() - answered);
    }
    line.socket.close();
  }
  print(
    `  socket on another process: message there ${ms(quantile(delays, 0.5))} after the POST's answer (median), p99 ${ms(quantile(delays, 0.99))}, longest ${ms(Math.max(...delays))}`,
  );
}

async function turns({ processes }: Cluster): Promise<void> {
  const driver = await createDriver();
  let next = 0;
  const spread = () => `${processes[(next += 1) % processes.length]?.base}/api/messages`;
  await driver.play(spread, 60, 16);
  const began = performance.now();
  const times = await driver.play(spread, CONVERSATIONS, 32);
  const perSecond = times.length / ((performance.now() - began) / 1000);
  print(
    `  every turn on another process, 32 conversations at once: ${perSecond.toFixed(0)} turns/s, p50 ${ms(quantile(times, 0.5))}, p99 ${ms(quantile(times, 0.99))}`,
  );
  driver.close();
}

/** Mails that a killed process had in hand: from the kill until the others have sent the last one. */
async function mailsAfterKill(cluster: Cluster, smtp: SmtpTest): Promise<number> {
  const { deps, processes } = cluster;
  const living = processes.filter(({ child }) => child.signalCode === null);
  smtp.hold();
  const rows = Array.from({ length: living.length * 8 }, (_, n) =>
    mailRow(deps, { customer: 'c', name: 'activated', locale: 'en-US', to: `person${n}@qinghe.example` }),
  );
  await deps.store.commit(keys.customer('c'), rows);
  await smtp.held(living.length * 4);
  await cluster.kill(processes.indexOf(living[0] as ServerProcess));
  const killed = performance.now();
  smtp.release();
  await nothingDue(cluster);
  await cluster.add();
  return performance.now() - killed;
}

/** A turn whose command was decided when its process was killed: from the kill until its answer is there. */
async function turnAfterKill(cluster: Cluster, channel: Channel, again: boolean): Promise<number> {
  const visitor = channelVisitor(cluster.balancer.base, channel);
  await visitor.says('hello', /./);
  const doomed = await cluster.add({ STOP_AFTER: 'decided', STOP_AT: 'beginSignIn' });
  const cut = visitor.sends('sign in', 'sign-in', doomed.base).catch(() => undefined);
  await eventually('the decision', () => doomed.output().includes('stands still'));
  await doomed.end('SIGKILL');
  const killed = performance.now();
  await cut;
  if (again) await visitor.sends('sign in', 'sign-in');
  await visitor.hears(/signin/);
  return performance.now() - killed;
}

async function recovery(cluster: Cluster, smtp: SmtpTest): Promise<void> {
  const channel = await openChannel();
  const times = { mails: [] as number[], again: [] as number[], waits: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.mails.push(await mailsAfterKill(cluster, smtp));
    times.again.push(await turnAfterKill(cluster, channel, true));
    times.waits.push(await turnAfterKill(cluster, channel, false));
  }
  const seconds = (values: number[]) =>
    `${(quantile(values, 0.5) / 1000).toFixed(2)} s, longest ${(Math.max(...values) / 1000).toFixed(2)} s`;
  print(`  after kill -9: a submitting turn that is delivered again ${seconds(times.again)}`);
  print(`                 one that nobody delivers again ${seconds(times.waits)}`);
  print(`                 mails in hand ${seconds(times.mails)}`);
  await channel.close();
}

/** What one process asks of its store while its sockets have nothing to do. */
async function idle({ processes }: Cluster, count: number): Promise<void> {
  const [one] = processes as [ServerProcess];
  const lines: ReturnType<typeof listen>[] = [];
  while (lines.length < count) {
    const chat = await begin(one.base);
    for (let n = 0; n < 20 && lines.length < count; n += 1) lines.push(listen(chat.started.streamUrl));
  }
  await Promise.all(lines.map((line) => line.until(() => line.activities().length > 0)));
  const before = await ask('store', one);
  await wait(IDLE_SECONDS * 1000);
  const after = await ask('store', one);
  const perMinute = (name: string) => Math.round((((after[name] ?? 0) - (before[name] ?? 0)) * 60) / IDLE_SECONDS);
  print(
    `  ${count} idle sockets: ${perMinute('gets')} point reads, ${perMinute('lists')} list reads, ${perMinute('commits')} commits a minute`,
  );
  for (const line of lines) line.socket.close();
}

async function measure(program: Program, open: () => Promise<SharedStore>, count: number): Promise<void> {
  const [shared, smtp] = await Promise.all([open(), smtpTest()]);
  const cluster = await startCluster({ program, shared, count, smtpUrl: smtp.url, env: { LOG_LEVEL: 'error' } });
  print(`\n${count} processes on ${shared.name}, Node ${process.version}`);
  try {
    await delivery(cluster);
    await turns(cluster);
    if (count === 2) for (const sockets of IDLE) await idle(cluster, sockets);
    await recovery(cluster, smtp);
  } finally {
    await cluster.close();
    await smtp.close();
    await shared.remove();
  }
}

async function main(): Promise<void> {
  const program = await buildMeddled();
  const stores = { sqlite: sharedSqlite, cosmos: sharedCosmos };
  for (const [name, open] of Object.entries(stores)) {
    if (process.env.STORE && process.env.STORE !== name) continue;
    for (const count of COUNTS) await measure(program, open, count);
  }
  program.remove();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
