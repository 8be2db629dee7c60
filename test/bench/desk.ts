// `npm run bench -- desk`: 100,000 applications, 10,000 of them open, in a SQLite file: what clerks wait for, whom they hold up, what idle tabs cost.
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BulkAnswer, DeskRow } from '../../domain/desk-view';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import { ageSome } from '../../services/privacy/aging';
import { retaining } from '../../storage/retention';
import { nothingDue } from '../faults/processes-work';
import { ROOT } from '../support/built';
import { buildMeddled, type Cluster, sharedSqlite, startCluster } from '../support/cluster';
import type { ServerProcess } from '../support/server-process';
import { smtpTest } from '../support/smtp';
import { seedCentre } from './desk-seed';
import { APPLICATIONS, type DeskTab, deskTab, rowsOf } from './desk-tab';
import { ask } from './inside';
import { median, print, quantile } from './sample';

const ALL = Number(process.env.ALL ?? 100_000);
const OPEN = Number(process.env.OPEN ?? 10_000);
const ROUNDS = Number(process.env.ROUNDS ?? 9);
/** Of each call in a round. */
const TIMES = Number(process.env.TIMES ?? 20);
const BULKS = Number(process.env.BULKS ?? 3);
const BULK = 1_000;
/** As the browser does. */
const HUNDRED = 100;
const IDLE_SECONDS = Number(process.env.IDLE_SECONDS ?? 60);
const SOCKETS = [0, 1, 50];
/** One person has no more tabs. */
const TABS = 20;

/** What is measured, and the most that it may be. Milliseconds. */
const GOALS = {
  'loop stands still while the board is read': 50,
  'a page': 100,
  'a filter': 100,
  'find a number': 200,
  'find a beginning': 200,
  'find what is inside': 200,
  'an act (issue)': 50,
  'seen at another tab': 300,
  'seen at another process': 300,
  '1,000 at once (start)': 10_000,
} as const;
type Name = keyof typeof GOALS | 'first page, board not read yet' | 'loop stands still, nobody asks' | 'bulk: loop';

/** One list of times for each round. */
const rounds: Partial<Record<Name, number[][]>> = {};
function keep(name: Name, round: number, ...times: number[]): void {
  const all = (rounds[name] ??= []);
  (all[round] ??= []).push(...times);
}

const FILTERS = ['pile=issuePaper', 'late=1', 'kind=digital-normal', 'pile=issuePaper&city=深圳', 'mine=1'];

async function lists(tab: DeskTab, round: number): Promise<void> {
  const newest = (i: number) => ALL - ((round * TIMES + i * 37) % OPEN);
  let after = '';
  for (let i = 0; i < TIMES; i += 1) {
    const page = await tab.get<{ next?: string }>(`${APPLICATIONS}?after=${after}`);
    after = page.body.next ?? '';
    keep('a page', round, page.ms);
    keep('a filter', round, (await tab.get(`${APPLICATIONS}?${FILTERS[i % FILTERS.length]}`)).ms);
    const find = async (q: string) => (await tab.get(`/desk/api/find?q=${encodeURIComponent(q)}`)).ms;
    keep('find a number', round, await find(i % 2 ? `FP-2609-${newest(i)}` : `O-${newest(i)}`));
    keep('find a beginning', round, await find(i % 2 ? `上海青禾${newest(i)}` : `finance${newest(i)}@`));
    keep('find what is inside', round, await find(`禾${newest(i) % 1_000}餐`));
  }
}

let fapiaos = 0;
/** A colleague issues; another tab hears of it, and one at another process. */
async function acts(colleague: DeskTab, own: ServerProcess, other: ServerProcess, round: number): Promise<void> {
  const [near, far] = await Promise.all([own, other].map(({ base }) => colleague.at(base).live()));
  const rows = (await rowsOf(colleague, 2_000, 'pile=issueDigital')).slice(-TIMES * (round + 1)).slice(0, TIMES);
  for (const { number, etag } of rows) {
    const heard = [near, far].map((live) => live?.hears(number) ?? 0);
    const fapiao = { number: `2631000000${String((fapiaos += 1)).padStart(10, '0')}` };
    const began = performance.now();
    const { ms } = await colleague.post(`${APPLICATIONS}/${number}/issue`, { fapiaos: [fapiao] }, etag);
    const [here = 0, there = 0] = await Promise.all(heard);
    keep('an act (issue)', round, ms);
    keep('seen at another tab', round, here - began);
    keep('seen at another process', round, there - began);
  }
  near?.close();
  far?.close();
}

/** A process that nobody asked yet reads the board, and a clerk works with it. */
async function round(cluster: Cluster, other: ServerProcess, n: number): Promise<void> {
  const server = await cluster.add();
  const tab = await deskTab(cluster.deps, server.base);
  await tab.get('/desk/api/me');
  await ask('inside', server);
  await wait(1_000);
  keep('loop stands still, nobody asks', n, (await ask('inside', server)).longest ?? 0);
  keep('first page, board not read yet', n, (await tab.get(APPLICATIONS)).ms);
  keep('loop stands still while the board is read', n, (await ask('inside', server)).longest ?? 0);
  await lists(tab, n);
  await acts(await deskTab(cluster.deps, server.base), server, other, n);
  await server.end('SIGTERM');
}

async function bulk(cluster: Cluster, server: ServerProcess, n: number): Promise<void> {
  const tab = await deskTab(cluster.deps, server.base);
  const rows = await rowsOf(tab, BULK * (n + 1) + ROUNDS * TIMES, 'pile=issueDigital');
  const some = rows.filter(({ state }) => state === 'submitted').slice(0, BULK);
  await ask('inside', server);
  const refused: BulkAnswer['results'] = [];
  let spent = 0;
  for (let i = 0; i < some.length; i += HUNDRED) {
    const items = some.slice(i, i + HUNDRED).map(({ number, etag }: DeskRow) => ({ number, etag }));
    const { ms, body } = await tab.post<BulkAnswer>(`${APPLICATIONS}/bulk`, { act: 'start', data: {}, items });
    refused.push(...body.results.filter((one) => 'error' in one));
    spent += ms;
  }
  if (refused.length) print(`refused: ${JSON.stringify(refused)}`);
  keep('1,000 at once (start)', n, (spent * BULK) / some.length);
  keep('bulk: loop', n, (await ask('inside', server)).longest ?? 0);
}

/** What a process asks of its store while nobody does anything, and its memory. */
async function idle(cluster: Cluster): Promise<void> {
  const server = await cluster.add();
  const open: { close(): void }[] = [];
  for (const count of SOCKETS) {
    while (open.length < count) {
      const tab = await deskTab(cluster.deps, server.base);
      for (let i = 0; i < TABS && open.length < count; i += 1) open.push(await tab.live());
    }
    await wait(2_000);
    const before = await ask('store', server);
    await wait(IDLE_SECONDS * 1_000);
    const after = await ask('store', server);
    const each = (name: string) => Math.round((((after[name] ?? 0) - (before[name] ?? 0)) * 60) / IDLE_SECONDS);
    const desk = ['list open', 'get session', 'get staff', 'list staff'].reduce((sum, name) => sum + each(name), 0);
    const { heap = 0, rss = 0 } = await ask('inside', server);
    print(
      `${String(count).padStart(3)} idle sockets: ${each('gets') + each('lists')} reads a minute, ${desk} of them for the desk, ${each('commits')} commits; heap ${heap.toFixed(0)} MB, RSS ${rss.toFixed(0)} MB`,
    );
  }
  for (const one of open) one.close();
  await server.end('SIGTERM');
}

const load = () => loadavg()[0]?.toFixed(1);

function table(): void {
  print(
    `\nms, ${ROUNDS} rounds of ${TIMES}            p50       p95      goal  p95/goal (medians of the rounds; best p95)`,
  );
  for (const [name, all] of Object.entries(rounds) as [Name, number[][]][]) {
    const of = (q: number) => all.map((times) => quantile(times, q));
    const [p50, p95] = [median(of(0.5)), median(of(0.95))];
    const goal: number | undefined = (GOALS as Partial<Record<Name, number>>)[name];
    const cells = [p50.toFixed(1), p95.toFixed(1), goal ?? '', goal ? (p95 / goal).toFixed(2) : ''];
    print(
      `${name.padEnd(42)}${cells.map((cell) => String(cell).padStart(9)).join('')}  (${Math.min(...of(0.95)).toFixed(1)})`,
    );
  }
}

async function main(): Promise<void> {
  const [program, shared, smtp] = await Promise.all([buildMeddled(), sharedSqlite(), smtpTest()]);
  const began = performance.now();
  // Before anybody else has it open: a process would wait for its turn between thousands of commits.
  const now = () => new Date().toISOString();
  const store = retaining(await shared.open(), BUSINESS_DEFAULTS.retention, now);
  await seedCentre({ store, now }, { all: ALL, open: OPEN });
  await store.close();
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  print(`${ALL} applications, ${OPEN} open (written in ${seconds} s), Node ${process.version}, load ${load()}`);
  const env = { LOG_LEVEL: 'error', NODE_OPTIONS: `--require=${join(ROOT, 'dist', 'bench', 'desk-probe.js')}` };
  const cluster = await startCluster({ program, shared, count: 1, smtpUrl: smtp.url, env });
  try {
    // Else the product looks through all of them for what older versions wrote, once.
    while (!(await ageSome(cluster.deps))) continue;
    const [other] = cluster.processes as [ServerProcess];
    for (let n = 0; n < ROUNDS; n += 1) await round(cluster, other, n);
    for (let n = 0; n < BULKS; n += 1) await bulk(cluster, other, n);
    table();
    await nothingDue(cluster);
    await other.end('SIGTERM');
    await idle(cluster);
    print(`load ${load()}`);
  } finally {
    await cluster.close();
    await smtp.close();
    await shared.remove();
    program.remove();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
