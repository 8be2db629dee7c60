// The desk's websocket: colleagues' changes come by themselves, nothing is lost or doubled over a reconnect to another process, and a session's end ends it.
import { WebSocket } from 'ws';
import { mountDesk } from '../../../bot/desk';
import { createHttpServer } from '../../../bot/http/server';
import { createIntake } from '../../../bot/import/intake';
import type { DeskApplication, DeskPage, DeskRow, LiveMessage } from '../../../domain/desk-view';
import { sessionOf, endSession } from '../../../services/staff/session';
import { acts, application, BOSS, LI_LEI, numberOf, seedApplications } from '../../support/desk-work';
import { deskClient, signedIn } from '../../support/desk-client';
import { type DeskWorld, deskWorld, playOf } from '../../support/desk-world';
import { until } from '../../support/temp-store';

let desk: DeskWorld;
beforeEach(async () => {
  desk = await deskWorld();
});
afterEach(() => desk.close());

const API = '/desk/api/applications';

interface Opened {
  socket: WebSocket;
  messages: LiveMessage[];
  closed: Promise<number>;
}

async function open(base: string, cookie: string | undefined, origin = base): Promise<Opened> {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/desk/live`, {
    headers: { Origin: origin, ...(cookie ? { Cookie: cookie } : {}) },
  });
  const messages: LiveMessage[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data)) as LiveMessage));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return { socket, messages, closed };
}

const boards = ({ messages }: Opened) => messages.flatMap((one) => ('board' in one ? [one.board] : []));

test('the first message says where it begins; what a colleague does comes after it, once, with the counts', async () => {
  await seedApplications(desk.deps.store, [application(1), application(10)]);
  const { client } = await signedIn(desk.deps, desk.base, ['clerk']);
  const live = await open(desk.base, client.cookie);
  await until(() => live.messages.length > 0);
  expect(boards(live)[0]).toMatchObject({
    set: [],
    gone: [],
    counts: { issueDigital: { all: 1 }, issuePaper: { all: 1 } },
  });
  const other = await desk.world.other();
  await acts(other, LI_LEI, numberOf(1), 'claim');
  await until(() => boards(live).length > 1);
  await acts(other, LI_LEI, numberOf(1), 'reject', { text: 'no' });
  await until(() => boards(live).length > 2);
  const [begin, claimed, gone] = boards(live);
  expect(claimed).toMatchObject({
    epoch: begin!.epoch,
    n: begin!.n + 1,
    set: [{ number: numberOf(1), claim: { name: 'Li Lei' } }],
  });
  expect(gone).toMatchObject({ n: begin!.n + 2, gone: [numberOf(1)], counts: { issueDigital: { all: 0 } } });
  const page = (await client.get<DeskPage>(API)).body;
  expect(page.at).toEqual({ epoch: gone!.epoch, n: gone!.n });
  live.socket.terminate();
});

test('a note changes no card and is told all the same: whoever has the application open reads it again', async () => {
  await seedApplications(desk.deps.store, [application(1)]);
  const { client } = await signedIn(desk.deps, desk.base, ['clerk']);
  const live = await open(desk.base, client.cookie);
  await until(() => boards(live).length > 0);
  const { reference } = (await client.get<DeskApplication>(`${API}/${numberOf(1)}`)).body;
  await acts(await desk.world.other(), LI_LEI, numberOf(1), 'note', { text: 'phoned' });
  const touched = () => live.messages.flatMap((one) => ('touched' in one ? one.touched : []));
  await until(() => touched().includes(reference));
  expect(boards(live)).toHaveLength(1);
  live.socket.terminate();
});

test('no socket opens for another site, without a session, or with a customer’s cookie (ASVS 5.0 4.4.2)', async () => {
  const { client } = await signedIn(desk.deps, desk.base, ['clerk']);
  const tried: [string | undefined, string][] = [
    [client.cookie, 'https://evil.example'],
    [undefined, desk.base],
    ['desk=0000000000000000000000000000000000000000000', desk.base],
    ['device=abc', desk.base],
  ];
  for (const [cookie, origin] of tried) await expect(open(desk.base, cookie, origin)).rejects.toThrow('403');
  expect(desk.board.stats().awake).toBe(false);
});

test('a session that ends is told and ends the socket; the others stay', async () => {
  const one = await signedIn(desk.deps, desk.base, ['clerk'], 'one');
  const two = await signedIn(desk.deps, desk.base, ['clerk'], 'two');
  const [mine, theirs] = [await open(desk.base, one.client.cookie), await open(desk.base, two.client.cookie)];
  await until(() => mine.messages.length > 0 && theirs.messages.length > 0);
  const session = await sessionOf(desk.deps, one.token);
  await endSession(desk.deps, session!);
  await mine.closed;
  expect(mine.messages.at(-1)).toEqual({ bye: 'signedOut' });
  expect(theirs.socket.readyState).toBe(WebSocket.OPEN);
  theirs.socket.terminate();
});

/** Another process on the same store. */
async function secondProcess() {
  const deps = await desk.world.other();
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const http = createHttpServer({ health: { ready: async () => ({ status: 'ready' }) as never }, trustProxy: 1, log });
  const second = mountDesk(http.router, {
    deps,
    ipOf: http.ipOf,
    local: true,
    log,
    intake: createIntake(deps),
    play: playOf(deps),
  });
  second.live.listen(http.router.http);
  await new Promise<void>((resolve) => http.router.http.listen(0, '127.0.0.1', resolve));
  const { port } = http.router.http.address() as { port: number };
  return {
    base: `http://127.0.0.1:${port}`,
    async close() {
      second.close();
      await Promise.all([second.presence.close(), second.printer.close()]);
      await http.close();
    },
  };
}

test('a tab that loses its connection again and again, to either process, ends with what is true', async () => {
  const all = Array.from({ length: 40 }, (_, i) => application(i + 1));
  await seedApplications(desk.deps.store, all);
  const second = await secondProcess();
  const { client } = await signedIn(desk.deps, desk.base, ['clerk']);
  const bases = [desk.base, second.base];
  // What a tab does: reads the page after a beginning or a gap, and applies what comes after it.
  const rows = new Map<string, DeskRow>();
  let known: { epoch: string; n: number } | undefined;
  let reading: Promise<unknown> = Promise.resolve();
  const later: Extract<LiveMessage, { board: unknown }>['board'][] = [];
  let busy = 0;
  const apply = (board: (typeof later)[number]) => {
    for (const row of board.set) rows.set(row.number, row);
    for (const number of board.gone) rows.delete(number);
  };
  const take = (message: LiveMessage, page: number) => {
    if (!('board' in message)) return;
    const { board } = message;
    const gap = !known || known.epoch !== board.epoch || board.n !== known.n + 1;
    known = { epoch: board.epoch, n: board.n };
    if (busy) later.push(board);
    else apply(board);
    if (!gap) return;
    busy += 1;
    reading = reading.then(async () => {
      const read = await deskClient(bases[page] ?? '', client.cookie).get<DeskPage>(`${API}?live=${board.epoch}`);
      rows.clear();
      for (const row of read.body.rows) rows.set(row.number, row);
      const { epoch, n } = read.body.at;
      for (const one of later) if (one.epoch !== epoch || one.n > n) apply(one);
      busy -= 1;
      if (!busy) later.length = 0;
    });
  };
  let turn = 0;
  let tab: Opened | undefined;
  const reconnect = async () => {
    tab?.socket.terminate();
    known = undefined;
    turn += 1;
    // The socket is at one process, and pages are read from the other.
    const at = turn % 2;
    tab = await open(bases[at] ?? '', client.cookie);
    const shown = tab.messages.length;
    tab.messages.slice(0, shown).forEach((one) => take(one, 1 - at));
    tab.socket.on('message', (data) => take(JSON.parse(String(data)) as LiveMessage, 1 - at));
    const mine = tab;
    await until(() => mine.messages.length > 0);
  };
  const workers = [desk.deps, await desk.world.other()];
  for (let round = 0; round < 40; round += 1) {
    if (round % 5 === 0) await reconnect();
    const number = numberOf(round + 1);
    const worker = workers[round % 2]!;
    await acts(worker, BOSS, number, 'claim');
    if (round % 3 === 0) await acts(worker, BOSS, number, 'reject', { text: 'no' });
  }
  const truth = async () => {
    const read = await client.get<DeskPage>(`${API}?live=fresh`);
    return read.body.rows.map(({ number, etag }) => `${number} ${etag}`).toSorted();
  };
  const wanted = await truth();
  await until(async () => {
    await reading;
    return (
      JSON.stringify([...rows.values()].map(({ number, etag }) => `${number} ${etag}`).toSorted()) ===
      JSON.stringify(wanted)
    );
  });
  expect(rows.size).toBe(26);
  tab?.socket.terminate();
  await second.close();
});

test('the process that stops says so, and its tabs come back elsewhere', async () => {
  const { client } = await signedIn(desk.deps, desk.base, ['clerk']);
  const second = await secondProcess();
  const live = await open(second.base, client.cookie);
  await until(() => live.messages.length > 0);
  await second.close();
  await live.closed;
  expect(live.messages.at(-1)).toEqual({ bye: 'restart' });
});
